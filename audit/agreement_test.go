package audit

import (
	"fmt"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// TestAgreement: identical documents decided differently are counted, trained and
// untrained screeners compared, and who skips a stage is told by signal.
func TestAgreement(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen", "interview"},
		Signals: plant.Signals(result.Weak, "referral")})
	yes, no := true, false
	for i := range 200 {
		row := dataset.Row{Requisition: fmt.Sprint("R", i%2), Values: []float64{float64(i / 2 % 2)}}
		row.Stages = []dataset.StageRow{{Status: dataset.Rejected, Trained: &yes}, {}}
		if i < 20 { // ten documents sent twice, four of them decided differently
			row.TextKey = fmt.Sprint("T", i/2)
			if i < 8 && i%2 == 0 || i >= 14 {
				row.Stages[0].Status = dataset.Advanced
			}
		}
		if i >= 100 {
			row.Stages[0].Trained = &no
			row.Stages[0].Status = dataset.Advanced
			if i >= 180 && row.Values[0] == 1 {
				row.Stages[0].Status = dataset.Skipped
			}
			row.Stages[1].Status = dataset.Rejected
		}
		b.Put(&row)
	}
	r := mustRun(t, b.Dataset(), DefaultPlan())
	validate(t, r)
	c := r.Stages[0].Consistency
	if c.Identical == nil || c.Identical.Documents != 10 || c.Identical.Differently != 4 {
		t.Errorf("identical documents: %+v, want 10 with 4 decided differently", c.Identical)
	}
	if c.Training == nil || c.Training.Trained.N != 100 || c.Training.Trained.Advanced != 10 || c.Training.Untrained.N != 90 {
		t.Errorf("training: %+v", c.Training)
	}
	s := plant.Find(t, &r.Stages[0], "referral", result.Weak)
	if s.Skipped == nil || s.Skipped.Present.Advanced != 10 || s.Skipped.Absent.Advanced != 0 || !plant.Warned(s.Warnings, "skipped this stage more often") {
		t.Errorf("skipped: %+v, warnings %q", s.Skipped, s.Warnings)
	}
	if r.Stages[0].Skipped != 10 {
		t.Errorf("%d skipped, want 10", r.Stages[0].Skipped)
	}
}
