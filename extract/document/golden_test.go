package document

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"weaksignal/extract/document/draft"
)

// sourceText is what testdata/resume.* say, as a person reads it.
const sourceText = `Wilhelmína Quandt-Øster
Rotterdam +31 10 555 0100 Code wilhelmina.quandt@example.org
Experience
Research engineer, Harbour Analytics 2019 – 2022
Workflow analyst, Fjordbank 2016 – 2019
Wrote the scheduling service for 40 vessels a day and maintained it with a team of three colleagues.
Halved the time that the office needed for the first forecast of the week.
Languages: Dutch, Danish, English
In her spare time she repairs clocks and sings in a choir.
Education
MSc Econometrics, Erasmus University, 2014 to 2016. Thesis on the price of freight in winter.
BSc Mathematics, University of Bergen, 2011 to 2014
Referees supplied upon request`

func words(s string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		m[strings.ToLower(w)]++
	}
	return m
}

// testReader shares one engine start among the tests of this package.
func testReader(t testing.TB) *Reader {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	r := NewReader(Engines{CompileCache: filepath.Join(cache, "weaksignal", "engine")})
	t.Cleanup(r.Close)
	return r
}

// Lines that a detector needs whole, whatever wrote the document.
var wholeLines = [][]string{
	{"Research engineer, Harbour Analytics", "2019 – 2022"},
	{"Workflow analyst, Fjordbank", "2016 – 2019"},
	{"Halved the time that the office needed for the first forecast of the week."},
	{"BSc Mathematics, University of Bergen, 2011 to 2014"},
}

func TestOneTextFromEveryProducer(t *testing.T) {
	r := testReader(t)
	for _, c := range []struct{ file, engine string }{
		{"libreoffice.pdf", draft.EngineLedongthuc}, {"pdflatex.pdf", draft.EnginePDFium}, {"lualatex.pdf", draft.EnginePDFium},
		{"chromium.pdf", draft.EngineLedongthuc}, {"libreoffice.docx", "docx"}, {"libreoffice.odt", "odt"}, {"libreoffice.rtf", "rtf"},
		{"resume.html", "html"}, {"libreoffice.doc", "doc"},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", c.file))
			if err != nil {
				t.Fatal(err)
			}
			text, err := r.Read(t.Context(), data, "x", draft.Limits{}, false)
			if err != nil {
				t.Fatal(err)
			}
			if text.Engine != c.engine {
				t.Errorf("read by %s, want %s", text.Engine, c.engine)
			}
			checkSource(t, text)
		})
	}
}

func checkSource(t *testing.T, text *draft.Text) {
	t.Helper()
	got := words(text.Body)
	for w, n := range words(sourceText) {
		if got[w] < n {
			t.Errorf("word %q: %d times, want %d, in\n%s", w, got[w], n, text.Body)
		}
	}
	if got["never"] > 0 {
		t.Error("hidden text was read")
	}
	lines := strings.Split(text.Body, "\n")
	for _, parts := range wholeLines {
		if !slices.ContainsFunc(lines, func(line string) bool {
			for _, p := range parts {
				if !strings.Contains(line, p) {
					return false
				}
			}
			return true
		}) {
			t.Errorf("no line holds %q in\n%s", parts, text.Body)
		}
	}
	if len(text.Links) != 1 || text.Links[0] != (draft.Link{URL: "https://github.com/wquandt-example", Anchor: "Code"}) {
		t.Errorf("links %v, want the one that stands only in an annotation", text.Links)
	}
	if text.Quality != 1 {
		t.Errorf("quality %g with problems %v, want 1", text.Quality, text.Problems)
	}
}

func TestTextWithLostBulletsIsRead(t *testing.T) {
	body := strings.Repeat("\uFFFD Kept the ledgers of a small firm in order\n", 20)
	got, err := ReadBytes(context.Background(), []byte("Work\n"+body), "cv.txt", draft.DefaultLimits())
	if err != nil || !strings.Contains(got.Body, "Kept the ledgers") {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := ReadBytes(context.Background(), []byte(strings.Repeat("\uFFFD\uFFFDab", 300)), "cv.txt", draft.DefaultLimits()); err == nil {
		t.Error("text that is half replacement characters was read")
	}
}
