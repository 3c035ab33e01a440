package document

import (
	"strings"

	"weaksignal/extract/document/layout"
)

// addPage appends what the layout of a page gives.
func (t *Text) addPage(page int, blocks []layout.Block, body *strings.Builder) {
	for _, b := range blocks {
		t.Blocks = append(t.Blocks, Block{Page: page, Box: Box{b.Left, b.Bottom, b.Right, b.Top}, Lines: b.Lines})
	}
	body.WriteString(layout.Text(blocks))
	body.WriteByte('\n')
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
