package reliance

import (
	"math"
	"testing"

	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/panel"
)

// TestPlantedShareComesBack: intervals of the explained part, the weak block's
// Shapley value and its share hold what a pool of 40,000 has.
func TestPlantedShareComesBack(t *testing.T) {
	plant.SkipUnderRace(t)
	if testing.Short() {
		t.Skip("a simulation")
	}
	pl := plant.Pool{Requisitions: 12, Each: 100, Weak: []float64{1.2, 0.6, 0}, Related: []float64{0.7, 0.3}, Overlap: 0.4, Spread: 0.5}
	split := func(pl plant.Pool) [3]result.Estimate {
		d := pl.Dataset(t)
		v, p := d.Enter(0), model.DefaultPlan()
		a := model.Adjust(v, p, d.Factors())
		whole := panel.Of(a.Design.Panel(), func(s int32) int32 { return s })
		r := splitOf(whole, whole.Fit(true, -1, nil), a, p, newSteps(d.Factors(), 1200, func(float64) {})).result(a.Design.Factors, result.Probability(0.001), "")
		return [3]result.Estimate{r.Explained, r.Blocks[0].Shapley, r.Blocks[0].Share}
	}
	big := pl
	big.Seed, big.Requisitions, big.Each = 99, 50, 800
	truth := split(big)
	var hits [3]int
	const n = 25
	for i := range n {
		pl.Seed = uint64(7000 + i)
		for k, e := range split(pl) {
			if _, low, high, ok := e.Bounds(); ok && low <= *truth[k].Value && *truth[k].Value <= high {
				hits[k]++
			}
		}
	}
	t.Logf("of %d pools the intervals of explained, Shapley and share hold the truth in %v", n, hits)
	for k, h := range hits {
		if limit := n - plant.UpperCount(n, 0.07); h < limit {
			t.Errorf("%s: %d of %d intervals hold the truth, fewer than %d", truth[k].Method, h, n, limit)
		}
	}
}

// TestOneStepSplitIsClose: one Newton step instead of refits moves the split by
// less than 1 % of the weak share.
func TestOneStepSplitIsClose(t *testing.T) {
	pl := plant.Pool{Seed: 11, Requisitions: 12, Each: 250, Weak: []float64{1.2, 0.4, 0}, Related: []float64{0.8}, Spread: 0.5}
	d := pl.Dataset(t)
	a := model.Adjust(d.Enter(0), model.DefaultPlan(), d.Factors())
	p := panel.Of(a.Design.Panel(), func(s int32) int32 { return s })
	p.AssignFolds(1)
	g := newGame(p, a.Design, 1)
	full := p.Fit(true, -1, nil)
	for i, m := range g.Sets() {
		cols := g.columns(m)
		if len(cols) == 0 {
			continue
		}
		h := panel.NewHeldOut(p, 1)
		h.Exact = true
		exact := h.Score(cols, full)
		h.Exact = false
		quick := h.Score(cols, full)
		gain := panel.Total(h.Null) - panel.Total(exact.Deviance)
		if diff := math.Abs(panel.Total(exact.Deviance) - panel.Total(quick.Deviance)); diff > 0.01*math.Max(gain, 10) {
			t.Errorf("subset %d %v: gain %v, off by %v", i, cols, gain, diff)
		}
	}
}
