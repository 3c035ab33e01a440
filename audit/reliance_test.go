package audit

import (
	"math"
	"testing"

	"weaksignal/audit/internal/plant"
)

// TestShapleyAddsUp: blocks add to the explained part, and Owen values to their block.
func TestShapleyAddsUp(t *testing.T) {
	plant.SkipUnderRace(t)
	for _, pl := range []plant.Pool{
		{Seed: 5, Requisitions: 12, Each: 80, Weak: []float64{1.2, 0, -0.5}, Related: []float64{0.8, 0.3}, Overlap: 0.5},
		{Seed: 6, Requisitions: 3, Each: 200, Weak: []float64{1.2, 0.4}, Related: []float64{0.8}},
		{Seed: 7, Requisitions: 60, Each: 30, Weak: []float64{1.2}, Related: []float64{0.8, 0.1}},
		{Seed: 8, Requisitions: 8, Each: 50, Weak: make([]float64, 12), Related: []float64{0.8, 0.1}},
	} {
		r := mustRun(t, pl.Dataset(t), DefaultPlan()).Stages[0].Reliance
		sum, inSample := 0.0, 0.0
		for b, block := range r.Blocks {
			shapley := plant.Value(t, block.Shapley)
			sum += shapley
			inSample += plant.Value(t, r.InSample.Blocks[b].Shapley)
			owen, owenIn := 0.0, 0.0
			for i, s := range r.Signals {
				if s.Block == block.Block {
					owen += plant.Value(t, s.Owen)
					owenIn += plant.Value(t, r.InSample.Signals[i].Owen)
				}
			}
			if math.Abs(owen-shapley) > 1e-12 || math.Abs(owenIn-plant.Value(t, r.InSample.Blocks[b].Shapley)) > 1e-12 {
				t.Errorf("%+v: %s: Owen values add to %v, the block has %v", pl, block.Block, owen, shapley)
			}
		}
		if want := plant.Value(t, r.Explained); math.Abs(sum-want) > 1e-12 {
			t.Errorf("%+v: blocks add to %v, explained is %v", pl, sum, want)
		}
		if want := plant.Value(t, r.InSample.McFadden); math.Abs(inSample-want) > 1e-12 {
			t.Errorf("%+v: in-sample blocks add to %v, McFadden is %v", pl, inSample, want)
		}
		if lowest := r.PermutationP; lowest == nil || *lowest < 1/1000.0 {
			t.Errorf("permutation p %v is below 1/1000", lowest)
		}
	}
}

// TestConstantColumnIsZero and a random one's interval covers 0 or lies below.
func TestConstantColumnIsZero(t *testing.T) {
	pl := plant.Pool{Seed: 9, Requisitions: 12, Each: 100, Weak: []float64{1.2, 0}, Related: []float64{0.8}}
	r := mustRun(t, pl.DatasetWith(t, "constant", 1), DefaultPlan()).Stages[0].Reliance
	for _, s := range r.Signals {
		v, low, _, ok := s.Owen.Bounds()
		switch {
		case s.Signal == "constant" && (v != 0 || !ok):
			t.Errorf("constant column: %v, want exactly 0", v)
		case s.Signal == "weak_2" && low > 0:
			t.Errorf("random column: interval from %v lies above 0", low)
		case s.Signal == "weak_1" && low <= 0:
			t.Errorf("planted column: interval from %v should lie above 0", low)
		}
	}
}

// TestNoWeakEffectChangesNothing: without a weak effect no more selections change
// than under no effect; with one, more do.
func TestNoWeakEffectChangesNothing(t *testing.T) {
	for _, c := range []struct {
		effect float64
		more   bool
	}{{0, false}, {1.5, true}} {
		pl := plant.Pool{Seed: 12, Requisitions: 10, Each: 100, Weak: []float64{c.effect, 0}, Related: []float64{0.8}}
		r := mustRun(t, pl.Dataset(t), DefaultPlan()).Stages[0].Reliance.ChangedSelections
		_, _, high, _ := r.UnderNoEffect.Bounds()
		if v := plant.Value(t, r.Estimate); (v > high) != c.more {
			t.Errorf("effect %v: %v of the selections change, under no effect %v (to %v)", c.effect, v, plant.Value(t, r.UnderNoEffect), high)
		}
	}
}
