package signal_test

import (
	"fmt"
	"testing"

	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// TestLanguages runs the examples that every language file carries.
func TestLanguages(t *testing.T) {
	c, d := load(t)
	if len(c.Words.Languages) != 8 {
		t.Errorf("%d languages, want 8", len(c.Words.Languages))
	}
	for _, l := range c.Words.Languages {
		for heading, want := range l.Examples.Headings {
			r := d.Read(&document.Text{Body: heading + "\n" + "x 1"})
			if len(r.Sections) != 1 || r.Sections[0].Name != want {
				t.Errorf("%s: heading %q: got %v, want %s", l.Code, heading, r.Sections, want)
			}
		}
		for _, e := range l.Examples.Dates {
			checkSpan(t, d, l.Code, e.Text, e.From, e.To)
		}
		for _, e := range l.Examples.Degrees {
			r := d.Read(&document.Text{Body: "Education\n" + e.Text})
			if len(r.Degrees) == 0 || highest(r.Degrees) != e.Level {
				t.Errorf("%s: degree %q: got %+v, want %s", l.Code, e.Text, r.Degrees, e.Level)
			}
		}
	}
}

// TestEveryWordOfEveryLanguage: a heading, a month or a word for "to date" that a
// file names is read, whatever the other files say.
func TestEveryWordOfEveryLanguage(t *testing.T) {
	c, d := load(t)
	for _, l := range c.Words.Languages {
		for _, h := range l.Headings {
			for _, w := range h.Words {
				if r := d.Read(&document.Text{Body: "# " + w + "\nx 1"}); len(r.Sections) == 0 {
					t.Errorf("%s: %q is read as no heading", l.Code, w)
				}
			}
		}
		for m, names := range l.Months {
			for _, name := range names {
				checkSpan(t, d, l.Code, fmt.Sprintf("%s 2014 - %s 2016", name, name), fmt.Sprintf("2014-%02d", m+1), fmt.Sprintf("2016-%02d", m+1))
			}
		}
		for _, w := range l.Present {
			checkSpan(t, d, l.Code, "03/2014 - "+w, "2014-03", "present")
		}
	}
}

func checkSpan(t *testing.T, d *signal.Detector, where, text, from, to string) {
	t.Helper()
	r := d.Read(&document.Text{Body: "Experience\n" + text})
	if len(r.Spans) != 1 {
		t.Errorf("%s: %q: got %v, want one span", where, text, r.Spans)
		return
	}
	s := r.Spans[0]
	start, end := fmt.Sprintf("%d-%02d", s.Start/12, s.Start%12+1), "present"
	if s.End != 0 {
		end = fmt.Sprintf("%d-%02d", (s.End-1)/12, (s.End-1)%12+1)
	}
	if start != from || end != to {
		t.Errorf("%s: %q: got %s to %s, want %s to %s", where, text, start, end, from, to)
	}
}

// highest level named, unknown if none has a level.
func highest(degrees []signal.Degree) string {
	level, known := signal.HighestDegree(degrees)
	switch {
	case !known:
		return signal.LevelUnknown
	case level == signal.NoDegree:
		return signal.OtherDegree
	}
	return level
}
