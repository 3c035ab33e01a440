package audit

import (
	"flag"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

var draws = flag.Int("draws", defaultDraws(), "pools per calibration scenario (2000 for a close look)")

// defaultDraws are few under the race detector: there the scenarios only have to run
// beside each other.
func defaultDraws() int {
	if plant.RaceEnabled {
		return 4
	}
	return plant.Pools(8, 40)
}

// judged is the adjusted part of a stage with corrections and verdicts, without the
// reliance measures: what the calibration looks at.
func judged(d *dataset.Dataset, p Plan) result.StageResult {
	v, fs := d.Enter(0), d.Factors()
	s := header(v)
	s.Margin = margin(p, s.N, s.Advanced)
	a := model.Adjust(v, p.Plan, fs)
	for j := range fs {
		one, _ := signal(v, &fs[j], a)
		s.Signals = append(s.Signals, one)
	}
	correct(&s, true, p.Level)
	return s
}

// TestCalibrationNoEffect: without any effect the chance of a confirmatory
// associated is at most 5 %, with 12 requisitions of 30 too.
func TestCalibrationNoEffect(t *testing.T) {
	if testing.Short() {
		t.Skip("many audits")
	}
	none := []float64{0, 0, 0, 0, 0}
	for name, pl := range map[string]plant.Pool{
		"12 requisitions of 30":        {Requisitions: 12, Each: 30, Weak: none, Related: []float64{0.5}, Base: -0.8, Spread: 0.7},
		"rare signals":                 {Requisitions: 12, Each: 60, Weak: none, Related: []float64{0.5}, Base: -0.8, Prevalence: 0.05},
		"rare selections":              {Requisitions: 12, Each: 60, Weak: none, Related: []float64{0.5}, Base: -2.5},
		"four requisitions":            {Requisitions: 4, Each: 90, Weak: none, Related: []float64{0.5}, Base: -0.8},
		"effects differ, null mean":    {Requisitions: 12, Each: 60, Weak: none, Related: []float64{0.5}, ClusterSlope: 0.7},
		"many small requisitions":      {Requisitions: 40, Each: 9, Weak: none, Related: []float64{0.5}},
		"more signals than it carries": {Requisitions: 12, Each: 8, Weak: make([]float64, 10), Related: []float64{0.5, 0, 0}, Base: -0.5},
		"a late stage":                 {Requisitions: 9, Each: 25, Weak: make([]float64, 10), Related: []float64{0.5, 0, 0}, Base: 1},
		"signals go with the related":  {Requisitions: 12, Each: 60, Weak: none, Related: []float64{1}, Overlap: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flagged := 0
			for i := range *draws {
				pl := pl
				pl.Seed = uint64(1000 + i)
				s := judged(pl.Dataset(t), DefaultPlan())
				for j := range s.Signals {
					if s.Signals[j].Block == result.Weak && s.Signals[j].Verdict == result.Associated {
						flagged++
						break
					}
				}
			}
			t.Logf("%d of %d pools flagged (%.1f %%)", flagged, *draws, 100*float64(flagged)/float64(*draws))
			if limit := plant.UpperCount(*draws, 0.05); flagged > limit {
				t.Errorf("%d of %d pools without any effect are flagged; at most %d can be chance at 5 %%", flagged, *draws, limit)
			}
		})
	}
}

// TestCalibrationCoverage: intervals of the average marginal effect hold the true
// one at their level, and a planted effect is found.
func TestCalibrationCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("many audits")
	}
	for name, pl := range map[string]plant.Pool{
		"12 requisitions of 60": {Requisitions: 12, Each: 60, Weak: []float64{1, 0, -0.5}, Related: []float64{0.5}, Base: -0.8, Spread: 0.7, Overlap: 0.5},
		"30 requisitions of 40": {Requisitions: 30, Each: 40, Weak: []float64{1, 0, -0.5}, Related: []float64{0.5}, Base: -1.5},
		"4 requisitions of 100": {Requisitions: 4, Each: 100, Weak: []float64{1, 0, -0.5}, Related: []float64{0.5}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hits, of := 0, 0
			for i := range *draws {
				pl := pl
				pl.Seed = uint64(5000 + i)
				truth, n := make([]float64, len(pl.Weak)), 0.0
				pl.Eta = func(r *dataset.Row, eta float64) {
					n++
					for j, b := range pl.Weak {
						without := eta - b*r.Values[j]
						truth[j] += plant.Expit(without+b) - plant.Expit(without)
					}
				}
				s := judged(pl.Dataset(t), DefaultPlan())
				for j := range pl.Weak {
					e := s.Signals[j].Effect.Estimate
					_, low, high, ok := e.Bounds()
					of++
					if ok && low <= truth[j]/n && truth[j]/n <= high {
						hits++
					}
				}
			}
			t.Logf("%d of %d intervals hold the truth (%.1f %%)", hits, of, 100*float64(hits)/float64(of))
			if limit := of - plant.UpperCount(of, 0.07); hits < limit {
				t.Errorf("%d of %d intervals hold the truth, fewer than %d: coverage below 93 %%", hits, of, limit)
			}
		})
	}
}
