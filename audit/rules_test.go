package audit

import (
	"fmt"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/groups"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
	"weaksignal/audit/rule"
)

// funnelPool is two stages and two roles with self-reported answers in the user's own
// words, some unknown. It is made by counting, not by chance.
func funnelPool(t *testing.T, attributes []string, answers func(i int) []string) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{"scientist", "engineer"}, Stages: []string{"screen", "onsite"}, Attributes: attributes})
	for i := range 600 {
		row := dataset.Row{Requisition: fmt.Sprint("R", i%6), Role: i % 2, Groups: answers(i), Stages: []dataset.StageRow{{Status: dataset.Rejected}, {}}}
		if i%5 < 2 {
			row.Stages[0].Status, row.Stages[1].Status = dataset.Advanced, plant.Decided(i%3 == 0)
		}
		b.Put(&row)
	}
	return b.Dataset()
}

func TestNoRuleNoView(t *testing.T) {
	d := funnelPool(t, []string{"sex"}, func(i int) []string { return []string{[]string{"Female", "Male"}[i/2%2]} })
	if r := mustRun(t, d, DefaultPlan()); r.Rules != nil {
		t.Errorf("a plan without rules has %d views", len(r.Rules))
	}
}

// TestRuleTables: which tables there are, that they add up, and that answers in other
// words are counted in the rule's categories.
func TestRuleTables(t *testing.T) {
	words := []string{"Woman", "M", "female", "Men", "", "Non-binary"}
	races := []string{"White (Not Hispanic or Latino)", "Asian", "White", "", "Hispanic/Latino"}
	d := funnelPool(t, []string{"Race/Ethnicity", "gender"}, func(i int) []string { return []string{races[i/2%5], words[i/2%6]} })
	ny := viewOf(t, d, "nyc_local_law_144")
	var got []string
	for _, table := range ny.Tables {
		got = append(got, table.Stage+" "+table.Heading)
	}
	want := "screen Sex categories|screen Race/Ethnicity categories|screen Intersectional categories|onsite Sex categories|onsite Race/Ethnicity categories|onsite Intersectional categories"
	if strings.Join(got, "|") != want {
		t.Errorf("tables %q, want %q", strings.Join(got, "|"), want)
	}
	sex := ny.Tables[0]
	if m, f, x := categoryOf(t, sex, "Male"), categoryOf(t, sex, "Female"), categoryOf(t, sex, "Non-binary"); m.N != 200 || f.N != 200 || x.N != 100 || x.InRule || sex.Unknown.N != 100 {
		t.Errorf("%d men, %d women, %d others, %d unknown", m.N, f.N, x.N, sex.Unknown.N)
	} else if strings.Join(m.Answers, " ") != "M Men" || x.ImpactRatio.Estimable() {
		t.Errorf("men are %q, others have ratio %v", m.Answers, x.ImpactRatio.Value)
	}
	both := ny.Tables[2]
	if strings.Join(both.Attributes, groups.CrossSign) != "Race/Ethnicity × gender" {
		t.Errorf("attributes %q: not in the order of the data", both.Attributes)
	}
	white := categoryOf(t, both, "Female × White")
	if want := "White × Woman White (Not Hispanic or Latino) × Woman White × female White (Not Hispanic or Latino) × female"; strings.Join(white.Answers, " ") != want {
		t.Errorf("answers %q", white.Answers)
	}
	for _, table := range append(ny.Tables, viewOf(t, d, "us_ugesp").Tables...) {
		n, advanced := 0, 0
		for _, c := range table.Categories {
			n, advanced = n+c.N, advanced+c.Advanced
		}
		if n != table.N || advanced != table.Advanced {
			t.Errorf("%s %s %s: categories add to %d of %d, the table has %d of %d", table.Job, table.Stage, table.Heading, advanced, n, table.Advanced, table.N)
		}
	}
}

// TestUniformGuidelinesByJob: the whole process of each job, then its stages, in the
// order of the roles; the jobs add up to the stage.
func TestUniformGuidelinesByJob(t *testing.T) {
	d := funnelPool(t, []string{"sex"}, func(i int) []string { return []string{[]string{"Female", "Male", ""}[i/2%3]} })
	p := DefaultPlan()
	var err error
	if p.Rules, err = rule.Find([]string{"us_ugesp"}); err != nil {
		t.Fatal(err)
	}
	r := mustRun(t, d, p)
	var got []string
	n := map[string]int{}
	for _, table := range r.Rules[0].Tables {
		got = append(got, table.Job+" "+table.Stage)
		n[table.Stage] += table.N + table.Unknown.N
	}
	if want := "scientist bottom_line|scientist screen|scientist onsite|engineer bottom_line|engineer screen|engineer onsite"; strings.Join(got, "|") != want {
		t.Errorf("tables %q, want %q", strings.Join(got, "|"), want)
	}
	for _, s := range r.Stages {
		if n[s.Stage] != s.N {
			t.Errorf("%s: the jobs have %d, the stage %d", s.Stage, n[s.Stage], s.N)
		}
	}
	if w := r.Rules[0].Warnings; len(w) != 1 || !strings.Contains(w[0], "recognised as race ethnicity") {
		t.Errorf("warnings %q", w)
	}
}

// TestGroupPools: pools that an audit of groups must have a sensible answer for.
func TestGroupPools(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(i int) string
		groups int
		warns  string
		check  func(im result.Impact) bool
	}{
		{"nobody answered", func(int) string { return "" }, 0, "unknown for everyone", func(im result.Impact) bool {
			return im.Unknown.N == 600 && im.OmnibusP == nil && im.ReferenceGroup == ""
		}},
		{"one group", func(int) string { return "Female" }, 1, "one group only", func(im result.Impact) bool {
			return im.OmnibusP == nil && im.Groups[0].Verdict == "" && im.Groups[0].FisherP == nil
		}},
		{"90 % unknown", func(i int) string { return map[int]string{0: "Female", 10: "Male"}[i/5%20] }, 2, "unknown for 540 of 600", func(im result.Impact) bool {
			return len(im.UnknownBounds) == 3 && im.Groups[1].Why.Unknown == 540
		}},
		{"a group of 3", func(i int) string {
			if i%200 == 7 {
				return "Non-binary"
			}
			return []string{"Female", "Male"}[i/7%2]
		}, 3, "", func(im result.Impact) bool {
			g := im.Groups[2]
			return g.N == 3 && g.Small && g.Verdict == "" && im.ReferenceGroup != "Non-binary"
		}},
		{"30 groups", func(i int) string { return fmt.Sprintf("Group %02d", i*7%30) }, 30, "", func(im result.Impact) bool { return im.OmnibusP != nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := funnelPool(t, []string{"sex"}, func(i int) []string { return []string{c.answer(i)} })
			viewOf(t, d, "nyc_local_law_144")
			viewOf(t, d, "us_ugesp")
			im := mustRun(t, d, DefaultPlan()).Stages[0].Impact[0]
			if len(im.Groups) != c.groups || c.warns != "" && !plant.Warned(im.Warnings, c.warns) || !c.check(im) {
				t.Errorf("%d groups, warnings %q, %+v", len(im.Groups), im.Warnings, im)
			}
		})
	}
}
