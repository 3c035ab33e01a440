package decision

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"

	"weaksignal/extract/decision/words"
)

// absurd is beyond any count, score or rank that a person can have.
const absurd = 1e12

// cellKind says what a value cell held.
type cellKind uint8

const (
	number     cellKind = iota
	blankCell           // unknown
	textCell            // no number
	absurdCell          // infinite, or beyond any plausible value
)

// parseValue reads a number or a yes/no token without allocating for the usual
// forms. comma accepts a decimal comma where it cannot separate thousands.
func parseValue(c []byte, comma bool) (float64, cellKind) {
	if len(c) == 1 && c[0]-'0' <= 9 {
		return float64(c[0] - '0'), number
	}
	if len(c) == 0 {
		return math.NaN(), blankCell
	}
	if v, ok := plainDecimal(c, comma); ok {
		if math.Abs(v) > absurd {
			return math.NaN(), absurdCell
		}
		return v, number
	}
	return slowValue(c)
}

// plainDecimal reads [-+]digits[.digits] of at most 15 digits, which a float64
// holds exactly, so that one division rounds correctly.
func plainDecimal(c []byte, comma bool) (float64, bool) {
	neg := false
	if c[0] == '-' || c[0] == '+' {
		neg = c[0] == '-'
		c = c[1:]
	}
	mantissa, digits, after, point := int64(0), 0, 0, false
	for _, b := range c {
		switch {
		case b-'0' <= 9:
			mantissa = mantissa*10 + int64(b-'0')
			digits++
			if point {
				after++
			}
		case (b == '.' || comma && b == ',') && !point:
			point = true
			comma = comma && b == ','
		default:
			return 0, false
		}
	}
	if digits == 0 || digits > 15 || comma && point && after == 3 {
		return 0, false
	}
	v := float64(mantissa)
	if after > 0 {
		v /= pow10(after)
	}
	if neg {
		v = -v
	}
	return v, true
}

func pow10(n int) float64 {
	return [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}[n]
}

func slowValue(c []byte) (float64, cellKind) {
	if len(c) <= 5 {
		lower := bytes.ToLower(c)
		switch string(lower) {
		case "yes", "true", "y", "t":
			return 1, number
		case "no", "false", "n", "f":
			return 0, number
		case "nan":
			return math.NaN(), blankCell
		}
		if words.Blank(string(lower)) {
			return math.NaN(), blankCell
		}
	}
	v, err := strconv.ParseFloat(string(c), 64)
	switch {
	case words.Blank(string(c)) || err == nil && math.IsNaN(v):
		return math.NaN(), blankCell
	case math.IsInf(v, 0) || err == nil && math.Abs(v) > absurd:
		return math.NaN(), absurdCell
	case err != nil:
		return math.NaN(), textCell
	}
	return v, number
}

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
