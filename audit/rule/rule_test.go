package rule

import (
	"errors"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	all, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].ID != "nyc_local_law_144" || all[1].ID != "us_ugesp" {
		t.Fatalf("got %d rules", len(all))
	}
	for _, r := range all {
		said := strings.Join(r.Statements, " ")
		if !strings.Contains(said, "independent audit") && !strings.Contains(said, "independent auditor") {
			t.Errorf("%s doesn't say that a self-run audit is not an independent one", r.ID)
		}
		if !r.Suppressed && !strings.Contains(said, "withheld, however small") {
			t.Errorf("%s is unsuppressed and doesn't say so", r.ID)
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name string
		ids  []string
		want string
	}{
		{"nothing", nil, ""},
		{"in the order asked for", []string{"us_ugesp", "nyc_local_law_144"}, "us_ugesp nyc_local_law_144"},
		{"twice counts once", []string{"us_ugesp", "us_ugesp"}, "us_ugesp"},
	} {
		found, err := Find(c.ids)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range found {
			ids = append(ids, r.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
	_, err := Find([]string{"us_ugesp", "nyc"})
	var unknown *UnknownError
	if !errors.As(err, &unknown) || unknown.ID != "nyc" || len(unknown.Known) != 2 {
		t.Errorf("an unknown rule gives %v", err)
	}
}

func TestCategory(t *testing.T) {
	found, err := Find([]string{"nyc_local_law_144"})
	if err != nil {
		t.Fatal(err)
	}
	sex, race := found[0].Attributes[0], found[0].Attributes[1]
	for _, c := range []struct {
		a    Attribute
		in   string
		want string
	}{
		{sex, "Male", "Male"}, {sex, "women", "Female"}, {sex, "F", "Female"}, {sex, "Non-binary", ""}, {sex, "", ""},
		{race, "White (Not Hispanic or Latino)", "White"},
		{race, "White (Not Hispanic or Latino) (United States of America)", "White"},
		{race, "Hispanic/Latino", "Hispanic or Latino"},
		{race, "Black or African American (Not Hispanic or Latino)", "Black or African American"},
		{race, "American Indian or Alaska Native (Not Hispanic or Latino)", "Native American or Alaska Native"},
		{race, "Native Hawaiian or Other Pacific Islander", "Native Hawaiian or Pacific Islander"},
		{race, "TWO OR MORE RACES", "Two or More Races"},
		{race, "Asia", ""}, {race, "Not White", ""}, {race, "Middle Eastern", ""},
	} {
		got := ""
		if i := c.a.Category(c.in); i >= 0 {
			got = c.a.Categories[i].Name
		}
		if got != c.want {
			t.Errorf("%q is category %q, want %q", c.in, got, c.want)
		}
	}
	for name, want := range map[string]bool{"sex": true, "Gender": true, "race_ethnicity": false, "sexual_orientation": false} {
		if sex.Is(name) != want {
			t.Errorf("attribute %q counts as sex: %v", name, !want)
		}
	}
	if !race.Is("Race/Ethnicity") || !race.Is("race_ethnicity") || race.Is("gender") {
		t.Error("race_ethnicity is not recognised")
	}
}

func TestDecodeIsStrict(t *testing.T) {
	good, err := files.ReadFile("us_ugesp.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key", "per: job", "per: job\npenalty: none", "field penalty not found"},
		{"repeated key", "per: job", "per: job\nper: job", "already defined"},
		{"no date", "published: 1978-08-25", "published: August 1978", "is no date"},
		{"another name", "id: us_ugesp", "id: us", "not the name of the file"},
		{"decimal threshold", "threshold: 4/5", "threshold: 0.8", "is no fraction"},
		{"threshold above one", "threshold: 4/5", "threshold: 5/4", "is no fraction"},
		{"unknown field", "field: z", "field: zeta", "unknown field"},
		{"column without a head", "head: Standard deviations", `head: ""`, "stands twice, or lacks a head"},
		{"category named twice", "names: [man, men, males, m]", "names: [man, woman]", "is empty or taken"},
		{"reading missing", "reached: At or above four-fifths.", `reached: ""`, "readings: one is missing"},
		{"sheet too long", "sheet: Uniform Guidelines", "sheet: Uniform Guidelines on Employee Selection", "names no worksheet"},
		{"neither audit nor job", "per: job", "per: plant", "neither audit nor job"},
		{"share", "share: 0.02", "share: 2", "is no small share"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(string(good), c.old, c.new, 1)
			if text == string(good) {
				t.Fatalf("%q does not stand in the file", c.old)
			}
			_, err := decode("us_ugesp.yaml", []byte(text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := decode("x.yaml", nil); err == nil {
		t.Error("an empty file is no rule")
	}
}
