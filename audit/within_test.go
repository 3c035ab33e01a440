package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// TestSingleClassRequisitionsStayOut: a requisition in which no one advanced is left
// out of the linear model of straight lines, and so of the benchmark that is read off it.
func TestSingleClassRequisitionsStayOut(t *testing.T) {
	run := func(single bool) *result.StageResult {
		random := rand.New(rand.NewPCG(3, 1))
		b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: append(plant.Signals(result.Weak, "award", "stars"), plant.Signals(result.JobRelated, "years")...)})
		add := func(requisition string, status dataset.Status, values ...float64) {
			b.Put(&dataset.Row{Requisition: requisition, Values: values, Stages: []dataset.StageRow{{Status: status}}})
		}
		for i := range 300 {
			years := float64(random.IntN(12))
			add(fmt.Sprint("R", i%5), []dataset.Status{dataset.Advanced, dataset.Rejected, dataset.Rejected}[random.IntN(3)],
				float64(random.IntN(2)), float64(random.IntN(9)), years)
		}
		for i := 0; single && i < 80; i++ {
			years := float64(i % 12)
			add("none advanced", dataset.Rejected, float64(i%12/6), years+float64(i%2), years)
		}
		p := DefaultPlan()
		p.NoReliance, p.Form = true, model.FormLinear // knots follow the values of all requisitions
		return &mustRun(t, b.Dataset(), p).Stages[0]
	}
	without, with := run(false), run(true)
	if with.Model.SingleClass != 1 {
		t.Fatalf("%d requisitions of one class, want 1", with.Model.SingleClass)
	}
	for _, id := range []string{"award", "stars"} {
		a, b := plant.Find(t, without, id, result.Weak), plant.Find(t, with, id, result.Weak)
		if id == "stars" { // its effect compares quartiles of all applications
			a.Sensitivity.Benchmark, b.Sensitivity.Benchmark, a.Sensitivity.EValue, b.Sensitivity.EValue = nil, nil, result.Estimate{}, result.Estimate{}
		}
		if !reflect.DeepEqual(a.Sensitivity, b.Sensitivity) {
			t.Errorf("%s: sensitivity %+v with the requisition, %+v without", id, b.Sensitivity.Benchmark, a.Sensitivity.Benchmark)
		}
	}
}

// TestTinyRequisitions: with one binary signal the headline of tiny requisitions is the
// Mantel–Haenszel risk difference over all of them, those with one outcome included.
func TestTinyRequisitions(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: plant.Signals(result.Weak, "award")})
	for i := range 900 {
		award := float64(random.IntN(2))
		b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i/3), Values: []float64{award}, Stages: []dataset.StageRow{{Status: plant.Decided(random.Float64() < .2+.2*award)}}})
	}
	p := DefaultPlan()
	p.NoReliance = true
	stage := &mustRun(t, b.Dataset(), p).Stages[0]
	s := plant.Find(t, stage, "award", result.Weak)
	if got, want := plant.Value(t, s.Effect.Estimate), plant.Value(t, s.Stratified.MHRiskDifference); math.Abs(got-want) > 1e-12 {
		t.Errorf("effect %v, Mantel–Haenszel %v", got, want)
	}
	if s.Effect.N != 900 || stage.Model.SingleClass == 0 {
		t.Errorf("over %d applications, want all 900, with %d requisitions of one outcome", s.Effect.N, stage.Model.SingleClass)
	}
	if !strings.Contains(s.Effect.Method, "within-requisition linear model over all requisitions") || !strings.Contains(stage.Model.Rule, "hold 3.0 applications on average") {
		t.Errorf("not named: %s; %s", s.Effect.Method, stage.Model.Rule)
	}
}
