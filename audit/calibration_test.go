package audit

import (
	"flag"
	"math"
	"testing"

	"weaksignal/audit/result"
)

var draws = flag.Int("draws", defaultDraws(), "pools per calibration scenario (2000 for a close look)")

// defaultDraws are few under the race detector: there the scenarios only have to run
// beside each other.
func defaultDraws() int {
	if raceEnabled {
		return 4
	}
	return 40
}

// judged is the adjusted part of a stage with corrections and verdicts, without the
// reliance measures: what the calibration looks at.
func judged(d *Dataset, p Plan) result.StageResult {
	v, fs := d.enter(0), d.factors()
	s := v.header()
	s.Margin = margin(p, s.N, s.Advanced)
	a := adjust(v, p.ModelPlan, fs, dropUnknown)
	for j := range fs {
		s.Signals = append(s.Signals, v.signal(&fs[j], a, nil, nil))
	}
	correct(&s, true, p.Level)
	return s
}

// upper is the largest count that is no evidence against a rate of p in n draws:
// three standard errors above.
func upper(n int, p float64) int {
	return int(math.Ceil(float64(n)*p + 3*math.Sqrt(float64(n)*p*(1-p))))
}

// TestCalibrationNoEffect: without any effect the chance of a confirmatory
// relied_on is at most 5 %, with 12 requisitions of 30 too.
func TestCalibrationNoEffect(t *testing.T) {
	none := []float64{0, 0, 0, 0, 0}
	for name, pl := range map[string]plant{
		"12 requisitions of 30":        {requisitions: 12, each: 30, weak: none, related: []float64{0.5}, base: -0.8, spread: 0.7},
		"rare signals":                 {requisitions: 12, each: 60, weak: none, related: []float64{0.5}, base: -0.8, prevalence: 0.05},
		"rare selections":              {requisitions: 12, each: 60, weak: none, related: []float64{0.5}, base: -2.5},
		"four requisitions":            {requisitions: 4, each: 90, weak: none, related: []float64{0.5}, base: -0.8},
		"effects differ, null mean":    {requisitions: 12, each: 60, weak: none, related: []float64{0.5}, clusterSlope: 0.7},
		"many small requisitions":      {requisitions: 40, each: 9, weak: none, related: []float64{0.5}},
		"more signals than it carries": {requisitions: 12, each: 8, weak: make([]float64, 10), related: []float64{0.5, 0, 0}, base: -0.5},
		"a late stage":                 {requisitions: 9, each: 25, weak: make([]float64, 10), related: []float64{0.5, 0, 0}, base: 1},
		"signals go with the related":  {requisitions: 12, each: 60, weak: none, related: []float64{1}, overlap: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flagged := 0
			for i := range *draws {
				pl := pl
				pl.seed = uint64(1000 + i)
				s := judged(pl.dataset(t), DefaultPlan())
				for j := range s.Signals {
					if s.Signals[j].Block == result.Weak && s.Signals[j].Verdict == result.ReliedOn {
						flagged++
						break
					}
				}
			}
			t.Logf("%d of %d pools flagged (%.1f %%)", flagged, *draws, 100*float64(flagged)/float64(*draws))
			if limit := upper(*draws, 0.05); flagged > limit {
				t.Errorf("%d of %d pools without any effect are flagged; at most %d can be chance at 5 %%", flagged, *draws, limit)
			}
		})
	}
}

// TestCalibrationCoverage: intervals of the average marginal effect hold the true
// one at their level, and a planted effect is found.
func TestCalibrationCoverage(t *testing.T) {
	for name, pl := range map[string]plant{
		"12 requisitions of 60": {requisitions: 12, each: 60, weak: []float64{1, 0, -0.5}, related: []float64{0.5}, base: -0.8, spread: 0.7, overlap: 0.5},
		"30 requisitions of 40": {requisitions: 30, each: 40, weak: []float64{1, 0, -0.5}, related: []float64{0.5}, base: -1.5},
		"4 requisitions of 100": {requisitions: 4, each: 100, weak: []float64{1, 0, -0.5}, related: []float64{0.5}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hits, of := 0, 0
			for i := range *draws {
				pl := pl
				pl.seed = uint64(5000 + i)
				truth, n := make([]float64, len(pl.weak)), 0.0
				pl.eta = func(r *Row, eta float64) {
					n++
					for j, b := range pl.weak {
						without := eta - b*r.Values[j]
						truth[j] += expit(without+b) - expit(without)
					}
				}
				s := judged(pl.dataset(t), DefaultPlan())
				for j := range pl.weak {
					e := s.Signals[j].Adjusted.Decisive()
					_, low, high, ok := e.Bounds()
					of++
					if ok && low <= truth[j]/n && truth[j]/n <= high {
						hits++
					}
				}
			}
			t.Logf("%d of %d intervals hold the truth (%.1f %%)", hits, of, 100*float64(hits)/float64(of))
			if limit := of - upper(of, 0.07); hits < limit {
				t.Errorf("%d of %d intervals hold the truth, fewer than %d: coverage below 93 %%", hits, of, limit)
			}
		})
	}
}

// TestPlantedShareComesBack: intervals of the explained part, the weak block's
// Shapley value and its share hold what a pool of 40,000 has.
func TestPlantedShareComesBack(t *testing.T) {
	numeric(t)
	pl := plant{requisitions: 12, each: 100, weak: []float64{1.2, 0.6, 0}, related: []float64{0.7, 0.3}, overlap: 0.4, spread: 0.5}
	split := func(pl plant) [3]result.Estimate {
		d := pl.dataset(t)
		v, p := d.enter(0), DefaultPlan()
		a := adjust(v, p.ModelPlan, d.factors(), dropUnknown)
		whole := panelOf(a.d.panel(), func(s int32) int32 { return s })
		r := splitOf(whole, whole.fit(true, -1, nil), a, p.ModelPlan).result(a.d.factors, whole.active)
		return [3]result.Estimate{r.Explained, r.Blocks[0].Shapley, r.Blocks[0].Share}
	}
	big := pl
	big.seed, big.requisitions, big.each = 99, 50, 800
	truth := split(big)
	var hits [3]int
	n := max(10, *draws/4)
	for i := range n {
		pl.seed = uint64(7000 + i)
		for k, e := range split(pl) {
			if _, low, high, ok := e.Bounds(); ok && low <= *truth[k].Value && *truth[k].Value <= high {
				hits[k]++
			}
		}
	}
	t.Logf("of %d pools the intervals of explained, Shapley and share hold the truth in %v", n, hits)
	for k, h := range hits {
		if limit := n - upper(n, 0.07); h < limit {
			t.Errorf("%s: %d of %d intervals hold the truth, fewer than %d", truth[k].Method, h, n, limit)
		}
	}
}
