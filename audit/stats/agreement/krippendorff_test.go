package agreement

import (
	"math"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
)

func TestKrippendorffAgainstPublishedValues(t *testing.T) {
	var file struct {
		Sets []struct {
			Name      string
			Published *float64
			Units     [][]int
			Alpha     oracle.Number
		}
	}
	oracle.Load(t, "krippendorff/expected.json", &file)
	for _, s := range file.Sets {
		got, err := KrippendorffNominal(s.Units)
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		oracle.Near(t, s.Name, got, s.Alpha, 1e-12)
		if s.Published != nil && math.Abs(got-*s.Published) > 0.0005 {
			t.Errorf("%s: got %v, published %v", s.Name, got, *s.Published)
		}
	}
}

func TestKrippendorffEdges(t *testing.T) {
	for name, units := range map[string][][]int{
		"nothing": nil, "one rater": {{1}, {2}, {1}}, "all missing": {{-1, -1}}, "one code": {{1, 1}, {1, 1, 1}},
	} {
		_, err := KrippendorffNominal(units)
		oracle.Refused(t, name, err)
	}
	got, err := KrippendorffNominal([][]int{{1, 1}, {2, 2, 2}, {7, 7}})
	if err != nil || got != 1 {
		t.Errorf("perfect agreement: got %v, %v", got, err)
	}
}
