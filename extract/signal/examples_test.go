package signal_test

import (
	"testing"

	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// TestExamples runs every definition's own examples: each is a small document.
func TestExamples(t *testing.T) {
	c, d := loadAll(t)
	for _, def := range c.Signals {
		for _, kind := range []struct {
			name string
			docs []string
			want string
		}{{"match", def.Examples.Match, "present"}, {"nomatch", def.Examples.NoMatch, "absent"}, {"unknown", def.Examples.Unknown, "unknown"}} {
			for _, doc := range kind.docs {
				f := d.Read(&document.Text{Body: doc}).Findings[def.ID]
				if got := state(f); got != kind.want {
					t.Errorf("%s %s: got %s, want %s\n%s\nevidence %v\nnear misses %v", def.ID, kind.name, got, kind.want, doc, f.Evidence, f.NearMisses)
				}
			}
		}
	}
}

func load(t testing.TB) (*catalogue.Catalogue, *signal.Detector) {
	t.Helper()
	return loadWith(t, catalogue.Options{})
}

func loadWith(t testing.TB, o catalogue.Options) (*catalogue.Catalogue, *signal.Detector) {
	t.Helper()
	c, err := catalogue.Load(o)
	if err != nil {
		t.Fatal(err)
	}
	d, err := signal.NewDetector(c)
	if err != nil {
		t.Fatal(err)
	}
	return c, d
}

// loadAll also turns on what is off by default.
func loadAll(t testing.TB) (*catalogue.Catalogue, *signal.Detector) {
	t.Helper()
	c, _ := load(t)
	var off []string
	for _, def := range c.Signals {
		if def.Off {
			off = append(off, def.ID)
		}
	}
	return loadWith(t, catalogue.Options{Enable: off})
}

func state(f signal.Finding) string {
	switch {
	case f.Present == nil:
		return "unknown"
	case *f.Present:
		return "present"
	}
	return "absent"
}
