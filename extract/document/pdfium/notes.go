package pdfium

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"weaksignal/extract/document/doubt"
	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// pdfNotes are what pages said beside their text.
type pdfNotes struct {
	hidden map[int]string // words that are not seen, by page
	seen   int            // objects that were looked at
}

// note puts the notes into the text: hidden words, and why it may say less than the
// document.
func (d pdfiumDocument) note(t *draft.Text) {
	for _, words := range d.notes.hidden {
		t.Hidden += draft.CountWords(words)
	}
	if len(t.Pictures) > 0 && t.Unread == "" {
		pages := make([]string, len(t.Pictures))
		for i, n := range t.Pictures {
			pages[i] = strconv.Itoa(n)
		}
		t.Unread = "page " + pages[0] + " has a picture and next to no text"
		if len(pages) > 1 {
			t.Unread = "pages " + strings.Join(pages, ", ") + " have pictures and next to no text"
		}
	}
	words := draft.CountWords(t.Body)
	if words > doubt.MaxPlaceholder {
		return
	}
	if form, err := d.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: d.ref}); err == nil && form.FormType == enums.FPDF_FORMTYPE_XFA_FULL {
		t.Standin = "a form that only its maker's program shows (XFA): what was filled in is not read"
	}
	files, err := d.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: d.ref})
	if err == nil && files.AttachmentCount > 0 && words <= maxCover {
		t.Standin = fmt.Sprintf("the cover of %d attached file(s), which are not read", files.AttachmentCount)
	}
}

// maxCover words stand on the cover of a portfolio of files.
const maxCover = 60

// minPicture is the share of a page that a scan covers; it may be cut into strips.
const minPicture = 0.5

// pictureShare is how much of a page its pictures cover, in [0,1] but for those that
// lie over one another.
func (d pdfiumDocument) pictureShare(n int) float64 {
	page := d.page(n)
	w := &pageWalk{d: pdfiumDocument{Pdfium: d.Pdfium, ref: d.ref}, page: page, box: d.shown(page)}
	w.walk(page, references.FPDF_PAGEOBJECT(""), ink.Identity(), 0)
	d.notes.seen += w.seen
	var sum float64
	for _, a := range w.areas {
		if a.picture {
			sum += max(0, min(a.box.Right, w.box.Right)-max(a.box.Left, w.box.Left)) * max(0, min(a.box.Top, w.box.Top)-max(a.box.Bottom, w.box.Bottom))
		}
	}
	size := (w.box.Right - w.box.Left) * (w.box.Top - w.box.Bottom)
	if size <= 0 {
		return 0
	}
	return sum / size
}
