package document

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"weaksignal/extract/document/draft"
)

// checkRead is what holds for any bytes: no panic; an error is typed, has words
// for people and no text with it; a text is normal and says something.
func checkRead(t *testing.T, r *Reader, data []byte, name string) {
	t.Helper()
	text, err := r.Read(t.Context(), data, name, draft.Limits{Chars: 100_000, Unzip: 8 << 20}, false)
	var e *draft.Error
	switch {
	case err != nil && text != nil:
		t.Fatalf("a text beside the error %v", err)
	case err != nil && !errors.As(err, &e):
		t.Fatalf("untyped error %v", err)
	case err != nil && (e.Status == "" || e.Status == draft.Read || e.Reason == "" || e.Remedy == ""):
		t.Fatalf("error without status, reason or remedy: %#v", e)
	case err == nil && (draft.Letters(text.Body) == 0 || text.Engine == "" || text.Format == draft.Unknown):
		t.Fatalf("an empty success: %+v", text)
	case err == nil && (!utf8.ValidString(text.Body) || draft.Normalise(text.Body) != text.Body):
		t.Fatalf("text not normal: %q", text.Body)
	case err == nil && (text.Quality <= 0 || text.Quality > 1):
		t.Fatalf("quality %g", text.Quality)
	}
}

// fuzzFormat fuzzes one format from the fixtures and from short seeds. Run with
// -fuzzminimizetime 5x: the default spends a minute on each new input.
func fuzzFormat(f *testing.F, name string, fixtures []string, seeds ...string) {
	f.Helper()
	for _, file := range fixtures {
		data, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	r := testReader(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, r, data, name) })
}

func FuzzPDF(f *testing.F) {
	fuzzFormat(f, "x.pdf", []string{"libreoffice.pdf", "pdflatex.pdf", "chromium.pdf"}, "%PDF-1.4\n", "%PDF-1.4\ntrailer<</Root 1 0 R/Size 999999999999>>\nstartxref\n0\n%%EOF")
}

func FuzzDOCX(f *testing.F) { fuzzFormat(f, "x.docx", []string{"libreoffice.docx"}, "PK\x03\x04") }

func FuzzODT(f *testing.F) { fuzzFormat(f, "x.odt", []string{"libreoffice.odt"}, "PK\x05\x06") }

func FuzzRTF(f *testing.F) {
	fuzzFormat(f, "x.rtf", []string{"libreoffice.rtf"},
		`{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\u8211?\uc2\u-10179??\u-8704??}`, `{\rtf1{\field{\*\fldinst HYPERLINK "http://a.example"}{\fldrslt a}}}`,
		`{\rtf1\bin99999999 x}`, `{\rtf1 }}}}a`, `{\rtf1{\fonttbl{\f0\fcharset128 x;}}\f0\'82`)
}

func FuzzHTML(f *testing.F) {
	fuzzFormat(f, "x.html", []string{"resume.html"}, "<html><p hidden>a<p>b", "<html><a href=x><a href=y>z", "\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00a\x00")
}

func FuzzText(f *testing.F) {
	fuzzFormat(f, "x.txt", nil, "a", "\xEF\xBB\xBFé", "\xFF\xFEa\x00b\x00", "\xFE\xFF\x00a", "caf\xe9", "\x00a\x00b\x00c\x00d", "a\u00ADb\r\n\fC O N T A C T")
}

func FuzzMarkdown(f *testing.F) {
	fuzzFormat(f, "x.md", nil, "# A\n\n- [b](http://c.example \"t\") **d** `e`\n\n---\n![i](j)", "[[[](((", "****")
}
