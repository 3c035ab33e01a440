package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// TestContextColumns: a context column of labels becomes dummies (the rarest lumped),
// one of numbers a number, and adjusting for it takes out what it explains.
func TestContextColumns(t *testing.T) {
	plant.SkipUnderRace(t)
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Context: []string{"city", "distance"},
		Signals: plant.Signals(result.Weak, "award")})
	rng := rand.New(rand.NewPCG(51, 1))
	for i := range 4000 {
		city := int(40 * rng.Float64() * rng.Float64())
		award := 0.0
		if rng.Float64() < 0.1+0.5*float64(city%2) {
			award = 1
		}
		advanced := plant.Decided(rng.Float64() < 0.2+0.4*float64(city%2))
		b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i%12), Values: []float64{award}, Context: []string{fmt.Sprint("city ", city), fmt.Sprint(rng.IntN(50))},
			Stages: []dataset.StageRow{{Status: advanced}}})
	}
	p := DefaultPlan()
	p.NoReliance = true
	r := mustRun(t, b.Dataset(), p)
	validate(t, r)
	m := r.Stages[0].Model
	if n := len(m.Terms); n != 1+dataset.MaxDummies+1+4 {
		t.Errorf("%d terms: want the signal, %d cities, the others, the distance by a spline of five knots", n, dataset.MaxDummies)
	}
	s := plant.Find(t, &r.Stages[0], "award", result.Weak)
	if crude, adjusted := plant.Value(t, s.Stratified.MHRiskDifference), plant.Value(t, s.Adjusted.AverageMarginalEffect); crude < 0.15 || math.Abs(adjusted) > 0.06 {
		t.Errorf("crude %v, adjusted for the city %v; want a clear one and none", crude, adjusted)
	}
	if len(r.Stages[0].Signals) != 1 {
		t.Errorf("%d signals; context columns stand among the terms only", len(r.Stages[0].Signals))
	}
}

// TestManyGroups: 30 groups give a sensible table.
func TestManyGroups(t *testing.T) {
	var rows []counted
	for g := range 30 {
		rows = append(rows, counted{"A", float64(g % 2), fmt.Sprintf("g%02d", g), 40, 10 + g%5}, counted{"B", float64(g % 2), fmt.Sprintf("g%02d", g), 40, 10})
	}
	r := mustRun(t, poolOfCounts(t, rows), DefaultPlan())
	validate(t, r)
	if im := r.Stages[0].Impact[0]; len(im.Groups) != 30 || im.OmnibusP == nil || *im.OmnibusP < 0.05 {
		t.Errorf("%d groups, omnibus %v of an even pool", len(im.Groups), im.OmnibusP)
	}
}
