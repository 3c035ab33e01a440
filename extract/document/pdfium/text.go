package pdfium

import (
	"context"
	"fmt"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/layout"
	"weaksignal/extract/document/scan"
)

type pdfiumDocument struct {
	pdfium.Pdfium
	ref   references.FPDF_DOCUMENT
	look  ink.Look
	count int // pages
	notes *pdfNotes
}

func (d pdfiumDocument) page(n int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: n}}
}

// pages reads text and links page by page. A page that cannot be read costs
// itself alone, as long as another one has text.
func (e *Engine) pages(ctx context.Context, d pdfiumDocument, lim draft.Limits, eye *scan.Scanner) (*draft.Text, error) {
	count, err := d.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, draft.Damaged(draft.PDF, err)
	}
	d.count = count.PageCount
	t := &draft.Text{Format: draft.PDF, Engine: draft.EnginePDFium, Pages: count.PageCount}
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
		glyphs, links, err := d.readPage(n)
		if err != nil {
			failed = err
			continue
		}
		blocks := layout.Blocks(glyphs, layout.InkGap)
		if picture := draft.CountLetters(glyphs) <= draft.MaxScanLetters && d.pictureShare(n) >= minPicture; eye.Wants(picture) {
			if blocks, err = d.scanned(ctx, eye, n); err != nil {
				return nil, err
			}
		} else if picture {
			t.Pictures = append(t.Pictures, n+1)
		}
		t.AddPage(n+1, blocks, &body)
		t.Links = append(t.Links, links...)
	}
	if t.Body = body.String(); failed != nil {
		if draft.Letters(t.Body) == 0 {
			return nil, draft.Damaged(draft.PDF, failed)
		}
		t.Problems = append(t.Problems, "a page could not be read")
	}
	if eye != nil {
		t.Engine, t.Confidence = eye.Engine.Name(), eye.Confidence()
	}
	if read := min(t.Pages, lim.Pages); read > 0 && len(t.Pictures) == read {
		return nil, &draft.Error{Status: draft.NoText, Format: draft.PDF, Remedy: draft.RemedyScan, Scan: true,
			Reason: fmt.Sprintf("pictures of pages with next to no text (%d letters)", draft.Letters(t.Body))}
	}
	d.note(t)
	return t, nil
}

func (d pdfiumDocument) readPage(n int) ([]layout.Glyph, []draft.Link, error) {
	walk := d.look.WalkPage(n, d.count)
	if walk {
		d.notes.hidden[n] = d.dropHidden(d.page(n))
	}
	glyphs, err := d.glyphs(d.page(n))
	if err != nil {
		return nil, nil, err
	}
	links, err := d.pageLinks(n, glyphs)
	if err != nil || !d.hasForm(n) {
		return glyphs, links, err
	}
	// What stands in form fields and notes becomes text only by flattening, which
	// drops the links.
	values := d.fieldValues(n)
	flat, err := d.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: d.page(n), Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
	if err != nil || flat.Result != responses.FPDFPage_FlattenResultSuccess {
		return d.withFields(d.page(n), values, glyphs), links, nil
	}
	// The page is read again as it is now, not as it was loaded.
	ref, err := d.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: n})
	if err != nil {
		return glyphs, links, nil
	}
	defer func() { _, _ = d.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: ref.Page}) }()
	page := requests.Page{ByReference: &ref.Page}
	if walk {
		d.notes.hidden[n] = d.dropHidden(page)
	}
	if filled, err := d.glyphs(page); err == nil && len(filled) > len(glyphs) {
		glyphs = filled
	}
	return d.withFields(page, values, glyphs), links, nil
}

// withFields is what is drawn on a page with the values of fields that it lacks, each
// in its field.
func (d pdfiumDocument) withFields(p requests.Page, values []fieldValue, glyphs []layout.Glyph) []layout.Glyph {
	var text strings.Builder
	for _, g := range glyphs {
		text.WriteString(g.Text)
	}
	drawn, rest := d.drawFields(p, values, text.String())
	if drawn {
		if filled, err := d.glyphs(p); err == nil {
			glyphs = filled
		}
	}
	for _, v := range rest { // letters that the standard font lacks
		glyphs = append(glyphs, layout.Glyph{Text: v.text, Left: v.box.Left, Right: v.box.Right, Base: v.box.Bottom, Size: fieldSize, Apart: true})
	}
	return glyphs
}

// hasForm reports whether a page has form fields or free text notes.
func (d pdfiumDocument) hasForm(n int) bool {
	count, err := d.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: d.page(n)})
	if err != nil {
		return false
	}
	for i := range min(count.Count, draft.MaxLinks) {
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

// pageLinks are the addresses of a page's link annotations with the text under them.
func (d pdfiumDocument) pageLinks(n int, glyphs []layout.Glyph) ([]draft.Link, error) {
	var links []draft.Link
	for pos := 0; len(links) < draft.MaxLinks; {
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
		links = append(links, draft.Link{URL: *uri.URIPath, Anchor: d.textUnder(*next.Link, glyphs)})
	}
	return links, nil
}

func (d pdfiumDocument) textUnder(link references.FPDF_LINK, glyphs []layout.Glyph) string {
	rect, err := d.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: link})
	if err != nil || rect.Rect == nil {
		return ""
	}
	return layout.Under(float64(rect.Rect.Left), float64(rect.Rect.Bottom), float64(rect.Rect.Right), float64(rect.Rect.Top), glyphs)
}
