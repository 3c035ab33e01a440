package document

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"
)

// engineLedongthuc names the first engine.
const engineLedongthuc = "ledongthuc/pdf"

func readLedongthuc(ctx context.Context, data []byte, lim Limits) (*Text, error) {
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(PDF, err)
	}
	t := &Text{Format: PDF, Engine: engineLedongthuc, Pages: r.NumPage()}
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
		text, err := page.GetPlainText(nil)
		if err != nil {
			return nil, damaged(PDF, fmt.Errorf("page %d: %w", n, err))
		}
		body.WriteString(text)
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
