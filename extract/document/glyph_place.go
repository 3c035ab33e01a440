package document

import (
	"math"
	"strings"
	"weaksignal/extract/document/layout"
)

// quarters is the nearest quarter turn of a direction, counter-clockwise.
func quarters(x, y float64) int {
	return (int(math.Round(math.Atan2(y, x)/(math.Pi/2))) + 4) % 4
}

// upright gives the place of a point on the page turned back by quarters.
func upright(x, y float64, turn int) (float64, float64) {
	switch turn {
	case 1:
		return y, -x
	case 2:
		return -x, -y
	case 3:
		return -y, x
	}
	return x, y
}

// under joins the upright glyphs whose middle stands within a rectangle.
func under(x1, y1, x2, y2 float64, glyphs []layout.Glyph) string {
	left, right, bottom, top := min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
	var b strings.Builder
	for _, g := range glyphs {
		x, y := (g.Left+g.Right)/2, g.Base+0.25*g.Size
		if g.Turn != 0 || x < left || x > right || y < bottom || y > top {
			continue
		}
		if g.Apart && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(g.Text)
	}
	return b.String()
}

// countLetters counts the letters and digits of a page.
func countLetters(glyphs []layout.Glyph) int {
	n := 0
	for _, g := range glyphs {
		n += letters(g.Text)
	}
	return n
}

// inkGap is the share of the font's size from which a gap is a space where pdfium
// has not put one: it gives the ink of a glyph, which stands further apart than
// the glyphs do.
const inkGap = 0.8
