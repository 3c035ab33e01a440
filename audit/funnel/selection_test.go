package funnel

import (
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// selected is a pool of two stages: the signal raises the odds of passing the first, which
// a hidden merit raises too, and does nothing at the second, which turns on merit alone.
func selected(t *testing.T, seed uint64, n int) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen", "onsite"}, Signals: plant.Signals(result.Weak, "w")})
	rng := rand.New(rand.NewPCG(seed, 1))
	for range n {
		w, merit := 0.0, rng.NormFloat64()
		if rng.Float64() < 0.4 {
			w = 1
		}
		first := rng.Float64() < plant.Expit(1.2*w+1.5*merit-0.5)
		stages := []dataset.StageRow{{Status: plant.Decided(first)}, {}}
		if first {
			stages[1].Status = plant.Decided(rng.Float64() < plant.Expit(1.5*merit))
		}
		b.Put(&dataset.Row{Requisition: "R", Values: []float64{w}, Stages: stages})
	}
	return b.Dataset()
}

// TestSelectionBoundsHoldTheTruth: no effect at the second stage looks like harm there,
// and the bounds hold 0.
func TestSelectionBoundsHoldTheTruth(t *testing.T) {
	d := selected(t, 3, 20000)
	fs := d.Factors()
	if Selection(d.Enter(0), &fs[0], 0.95) != nil || Selection(d.BottomLine(), &fs[0], 0.95) != nil || SelectedBy(d.BottomLine()) != nil {
		t.Error("the first stage and the bottom line condition on nothing")
	}
	s := Selection(d.Enter(1), &fs[0], 0.95)
	if v := plant.Value(t, s.Difference); v > -0.03 {
		t.Errorf("the signal makes %v at the second stage: no harm to explain", v)
	}
	if *s.Low > 0 || *s.High < 0 {
		t.Errorf("bounds %v to %v don't hold no effect", *s.Low, *s.High)
	}
	with, all := 0, 0
	v := d.Enter(0)
	for i, r := range v.Rows {
		if fs[0].Values[d.Code(&fs[0], int(r))] == 1 {
			all++
			if v.Advanced[i] {
				with++
			}
		}
	}
	if s.Present.N != all || s.Present.Advanced != with {
		t.Errorf("%d of %d with the signal reached it, want %d of %d", s.Present.Advanced, s.Present.N, with, all)
	}
}

// TestSelectionLeavesOutSkippers and those without a decision.
func TestSelectionLeavesOutSkippers(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen", "test", "onsite"}, Signals: plant.Signals(result.Weak, "w")})
	put := func(w float64, s ...dataset.Status) {
		r := &dataset.Row{Requisition: "R", Values: []float64{w}}
		for _, x := range s {
			r.Stages = append(r.Stages, dataset.StageRow{Status: x})
		}
		b.Put(r)
	}
	put(1, dataset.Advanced, dataset.Advanced, dataset.Rejected)
	put(1, dataset.Advanced, dataset.Rejected, dataset.NotEntered)
	put(1, dataset.Advanced, dataset.Skipped, dataset.Advanced)
	put(0, dataset.Advanced, dataset.Advanced, dataset.Advanced)
	put(0, dataset.Rejected, dataset.NotEntered, dataset.NotEntered)
	put(0, dataset.Advanced, dataset.Excluded, dataset.NotEntered)
	put(math.NaN(), dataset.Advanced, dataset.Advanced, dataset.Advanced)
	d := b.Dataset()
	fs := d.Factors()
	s := Selection(d.Enter(1), &fs[0], 0.95)
	if s.Present.N != 2 || s.Present.Advanced != 2 || s.Absent.N != 2 || s.Absent.Advanced != 1 {
		t.Errorf("with %+v, without %+v; want 2 of 2 and 1 of 2", s.Present, s.Absent)
	}
	// Half of those with it are too many: their rate lies between 0 and 1; without it 1.
	if *s.Low != -1 || *s.High != 0 {
		t.Errorf("bounds %v to %v, want −1 to 0", *s.Low, *s.High)
	}
}
