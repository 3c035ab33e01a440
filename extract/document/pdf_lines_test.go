package document

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ledongthuc"
)

// pdfOf writes a PDF of one page: F1 is a simple font whose glyphs are half their
// size wide, F2 a CID font of the same widths with the given table of Unicode.
func pdfOf(content, unicodes string) []byte {
	stream := func(s string) string { return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(s), s) }
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
		stream(content),
		"<</Type/Font/Subtype/TrueType/BaseFont/A/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[" + strings.Repeat("500 ", 95) + "]>>",
		"<</Type/Font/Subtype/Type0/BaseFont/B/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
		// Codes 32 to 126 by an array, 256 to 600 by a range, the others by DW.
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/B/DW 500/W[32[" + strings.Repeat("500 ", 95) + "] 256 600 500]>>",
		stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
			unicodes + "\nendcmap end end"),
	}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF", len(objects)+1, xref)
	return []byte(b.String())
}

const ascii = "1 beginbfrange <0020> <007E> <0020> endbfrange"

func TestLinesOfPages(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"a change of font stays in the line": {"BT /F1 10 Tf 0 700 Td (Engineer,) Tj /F2 10 Tf <00200043> Tj ET", "Engineer, C"},
		"a gap is a space":                   {"BT /F2 10 Tf 0 700 Td [<00410042> -400 <0043>] TJ ET", "AB C"},
		"kerning is none":                    {"BT /F2 10 Tf 0 700 Td [<00410042> -100 <0043>] TJ ET", "ABC"},
		"another line":                       {"BT /F2 10 Tf 0 700 Td <0041> Tj 0 -12 Td <0042> Tj ET", "A\nB"},
		"a superscript":                      {"BT /F1 12 Tf 0 700 Td (10) Tj ET BT /F1 6 Tf 13.5 705 Td (th) Tj ET", "10th"},
		// The narrow spacing ends with Q: "real" is 20 points wide again.
		"Q restores the spacing":           {"q BT -2 Tc /F1 10 Tf 0 720 Td (x) Tj ET Q BT /F1 10 Tf 0 700 Td (real) Tj ET BT 20 700 Td /F1 10 Tf (-time) Tj ET", "x\nreal-time"},
		"word spacing is for single bytes": {"BT 9 Tw /F2 10 Tf 0 700 Td <004100200042> Tj ET BT /F2 10 Tf 15 700 Td <0043> Tj ET", "A BC"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := ledongthuc.Read(t.Context(), pdfOf(c.content, ascii), draft.DefaultLimits(), false)
			if err != nil || strings.TrimSpace(text.Body) != c.want {
				t.Errorf("got %+v, %v; want %q", text, err, c.want)
			}
		})
	}
}

// What the first engine would read wrong goes to the second.
func TestUnsuitedCIDFonts(t *testing.T) {
	show := func(codes string) string { return "BT /F2 10 Tf 0 700 Td <" + codes + "> Tj ET" }
	for name, c := range map[string]struct{ content, unicodes string }{
		"a glyph without a character":                 {show("00410200"), ascii},
		"a range over the last byte's end":            {show("00410141"), "1 beginbfrange <0000> <FFFF> <0000> endbfrange"},
		"a script that runs from right to left":       {show("0041"), "1 beginbfchar <0041> <05D0> endbfchar"},
		"a ligature whose characters stand elsewhere": {show("0041"), "1 beginbfchar <0041> <> endbfchar"},
	} {
		t.Run(name, func(t *testing.T) {
			var e ledongthuc.Unsuited
			if text, err := ledongthuc.Read(t.Context(), pdfOf(c.content, c.unicodes), draft.DefaultLimits(), false); !errors.As(err, &e) {
				t.Errorf("got %+v, %v; want it refused", text, err)
			}
		})
	}
	if text, err := ledongthuc.Read(t.Context(), pdfOf(show("00410141"), "2 beginbfrange <0000> <00FF> <0000> <0100> <01FF> <0100> endbfrange"), draft.DefaultLimits(), false); err != nil || strings.TrimSpace(text.Body) != "AŁ" {
		t.Errorf("got %+v, %v; want ranges that keep to their byte read", text, err)
	}
}
