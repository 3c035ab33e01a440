package document

import (
	"fmt"
	"strings"
	"testing"

	"weaksignal/extract/document/draft"
)

// unseen stands in each document where a person would not see it, in five words.
const unseen = "Grandmaster medal from nowhere visible"

// page draws lines of text in a PDF.
func drawn(lines string, x, y int) string {
	return fmt.Sprintf("BT /F1 10 Tf 14 TL %d %d Td (%s) Tj ET\n", x, y, strings.ReplaceAll(lines, "\n", ") Tj T* ("))
}

// pdfPages makes a PDF of pages with one font, a picture (Im), a layer that is on (On),
// one that is off (Off) and a group of it (Group), and a gradient (Wave).
func pdfPages(catalogue, page string, contents ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	n := 0
	table := "0000000000 65535 f \n"
	add := func(body string) int {
		n++
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, body)
		return n
	}
	stream := func(dict, body string) int {
		return add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(body), body))
	}
	widths := strings.TrimSpace(strings.Repeat("500 ", 127))
	add("<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 0 /LastChar 126 /Widths [" + widths + "] >>")
	stream("/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8", strings.Repeat("\x80", 100))
	add("<< /Type /OCG /Name (Shown) >>")
	add("<< /Type /OCG /Name (Other version) >>")
	add("<< /Type /OCMD /OCGs [4 0 R] /P /AllOn >>")
	kids := ""
	tree := n + 2*len(contents) + 1
	for _, c := range contents {
		s := stream("", c)
		kids += fmt.Sprintf("%d 0 R ", add(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R /Resources << /Font << /F1 1 0 R >> "+
			"/XObject << /Im 2 0 R >> /Pattern << /Wave << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 595 0] /Extend [true true] "+
			"/Function << /FunctionType 2 /Domain [0 1] /C0 [0.3 0 0.4] /C1 [0 0.1 0.5] /N 1 >> >> >> >> /Properties << /On 3 0 R /Off 4 0 R /Group 5 0 R >> >> >>", tree, page, s)))
	}
	add(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(contents), kids))
	root, at := add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R %s >>", tree, catalogue)), b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", n+1, table, n+1, root, at)
	return []byte(b.String())
}

const layersOff = "/OCProperties << /OCGs [3 0 R 4 0 R] /D << /OFF [4 0 R] >> >>"

// paragraph of Word with formats of paragraph and run.
func paragraph(text, pPr, rPr string) string {
	return "<w:p><w:pPr>" + pPr + "</w:pPr><w:r><w:rPr>" + rPr + "</w:rPr><w:t>" + text + "</w:t></w:r></w:p>"
}

func docxBody(t *testing.T, body, styles string) []byte {
	return docxOf(t, map[string]string{
		"_rels/.rels":                  `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"word/styles.xml":              `<w:styles xmlns:w="w">` + styles + `</w:styles>`,
		"word/document.xml":            wordHead + body + `</w:body></w:document>`,
	})
}

func odtBody(t *testing.T, styles, body string) []byte {
	return docxOf(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "styles.xml": "<s/>",
		"content.xml": `<office:document-content><office:automatic-styles>` + styles + `</office:automatic-styles><office:body>` + body + `</office:body></office:document-content>`})
}

// One rule for every format: what a person would not see is left out and counted,
// what looks alike and is seen stays.
func TestWhatNobodySeesIsNotRead(t *testing.T) {
	plain := drawn(sourceLatin(), 60, 780)
	body := ""
	for line := range strings.SplitSeq(sourceLatin(), "\n") {
		body += paragraph(line, "", "")
	}
	vanish := `<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="I"><w:basedOn w:val="H"/></w:style>`
	page := "<p>" + strings.ReplaceAll(sourceLatin(), "\n", "</p><p>") + "</p>"
	rtf := `{\rtf1\ansi{\colortbl;\red255\green255\blue255;\red0\green0\blue90;}` + strings.ReplaceAll(sourceLatin(), "\n", `\par `) + `\par `
	odt := func(properties string) []byte {
		return odtBody(t, `<style:style style:name="X"><style:text-properties `+properties+`/></style:style>`,
			`<text:p>`+strings.ReplaceAll(sourceLatin(), "\n", `</text:p><text:p>`)+`</text:p><text:p text:style-name="X">`+unseen+`</text:p>`)
	}
	r := testReader(t)
	hide := drawn(unseen, 60, 100)
	for name, data := range map[string][]byte{
		"pdf white":         pdfPages("", "", plain+"1 g "+hide),
		"pdf second page":   pdfPages("", "", plain, drawn("more", 60, 780)+"1 g "+hide),
		"pdf nearly white":  pdfPages("", "", plain+"0.98 0.99 1 rg "+hide),
		"pdf cmyk white":    pdfPages("", "", plain+"0 0 0 0 k "+hide),
		"pdf white, turned": pdfPages("", "/Rotate 90", plain+"1 g "+hide),
		"pdf white on card": pdfPages("", "", "0.1 0.1 0.3 rg 0 0 595 842 re f 1 g 40 80 500 740 re f 0 g "+plain+"1 g "+hide),
		"pdf under a line":  pdfPages("", "", plain+"1 g "+drawn(unseen, 60, 778)+"0 g "),
		"pdf no ink":        pdfPages("", "", plain+"3 Tr "+hide),
		"pdf tiny":          pdfPages("", "", plain+"BT /F1 1 Tf 60 100 Td ("+unseen+") Tj ET"),
		"pdf scaled down":   pdfPages("", "", plain+"q 0.1 0 0 0.1 0 0 cm "+drawn(unseen, 600, 1000)+"Q"),
		"pdf off the page":  pdfPages("", "", plain+drawn(unseen, 60, -500)),
		"pdf cropped":       pdfPages("", "/CropBox [0 200 595 842]", plain+hide),
		"pdf layer":         pdfPages(layersOff, "", plain+"/OC /Off BDC "+hide+"EMC"),
		"pdf group":         pdfPages(layersOff, "", plain+"/OC /Group BDC "+hide+"EMC"),
		"docx white":        docxBody(t, body+paragraph(unseen, "", `<w:color w:val="FFFFFF"/>`), ""),
		"docx theme white":  docxBody(t, body+paragraph(unseen, "", `<w:color w:val="x" w:themeColor="background1"/>`), ""),
		"docx tiny":         docxBody(t, body+paragraph(unseen, "", `<w:sz w:val="2"/>`), ""),
		"docx vanish":       docxBody(t, body+paragraph(unseen, "", `<w:vanish/>`), ""),
		"docx vanish style": docxBody(t, body+paragraph(unseen, `<w:pStyle w:val="I"/>`, ""), vanish),
		"html none":         []byte("<html><body>" + page + `<p style="display: none">` + unseen),
		"html class":        []byte("<html><style>.x, .y {display:none}</style><body>" + page + `<p class="a x">` + unseen),
		"html white":        []byte("<html><body>" + page + `<font color="#FFF">` + unseen),
		"html off the page": []byte("<html><body>" + page + `<div style="position:absolute; left:-9999px">` + unseen),
		"html tiny":         []byte("<html><body>" + page + `<span style="font-size:1px">` + unseen),
		"rtf white":         []byte(rtf + `{\cf1 ` + unseen + `}}`),
		"rtf vanish":        []byte(rtf + `{\v ` + unseen + `}}`),
		"rtf tiny":          []byte(rtf + `{\fs2 ` + unseen + `}}`),
		"odt white":         odt(`fo:color="#ffffff"`),
		"odt none":          odt(`text:display="none"`),
		"odt tiny":          odt(`fo:font-size="1pt"`),
	} {
		t.Run(name, func(t *testing.T) { checkHidden(t, r, data, 5) })
	}
	onBar := "1 g " + drawn("end", 60, 6)
	white := `<w:color w:val="FFFFFF"/>`
	for name, data := range map[string][]byte{
		"pdf white on dark":    pdfPages("", "", "0.1 0.1 0.3 rg 0 0 595 842 re f 1 g "+plain),
		"pdf white on waves":   pdfPages("", "", "/Pattern cs /Wave scn 0 300 m 595 200 l 595 842 l 0 842 l f 1 g "+plain),
		"pdf waves, turned":    pdfPages("", "/Rotate 270", "/Pattern cs /Wave scn 0 300 m 595 200 l 595 842 l 0 842 l f 1 g "+plain),
		"pdf red between bars": pdfPages("", "", "0.8 0 0 rg 0 0 595 20 re 0 822 595 20 re f "+plain+onBar),
		"pdf red in a frame":   pdfPages("", "", "0.8 0 0 rg 0 0 595 842 re 20 20 555 802 re f* "+plain+onBar),
		"pdf red, clipped bar": pdfPages("", "", "q 0 0 595 20 re W n 0.8 0 0 rg 0 0 595 842 re f Q 0.8 0 0 rg "+plain+onBar),
		"pdf white on picture": pdfPages("", "", "q 595 0 0 842 0 0 cm /Im Do Q 1 g "+plain),
		"pdf scan with text":   pdfPages("", "", "q 595 0 0 842 0 0 cm /Im Do Q 3 Tr "+plain),
		"pdf layer that is on": pdfPages(layersOff, "", "/OC /On BDC "+plain+"EMC"),
		"pdf grey":             pdfPages("", "", "0.7 g "+plain),
		"docx shaded":          docxBody(t, strings.ReplaceAll(body, "<w:rPr>", "<w:rPr>"+white+`<w:shd w:fill="102040"/>`), ""),
		"docx shaded cell":     docxBody(t, `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="102040"/></w:tcPr>`+strings.ReplaceAll(body, "<w:rPr>", "<w:rPr>"+white)+`</w:tc></w:tr></w:tbl>`, ""),
		"docx vanish undone":   docxBody(t, strings.ReplaceAll(strings.ReplaceAll(body, "<w:rPr>", `<w:rPr><w:vanish w:val="0"/>`), "<w:pPr>", `<w:pPr><w:pStyle w:val="H"/>`), vanish),
		"docx vanish earlier":  docxBody(t, strings.ReplaceAll(body, "<w:rPr>", `<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>`), ""),
		"html dark page":       []byte(`<html><style>body{background:#102040} p{color:#fff}</style><body>` + page),
		"html printed only":    []byte(`<html><style>@media print{p{display:none}}</style><body>` + page),
		"rtf shaded":           []byte(rtf + `{\cf1\chcbpat2 white on blue}}`),
	} {
		t.Run(name, func(t *testing.T) { checkHidden(t, r, data, 0) })
	}
}

// sourceLatin is the source text in letters that every font of the tests has.
func sourceLatin() string {
	return strings.NewReplacer("í", "i", "Ø", "O", "–", "-").Replace(sourceText)
}

func checkHidden(t *testing.T, r *Reader, data []byte, want int) {
	t.Helper()
	text, err := r.Read(t.Context(), data, "cv", draft.Limits{}, false)
	if err != nil {
		t.Fatal(err)
	}
	if text.Hidden != want || strings.Contains(text.Body, "Grandmaster") {
		t.Errorf("%d words are hidden, want %d, in\n%s", text.Hidden, want, text.Body)
	}
	if text.Doubt != draft.NoDoubt {
		t.Errorf("doubtful: %s", text.DoubtReason)
	}
	got := words(text.Body)
	for w, n := range words(sourceLatin()) {
		if got[w] < n {
			t.Errorf("word %q: %d times, want %d, in\n%s", w, got[w], n, text.Body)
		}
	}
}

func TestPagesThatNobodyReadAreDoubted(t *testing.T) {
	r := testReader(t)
	text := drawn(sourceLatin(), 60, 780)
	picture := "q 595 0 0 842 0 0 cm /Im Do Q\n"
	strips := ""
	for y := range 17 {
		strips += fmt.Sprintf("q 595 0 0 50 0 %d cm /Im Do Q\n", 50*y)
	}
	for name, c := range map[string]struct {
		data []byte
		want draft.Doubt
	}{
		"text alone":            {pdfPages("", "", text), draft.NoDoubt},
		"text and scans":        {pdfPages("", "", text, picture, picture), draft.Partial},
		"text and a scan's cut": {pdfPages("", "", text, strips), draft.Partial},
		"a photograph":          {pdfPages("", "", "q 80 0 0 80 500 740 cm /Im Do Q\n"+text), draft.NoDoubt},
		"an empty last page":    {pdfPages("", "", text, ""), draft.NoDoubt},
	} {
		got, err := r.Read(t.Context(), c.data, "cv.pdf", draft.Limits{}, false)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Doubt != c.want {
			t.Errorf("%s: %q (%s), want %q", name, got.Doubt, got.DoubtReason, c.want)
		}
	}
}

func TestAllTextHiddenIsNoText(t *testing.T) {
	_, err := ReadBytes(t.Context(), []byte(`<html><body style="display:none">`+sourceText), "cv.html", draft.Limits{})
	e, ok := err.(*draft.Error)
	if !ok || e.Status != draft.NoText || !strings.Contains(e.Reason, "can be seen") {
		t.Errorf("%v", err)
	}
}
