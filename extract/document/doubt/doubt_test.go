package doubt

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/extract/document/draft"
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
		text := &draft.Text{Body: draft.Normalise(string(data))}
		Weigh(text)
		code := strings.TrimSuffix(filepath.Base(file), ".txt")
		want := draft.Language
		if known[code] {
			want = draft.NoDoubt
		}
		if text.Doubt != want {
			t.Errorf("%s: doubt %q (%s), want %q", code, text.Doubt, text.DoubtReason, want)
		}
		if want == draft.Language && (text.Status() != draft.Doubtful || text.DoubtReason == "" || text.DoubtRemedy == "") {
			t.Errorf("%s: %+v", code, text)
		}
	}
}

// source is a sound text of an invented person.
const source = `Wilhelmina Quandt-Oster
Rotterdam +31 10 555 0100 Code wilhelmina.quandt@example.org
Experience
Research engineer, Harbour Analytics 2019 - 2022
Workflow analyst, Fjordbank 2016 - 2019
Wrote the scheduling service for 40 vessels a day and maintained it with a team of three colleagues.
Halved the time that the office needed for the first forecast of the week.
Languages: Dutch, Danish, English
In her spare time she repairs clocks and sings in a choir.
Education
MSc Econometrics, Erasmus University, 2014 to 2016. Thesis on the price of freight in winter.
BSc Mathematics, University of Bergen, 2011 to 2014
Referees supplied upon request`

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
	for name, c := range map[string]struct {
		body string
		want draft.Doubt
	}{
		"sound":            {source, draft.NoDoubt},
		"one job":          {"Ana Example\nana@example.org\nExperience\nCook, Hotel Aurora, Lisbon, 2014 - 2016\nRan the kitchen for forty guests a night\nEducation\nDiploma in cooking, 2013", draft.NoDoubt},
		"glued":            {strings.Map(glue, source), draft.Glued},
		"shifted letters":  {strings.Map(shift, source), draft.Garbled},
		"split letters":    {strings.Join(strings.Split(strings.Map(glue, source), ""), " "), draft.Garbled},
		"lost characters":  {strings.NewReplacer("e", "\uFFFD").Replace(source), draft.Garbled},
		"name only":        {"Ana Example\nCurriculum vitae\nana@example.org", draft.Thin},
		"mark of a scan":   {strings.Repeat("Scanned by DocScanner\n", 40), draft.Thin},
		"dynamic form":     {"Please wait...\nIf this message is not eventually replaced by the proper contents of the document, your PDF viewer may not be able to display this type of document.", draft.Placeholder},
		"portfolio":        {"For the best experience, open this PDF portfolio in Acrobat X or Adobe Reader X, or later.", draft.Placeholder},
		"says please wait": {source + "\nAsked guests to please wait in the viewer room.", draft.NoDoubt},
	} {
		text := &draft.Text{Body: draft.Normalise(c.body)}
		if got, why := doubtOf(text, count(text.Body)); got != c.want || (got == draft.NoDoubt) != (why == "") {
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
