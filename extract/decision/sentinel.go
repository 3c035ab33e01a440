package decision

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// codes for an unknown value that statistics programs and forms write into columns of
// numbers.
func missingCodes() []float64 {
	return []float64{-1, -9, -99, -999, -9999, 99, 999, 9999, 99999, 999999, 888, 8888, 777, 7777}
}

// farFrom is how many times the largest other value a code must be to look like one:
// 99 may be a score among scores up to 98.
const farFrom = 3

// valueRange is what a column of numbers holds beside such codes.
type valueRange struct {
	low, high float64
	n         int
	codes     map[float64]int
	first     map[float64]int // row
}

func (v *valueRange) add(x float64, row, times int) {
	if math.IsNaN(x) {
		return
	}
	if x < 0 || x >= 99 {
		if slices.Contains(missingCodes(), x) {
			if v.codes == nil {
				v.codes, v.first = map[float64]int{}, map[float64]int{}
			}
			if v.codes[x] == 0 {
				v.first[x] = row
			}
			v.codes[x] += times
			return
		}
	}
	if v.n == 0 || x < v.low {
		v.low = x
	}
	if v.n == 0 || x > v.high {
		v.high = x
	}
	v.n += times
}

// codes warns of values that look like codes for unknown: they lie far outside of what
// the column else holds.
func (r *tableReader) codes() (out []string) {
	for k, v := range r.ranges {
		for _, code := range missingCodes() {
			n := v.codes[code]
			if n == 0 || v.n == 0 || code > 0 && code < farFrom*math.Abs(v.high) || code < 0 && v.low < 0 {
				continue
			}
			out = append(out, fmt.Sprintf("column %q holds %s in %d cells (the first in row %d), while all others lie between %s and %s: if it is a code for unknown, leave the cells empty",
				r.names[k], short(code), n, v.first[code], short(v.low), short(v.high)))
		}
	}
	return out
}

func short(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }
