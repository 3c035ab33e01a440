package groups

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

func returnsPool(t testing.TB) plant.Builder {
	return plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"grp"},
		Signals: append(plant.Signals(result.Weak, "w1", "w2"), plant.Signals(result.JobRelated, "years")...)})
}

func returnsOf(d *dataset.Dataset) []result.Return {
	v := d.Enter(0)
	return Returns(v, d.Factors(), &Rosters(v)[0], model.DefaultPlan())
}

// TestReturnsAgainstR: effects, errors and p are those of R's lm with sandwich.
func TestReturnsAgainstR(t *testing.T) {
	var want struct {
		Sets []struct {
			Rows struct {
				Person, Req, W1, W2, Adv []int
				Group                    []string
				Years                    []float64
			}
			Returns []struct {
				Signal     string
				Effect, SE []float64
				P          float64
			}
			Holm []float64
		}
	}
	plant.Load(t, "testdata/returns.json", &want)
	for i, s := range want.Sets {
		b := returnsPool(t)
		for k := range s.Rows.Req {
			b.Put(&dataset.Row{Person: fmt.Sprint(s.Rows.Person[k]), Requisition: fmt.Sprint(s.Rows.Req[k]), Groups: []string{s.Rows.Group[k]},
				Values: []float64{float64(s.Rows.W1[k]), float64(s.Rows.W2[k]), s.Rows.Years[k]}, Stages: []dataset.StageRow{{Status: plant.Decided(s.Rows.Adv[k] == 1)}}})
		}
		got := returnsOf(b.Dataset())
		for j, w := range s.Returns {
			x := got[j]
			if x.Signal != w.Signal || math.Abs(*x.Unadjusted/w.P-1) > 1e-8 || math.Abs(*x.P/s.Holm[j]-1) > 1e-8 {
				t.Errorf("set %d, %s: p %v, Holm %v, R says %v, %v", i, x.Signal, *x.Unadjusted, *x.P, w.P, s.Holm[j])
			}
			for g, e := range x.Groups {
				if math.Abs(*e.Effect.Value-w.Effect[g]) > 1e-9 || math.Abs(*e.Effect.SE/w.SE[g]-1) > 1e-8 {
					t.Errorf("set %d, %s in %s: %v ± %v, R says %v ± %v", i, x.Signal, e.Group, *e.Effect.Value, *e.Effect.SE, w.Effect[g], w.SE[g])
				}
			}
		}
	}
}

// TestReturnsKnownTruth: a signal that pays the same is told to differ in at most 5 % of
// pools, with small groups and with people who apply again; a planted difference is found.
func TestReturnsKnownTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("many pools")
	}
	for name, c := range map[string]struct {
		each     []int // of a group in each of ten requisitions
		again    int
		common   float64 // points that w1 pays
		differ   float64 // and as much more in a, less in the others
		levelGap float64 // of the groups' rates
	}{
		"the same in two":          {each: []int{20, 20}, common: .15},
		"the same, unequal groups": {each: []int{30, 5, 5}, common: .15, levelGap: .15},
		"no effect, rare decision": {each: []int{20, 10}, levelGap: .2},
		"the same, applying again": {each: []int{8, 4}, again: 3, common: .15},
		"helps a and hurts b":      {each: []int{20, 20}, differ: .15},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const pools = 300
			found, family := 0, 0
			for i := range pools {
				rng := rand.New(rand.NewPCG(uint64(i), 31))
				b := returnsPool(t)
				for q := range 10 {
					for g, n := range c.each {
						for k := range n {
							x := []float64{float64(rng.IntN(2)), float64(rng.IntN(2)), rng.ExpFloat64()}
							own := rng.Float64() // someone's own luck goes along
							for a := range c.again + 1 {
								side := map[bool]float64{true: 1, false: -1}[g == 0]
								p := .35 + .02*float64(q%5) - c.levelGap*float64(g)/float64(len(c.each)-1) + (c.common+side*c.differ)*x[0]
								luck := own
								if rng.IntN(2) == 0 {
									luck = rng.Float64()
								}
								b.Put(&dataset.Row{Person: fmt.Sprint(q, g, k), Requisition: fmt.Sprint((q + a*(1+k%3)) % 10), Groups: []string{string(rune('a' + g))}, Values: x,
									Stages: []dataset.StageRow{{Status: plant.Decided(luck < p)}}})
							}
						}
					}
				}
				r := returnsOf(b.Dataset())
				below := func(p *float64) bool { return p != nil && *p < .05 }
				if below(r[0].Unadjusted) {
					found++
				}
				if below(r[0].P) && c.differ == 0 || below(r[1].P) {
					family++
				}
			}
			t.Logf("w1 has p < .05 in %d of %d pools; a false statement is made in %d", found, pools, family)
			if c.differ != 0 && found < pools*8/10 || c.differ == 0 && found > plant.UpperCount(pools, .05) || family > plant.UpperCount(pools, .05) {
				t.Errorf("w1 has p < .05 in %d of %d pools; a false statement is made in %d", found, pools, family)
			}
		})
	}
}
