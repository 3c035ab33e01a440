package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Glyph is what a page draws in one place: a character, or a few of a ligature.
// Lengths are points; y grows upwards.
type Glyph struct {
	Text        string
	Left, Right float64 // along the line
	Base        float64 // of the line
	Size        float64 // of the font, about 1.4 times the height of a capital
	// Turn is in quarters counter-clockwise: the line runs upwards at 1. Left, Right
	// and Base are then those of the page turned back.
	Turn int
	// Apart: a space stands before it.
	Apart bool
}

// word is a glyph or several without a space between.
type word struct {
	text        string
	left, right float64
	base, size  float64
	turn        int
	glyphs      []Glyph // of a word that runs from right to left
}

// Shares of a font's size. Engines that know advance widths leave 0.15 between
// words and less within them; engines that know the ink alone tell spaces
// themselves, and their glyphs stand further apart.
const (
	otherLine = 0.5  // as far up or down as a superscript stays in its word
	goneBack  = -0.5 // further back is another word
	wideSpace = 0.6
	doubled   = 0.2 // as near as the second print of a bold word is
)

// words joins glyphs in drawing order; gap is the share of the size from which a
// gap is a space.
func words(glyphs []Glyph, gap float64) []word {
	var out []word
	var text strings.Builder
	begin := 0
	end := func(i int) {
		if begin < i {
			out = append(out, newWord(glyphs[begin:i], &text))
		}
		begin = i
	}
	for i, g := range glyphs {
		if i > begin && separate(glyphs[i-1], g, gap) {
			end(i)
		}
	}
	end(len(glyphs))
	return once(out)
}

func separate(a, b Glyph, gap float64) bool {
	size := max(a.Size, b.Size)
	return b.Apart || a.Turn != b.Turn || math.Abs(a.Base-b.Base) > otherLine*size ||
		b.Left-a.Right > gap*size || b.Left-a.Left < goneBack*size && !rightToLeft(b.Text)
}

func newWord(glyphs []Glyph, text *strings.Builder) word {
	first := glyphs[0]
	w := word{left: first.Left, right: first.Right, base: first.Base, size: first.Size, turn: first.Turn}
	text.Reset()
	for _, g := range glyphs {
		text.WriteString(g.Text)
		w.left, w.right = min(w.left, g.Left), max(w.right, g.Right)
		if g.Size > w.size {
			w.size, w.base = g.Size, g.Base
		}
	}
	w.text = text.String()
	if rightToLeft(w.text) {
		w.glyphs = slices.Clone(glyphs)
	}
	return w
}

// once drops words that stand where the same word stands already.
func once(ws []word) []word {
	last := make(map[string]int, len(ws))
	out := ws[:0]
	for _, w := range ws {
		if i, ok := last[w.text]; ok {
			d := doubled * w.size
			if o := out[i]; math.Abs(o.left-w.left) < d && math.Abs(o.base-w.base) < d && o.turn == w.turn {
				continue
			}
		}
		last[w.text] = len(out)
		out = append(out, w)
	}
	return out
}

// minSpaced letters in a row, about equally far apart, are a letter-spaced word.
const (
	minSpaced   = 4
	sameSpacing = 1.5 // a wider gap ends the word
)

// joinSpaced joins the letters of spaced words in a row of words from left to right.
func joinSpaced(row []word) []word {
	for i := 0; i < len(row); i++ {
		n := singles(row[i:])
		if n < minSpaced {
			i += max(n-1, 0)
			continue
		}
		joined := joinLetters(row[i : i+n])
		row = slices.Replace(slices.Clone(row), i, i+n, joined...)
		i += len(joined) - 1
	}
	return row
}

// singles counts the words of one letter or sign that begin a row, a few of them
// pairs at most: spacing leaves "AV" and "LT" together where they are kerned.
func singles(row []word) int {
	for i, w := range row {
		r, size := utf8.DecodeRuneInString(w.text)
		if size != len(w.text) || !unicode.IsLetter(r) && r != '&' || i > 0 && w.size > 1.5*row[0].size {
			return i
		}
	}
	return len(row)
}

func joinLetters(letters []word) []word {
	gaps := make([]float64, 0, len(letters))
	for i, w := range letters[1:] {
		gaps = append(gaps, w.left-letters[i].right)
	}
	middle := slices.Sorted(slices.Values(gaps))[len(gaps)/2]
	out := []word{letters[0]}
	for i, w := range letters[1:] {
		last := &out[len(out)-1]
		if gaps[i] > max(sameSpacing*middle, middle+wideSpace*w.size/2) {
			out = append(out, w)
			continue
		}
		last.text += w.text
		last.right = w.right
	}
	return out
}
