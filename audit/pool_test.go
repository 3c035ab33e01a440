package audit

import (
	"context"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

func mustRun(t testing.TB, d *dataset.Dataset, p Plan) *result.Result {
	t.Helper()
	r, err := Run(context.Background(), Input{Dataset: d, Plan: p})
	if err != nil {
		t.Fatal(err)
	}
	r.Run.Inputs, r.Intake.Reasons = []result.InputRecord{}, []result.ReasonCount{}
	return r
}

// runReviewed runs the audit again with a review of its readings, into r.
func runReviewed(d *dataset.Dataset, p Plan, r *result.Result, rev *result.Reviewed) error {
	again, err := Run(context.Background(), Input{Dataset: d, Plan: p, Reviewed: rev})
	if err == nil {
		again.Run, again.Intake = r.Run, r.Intake
		*r = *again
	}
	return err
}

func TestPlantedEffectIsFound(t *testing.T) {
	pl := plant.Pool{Seed: 1, Requisitions: 12, Each: 200, Weak: []float64{1.5, 0, 0}, Related: []float64{0.8}, Spread: 0.5}
	r := mustRun(t, pl.Dataset(t), DefaultPlan())
	validate(t, r)
	for id, want := range map[string]bool{"weak_1": true, "weak_2": false, "weak_3": false} {
		if s := plant.Find(t, &r.Stages[0], id, result.Weak); (s.Verdict == result.ReliedOn) != want {
			t.Errorf("%s: verdict %s, want relied_on: %v (%s)", id, s.Verdict, want, s.Reason)
		}
	}
	for _, h := range r.Headline {
		for _, word := range []string{"caused", "biased", "discriminat"} {
			if strings.Contains(h.Text, word) {
				t.Errorf("headline %s says %q: %s", h.ID, word, h.Text)
			}
		}
	}
}
