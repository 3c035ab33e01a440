package catalogue_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weaksignal/extract/catalogue"
)

func TestDefault(t *testing.T) {
	c, err := catalogue.Load(catalogue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"open_source", "code_profile", "kaggle", "kaggle_rank", "referral", "elite_employer", "elite_school",
		"phd", "masters", "publication", "award", "online_course", "campus_source"} {
		if c.Signal(id) == nil {
			t.Errorf("no signal %s", id)
		}
	}
	for _, name := range []string{"schools", "employers", "venues"} {
		if l := c.List(name); l == nil || len(l.Entries) == 0 || len(l.SHA256) != 64 {
			t.Errorf("list %s: got %+v", name, l)
		}
	}
	if !slices.IsSortedFunc(c.Signals, func(a, b catalogue.Definition) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("signals are not sorted by id")
	}
	for _, d := range c.Signals {
		if off := d.ID == "sailing" || d.ID == "golf" || d.ID == "orchestra" || d.ID == "study_abroad" || d.ID == "unpaid_internship" || d.ID == "campus_source" || d.ID == "career_gap" || d.ID == "graduation_year" || d.ID == "personal_website"; d.Off != off {
			t.Errorf("%s: off is %v", d.ID, d.Off)
		}
	}
}

// valid is a definition that loads.
func valid(id string) string {
	examples := strings.Repeat("    - a beekeeper\n", 10)
	return "id: " + id + "\nlabel: Bees\nquestion: Does the applicant keep bees?\ndetection: The word.\n" +
		"detectors:\n  - {name: bees, on: statement, match: ['\\bbees?\\b']}\n" +
		"examples:\n  match:\n" + strings.ReplaceAll(examples, "a beekeeper", "keeps bees") + "  nomatch:\n" + examples +
		"evidence:\n  - {claim: none known, source: reasoned}\nlimits: [none]\n"
}

func TestStrictSignals(t *testing.T) {
	for _, c := range []struct {
		name      string
		files     map[string]string
		id, field string
	}{
		{"unknown key", map[string]string{"bees.yaml": valid("bees") + "colour: red\n"}, "bees", "colour"},
		{"unknown key of a detector", map[string]string{"bees.yaml": strings.Replace(valid("bees"), "name: bees,", "name: bees, matches: [x],", 1)}, "bees", "matches"},
		{"bad pattern", map[string]string{"bees.yaml": strings.Replace(valid("bees"), `\bbees?\b`, `(bees`, 1)}, "bees", "detectors[0].match[0]"},
		{"backtracking pattern", map[string]string{"bees.yaml": strings.Replace(valid("bees"), `\bbees?\b`, `(?=bees)`, 1)}, "bees", "detectors[0].match[0]"},
		{"unknown word group", map[string]string{"bees.yaml": strings.Replace(valid("bees"), `\bbees?\b`, `<insects>`, 1)}, "bees", "detectors[0].match[0]"},
		{"missing examples", map[string]string{"bees.yaml": strings.Replace(valid("bees"), "    - keeps bees\n", "", 1)}, "bees", "examples.match"},
		{"missing question", map[string]string{"bees.yaml": strings.Replace(valid("bees"), "question: Does the applicant keep bees?\n", "", 1)}, "bees", "question"},
		{"missing evidence", map[string]string{"bees.yaml": strings.Replace(valid("bees"), "evidence:\n  - {claim: none known, source: reasoned}\n", "", 1)}, "bees", "evidence"},
		{"duplicate id", map[string]string{"bees.yaml": valid("bees"), "wasps.yaml": valid("bees")}, "bees", "id"},
		{"id is not the file's name", map[string]string{"wasps.yaml": valid("bees")}, "bees", "id"},
		{"list that does not exist", map[string]string{"bees.yaml": strings.Replace(valid("bees"), "name: bees,", "name: bees, list: hives,", 1)}, "bees", "detectors[0].list"},
		{"empty file", map[string]string{"bees.yaml": ""}, "", ""},
		{"not YAML", map[string]string{"bees.yaml": "id: [bees\n"}, "", ""},
	} {
		dir := t.TempDir()
		for name, text := range c.files {
			write(t, filepath.Join(dir, name), text)
		}
		got, err := catalogue.Load(catalogue.Options{SignalsDir: dir})
		var e *catalogue.Error
		if !errors.As(err, &e) || got != nil {
			t.Errorf("%s: got %v, want a typed error", c.name, err)
			continue
		}
		if e.ID != c.id || e.Field != c.field || !strings.Contains(e.Error(), ".yaml") {
			t.Errorf("%s: got id %q, field %q (%v), want %q, %q and the file", c.name, e.ID, e.Field, e, c.id, c.field)
		}
	}
}

func TestStrictLists(t *testing.T) {
	for _, c := range []struct{ name, text, field string }{
		{"unknown key", "name: schools\nranking: 1\nentries: []\n", "ranking"},
		{"other name", "name: school\nentries: []\n", "name"},
		{"duplicate entry", "name: schools\nentries:\n  - {name: A}\n  - {name: A}\n", "entries[1].name"},
		{"entry without a name", "name: schools\nentries:\n  - {aliases: [B]}\n", "entries[0].name"},
	} {
		path := filepath.Join(t.TempDir(), "mine.yaml")
		write(t, path, c.text)
		_, err := catalogue.Load(catalogue.Options{Lists: map[string]string{"schools": path}})
		var e *catalogue.Error
		if !errors.As(err, &e) || e.Field != c.field || !strings.Contains(e.Error(), path) {
			t.Errorf("%s: got %v, want field %q and the file", c.name, err, c.field)
		}
	}
	if _, err := catalogue.Load(catalogue.Options{Lists: map[string]string{"schools": "no/such/file.yaml"}}); err == nil {
		t.Error("a list file that does not exist was accepted")
	}
}

func TestOverrides(t *testing.T) {
	base, err := catalogue.Load(catalogue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "bees.yaml"), valid("bees"))
	write(t, filepath.Join(dir, "kaggle.yaml"), valid("kaggle"))
	list := filepath.Join(t.TempDir(), "schools.yaml")
	write(t, list, "name: schools\nabout: emptied\nentries: []\n")
	c, err := catalogue.Load(catalogue.Options{SignalsDir: dir, Lists: map[string]string{"schools": list}, Enable: []string{"golf"}, Skills: []string{"K8s", "Beekeeping"}})
	if err != nil {
		t.Fatal(err)
	}
	if c.Signal("bees") == nil || c.Signal("kaggle").Label != "Bees" || c.Signal("golf").Off || len(c.List("schools").Entries) != 0 {
		t.Error("an addition, a replacement, a signal turned on or an emptied list did not take")
	}
	for _, skill := range []string{"k8s", "kubernetes", "beekeeping"} {
		if _, known := c.CanonicalSkill(skill); !known {
			t.Errorf("skill %q is not known", skill)
		}
	}
	if c.Version() == base.Version() {
		t.Error("the version did not change with the content")
	}
	if _, err := catalogue.Load(catalogue.Options{Enable: []string{"gulf"}}); err == nil {
		t.Error("an unknown signal was turned on")
	}
	again, err := catalogue.Load(catalogue.Options{})
	if err != nil || again.Version() != base.Version() {
		t.Errorf("the same content has two versions: %v", err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
