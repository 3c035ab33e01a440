package ledongthuc

import (
	"bytes"
	"context"
	"strings"

	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/layout"
)

// readFirst is the first engine. Unless always is set, it reads only files
// that it is suited to.
func Read(ctx context.Context, data []byte, lim draft.Limits, always bool) (*draft.Text, error) {
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, draft.Damaged(draft.PDF, err)
	}
	look := lookAt(r, lim)
	if reason := unsuited(r, lim); reason != "" && !always {
		return nil, Unsuited{reason, look}
	}
	if look.Walk() && !always {
		return nil, Unsuited{"text may be hidden", look}
	}
	t := &draft.Text{Format: draft.PDF, Engine: draft.EngineLedongthuc, Pages: r.NumPage()}
	var body strings.Builder
	for n := 1; n <= t.Pages; n++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if n > lim.Pages || body.Len() > lim.Chars {
			t.Truncated = true
			break
		}
		page := r.Page(n)
		drawn := pageGlyphs(page)
		if drawn.lost > 0 && !always {
			return nil, Unsuited{"glyphs without a character", look}
		}
		if !always && draft.CountLetters(drawn.glyphs) <= draft.MaxScanLetters && hasImage(page.Resources()) {
			return nil, Unsuited{"a page may be a picture", look}
		}
		t.AddPage(n, layout.Blocks(drawn.glyphs, advanceGap), &body)
		t.Links = append(t.Links, annotationLinks(page, drawn.glyphs)...)
	}
	t.Body = body.String()
	return t, nil
}

func hasImage(resources pdf.Value) bool {
	objects := resources.Key("XObject")
	for _, name := range objects.Keys() {
		if objects.Key(name).Key("Subtype").Name() == "Image" {
			return true
		}
	}
	return false
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
