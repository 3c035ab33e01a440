package document

import (
	"weaksignal/extract/document/layout"
)

// maxScanLetters on a page whose picture fills it: the mark of a scanning
// program ("Scanned by …", a page number), and no résumé.
const maxScanLetters = 60

// drawnLetters counts the letters and digits of a page.
func drawnLetters(glyphs []layout.Glyph) int {
	n := 0
	for _, g := range glyphs {
		n += letters(g.Text)
	}
	return n
}
