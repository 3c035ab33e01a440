package ledongthuc

import (
	"bytes"
	"math"
	"strconv"

	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/draft"
)

// Plausible refuses files whose declared sizes the first engine would believe: it
// allocates a cross-reference table of /Size entries, or of as many as a section
// of the table announces, before it reads one. An object takes more than a byte.
// What gets past this is stopped by the worker's memory limit.
func Plausible(data []byte) bool {
	limit := int64(len(data))
	for rest := data; ; {
		i := bytes.Index(rest, []byte("/Size"))
		if i < 0 {
			break
		}
		rest = rest[i+len("/Size"):]
		if n, _ := leadingNumber(rest); n > limit {
			return false
		}
	}
	for rest := data; ; {
		i := bytes.Index(rest, []byte("xref"))
		if i < 0 {
			return true
		}
		rest = rest[i+len("xref"):]
		first, after := leadingNumber(rest)
		if count, _ := leadingNumber(after); first > limit || count > limit {
			return false
		}
	}
}

// leadingNumber reads a number after white space; 0 if there is none.
func leadingNumber(data []byte) (n int64, rest []byte) {
	digits := bytes.TrimLeft(data[:min(len(data), 40)], " \r\n\t")
	end := 0
	for end < len(digits) && digits[end] >= '0' && digits[end] <= '9' {
		end++
	}
	if end == 0 {
		return 0, digits
	}
	n, err := strconv.ParseInt(string(digits[:end]), 10, 64)
	if err != nil {
		n = math.MaxInt64
	}
	return n, digits[end:]
}

// The first engine is given no work that could bring it near its time: which
// engine reads a document must not depend on how busy the machine is.
const (
	maxFirstPages = 10
	MaxFirstBytes = 4 << 20
	maxWidths     = 20000 // entries of a CID font's W, which is searched for each glyph
)

// unsuited says what in a file this engine does not read, from its object layer alone;
// "" where the pages themselves have to tell.
func unsuited(r *pdf.Reader, lim draft.Limits) string {
	pages := r.NumPage()
	switch {
	case pages < 1:
		return "no page in the page tree"
	case pages > maxFirstPages:
		return "many pages"
	}
	for n := 1; n <= min(pages, lim.Pages); n++ {
		page := r.Page(n)
		if page.V.IsNull() {
			return "a page is missing from the page tree"
		}
		if hasFields(page) {
			return "text may stand in form fields"
		}
	}
	return ""
}

func hasFields(page pdf.Page) bool {
	annots := page.V.Key("Annots")
	for i := range annots.Len() {
		if s := annots.Index(i).Key("Subtype").Name(); s == "Widget" || s == "FreeText" {
			return true
		}
	}
	return false
}
