package document

import (
	"context"
	"fmt"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

type pdfiumDocument struct {
	pdfium.Pdfium
	ref   references.FPDF_DOCUMENT
	look  pdfLook
	notes *pdfNotes
}

func (d pdfiumDocument) page(n int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: n}}
}

// pages reads text and links page by page. A page that cannot be read costs
// itself alone, as long as another one has text.
func (e *pdfiumEngine) pages(ctx context.Context, d pdfiumDocument, lim Limits) (*Text, error) {
	count, err := d.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, damaged(PDF, err)
	}
	t := &Text{Format: PDF, Engine: EnginePDFium, Pages: count.PageCount}
	var body strings.Builder
	var failed error
	for n := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if n >= lim.Pages || body.Len() > lim.Chars {
			t.Truncated = true
			break
		}
		text, links, err := d.readPage(n)
		d.notes.letters = append(d.notes.letters, letters(text))
		if err != nil {
			failed = err
			continue
		}
		body.WriteString(text)
		body.WriteByte('\n')
		t.Links = append(t.Links, links...)
	}
	if t.Body = joinHyphens(body.String()); failed != nil {
		if letters(t.Body) == 0 {
			return nil, damaged(PDF, failed)
		}
		t.Problems = append(t.Problems, "a page could not be read")
	}
	if d.scanned(t.Body, min(t.Pages, lim.Pages)) {
		return nil, &Error{Status: NoText, Format: PDF, Remedy: remedyScan,
			Reason: fmt.Sprintf("pictures of pages with next to no text (%d letters; OCR is not done)", letters(t.Body))}
	}
	d.note(t)
	return t, nil
}

func (d pdfiumDocument) readPage(n int) (string, []Link, error) {
	d.notes.hidden[n] = d.dropHidden(d.page(n))
	text, links, err := d.readContent(n)
	if err != nil || !d.hasForm(n) {
		return text, links, err
	}
	// What stands in form fields and notes becomes text only by flattening, which
	// drops the links.
	values := d.fieldValues(n)
	flat, err := d.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: d.page(n), Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
	if err != nil || flat.Result != responses.FPDFPage_FlattenResultSuccess {
		return d.withFields(d.page(n), values, text), links, nil
	}
	// The page is read again as it is now, not as it was loaded.
	ref, err := d.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: n})
	if err != nil {
		return text, links, nil
	}
	defer func() { _, _ = d.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: ref.Page}) }()
	d.notes.hidden[n] = d.dropHidden(requests.Page{ByReference: &ref.Page})
	if filled, err := d.text(requests.Page{ByReference: &ref.Page}); err == nil && letters(filled) > letters(text) {
		text = filled
	}
	return d.withFields(requests.Page{ByReference: &ref.Page}, values, text), links, nil
}

// withFields is a page's text with the values of fields that it lacks.
func (d pdfiumDocument) withFields(p requests.Page, values []fieldValue, text string) string {
	drawn, rest := d.drawFields(p, values, text)
	if drawn {
		if filled, err := d.text(p); err == nil {
			text = filled
		}
	}
	for _, v := range rest {
		text += "\n" + v.text
	}
	return text
}

// hasForm reports whether a page has form fields or free text notes.
func (d pdfiumDocument) hasForm(n int) bool {
	count, err := d.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: d.page(n)})
	if err != nil {
		return false
	}
	for i := range min(count.Count, maxLinks) {
		annot, err := d.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: d.page(n), Index: i})
		if err != nil {
			continue
		}
		subtype, err := d.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: annot.Annotation})
		_, _ = d.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: annot.Annotation})
		if err == nil && (subtype.Subtype == enums.FPDF_ANNOT_SUBTYPE_WIDGET || subtype.Subtype == enums.FPDF_ANNOT_SUBTYPE_FREETEXT) {
			return true
		}
	}
	return false
}

func (d pdfiumDocument) text(p requests.Page) (string, error) {
	page, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p})
	if err != nil {
		return "", err
	}
	defer func() { _, _ = d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: page.TextPage}) }()
	return d.allText(page.TextPage)
}

func (d pdfiumDocument) allText(page references.FPDF_TEXTPAGE) (string, error) {
	count, err := d.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: page})
	if err != nil || count.Count <= 0 {
		return "", err
	}
	got, err := d.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: page, StartIndex: 0, Count: count.Count})
	if err != nil {
		return "", err
	}
	return got.Text, nil
}

func (d pdfiumDocument) readContent(n int) (string, []Link, error) {
	page, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: d.page(n)})
	if err != nil {
		return "", nil, err
	}
	defer func() { _, _ = d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: page.TextPage}) }()
	text, err := d.allText(page.TextPage)
	if err != nil {
		return "", nil, err
	}
	links, err := d.pageLinks(n, page.TextPage)
	return text, links, err
}

// maxLinks of a page: a résumé has some dozens.
const maxLinks = 1000

// pageLinks are the addresses of a page's link annotations with the text under them.
func (d pdfiumDocument) pageLinks(n int, text references.FPDF_TEXTPAGE) ([]Link, error) {
	var links []Link
	for pos := 0; len(links) < maxLinks; {
		next, err := d.FPDFLink_Enumerate(&requests.FPDFLink_Enumerate{Page: d.page(n), StartPos: pos})
		if err != nil || next.Link == nil || next.NextStartPos == nil || *next.NextStartPos <= pos {
			return links, err
		}
		pos = *next.NextStartPos
		action, err := d.FPDFLink_GetAction(&requests.FPDFLink_GetAction{Link: *next.Link})
		if err != nil || action.Action == nil {
			continue // a link within the document
		}
		uri, err := d.FPDFAction_GetURIPath(&requests.FPDFAction_GetURIPath{Document: d.ref, Action: *action.Action})
		if err != nil || uri.URIPath == nil || *uri.URIPath == "" {
			continue
		}
		links = append(links, Link{URL: *uri.URIPath, Anchor: d.textUnder(*next.Link, text)})
	}
	return links, nil
}

func (d pdfiumDocument) textUnder(link references.FPDF_LINK, text references.FPDF_TEXTPAGE) string {
	rect, err := d.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: link})
	if err != nil || rect.Rect == nil {
		return ""
	}
	under, err := d.FPDFText_GetBoundedText(&requests.FPDFText_GetBoundedText{TextPage: text,
		Left: float64(rect.Rect.Left), Top: float64(rect.Rect.Top), Right: float64(rect.Rect.Right), Bottom: float64(rect.Rect.Bottom)})
	if err != nil {
		return ""
	}
	return under.Text
}

// joinHyphens joins a word that was broken at a line end. PDFium writes U+FFFE (once
// U+0002) for a hyphen that it takes for a break, with or without the line end;
// like other readers, it cannot know a compound's own hyphen.
func joinHyphens(s string) string {
	if !strings.ContainsAny(s, "\u0002\uFFFE") {
		return s
	}
	return brokenWords.Replace(s)
}

var brokenWords = strings.NewReplacer("\u0002\r\n", "", "\u0002\n", "", "\u0002", "", "\uFFFE\r\n", "", "\uFFFE\n", "", "\uFFFE", "")
