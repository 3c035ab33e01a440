package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Block is lines that stand close together, in reading order.
type Block struct {
	Lines []string
	// The box around it in points, y growing upwards.
	Left, Bottom, Right, Top float64
}

// Blocks gives what a page says in reading order. Glyphs come in drawing order;
// gap is the share of the font size from which a gap between two is a space.
func Blocks(glyphs []Glyph, gap float64) []Block {
	turned := map[int][]word{}
	for _, w := range words(glyphs, gap) {
		turned[w.turn] = append(turned[w.turn], w)
	}
	turns := make([]int, 0, len(turned))
	for turn := range turned {
		turns = append(turns, turn)
	}
	// What most words do is the page's own direction and comes first.
	slices.SortFunc(turns, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(turned[b]), len(turned[a])), cmp.Compare(a, b))
	})
	var out []Block
	for _, turn := range turns {
		ps := pieces(turned[turn])
		var rows []row
		if len(ps) > maxPieces {
			rows = rowsOf(ps, nil)
		} else {
			rows = order(ps, 0, nil)
		}
		out = append(out, blocks(rows, turn)...)
	}
	return out
}

// Text is the lines of blocks, an empty one between blocks.
func Text(blocks []Block) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, line := range block.Lines {
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// paragraphSpace is the share of a font's size between baselines from which a new
// block begins: lines are set at 1.2, in loose settings at 1.5.
const paragraphSpace = 2.0

func blocks(rows []row, turn int) []Block {
	var out []Block
	var last *piece
	for _, r := range rows {
		p := r.pieces[0]
		if last == nil || r.opens || last.base-p.base > paragraphSpace*max(p.size, last.size) || p.base > last.base+p.size {
			out = append(out, Block{Left: p.left, Right: p.right, Bottom: p.base, Top: p.top()})
		}
		b := &out[len(out)-1]
		b.add(r)
		last = p
	}
	for i := range out {
		out[i].turn(turn)
	}
	return out
}

func (b *Block) add(r row) {
	for _, p := range r.pieces {
		b.Left, b.Right = min(b.Left, p.left), max(b.Right, p.right)
		b.Bottom, b.Top = min(b.Bottom, p.base-0.25*p.size), max(b.Top, p.top())
	}
	line := lineText(r.pieces)
	if n := len(b.Lines) - 1; n >= 0 {
		if head, ok := broken(b.Lines[n], line); ok {
			b.Lines[n] = head + line
			return
		}
	}
	b.Lines = append(b.Lines, line)
}

// turn gives the box as it stands on the page.
func (b *Block) turn(turn int) {
	switch turn {
	case 1: // the line runs upwards
		b.Left, b.Bottom, b.Right, b.Top = -b.Top, b.Left, -b.Bottom, b.Right
	case 2:
		b.Left, b.Bottom, b.Right, b.Top = -b.Right, -b.Top, -b.Left, -b.Bottom
	case 3:
		b.Left, b.Bottom, b.Right, b.Top = b.Bottom, -b.Right, b.Top, -b.Left
	}
}

// broken reports whether a line ends in a word that goes on in the next one, and
// gives the line without the hyphen. Like other readers it cannot know a
// compound's own hyphen.
func broken(line, next string) (string, bool) {
	head := line
	for _, hyphen := range []string{"-", "\u00AD", "\u2010", "\uFFFE", "\u0002"} {
		if s, ok := strings.CutSuffix(line, hyphen); ok {
			head = s
		}
	}
	before, _ := utf8.DecodeLastRuneInString(head)
	after, _ := utf8.DecodeRuneInString(next)
	if head == line || !unicode.IsLetter(before) || !unicode.IsLower(after) {
		return "", false
	}
	return head, true
}
