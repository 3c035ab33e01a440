package words

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// Figures are printed to what their range supports: to whole points or percents where it
// is two wide or more, else to a tenth. A tenth beside a range of forty points would
// claim what nobody knows.
const wideRange = 2.0

// Digits is how many decimals a figure gets beside a range, both times 100.
func Digits(low, high float64) int {
	if high-low < wideRange { // an unbounded range is wide
		return 1
	}
	return 0
}

// Figure prints x with a real minus sign and thousands apart.
func Figure(x float64, digits int) string {
	scale := math.Pow10(digits)
	x = math.Round(x*scale) / scale
	sign := ""
	if x < 0 {
		sign, x = "−", -x
	}
	s := strconv.FormatFloat(x, 'f', digits, 64)
	whole, rest, _ := strings.Cut(s, ".")
	if n, err := strconv.Atoi(whole); err == nil {
		whole = Grouped(n)
	}
	if rest != "" {
		whole += "." + rest
	}
	if strings.Trim(whole, "0.,") == "" {
		sign = ""
	}
	return sign + whole
}

// bound keeps an end of a range from being rounded over zero.
func bound(x float64, digits int) string {
	if x != 0 && digits == 0 && math.Abs(x) < .5 {
		return Figure(x, 1)
	}
	return Figure(x, digits)
}

// Range writes "15 to 43", "no limit" where a side has none. Both times 100.
func Range(low, high float64) string {
	end := func(x float64) string {
		if math.IsInf(x, 0) {
			return NoLimit
		}
		return bound(x, Digits(low, high))
	}
	return end(low) + " to " + end(high)
}

// PointsRange writes a difference of fractions with its range: "29 (15 to 43)". No text
// begins with a sign that a spreadsheet takes for a formula.
func PointsRange(value, low, high float64) string {
	return Figure(100*value, Digits(100*low, 100*high)) + " (" + Range(100*low, 100*high) + ")"
}

// PercentRange writes a fraction with its range: "45 % (37 to 53)".
func PercentRange(value, low, high float64) string {
	return Figure(100*value, Digits(100*low, 100*high)) + " % (" + Range(100*low, 100*high) + ")"
}

// RatioRange writes a ratio with its range: "0.77 (0.53 to 1.16)".
func RatioRange(value, low, high float64) string {
	end := func(x float64) string {
		if math.IsInf(x, 0) {
			return NoLimit
		}
		return Figure(x, 2)
	}
	return Figure(value, 2) + " (" + end(low) + " to " + end(high) + ")"
}

const (
	pointsMore  = " points more often"
	pointsFewer = " points less often"
)

// MoreOften writes a difference of fractions as "29 points more often".
func MoreOften(value, low, high float64) string {
	word := pointsMore
	if value < 0 {
		value, word = -value, pointsFewer
		low, high = -high, -low
	}
	return Figure(100*value, Digits(100*low, 100*high)) + word
}

// LowerFirst puts a label inside a sentence: "Open source" loses its capital, "PhD"
// and "SQL" keep theirs.
func LowerFirst(s string) string {
	r := []rune(s)
	if len(r) < 2 || !unicode.IsUpper(r[0]) || !unicode.IsLower(r[1]) {
		return s
	}
	word, _, _ := strings.Cut(string(r[1:]), " ")
	if strings.ToLower(word) != word {
		return s
	}
	return string(unicode.ToLower(r[0])) + string(r[1:])
}

// AtLeast writes what a difference of fractions is at least, in points, rounded towards 0
// so that it never claims more; "" where nothing is left of it.
func AtLeast(x, low, high float64) string {
	for digits := Digits(100*low, 100*high); digits <= 1; digits++ {
		unit := math.Pow10(digits)
		if v := math.Floor(100*math.Abs(x)*unit+1e-9) / unit; v > 0 {
			return Figure(v, digits)
		}
	}
	return ""
}
