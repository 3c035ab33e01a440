package audit

import (
	"fmt"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// A group of its own in each requisition can't be compared within any: said, never a fault.
func TestGapWhereGroupsAreRequisitions(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"office"}, Signals: plant.Signals(result.Weak, "x")})
	for i := range 240 {
		q := i % 3
		b.Put(&dataset.Row{Requisition: fmt.Sprint("R", q), Values: []float64{float64(i / 3 % 2)}, Groups: []string{fmt.Sprint("office ", q)},
			Stages: []dataset.StageRow{{Status: plant.Decided(i/6%2 == 0 || q == 0 && i%5 > 0)}}})
	}
	r := mustRun(t, b.Dataset(), DefaultPlan())
	validate(t, r)
	gaps := r.Stages[0].GapDecomposition
	if len(gaps) != 2 {
		t.Fatalf("%d gaps, want two that cannot be estimated", len(gaps))
	}
	for _, g := range gaps {
		if g.Gap.Value != nil || g.Gap.NotEstimable == "" {
			t.Errorf("%s: %+v", g.Group, g.Gap)
		}
	}
}
