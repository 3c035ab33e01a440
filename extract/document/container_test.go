package document

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"weaksignal/extract/document/draft"
)

func docxOf(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const wordHead = `<w:document xmlns:w="w" xmlns:r="r" xmlns:mc="mc"><w:body>`

func readBody(t *testing.T, parts map[string]string) *draft.Text {
	t.Helper()
	text, err := ReadBytes(t.Context(), docxOf(t, parts), "x.docx", draft.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestDOCXLeavesOutWhatIsNotPrinted(t *testing.T) {
	text := readBody(t, map[string]string{"word/document.xml": wordHead +
		`<w:p><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>` +
		`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>` +
		`<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>choice</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>fallback</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>` +
		`</w:body></w:document>`})
	if want := "kept\nshown\nchoice"; text.Body != want {
		t.Errorf("%q, want %q", text.Body, want)
	}
}

func TestDOCXFindsLinksOfBothKinds(t *testing.T) {
	text := readBody(t, map[string]string{
		"word/document.xml": wordHead + `<w:p><w:hyperlink r:id="rId7"><w:r><w:t>Code</w:t></w:r></w:hyperlink>` +
			`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://b.example/x" </w:instrText></w:r>` +
			`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Page</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:body></w:document>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a.example/x" TargetMode="External"/></Relationships>`,
	})
	if len(text.Links) != 2 || text.Links[0] != (draft.Link{URL: "https://a.example/x", Anchor: "Code"}) || text.Links[1].URL != "https://b.example/x" {
		t.Errorf("links %+v", text.Links)
	}
}

func TestXMLEntitiesAreNotExpanded(t *testing.T) {
	text := readBody(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts"><!ENTITY b "boom">]>` + wordHead +
		`<w:p><w:r><w:t>before &a; &b; after</w:t></w:r></w:p></w:body></w:document>`})
	if strings.Contains(text.Body, "boom") || strings.Contains(text.Body, "localhost") || !strings.Contains(text.Body, "before") {
		t.Errorf("%q", text.Body)
	}
}

func TestLimitsAreKept(t *testing.T) {
	long := docxOf(t, map[string]string{"word/document.xml": wordHead + strings.Repeat(`<w:p><w:r><w:t>some words of text</w:t></w:r></w:p>`, 1000) + `</w:body></w:document>`})
	text, err := ReadBytes(t.Context(), long, "x", draft.Limits{Chars: 500})
	if err != nil || !text.Truncated || len(text.Body) > 500 {
		t.Errorf("%v: want a text cut at 500 characters, and said so", err)
	}
	for name, lim := range map[string]draft.Limits{"unzip": {Unzip: 1000}, "files": {Files: 0x7fffffff, Depth: 3}, "bytes": {Bytes: 100}} {
		text, err := ReadBytes(t.Context(), long, "x", lim)
		if e, ok := err.(*draft.Error); !ok || e.Status != draft.TooLarge || text != nil {
			t.Errorf("%s: %v, want too_large", name, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	for name, data := range map[string]string{
		"utf-8": "Curriculum José Ærø", "bom": "\xEF\xBB\xBFCurriculum José Ærø", "windows-1252": "Curriculum Jos\xe9 \xc6r\xf8",
		"utf-16le": utf16Of("Curriculum José Ærø", false, true), "utf-16be": utf16Of("Curriculum José Ærø", true, true),
		"utf-16le without mark": utf16Of("Curriculum José Ærø", false, false), "utf-16be without mark": utf16Of("Curriculum José Ærø", true, false),
	} {
		text, err := ReadBytes(t.Context(), []byte(data), "x.txt", draft.Limits{})
		if err != nil || text.Body != "Curriculum José Ærø" || text.Format != draft.TXT {
			t.Errorf("%s: %+v, %v", name, text, err)
		}
	}
}

func TestCyrillicCodePages(t *testing.T) {
	const want = "Резюме: инженер, пять лет опыта, Python"
	for name, e := range map[string]*charmap.Charmap{"windows-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R} {
		data, err := e.NewEncoder().String(want)
		if err != nil {
			t.Fatal(err)
		}
		text, err := ReadBytes(t.Context(), []byte(data), "x.txt", draft.Limits{})
		if err != nil || text.Body != want {
			t.Errorf("%s: %+v, %v", name, text, err)
		}
	}
}

func utf16Of(s string, big, mark bool) string {
	var b strings.Builder
	if mark {
		s = "\uFEFF" + s
	}
	for _, r := range s {
		if big {
			b.WriteString(string([]byte{byte(r >> 8), byte(r)}))
		} else {
			b.WriteString(string([]byte{byte(r), byte(r >> 8)}))
		}
	}
	return b.String()
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       draft.Format
	}{
		{"a.txt", "%PDF-1.4\n", draft.PDF}, {"a.docx", "junk before\n%PDF-1.4\n", draft.PDF}, {"a.pdf", "1 0 obj\nhead is lost\nendobj", draft.PDF}, {"a.pdf", "plain text under another name", draft.TXT},
		{"a.pdf", `{\rtf1 x}`, draft.RTF}, {"a.doc", "<html><body>x</body></html>", draft.HTML}, {"a.html", "<p>x</p>", draft.HTML}, {"a.txt", "a < b </p>", draft.TXT},
		{"a.md", "# x", draft.MD}, {"a", "plain", draft.TXT}, {"Ana Example v2.1", "plain", draft.TXT}, {"a.csv", "a,b", draft.Unknown}, {"a.json", "{}", draft.Unknown},
		{"a.pdf", "\x89PNG\r\n\x1a\n", draft.Image}, {"a.jpg", "\xFF\xD8\xFF\xE0", draft.Image}, {"a.pdf", "PK\x03\x04....xl/workbook.xml", draft.Unknown},
		{"a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", draft.DOC}, {"a.bin", "\x00\x01\x02\x03\x00\x00", draft.Unknown}, {"a.txt", "", draft.Unknown},
	} {
		got, reason := detect([]byte(c.data), c.name)
		if got != c.want || (got == draft.Unknown) != (reason != "") {
			t.Errorf("Detect(%q, %s) = %q, %q; want %q", c.data, c.name, got, reason, c.want)
		}
		if hinted, _ := detect([]byte(c.data), "document"+Hint(c.name)); hinted != got {
			t.Errorf("%s: by its hint %q it is %q, by its name %q", c.name, Hint(c.name), hinted, got)
		}
	}
}

func TestBreakLines(t *testing.T) {
	for name, in := range map[string]string{"words": strings.Repeat("word ", 3000) + "\nshort", "one word": strings.Repeat("é", 9000), "short": "a\nb"} {
		in = draft.Normalise(in)
		out := breakLines(in)
		for line := range strings.SplitSeq(out, "\n") {
			if len(line) > longestLine || !utf8.ValidString(line) || strings.TrimSpace(line) != line {
				t.Errorf("%s: a line of %d bytes: %.20q", name, len(line), line)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(out) != squeeze(in) || name == "short" && out != in {
			t.Errorf("%s: text was lost", name)
		}
	}
}
