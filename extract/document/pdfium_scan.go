package document

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxScanLetters on a page whose picture fills it: the mark of a scanning
// program ("Scanned by …", a page number), and no résumé.
const maxScanLetters = 60

// scanned reports whether every page is a picture with next to no text. Such a
// document must not count as read: all its signals would be absent.
func (d pdfiumDocument) scanned(body string, pages int) bool {
	if pages == 0 || letters(body) > maxScanLetters*pages {
		return false
	}
	for n := range pages {
		if !d.filledByImage(n) {
			return false
		}
	}
	return true
}

// filledByImage reports whether a picture covers half of a page or more.
func (d pdfiumDocument) filledByImage(n int) bool {
	size, err := d.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d.ref, Index: n})
	if err != nil {
		return false
	}
	count, err := d.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: d.page(n)})
	if err != nil {
		return false
	}
	for i := range min(count.Count, maxLinks) {
		object, err := d.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: d.page(n), Index: i})
		if err != nil {
			continue
		}
		kind, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil || kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
			continue
		}
		b, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err == nil && float64(b.Right-b.Left)*float64(b.Top-b.Bottom) >= size.Width*size.Height/2 {
			return true
		}
	}
	return false
}
