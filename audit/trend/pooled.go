package trend

import (
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// pooled is the mean of each finding's effects over the closed periods
// ([stats.MeanEffect]). A period that overlaps with one before it is left out, as it would
// count decisions twice. It is no further look: it has no verdict.
func pooled(points []result.Look, level float64) []result.PooledFinding {
	out := []result.PooledFinding{}
	if len(points) == 0 {
		return out
	}
	closed := disjoint(points)
	for _, f := range points[len(points)-1].Findings {
		p := result.PooledFinding{Stage: f.Stage, Signal: f.Signal}
		var effects []stats.Independent
		n := 0
		for _, l := range closed {
			for _, g := range l.Findings {
				if findingKey(g) == findingKey(f) && g.Effect.Value != nil && g.Effect.SE != nil && *g.Effect.SE > 0 {
					effects = append(effects, independent(g))
					p.Looks, p.Present, n = p.Looks+1, p.Present+g.Present, n+g.Effect.N
				}
			}
		}
		p.Effect, p.P = weigh(effects, level, n)
		out = append(out, p)
	}
	return out
}

const pooledMethod = "inverse-variance mean over closed periods, Satterthwaite t interval"

// disjoint are the closed points of the last one's measure of which none overlaps with
// one before, in their order.
func disjoint(points []result.Look) []result.Look {
	var kept []result.Look
	measure := points[len(points)-1].Measure
	for _, l := range points {
		if l.Closed && l.Measure == measure && (len(kept) == 0 || kept[len(kept)-1].Until < l.From) {
			kept = append(kept, l)
		}
	}
	return kept
}

func weigh(effects []stats.Independent, level float64, n int) (result.Estimate, *float64) {
	if len(effects) < 2 {
		return result.NotEstimable(pooledMethod, n, "fewer than two closed periods with an effect"), nil
	}
	mean, se, alike, err := stats.MeanEffect(effects, level)
	if err != nil {
		return result.NotEstimable(pooledMethod, n, err.Error()), nil
	}
	e := result.Interval(mean.Value, mean.Low, mean.High, level, pooledMethod, n)
	e.SE = &se
	return e, result.Probability(alike.P)
}
