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
	if reason := unsuited(r, lim); reason != "" && !always {
		return nil, errUnsuited{reason}
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
		body.WriteString(pageLines(page))
		body.WriteByte('\n')
		t.Links = append(t.Links, annotationLinks(page)...)
	}
	t.Body = body.String()
	return t, nil
}

// annotationLinks are the addresses of a page's link annotations. Half of the
// links of real résumés stand nowhere else.
func annotationLinks(page pdf.Page) []Link {
	annots := page.V.Key("Annots")
	var links []Link
	for i := range annots.Len() {
		if uri := annots.Index(i).Key("A").Key("URI").RawString(); uri != "" {
			links = append(links, Link{URL: uri})
		}
	}
	return links
}
