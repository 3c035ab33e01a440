package experiment

import "weaksignal/audit/probe"

// A pilot asks 20 résumés five times each: 80 degrees of freedom for the noise within,
// 19 for the spread between.
const (
	pilotUnits   = 20
	pilotRepeats = 5
)

// NewPilot plans the pilot: base versions only, of the first units of a plan.
func NewPilot(d Design, units []Unit) *Plan {
	d.Repeats, d.Arms, d.pilot = pilotRepeats, nil, true
	bare := make([]Unit, len(units))
	for i, u := range units {
		bare[i] = Unit{Resume: u.Resume, Index: u.Index, Base: u.Base}
	}
	if d.Slate < 2 { // in a slate the others are mates
		bare = bare[:min(pilotUnits, len(bare))]
	}
	return NewPlan(d, bare)
}

// Spread is the variance of one résumé's answers around their mean, and that of the
// means, of scores or else of decisions.
func Spread(units []probe.Unit) (within, between float64) {
	var df, n, sum, square float64
	for _, u := range units {
		var values []float64
		for _, a := range u.Base {
			switch {
			case a.Score != nil:
				values = append(values, *a.Score)
			case a.Decision != nil && *a.Decision:
				values = append(values, 1)
			case a.Decision != nil:
				values = append(values, 0)
			}
		}
		if len(values) == 0 {
			continue
		}
		mean := 0.0
		for _, v := range values {
			mean += v / float64(len(values))
		}
		for _, v := range values {
			within += (v - mean) * (v - mean)
		}
		df += float64(len(values) - 1)
		n, sum, square = n+1, sum+mean, square+mean*mean
	}
	if df > 0 {
		within /= df
	}
	if n > 1 {
		between = (square - sum*sum/n) / (n - 1)
	}
	return within, between
}
