package model

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// gaps is a pool in which a binary and a numeric signal are unknown for some, two of them
// for the same applications.
func gaps(t *testing.T) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"},
		Signals: append(plant.Signals(result.Weak, "award", "stars", "alike"), plant.Signals(result.JobRelated, "years")...)})
	r := rand.New(rand.NewPCG(12, 3))
	for i := range 900 {
		award, stars, years := float64(r.IntN(2)), float64(r.IntN(12)), float64(r.IntN(15))
		advanced := r.Float64() < .2+.2*award+.02*years
		alike := float64(r.IntN(2))
		if r.IntN(12) == 0 && (!advanced || r.IntN(4) == 0) {
			award, alike = math.NaN(), math.NaN()
		}
		if r.IntN(10) == 0 {
			stars = math.NaN()
		}
		b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i%9), Values: []float64{award, stars, alike, years}, Stages: []dataset.StageRow{{Status: plant.Decided(advanced)}}})
	}
	return b.Dataset()
}

// Unknown values that are all rejected leave the conditional likelihood a finite estimate,
// the one without them.
func TestConditionalWithDecidedUnknowns(t *testing.T) {
	fit := func(unknown bool) *Adjustment {
		b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: plant.Signals(result.Weak, "award", "other")})
		r := rand.New(rand.NewPCG(3, 3))
		for i := range 600 {
			award, other := float64(r.IntN(2)), float64(r.IntN(2))
			advanced := r.Float64() < .3+.2*award
			if i%5 == 0 {
				if award, advanced = math.NaN(), false; !unknown {
					continue
				}
			}
			b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i%60), Values: []float64{award, other}, Stages: []dataset.StageRow{{Status: plant.Decided(advanced)}}})
		}
		d := b.Dataset()
		return Adjust(d.Enter(0), DefaultPlan(), d.Factors())
	}
	with, without := fit(true), fit(false)
	if with.Conditional == nil || without.Conditional == nil {
		t.Fatalf("not the conditional likelihood: %s", with.Record.Rule)
	}
	for c := range 2 {
		if x, y := *with.Record.Terms[c].LogOdds, *without.Record.Terms[c].LogOdds; math.Abs(x-y) > 1e-7 {
			t.Errorf("%s: %v, without the unknown %v", with.Record.Terms[c].Term, x, y)
		}
	}
}

// TestShiftIsThatOfTheFits: cross-products give the coefficient of the linear model that a
// pass over the data gives, whatever stands for the unknown.
func TestShiftIsThatOfTheFits(t *testing.T) {
	d, p := gaps(t), DefaultPlan()
	p.Likelihood, p.Form = result.LikelihoodCond, FormLinear
	a := Adjust(d.Enter(0), p, d.Factors())
	if a.Headline == nil {
		t.Fatal(a.Record.NotEstimable)
	}
	s := newShifter(a.straight)
	for j, id := range []string{"award", "stars", "alike"} {
		low, high, ok := a.Base.Bounds(j)
		if !ok {
			t.Fatalf("%s has no bounds", id)
		}
		values := a.Base.Factors[j].Values
		kept := a.Ask(j, Specification{Form: FormLinear, Of: j, Fill: UnknownKept})
		for _, upper := range [][2]float64{{0, 0}, {1, 1}, {.3, .6}, {1, 0}} {
			by, ok := s.shift(j, values[low], values[high], upper)
			fit := a.ask(a.Base.split(j, upper[0], upper[1]), j, Specification{Form: FormLinear, Of: j, Fill: UnknownKept})
			if !ok || fit.Missing != "" {
				t.Fatalf("%s %v: %s", id, upper, fit.Missing)
			}
			per, fitPer := 1.0, 1.0
			if kept.From != nil {
				per, fitPer = *kept.To-*kept.From, *fit.To-*fit.From
			}
			if got, want := *kept.Decisive.Value/per+by, *fit.Decisive.Value/fitPer; math.Abs(got-want) > 1e-9 {
				t.Errorf("%s %v: %v, the fit has %v", id, upper, got, want)
			}
			if by == 0 {
				t.Errorf("%s %v: nothing moves", id, upper)
			}
		}
	}
}
