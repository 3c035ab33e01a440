package ledongthuc

import (
	"bytes"
	"cmp"
	"context"
	"strings"

	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/layout"
)

// Read reads a file whose pages it is suited to; else the error is [Unsuited], with what
// is known of text that may be hidden. With always set it reads as well as it can.
func Read(ctx context.Context, data []byte, lim draft.Limits, always bool) (*draft.Text, error) {
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, draft.Damaged(draft.PDF, err)
	}
	look := lookAt(r, lim)
	reason := unsuited(r, lim)
	var pages []*drawing
	for n := 1; n <= min(look.Count, lim.Pages); n++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d := draw(r.Page(n))
		if d.unsuited == "" && d.isPicture() {
			d.unsuited = "a page may be a picture"
		}
		pages, reason = append(pages, d), cmp.Or(reason, d.unsuited)
		look.Pages, look.Faint = append(look.Pages, d.faint), look.Faint || d.faint
	}
	if look.Walk() {
		reason = cmp.Or(reason, "text may be hidden")
	}
	if reason != "" && !always {
		return nil, Unsuited{reason, look}
	}
	t := &draft.Text{Format: draft.PDF, Engine: draft.EngineLedongthuc, Pages: look.Count, Truncated: look.Count > lim.Pages}
	var body strings.Builder
	for i, d := range pages {
		if body.Len() > lim.Chars {
			t.Truncated = true
			break
		}
		t.AddPage(i+1, layout.Blocks(d.glyphs, advanceGap), &body)
		t.Links = append(t.Links, annotationLinks(r.Page(i+1), d.glyphs)...)
	}
	t.Body = body.String()
	return t, nil
}

// advanceGap is the share of the font's size from which a gap is a space, for
// glyphs with the widths of their fonts.
const advanceGap = 0.15

// annotationLinks are the addresses of a page's link annotations, with the text
// that stands under them. Half of the links of real résumés stand nowhere else.
func annotationLinks(page pdf.Page, glyphs []layout.Glyph) []draft.Link {
	annots := page.V.Key("Annots")
	var links []draft.Link
	for i := range min(annots.Len(), draft.MaxLinks) {
		annot := annots.Index(i)
		if uri := annot.Key("A").Key("URI").RawString(); uri != "" {
			links = append(links, draft.Link{URL: uri, Anchor: underRect(annot.Key("Rect"), glyphs)})
		}
	}
	return links
}

func underRect(rect pdf.Value, glyphs []layout.Glyph) string {
	if rect.Len() != 4 {
		return ""
	}
	return layout.Under(rect.Index(0).Float64(), rect.Index(1).Float64(), rect.Index(2).Float64(), rect.Index(3).Float64(), glyphs)
}

// unsuitedError says why the first engine was not asked for its text.
type Unsuited struct {
	reason string
	Look   ink.Look
}

func (e Unsuited) Error() string { return "not suited to the first engine: " + e.reason }
