package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
	"weaksignal/audit/trend"
	"weaksignal/audit/verdict"
)

func mustRun(t testing.TB, d *dataset.Dataset, p Plan) *result.Result {
	t.Helper()
	if testing.Short() && (d.Len() > 300 || d.Len() > 60 && !p.NoReliance) {
		t.Skip("an audit of a whole pool")
	}
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
		if s := plant.Find(t, &r.Stages[0], id, result.Weak); (s.Verdict == result.Associated) != want {
			t.Errorf("%s: verdict %s, want associated: %v (%s)", id, s.Verdict, want, s.Why.Kind)
		}
	}
}

// TestDecodedRecordAnswersAsTheRun: what decides is in the record, so that a decoded one
// names the same effect, p-value and verdict, and compares with other looks alike.
func TestDecodedRecordAnswersAsTheRun(t *testing.T) {
	pl := plant.Pool{Seed: 2, Requisitions: 6, Each: 40, Weak: []float64{1.5, 0}, Related: []float64{0.8}, Spread: 0.5}
	p := DefaultPlan()
	p.NoReliance = true
	ran := mustRun(t, pl.Dataset(t), p)
	raw, err := json.Marshal(ran)
	if err != nil {
		t.Fatal(err)
	}
	var decoded result.Result
	if err := json.Unmarshal(raw, &decoded); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(decoded); err != nil || !bytes.Equal(raw, again) {
		t.Errorf("encoded again the record differs (%v)", err)
	}
	narrow := 0
	for i := range ran.Stages {
		for j := range ran.Stages[i].Signals {
			a, b := &ran.Stages[i].Signals[j], &decoded.Stages[i].Signals[j]
			if !reflect.DeepEqual(a.Effect, b.Effect) || !reflect.DeepEqual(a.Why, b.Why) {
				t.Errorf("%s at %s: the decoded record goes by another effect", a.Signal, ran.Stages[i].Stage)
			}
			atLeast := b.Effect.AtLeast
			verdict.Judge(b, decoded.Stages[i].Margin, p.Level, 2)
			b.Effect.AtLeast = atLeast // of the family
			if a.Verdict != b.Verdict || a.Why.Kind != b.Why.Kind {
				t.Errorf("%s at %s: %s (%s), decoded %s (%s)", a.Signal, ran.Stages[i].Stage, a.Verdict, a.Why.Kind, b.Verdict, b.Why.Kind)
			}
			if result.Width(a.Effect.Estimate) > result.Width(a.Adjusted.AverageMarginalEffect) {
				narrow++
			}
		}
	}
	if narrow == 0 {
		t.Error("no effect goes by the wider error: the test would not see it lost")
	}
	if x, y := trend.LookOf(ran, "2026-01-01", "2026-01-31", true, p.Level), trend.LookOf(&decoded, "2026-01-01", "2026-01-31", true, p.Level); !reflect.DeepEqual(x, y) {
		t.Errorf("look %+v, decoded %+v", x, y)
	}
}
