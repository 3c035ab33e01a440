package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is an estimate with a two-sided confidence interval,
// Low <= Value <= High. Ratios may have Value or High +Inf; nothing is ever NaN.
type Interval struct {
	Value, Low, High float64
}

// Pooled is an estimate over strata with its large-sample standard error. SE is
// on the scale of the estimate for a difference and on the log scale for a ratio.
type Pooled struct {
	Interval
	SE float64
}

// CriticalValue is the upper (1-level)/2 point of the standard normal distribution.
func CriticalValue(level float64) (float64, error) {
	if !(level > 0 && level < 1) {
		return 0, NotEstimablef("the confidence level %v is not between 0 and 1", level)
	}
	return -distuv.UnitNormal.Quantile((1 - level) / 2), nil
}

// TwoSidedNormal is P(|Z| >= |z|), accurate in the far tail.
func TwoSidedNormal(z float64) float64 {
	return math.Erfc(math.Abs(z) / math.Sqrt2)
}
