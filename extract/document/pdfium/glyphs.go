package pdfium

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"weaksignal/extract/document/layout"
)

// glyphs gives the characters of a page with their boxes, in drawing order. It
// costs one call into the sandbox a value and none of its memory.
func (d pdfiumDocument) glyphs(p requests.Page) ([]layout.Glyph, error) {
	page, err := d.GetPageTextStructured(&requests.GetPageTextStructured{Page: p, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return nil, err
	}
	var out []layout.Glyph
	begin, apart := 0, false
	for _, c := range page.Chars {
		g, ok := inkGlyph(c)
		if !ok {
			apart = true
			if box := c.PointPosition; begin < len(out) && box.Top == box.Bottom { // a space is as high as its line
				setBases(out[begin:], box)
				begin = len(out)
			}
			continue
		}
		if begin < len(out) && jumps(out[len(out)-1], g) {
			setBases(out[begin:], noSpace())
			begin = len(out)
		}
		g.Apart, apart = apart, false
		out = append(out, g)
	}
	setBases(out[begin:], noSpace())
	setSizes(out)
	return out, nil
}

func noSpace() responses.CharPosition {
	return responses.CharPosition{Bottom: math.NaN(), Left: math.NaN()}
}

// jumps: the ink of one glyph is that of another line. Pdfium puts no space
// between the halves of a word that is broken at a line end, but a mark for the
// hyphen.
func jumps(a, b layout.Glyph) bool {
	height := max(a.Size, b.Size)
	return a.Turn != b.Turn || b.Base > a.Base+a.Size+height/2 || b.Base+b.Size < a.Base-height/2 || b.Right < a.Left-height && b.Base < a.Base
}

// inkGlyph is a character's glyph with the foot of its ink as base and its height
// as size; false for spaces and line ends.
func inkGlyph(c *responses.GetPageTextStructuredChar) (layout.Glyph, bool) {
	r, _ := utf8.DecodeRuneInString(c.Text)
	if c.Text == "" || unicode.IsSpace(r) {
		return layout.Glyph{}, false
	}
	// The angle is clockwise.
	turn := (4 - int(math.Round(c.Angle/(math.Pi/2)))%4) % 4
	box := c.PointPosition
	x1, y1 := layout.Upright(box.Left, box.Bottom, turn)
	x2, y2 := layout.Upright(box.Right, box.Top, turn)
	text := c.Text
	if r == '\uFFFE' || r == '\u0002' {
		text = "-"
	}
	return layout.Glyph{Text: text, Left: min(x1, x2), Right: max(x1, x2), Base: min(y1, y2), Size: math.Abs(y2 - y1), Turn: turn}, true
}

// Shapes of letters, with the share of the font's size that their ink rises above
// the baseline; within a few hundredths the same in all common fonts.
const (
	below                    = "gjpqyQJ"
	middle                   = "acemnorsuvwxz"
	middleHeight, fullHeight = 0.48, 0.70
)

// setBases gives the glyphs of a word the baseline that its letters stand on, and
// the font's size by their height; where it has none, that of the space after it,
// and a size to be set later.
func setBases(word []layout.Glyph, space responses.CharPosition) {
	base, size := math.Inf(1), 0.0
	for _, g := range word {
		if r, _ := utf8.DecodeRuneInString(g.Text); standing(r) {
			base = min(base, g.Base)
		}
	}
	if math.IsInf(base, 1) {
		if _, base = layout.Upright(space.Left, space.Bottom, word0Turn(word)); math.IsNaN(base) && len(word) > 0 {
			base = word[0].Base
		}
	}
	for _, g := range word {
		r, _ := utf8.DecodeRuneInString(g.Text)
		switch top := g.Base + g.Size - base; {
		case strings.ContainsRune(middle, r):
			size = max(size, top/middleHeight)
		case standing(r):
			size = max(size, top/fullHeight)
		}
	}
	for i := range word {
		word[i].Base, word[i].Size = base, size
	}
}

func word0Turn(word []layout.Glyph) int {
	if len(word) == 0 {
		return 0
	}
	return word[0].Turn
}

// standing: a Latin letter or digit whose foot is on the baseline.
func standing(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !strings.ContainsRune(below, r)
}

// usualSize stands for the size of signs on a page without a letter.
const usualSize = 10

// setSizes gives words without letters the size of the one before them.
func setSizes(glyphs []layout.Glyph) {
	size := 0.0
	for i := range glyphs {
		if glyphs[i].Size > 0 {
			size = glyphs[i].Size
			break
		}
	}
	if size == 0 {
		size = usualSize
	}
	for i := range glyphs {
		if glyphs[i].Size > 0 {
			size = glyphs[i].Size
		} else {
			glyphs[i].Size = size
		}
	}
}
