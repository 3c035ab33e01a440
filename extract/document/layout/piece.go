package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a stretch of words on one baseline without a wide gap.
type piece struct {
	words       []word
	left, right float64
	base, size  float64
	row         int // of the page, from the top
	label       bool
	swallowed   bool // its words went to another piece
}

func (p *piece) top() float64 { return p.base + 0.75*p.size }

// Shares of a font's size.
const (
	sameRow     = 0.35 // of the smaller font: as far apart as baselines of one row are
	oneLine     = 0.03 // as far apart as the words of one line are
	minGutter   = 0.7  // poppler's minColSpacing1
	leastGutter = 0.15
	bulletSpace = 4.0 // after a bullet, a number or an icon, which belong to what follows
)

// pieces groups upright words into rows and cuts these at wide gaps.
func pieces(ws []word) []*piece {
	slices.SortStableFunc(ws, func(a, b word) int { return cmp.Compare(b.base, a.base) })
	var out []*piece
	row := 0
	for i := 0; i < len(ws); row++ {
		j := i + 1
		for j < len(ws) && inRow(ws[i], ws[j-1], ws[j]) {
			j++
		}
		out = append(out, cutRow(ws[i:j], row)...)
		i = j
	}
	return cutAtEdges(out)
}

// minEdge is how many pieces must begin at one place to make it the edge of a
// column, at which a line that comes close to it ends.
const minEdge = 5

func cutAtEdges(ps []*piece) []*piece {
	begins := map[int]int{}
	for _, p := range ps {
		begins[int(math.Round(p.left))]++
	}
	edge := func(x float64) bool {
		at := int(math.Round(x))
		return begins[at] >= minEdge || begins[at-1] >= minEdge || begins[at+1] >= minEdge
	}
	out := make([]*piece, 0, len(ps))
	for _, p := range ps {
		begin := 0
		for i, w := range p.words {
			if i > begin && w.left-p.words[i-1].right > leastGutter*w.size && edge(w.left) && !(i == begin+1 && bullet(p.words[begin].text)) {
				out = append(out, newPiece(p.words[begin:i], p.row))
				begin = i
			}
		}
		out = append(out, newPiece(p.words[begin:], p.row))
	}
	return out
}

// inRow reports whether a word stands in the row that begins with first, whose last
// one so far is before: words of one line are not parted by where the lines of
// another column stand.
func inRow(first, before, w word) bool {
	reach := max(sameRow*min(first.size, w.size), 1)
	return first.base-w.base <= reach || before.base-w.base <= oneLine*w.size && first.base-w.base <= 2*reach
}

func cutRow(ws []word, row int) []*piece {
	ws = slices.Clone(ws)
	slices.SortStableFunc(ws, func(a, b word) int { return cmp.Compare(a.left, b.left) })
	ws = joinSpaced(ws)
	var out []*piece
	begin := 0
	for i := range ws {
		if i > begin && ws[i].left-ws[i-1].right > gapAllowed(ws[begin:i], ws[i]) {
			out = append(out, newPiece(ws[begin:i], row))
			begin = i
		}
	}
	return append(out, newPiece(ws[begin:], row))
}

func gapAllowed(before []word, next word) float64 {
	size := max(before[len(before)-1].size, next.size)
	if len(before) == 1 && bullet(before[0].text) {
		return bulletSpace * size
	}
	return minGutter * size
}

// bullet tells signs, icons and numbers that begin a list's item.
func bullet(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if size == len(s) {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == 'o'
	}
	last := s[len(s)-1]
	return len(s) <= 3 && (last == '.' || last == ')')
}

func newPiece(ws []word, row int) *piece {
	p := &piece{words: ws, left: ws[0].left, right: ws[0].right, base: ws[0].base, size: ws[0].size, row: row}
	for _, w := range ws {
		p.left, p.right = min(p.left, w.left), max(p.right, w.right)
		if w.size > p.size+0.1 {
			p.size, p.base = w.size, w.base
		}
	}
	return p
}

// dated: the piece has a year or a month's number in it.
func (p *piece) dated() bool {
	for _, w := range p.words {
		digits := 0
		for _, r := range w.text {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		if digits >= 2 {
			return true
		}
	}
	return false
}

// heading: the piece is set as headings are, in capitals, larger than the usual
// size or before a colon.
func (p *piece) heading(usual float64) bool {
	if p.size > largerSize*usual || strings.HasSuffix(p.words[len(p.words)-1].text, ":") {
		return true
	}
	capitals := 0
	for _, w := range p.words {
		for _, r := range w.text {
			if unicode.IsLower(r) {
				return false
			}
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return capitals >= minSpaced
}
