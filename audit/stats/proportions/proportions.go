package proportions

import (
	"math"

	"weaksignal/audit/stats"
)

// Wilson is the proportion x/n with its score interval.
//
//	centre = (p + z²/2n) / (1 + z²/n)
//	half   = z·sqrt(p(1−p)/n + z²/4n²) / (1 + z²/n)
//
// It inverts the test |p − π| <= z·sqrt(π(1−π)/n). Assumes independent
// applicants with one common rate. Covers close to the level on average even
// for n = 10, a little under it for rates very near 0 or 1; never outside
// [0, 1], exactly 0 at x = 0 and 1 at x = n. No continuity correction.
// Synonyms: score interval, Wilson score interval.
// Source: Wilson (1927) JASA 22:209–212; Newcombe (1998) Stat Med 17:857–872, method 3.
func Wilson(x, n int, level float64) (stats.Interval, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Interval{}, err
	}
	if n <= 0 {
		return stats.Interval{}, stats.NotEstimablef("there are no applicants")
	}
	if x < 0 || x > n {
		return stats.Interval{}, stats.NotEstimablef("%d of %d is no proportion", x, n)
	}
	low, high := wilson(float64(x), float64(n), z)
	return stats.Interval{Value: float64(x) / float64(n), Low: low, High: high}, nil
}

// wilson solves the quadratic by the form without cancellation at both ends.
func wilson(x, n, z float64) (low, high float64) {
	root := z * math.Sqrt(z*z+4*x*(n-x)/n)
	// The roots of (n+z²)π² − (2x+z²)π + x²/n multiply to x²/(n(n+z²)).
	low = 2 * x * x / n / (2*x + z*z + root)
	y := n - x
	high = 1 - 2*y*y/n/(2*y+z*z+root)
	return low, high
}
