package reliance

import (
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

func measure(d *dataset.Dataset) *result.Reliance {
	v, p := d.Enter(0), model.DefaultPlan()
	r, _ := Measure(v, model.Adjust(v, p, d.Factors()), nil, p, func(float64) {})
	return r
}

// TestSharesAreGated: pools without any weak effect, whose weak signals go with a
// job-related one, print a share as often as the weak block's test errs; pools that rest
// on weak signals nearly always do. Shares and limits stay within [0, 1].
func TestSharesAreGated(t *testing.T) {
	plant.SkipUnderRace(t)
	if testing.Short() {
		t.Skip("a simulation")
	}
	const n = 24
	printed := func(pl plant.Pool) (count int) {
		for i := range n {
			pl.Seed = uint64(300 + i)
			r := measure(pl.Dataset(t))
			v, low, high, ok := r.Blocks[0].Share.Bounds()
			if !ok {
				continue
			}
			count++
			if !(0 <= low && low <= v && v <= high && high <= 1) {
				t.Errorf("share %v, %v to %v", v, low, high)
			}
			if wide := high-low > shareWide; wide != (r.Blocks[0].Imprecise != "") {
				t.Errorf("share %v to %v is called %q", low, high, r.Blocks[0].Imprecise)
			}
			if _, low, _, _ := r.ExplainedAfterCost.Bounds(); low <= 0 || *r.PermutationP >= shareAlpha {
				t.Errorf("a share with explained from %v and permutation p %v", low, *r.PermutationP)
			}
		}
		return count
	}
	none := printed(plant.Pool{Requisitions: 12, Each: 40, Weak: []float64{0, 0, 0}, Related: []float64{0.9}, Overlap: 0.8})
	all := printed(plant.Pool{Requisitions: 20, Each: 40, Weak: []float64{1.1, 0.8, 0.6}, Related: []float64{0, 0}, Overlap: 0.3})
	t.Logf("share printed in %d of %d pools without a weak effect, in %d of %d with nothing else", none, n, all, n)
	if none > plant.UpperCount(n, shareAlpha) {
		t.Errorf("a share in %d of %d pools without a weak effect", none, n)
	}
	if all < n*8/10 {
		t.Errorf("a share in only %d of %d pools that rest on weak signals alone", all, n)
	}
}

// TestVerySmallPoolsHaveNoShare, and no interval of anything.
func TestVerySmallPoolsHaveNoShare(t *testing.T) {
	for _, pl := range []plant.Pool{
		{Seed: 1, Requisitions: 6, Each: 4, Weak: []float64{3}, Related: []float64{2}},
		{Seed: 2, Requisitions: 2, Each: 20, Weak: []float64{3}, Related: []float64{2}}, // two parts to hold out
	} {
		r := measure(pl.Dataset(t))
		for _, b := range r.Blocks {
			if b.Share.Estimable() || b.Share.Low != nil || b.Shapley.Low != nil {
				t.Errorf("%d × %d: %s has share %+v, Shapley %+v", pl.Requisitions, pl.Each, b.Block, b.Share, b.Shapley)
			}
		}
	}
}

// TestCostIsGivenBack: over all units together each slope gets one unit of deviance.
func TestCostIsGivenBack(t *testing.T) {
	pl := plant.Pool{Seed: 4, Requisitions: 8, Each: 40, Weak: []float64{1, 0, 0, 0}}
	d := pl.Dataset(t)
	r := measure(d)
	null := -2 * *nullOf(d)
	if got := (plant.Value(t, r.ExplainedAfterCost) - plant.Value(t, r.Explained)) * null; got < 4-1e-9 || got > 4+1e-9 {
		t.Errorf("four slopes get %v units of deviance back", got)
	}
}

// nullOf is the log-likelihood of the requisitions alone.
func nullOf(d *dataset.Dataset) *float64 {
	a := model.Adjust(d.Enter(0), model.DefaultPlan(), d.Factors())
	return &a.Record.LogLikNull
}
