package resample

import (
	"math"
	"slices"

	"weaksignal/audit/stats"
)

// Percentile returns the two-sided percentile interval of bootstrap draws: the
// order statistics at (1 ∓ level)/2 of n+1, interpolated. Draws that are not
// finite are left out. *NotEstimable with fewer than 20 finite draws.
//
// Efron & Tibshirani (1993), section 13.3.
func Percentile(draws []float64, level float64) (low, high float64, err error) {
	var v []float64
	for _, d := range draws {
		if !math.IsNaN(d) && !math.IsInf(d, 0) {
			v = append(v, d)
		}
	}
	if len(v) < 20 {
		return 0, 0, &stats.NotEstimable{Reason: "too few bootstrap draws could be computed"}
	}
	slices.Sort(v)
	at := func(q float64) float64 {
		h := math.Min(math.Max(q*float64(len(v)+1)-1, 0), float64(len(v)-1))
		i := min(int(h), len(v)-2)
		return v[i] + (h-float64(i))*(v[i+1]-v[i])
	}
	return at((1 - level) / 2), at((1 + level) / 2), nil
}
