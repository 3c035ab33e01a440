package layout

import (
	"math"
	"strings"
)

// Quarters is the nearest quarter turn of a direction, counter-clockwise.
func Quarters(x, y float64) int {
	return (int(math.Round(math.Atan2(y, x)/(math.Pi/2))) + 4) % 4
}

// Upright gives the place of a point on the page turned back by quarters.
func Upright(x, y float64, turn int) (float64, float64) {
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

// Under joins the upright glyphs whose middle stands within a rectangle.
func Under(x1, y1, x2, y2 float64, glyphs []Glyph) string {
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

// InkGap is the share of the font's size from which a gap is a space where pdfium
// has not put one: it gives the ink of a glyph, which stands further apart than
// the glyphs do.
const InkGap = 0.8
