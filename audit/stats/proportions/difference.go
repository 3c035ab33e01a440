package proportions

import (
	"math"

	"weaksignal/audit/stats"
)

// Newcombe is the difference of two independent proportions with the hybrid
// score interval.
//
//	low  = d − sqrt((p1−l1)² + (u2−p2)²)
//	high = d + sqrt((u1−p1)² + (p2−l2)²),   (l, u) the Wilson limits of each rate
//
// Assumes independent applicants. Covers close to the level on average from a
// handful of applicants in each group; never outside [−1, 1] and never of width 0.
// No continuity correction. Synonyms: method 10, square-and-add, hybrid Wilson score.
// Source: Newcombe (1998) Stat Med 17:873–890, method 10.
func Newcombe(t stats.Table, level float64) (stats.Interval, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Interval{}, err
	}
	if err := t.Check(); err != nil {
		return stats.Interval{}, err
	}
	p1, p2 := t.Rates()
	l1, u1 := wilson(float64(t.X1), float64(t.N1), z)
	l2, u2 := wilson(float64(t.X2), float64(t.N2), z)
	d := p1 - p2
	low := math.Max(-1, d-math.Hypot(p1-l1, u2-p2))
	high := math.Min(1, d+math.Hypot(u1-p1, p2-l2))
	return stats.Interval{Value: d, Low: low, High: high}, nil
}
