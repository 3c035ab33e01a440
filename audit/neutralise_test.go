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

// TestNeutralise: where a group's lower rate runs wholly through a weak signal,
// taking it out closes the gap; where nothing does, the rates stay.
func TestNeutralise(t *testing.T) {
	plant.SkipUnderRace(t)
	for _, c := range []struct {
		name   string
		effect float64
		closes bool
	}{{"through the weak signal", 2, true}, {"no weak effect", 0, false}} {
		t.Run(c.name, func(t *testing.T) {
			b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"sex"},
				Signals: plant.Signals(result.Weak, "referral")})
			rng := rand.New(rand.NewPCG(41, 1))
			for i := range 3000 {
				sex, prevalence := "m", 0.7
				if i%2 == 0 {
					sex, prevalence = "f", 0.2
				}
				x := 0.0
				if rng.Float64() < prevalence {
					x = 1
				}
				status := plant.Decided(rng.Float64() < plant.Expit(c.effect*x-1))
				b.Put(&dataset.Row{Requisition: fmt.Sprint("R", rng.IntN(12)), Values: []float64{x}, Groups: []string{sex},
					Stages: []dataset.StageRow{{Status: status}}})
			}
			r := mustRun(t, b.Dataset(), DefaultPlan())
			validate(t, r)
			for _, g := range r.Stages[0].Impact[0].Groups {
				if g.Group != "f" && c.closes || g.Neutralised == nil {
					if g.Neutralised == nil {
						t.Errorf("%s has no rate without weak signals", g.Group)
					}
					continue
				}
				before, after := plant.Value(t, g.Neutralised.Before), plant.Value(t, g.Neutralised.After)
				ratio := plant.Value(t, g.Neutralised.RatioAfter)
				if c.closes && (ratio < 0.93 || ratio > 1.07 || after < before+0.08) {
					t.Errorf("%s: rate %v to %v, ratio after %v; want it closed", g.Group, before, after, ratio)
				}
				if !c.closes && math.Abs(after-before) > 0.02 {
					t.Errorf("%s: rate %v to %v without any weak effect", g.Group, before, after)
				}
			}
		})
	}
}
