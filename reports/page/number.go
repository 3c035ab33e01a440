package page

import (
	"cmp"
	"math"
	"slices"

	"weaksignal/reports/words"
)

// sortBy orders indexes by a size, the largest first; equal ones keep their order.
func sortBy(at []int, size func(int) float64) {
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(size(b), size(a)) })
}

// draw sets what is drawn of a value and its range, to the digits that are printed.
func (r *Row) draw(value, low, high float64) {
	scale := 100 * math.Pow10(words.Digits(100*low, 100*high))
	to := func(x float64) *float64 {
		if math.IsInf(x, 0) {
			return nil
		}
		x = math.Round(x*scale) / scale
		return &x
	}
	r.Value, r.Low, r.High = to(value), to(low), to(high)
}
