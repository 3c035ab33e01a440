package document

import (
	"bytes"
	"context"
	"strings"

	"github.com/ledongthuc/pdf"
)

// readLedongthuc is the first engine. Unless always is set, it reads only files
// that it is suited to.
func readLedongthuc(ctx context.Context, data []byte, lim Limits, always bool) (*Text, error) {
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(PDF, err)
	}
	look := lookAt(r, lim)
	if reason := unsuited(r, lim); reason != "" && !always {
		return nil, errUnsuited{reason, look}
	}
	if look.walk() && !always {
		return nil, errUnsuited{"text may be hidden", look}
	}
	t := &Text{Format: PDF, Engine: EngineLedongthuc, Pages: r.NumPage()}
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
		lines := pageLines(page)
		if lines.lost > 0 && !always {
			return nil, errUnsuited{"glyphs without a character", look}
		}
		if hasPicture(page) && letters(lines.out.String()) <= maxScanLetters && !always {
			return nil, errUnsuited{"a page may be a picture", look}
		}
		body.WriteString(lines.out.String())
		body.WriteByte('\n')
		t.Links = append(t.Links, annotationLinks(page, lines.runs)...)
	}
	t.Body = body.String()
	return t, nil
}

// annotationLinks are the addresses of a page's link annotations, with the text
// that begins under them. Half of the links of real résumés stand nowhere else.
func annotationLinks(page pdf.Page, runs []run) []Link {
	annots := page.V.Key("Annots")
	var links []Link
	for i := range min(annots.Len(), maxLinks) {
		annot := annots.Index(i)
		if uri := annot.Key("A").Key("URI").RawString(); uri != "" {
			links = append(links, Link{URL: uri, Anchor: under(annot.Key("Rect"), runs)})
		}
	}
	return links
}

// under joins the runs that begin within a rectangle, or a point beside it.
func under(rect pdf.Value, runs []run) string {
	if rect.Len() != 4 {
		return ""
	}
	left, right := rect.Index(0).Float64(), rect.Index(2).Float64()
	bottom, top := rect.Index(1).Float64(), rect.Index(3).Float64()
	left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
	var b strings.Builder
	for _, r := range runs {
		if r.x >= left-1 && r.x < right && r.y >= bottom-1 && r.y <= top {
			b.WriteString(r.text)
		}
	}
	return b.String()
}
