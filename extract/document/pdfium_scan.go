package document

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

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

// filledByImage reports whether pictures cover half of a page or more: one, or the
// strips that some scanning programs cut it into.
func (d pdfiumDocument) filledByImage(n int) bool {
	size, err := d.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d.ref, Index: n})
	if err != nil {
		return false
	}
	count, err := d.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: d.page(n)})
	if err != nil {
		return false
	}
	covered := 0.0
	for i := range min(count.Count, maxLinks) {
		covered += d.imageArea(n, i)
		if covered >= size.Width*size.Height/2 {
			return true
		}
	}
	return false
}

// imageArea is the area of a page's object that is a picture; 0 for others.
func (d pdfiumDocument) imageArea(n, index int) float64 {
	object, err := d.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: d.page(n), Index: index})
	if err != nil {
		return 0
	}
	kind, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
	if err != nil || kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
		return 0
	}
	b, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
	if err != nil {
		return 0
	}
	return float64(b.Right-b.Left) * float64(b.Top-b.Bottom)
}
