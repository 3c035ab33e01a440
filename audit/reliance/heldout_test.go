package reliance

import (
	"math"
	"slices"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/panel"
)

// rpool is the pool of stats/testdata/regression with three of its signals.
func rpool(t *testing.T) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: append(plant.Signals(result.Weak, "referral"), plant.Signals(result.JobRelated, "years", "match")...)})
	for _, r := range plant.ReadTable(t, "../stats/testdata/regression/pool.csv") {
		b.Put(&dataset.Row{Requisition: r["requisition"], Values: r.Numbers(t, "referral", "years", "match"),
			Stages: []dataset.StageRow{{Status: plant.Decided(r["decision"] == "1")}}})
	}
	return b.Dataset()
}

// TestHeldOutAgainstR: values of heldout.R, brglm2 (stats::glm where the plan fixes
// maximum likelihood) on the other requisitions and then the intercept of the one held out by stats::glm.
func TestHeldOutAgainstR(t *testing.T) {
	var want struct {
		Model, Null []float64
		ML          []float64 `json:"model_ml"`
	}
	plant.Load(t, "../stats/testdata/regression/heldout.json", &want)
	d := rpool(t)
	plan := model.DefaultPlan()
	plan.Form = model.FormLinear // the oracle's
	a := model.Adjust(d.Enter(0), plan, d.Factors())
	p := panel.Of(a.Design.Panel(), func(s int32) int32 { return s })
	p.AssignFolds(1)
	h := panel.NewHeldOut(p, 1)
	got := h.Score([]int{0, 1, 2}, p.Fit(true, -1, nil))
	p.Plain = true
	plain := h.Score([]int{0, 1, 2}, p.Fit(true, -1, nil))
	for _, c := range []struct {
		what      string
		got, want []float64
	}{{"held-out deviance", got.Deviance, want.Model}, {"held-out deviance, maximum likelihood", plain.Deviance, want.ML},
		{"null deviance", h.Null, want.Null}} {
		slices.Sort(c.got)
		slices.Sort(c.want)
		if len(c.got) != len(c.want) {
			t.Fatalf("%s: %d requisitions, want %d", c.what, len(c.got), len(c.want))
		}
		for i := range c.want {
			if math.Abs(c.got[i]/c.want[i]-1) > 1e-8 {
				t.Errorf("%s: %v, want %v", c.what, c.got[i], c.want[i])
			}
		}
	}
}

// TestHeldOutSeparates: where the rest is separated once a requisition is held out,
// the penalised fit stands in for the maximum likelihood that the plan asks for.
func TestHeldOutSeparates(t *testing.T) {
	d := plant.OneStage(t, []string{"x", "y"}, plant.Repeat(240, func(i int) []float64 {
		x, y := float64(i/3%2), float64(i/7%2)
		decision := float64(i / 5 % 2)
		if x == 1 && i%3 > 0 { // all requisitions but R0 advance everyone with x
			decision = 1
		}
		return []float64{x, y, decision}
	}))
	plan := model.DefaultPlan()
	a := model.Adjust(d.Enter(0), plan, d.Factors())
	p := panel.Of(a.Design.Panel(), func(s int32) int32 { return s })
	p.Folds = p.Units
	copy(p.Fold, p.Unit)
	h := panel.NewHeldOut(p, 1)
	firth := h.Score([]int{0, 1}, p.Fit(true, -1, nil)).Deviance
	p.Plain = true
	plain := h.Score([]int{0, 1}, p.Fit(true, -1, nil)).Deviance
	if math.Abs(plain[0]-firth[0]) > 1e-6 {
		t.Errorf("with R0 held out %v, want the penalised fit's %v", plain[0], firth[0])
	}
	if math.Abs(plain[1]-firth[1]) < 1e-6 {
		t.Errorf("with R1 held out %v, as penalised: want maximum likelihood", plain[1])
	}
}
