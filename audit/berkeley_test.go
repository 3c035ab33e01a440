package audit

import (
	"testing"

	"weaksignal/audit/internal/plant"
)

// TestBerkeley: the admissions to six departments of Berkeley in 1973 (Bickel, Hammel
// & O'Connell 1975, Science 187:398–404). Women's rate is far below four fifths of
// men's over all, and not lower within departments.
func TestBerkeley(t *testing.T) {
	var want struct {
		Berkeley map[string]float64 `json:"berkeley"`
	}
	plant.Load(t, "testdata/expected.json", &want)
	var rows []counted
	for _, d := range berkeleyDepartments() {
		for i, sex := range []string{"male", "female"} {
			rows = append(rows, counted{d.name, 0, sex, d.admitted[i] + d.rejected[i], d.admitted[i]})
		}
	}
	r := mustRun(t, poolOfCounts(t, rows), DefaultPlan())
	validate(t, r)
	s := r.Stages[0]
	im := s.Impact[0]
	female := im.Groups[0]
	if female.N != 1835 || female.Advanced != 557 || im.ReferenceGroup != "male" {
		t.Fatalf("%+v", im)
	}
	check{"impact ratio", female.ImpactRatio, "value", want.Berkeley["ratio"], 1e-12}.run(t)
	check{"risk difference", female.RiskDifference, "value", want.Berkeley["crude"], 1e-12}.run(t)
	checkP(t, "Fisher", female.FisherP, want.Berkeley["fisher_p"])
	check{"pooled difference", female.MHRiskDifference, "value", want.Berkeley["gap"], 1e-12}.run(t)
	gap := s.GapDecomposition[0].Gap
	check{"gap", gap, "value", want.Berkeley["gap"], 1e-12}.run(t)
	check{"gap", gap, "se", want.Berkeley["gap_se"], 1e-9}.run(t)
	if *female.FourFifths || female.Verdict != "cannot_tell" {
		t.Errorf("passes %v, verdict %s (%s), omnibus %v", *female.FourFifths, female.Verdict, female.Why.Kind, *im.OmnibusP)
	}
}

// department of Berkeley 1973: men first, then women.
type department struct {
	name               string
	admitted, rejected [2]int
}

// berkeleyDepartments are the six largest, as in R's UCBAdmissions.
func berkeleyDepartments() []department {
	return []department{{"A", [2]int{512, 89}, [2]int{313, 19}}, {"B", [2]int{353, 17}, [2]int{207, 8}}, {"C", [2]int{120, 202}, [2]int{205, 391}},
		{"D", [2]int{138, 131}, [2]int{279, 244}}, {"E", [2]int{53, 94}, [2]int{138, 299}}, {"F", [2]int{22, 24}, [2]int{351, 317}}}
}
