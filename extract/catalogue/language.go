package catalogue

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Language holds how résumés in one language head their sections, write dates
// and name degrees. All words are in lower case without accents.
type Language struct {
	// Code of ISO 639-1 ("de"), the file's name.
	Code string `yaml:"language"`
	// Name in English.
	Name     string    `yaml:"name"`
	Headings []Heading `yaml:"headings"`
	// Qualifiers may stand before a heading ("selected publications"), Trailers
	// after it; neither changes its section. Joiners join two headings in one.
	Qualifiers []string `yaml:"qualifiers"`
	Trailers   []string `yaml:"trailers"`
	Joiners    []string `yaml:"joiners"`
	// Extras may be a further part of a heading that announces nothing
	// ("publications and reports").
	Extras []string `yaml:"extras"`
	// Months: twelve lists of a month's names and abbreviations.
	Months [][]string `yaml:"months"`
	// Seasons by the month (1 to 12) in which they are taken to begin.
	Seasons map[string]int `yaml:"seasons"`
	// Present: what stands for an end that has not come ("to date").
	Present []string `yaml:"present"`
	// Until joins the two ends of a range. Since begins one that goes on; From
	// begins one but needs its end. Within may stand inside a date ("of").
	Until  []string `yaml:"until"`
	Since  []string `yaml:"since"`
	From   []string `yaml:"from"`
	Within []string `yaml:"within"`
	// Degrees by level (phd, masters, bachelor, other, unknown). "*" stands for one
	// word; "^" before a name asks for it to begin its line.
	Degrees  map[string][]string `yaml:"degrees"`
	Examples LanguageExamples    `yaml:"examples"`
}

// LanguageExamples are run as tests.
type LanguageExamples struct {
	// Headings to their section.
	Headings map[string]string `yaml:"headings"`
	Dates    []struct {
		Text string `yaml:"text"`
		// From and To are months, "2014-03"; To may be "present".
		From string `yaml:"from"`
		To   string `yaml:"to"`
	} `yaml:"dates"`
	Degrees []struct {
		Text  string `yaml:"text"`
		Level string `yaml:"level"`
	} `yaml:"degrees"`
}

// minLanguageExamples of each kind.
const minLanguageExamples = 4

func (l *Language) check() (field string, err error) {
	switch {
	case l.Name == "":
		return "name", errors.New("missing")
	case len(l.Headings) == 0:
		return "headings", errors.New("missing")
	case len(l.Months) != 12:
		return "months", fmt.Errorf("%d of 12", len(l.Months))
	case len(l.Present) == 0:
		return "present", errors.New("missing")
	case len(l.Degrees) == 0:
		return "degrees", errors.New("missing")
	case len(l.Examples.Headings) < minLanguageExamples, len(l.Examples.Dates) < minLanguageExamples, len(l.Examples.Degrees) < minLanguageExamples:
		return "examples", fmt.Errorf("at least %d of headings, dates and degrees", minLanguageExamples)
	}
	for level := range l.Degrees {
		switch level {
		case "phd", "masters", "bachelor", "other", "unknown":
		default:
			return "degrees", fmt.Errorf("%q is no level", level)
		}
	}
	for name, month := range l.Seasons {
		if month < 1 || month > 12 {
			return "seasons", fmt.Errorf("%s: %d is no month", name, month)
		}
	}
	return "", nil
}

// languages reads one file a language, English first: where two languages share
// a heading, the first one's section stands.
func (l *loader) languages(fsys fs.FS) error {
	files, err := fs.Glob(fsys, "words/languages/*.yaml")
	if err != nil {
		return &Error{File: "words/languages", Reason: "cannot list", Err: err}
	}
	for _, file := range files {
		b, err := fs.ReadFile(fsys, file)
		if err != nil {
			return &Error{File: file, Reason: "cannot read", Err: err}
		}
		var lang Language
		if err := l.decode(file, b, &lang); err != nil {
			return err
		}
		field, err := lang.check()
		if want := strings.TrimSuffix(path.Base(file), ".yaml"); err == nil && lang.Code != want {
			field, err = "language", fmt.Errorf("must be the file's name, %q", want)
		}
		if err != nil {
			return &Error{File: file, ID: lang.Code, Field: field, Reason: "not valid", Err: err}
		}
		if lang.Code == "en" {
			l.vocabulary.Languages = append([]Language{lang}, l.vocabulary.Languages...)
		} else {
			l.vocabulary.Languages = append(l.vocabulary.Languages, lang)
		}
	}
	return nil
}
