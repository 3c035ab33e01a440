package ledongthuc

import (
	"bytes"
	"math"
	"strconv"
	"strings"

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

// unsuited says what in a file the first engine's text functions cannot do,
// from its object layer alone; "" if they will read it right:
//
//   - TeX spreads words over gaps and fonts with encodings of their own;
//   - a named or dictionary encoding wins over ToUnicode;
//   - of CID fonts' character maps only Identity-H is known;
//   - Form XObjects and form fields are passed over.
func unsuited(r *pdf.Reader, lim draft.Limits) string {
	if producer := producer(r); texProducer(producer) {
		return "made by TeX"
	}
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
		if reason := unsuitedResources(page.Resources()); reason != "" {
			return reason
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

func producer(r *pdf.Reader) string {
	info := r.Trailer().Key("Info")
	return info.Key("Producer").Text() + " " + info.Key("Creator").Text()
}

func texProducer(producer string) bool {
	p := strings.ToLower(producer)
	for _, tex := range []string{"tex", "dvips", "dvipdf", "typst", "context"} {
		if strings.Contains(p, tex) {
			return true
		}
	}
	return false
}

func unsuitedResources(resources pdf.Value) string {
	objects := resources.Key("XObject")
	for _, name := range objects.Keys() {
		if objects.Key(name).Key("Subtype").Name() == "Form" {
			return "text may stand in a form"
		}
	}
	fonts := resources.Key("Font")
	names := fonts.Keys()
	for _, name := range names {
		if reason := unsuitedFont(fonts.Key(name)); reason != "" {
			return reason
		}
	}
	if len(names) == 0 {
		return "no font on a page"
	}
	return ""
}

func unsuitedFont(font pdf.Value) string {
	subtype, encoding := font.Key("Subtype").Name(), font.Key("Encoding")
	hasUnicode := font.Key("ToUnicode").Kind() == pdf.Stream
	switch {
	case subtype == "Type0":
		return unsuitedCID(font, hasUnicode)
	case subtype == "Type3":
		return "a Type 3 font"
	case encoding.Kind() == pdf.Dict:
		return "an encoding of its own"
	case encoding.Kind() == pdf.Name && hasUnicode:
		return "an encoding beside ToUnicode"
	case encoding.Kind() == pdf.Null && !hasUnicode:
		return "no encoding"
	case font.Key("Widths").Len() == 0:
		return "a font without widths"
	}
	return ""
}

// unsuitedCID lets the CID fonts of office programs and browsers through: two
// bytes a code, with a table of their Unicode.
func unsuitedCID(font pdf.Value, hasUnicode bool) string {
	switch {
	case font.Key("Encoding").Name() != "Identity-H":
		return "a CID font with a character map of its own"
	case !hasUnicode:
		return "a CID font without Unicode"
	case font.Key("DescendantFonts").Len() != 1:
		return "a CID font without glyphs"
	case font.Key("DescendantFonts").Index(0).Key("W").Len() > maxWidths:
		return "a CID font with a giant table of widths"
	}
	return ""
}
