package document

import (
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
		text := &Text{Body: Normalise(string(data))}
		weigh(text)
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
		if got, why := doubtOf(text, count(text.Body)); got != c.want || (got == NoDoubt) != (why == "") {
			t.Errorf("%s: %q (%s), want %q", name, got, why, c.want)
		}
	}
}

func TestJudge(t *testing.T) {
	const line = "She built the first service of the team in Go and ran it for two years with a group of five people. "
	repeat := func(s string) string {
		out := ""
		for range 8 {
			out += s
		}
		return out
	}
	glue := func(s string) string {
		out := ""
		for _, r := range s {
			if r != ' ' {
				out += string(r)
			}
		}
		return out
	}
	space := func(s string) string {
		out := ""
		for _, r := range s {
			out += string(r) + " "
		}
		return out
	}
	for name, c := range map[string]struct {
		text  string
		pages int
		clean bool
	}{
		"clean":          {repeat(line), 1, true},
		"glued":          {repeat(glue(line)+"\n") + repeat(line), 1, false},
		"split":          {repeat(space(line)), 1, false},
		"broken":         {repeat(line + "\uFFFD\uFFFD"), 1, false},
		"nearly no text": {line, 3, false},
		"initials":       {repeat(line + "With A. Vandermolen, B. Quist, C. D. Hoekzema and E. F. G. Tervelde. "), 1, true},
		"other script":   {repeat("Он построил первый сервис команды и два года его сопровождал. "), 1, true},
		"short in TXT":   {line, 0, true},
	} {
		quality, problems := Judge(c.text, c.pages)
		if (len(problems) == 0) != c.clean || (quality == 1) != c.clean {
			t.Errorf("%s: quality %g, problems %v; want clean: %v", name, quality, problems, c.clean)
		}
	}
}
