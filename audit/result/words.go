package result

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

func MoreOrLess(value float64) string {
	if value < 0 {
		return "less"
	}
	return "more"
}

// enumerate joins words as "a, b and c".
func Enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// points prints a fraction as percentage points: 0.143 as "14.3".
func Points(x float64) string { return decimal(100*x, 1) }

// percent prints a fraction as "14.3 %".
func Percent(x float64) string { return decimal(100*x, 1) + " %" }

// decimal rounds without printing a negative zero, with a real minus sign.
func decimal(x float64, digits int) string {
	scale := math.Pow(10, float64(digits))
	s := strconv.FormatFloat(math.Round(x*scale)/scale, 'f', digits, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return strings.Replace(s, "-", "−", 1)
}

// pValue prints a p-value as "p = 0.012" or "p < 0.001".
func PValue(p float64) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	return "p = " + strconv.FormatFloat(p, 'f', 3, 64)
}

// rateWords prints a rate with its counts: "46.2 % (60 of 130)".
func RateWords(c Count) string {
	if c.N == 0 {
		return "nobody"
	}
	return fmt.Sprintf("%s (%d of %d)", Percent(float64(c.Advanced)/float64(c.N)), c.Advanced, c.N)
}

// range prints an interval in points: "95 % interval 9.1 to 19.5".
func IntervalWords(e Estimate, unit func(float64) string) string {
	_, low, high, ok := e.Bounds()
	if !ok || e.Level == 0 {
		return "no interval"
	}
	side := func(x float64) string {
		if math.IsInf(x, 0) {
			return "unbounded"
		}
		return unit(x)
	}
	return fmt.Sprintf("%s %% interval %s to %s", strconv.FormatFloat(100*e.Level, 'g', 4, 64), side(low), side(high))
}
