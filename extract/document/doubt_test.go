package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Texts of testdata/languages say the same invented career in many languages: those
// of the catalogue are understood, the others are doubtful, never absent.
func TestLanguagesThatTheCatalogueDoesNotKnowAreDoubtful(t *testing.T) {
	known := map[string]bool{}
	for _, l := range languages().languages {
		known[l.Code] = l.Known
	}
	files, err := filepath.Glob(filepath.Join("testdata", "languages", "*.txt"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, err := ReadBytes(t.Context(), data, "cv.txt", Limits{})
		if err != nil {
			t.Fatal(err)
		}
		code := strings.TrimSuffix(filepath.Base(file), ".txt")
		want := Language
		if known[code] {
			want = NoDoubt
		}
		if text.Doubt != want {
			t.Errorf("%s: doubt %q (%s), want %q", code, text.Doubt, text.DoubtReason, want)
		}
		if want == Language && (text.Status() != Doubtful || text.DoubtReason == "" || text.DoubtRemedy == "") {
			t.Errorf("%s: %+v", code, text)
		}
	}
}

func TestDoubts(t *testing.T) {
	glue := func(r rune) rune {
		if r == ' ' {
			return -1
		}
		return r
	}
	shift := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r + 3
		}
		return r
	}
	source := sourceLatin()
	for name, c := range map[string]struct {
		body string
		want Doubt
	}{
		"sound":            {source, NoDoubt},
		"one job":          {"Ana Example\nana@example.org\nExperience\nCook, Hotel Aurora, Lisbon, 2014 - 2016\nRan the kitchen for forty guests a night\nEducation\nDiploma in cooking, 2013", NoDoubt},
		"glued":            {strings.Map(glue, source), Glued},
		"shifted letters":  {strings.Map(shift, source), Garbled},
		"split letters":    {strings.Join(strings.Split(strings.Map(glue, source), ""), " "), Garbled},
		"lost characters":  {strings.NewReplacer("e", "\uFFFD").Replace(source), Garbled},
		"name only":        {"Ana Example\nCurriculum vitae\nana@example.org", Thin},
		"mark of a scan":   {strings.Repeat("Scanned by DocScanner\n", 40), Thin},
		"dynamic form":     {"Please wait...\nIf this message is not eventually replaced by the proper contents of the document, your PDF viewer may not be able to display this type of document.", Placeholder},
		"portfolio":        {"For the best experience, open this PDF portfolio in Acrobat X or Adobe Reader X, or later.", Placeholder},
		"says please wait": {source + "\nAsked guests to please wait in the viewer room.", NoDoubt},
	} {
		text := &Text{Body: Normalise(c.body)}
		if got, why := text.doubt(count(text.Body)); got != c.want || (got == NoDoubt) != (why == "") {
			t.Errorf("%s: %q (%s), want %q", name, got, why, c.want)
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
		want Doubt
	}{
		"text alone":            {pdfPages("", "", text), NoDoubt},
		"text and scans":        {pdfPages("", "", text, picture, picture), Partial},
		"text and a scan's cut": {pdfPages("", "", text, strips), Partial},
		"a photograph":          {pdfPages("", "", "q 80 0 0 80 500 740 cm /Im Do Q\n"+text), NoDoubt},
		"an empty last page":    {pdfPages("", "", text, ""), NoDoubt},
	} {
		got, err := r.Read(t.Context(), c.data, "cv.pdf", Limits{}, false)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Doubt != c.want {
			t.Errorf("%s: %q (%s), want %q", name, got.Doubt, got.DoubtReason, c.want)
		}
	}
}

func TestAllTextHiddenIsNoText(t *testing.T) {
	_, err := ReadBytes(t.Context(), []byte(`<html><body style="display:none">`+sourceText), "cv.html", Limits{})
	e, ok := err.(*Error)
	if !ok || e.Status != NoText || !strings.Contains(e.Reason, "can be seen") {
		t.Errorf("%v", err)
	}
}
