package groups

import (
	"fmt"
	"strings"
	"testing"
)

// table puts n people of each group into one requisition, the first x advanced.
func (p onePool) table(groups ...any) onePool {
	for i := 0; i < len(groups); i += 3 {
		for k := range groups[i+1].(int) {
			p.put(fmt.Sprint(i, k), "R", groups[i].(string), k < groups[i+2].(int))
		}
	}
	return p
}

// TestReference: the configured group, else the highest rate among groups of 30 and 2 %;
// where there is none, no comparison.
func TestReference(t *testing.T) {
	for _, c := range []struct {
		name             string
		groups           []any
		wanted           string
		reference, says  string
		statutory, warns string
	}{
		{"highest", []any{"a", 100, 40, "b", 100, 30}, "", "a", "", "a", ""},
		{"29 people are too few", []any{"a", 100, 40, "b", 29, 20}, "", "a", "", "b", ""},
		{"30 are enough", []any{"a", 100, 40, "b", 30, 20}, "", "b", "", "b", ""},
		{"under 2 %", []any{"a", 1200, 300, "b", 1200, 200, "c", 31, 20}, "", "a", "", "c", ""},
		{"nobody is enough", []any{"a", 20, 10, "b", 20, 5}, "", "", "No comparison: no group of at least 30", "a", ""},
		{"one group", []any{"a", 100, 40}, "", "", "No comparison: there is one group only", "", "one group only"},
		{"configured", []any{"a", 100, 40, "b", 100, 30}, "B", "b", "", "a", ""},
		{"configured, and few", []any{"a", 100, 40, "b", 20, 5}, "b", "b", "", "a", ""},
		{"configured, not here", []any{"a", 100, 40, "b", 100, 30}, "x", "", "No comparison: nobody here is of the configured", "a", "reports.reference"},
		{"configured, none advanced", []any{"a", 100, 40, "b", 100, 0}, "b", "", "No comparison: nobody of the configured", "a", "reports.reference"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var references []Reference
			if c.wanted != "" {
				references = []Reference{{"grp", c.wanted}}
			}
			im := newPool(t).table(c.groups...).impact(references...)
			if im.ReferenceGroup != c.reference || im.Statutory.ReferenceGroup != c.statutory || !strings.Contains(strings.Join(im.Warnings, " "), c.warns) {
				t.Errorf("reference %q, statutory %q, warnings %q", im.ReferenceGroup, im.Statutory.ReferenceGroup, im.Warnings)
			}
			for _, g := range im.Groups {
				says := ""
				if g.Why != nil && g.Why.Missing != "" {
					says = upperFirst(g.Why.Missing) + "."
				}
				if c.reference == "" && (g.ImpactRatio.Estimable() || g.Verdict != "" || !strings.HasPrefix(says, c.says)) {
					t.Errorf("%s: ratio %+v, verdict %q (%s)", g.Group, g.ImpactRatio, g.Verdict, says)
				}
			}
		})
	}
}

// TestReferencesRefused: a name that the data don't have is no choice.
func TestReferencesRefused(t *testing.T) {
	for _, bad := range [][]Reference{{{"sexx", "Male"}}, {{"sex", "Male"}, {"sex", "Female"}}} {
		if err := Validate(bad, []string{"sex"}); err == nil {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if err := Validate([]Reference{{"sex", "Male"}}, []string{"sex"}); err != nil {
		t.Error(err)
	}
}

// TestOneBase: standard deviations and shortfall are one deviation on two scales.
func TestOneBase(t *testing.T) {
	im := newPool(t).table("a", 100, 40, "b", 80, 20, "c", 60, 9).impact()
	b := im.Groups[1]
	// 80·60/180 − 20; variance 180 people, 60 advanced: R's 80*100*60*120/180^2/179.
	if d := *b.Shortfall - 6.666666666666667; d > 1e-12 || d < -1e-12 {
		t.Errorf("shortfall %v", *b.Shortfall)
	}
	if d := -*b.Z * 3.1515 / *b.Shortfall; d < .999 || d > 1.001 {
		t.Errorf("z %v of a shortfall of %v", *b.Z, *b.Shortfall)
	}
}
