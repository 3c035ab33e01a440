package result

import "math"

// Estimate is one computed quantity with what is needed to judge it. Proportions
// and differences are fractions (0.143, never 14.3). Exactly one of Value and
// NotEstimable is set.
type Estimate struct {
	Value *float64 `json:"value,omitempty"`
	// Low and High bound the two-sided interval at Level; nil where there is no
	// interval, or where that side is unbounded (then Unbounded is true).
	Low       *float64 `json:"low,omitempty"`
	High      *float64 `json:"high,omitempty"`
	Unbounded bool     `json:"unbounded,omitempty"`
	// Level is the two-sided confidence level in (0,1), 0 without an interval.
	Level float64 `json:"level,omitempty"`
	// Method names estimator and interval, with the convention where peers differ.
	Method string   `json:"method"`
	SE     *float64 `json:"se,omitempty"`
	// N counts the applications that the value rests on.
	N            int    `json:"n"`
	NotEstimable string `json:"not_estimable,omitempty"`
}

// NotEstimable is the estimate of what cannot be computed, with the reason in
// words that the workbook prints.
func NotEstimable(method string, n int, reason string) Estimate {
	return Estimate{Method: method, N: n, NotEstimable: reason}
}

// Point is an estimate without an interval. A value that is not finite becomes
// not estimable.
func Point(value float64, method string, n int) Estimate {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return NotEstimable(method, n, "the value is not finite")
	}
	return Estimate{Value: &value, Method: method, N: n}
}

// Interval is an estimate with a two-sided interval; an infinite bound is left
// out and marked Unbounded.
func Interval(value, low, high, level float64, method string, n int) Estimate {
	e := Point(value, method, n)
	if e.Value == nil {
		return e
	}
	e.Level = level
	e.Low, e.High = Finite(low), Finite(high)
	e.Unbounded = math.IsInf(low, 0) || math.IsInf(high, 0)
	return e
}

// Estimable tells whether there is a value.
func (e Estimate) Estimable() bool { return e.Value != nil }

// Bounds returns value and interval, ±Inf where a side has no bound; ok is
// false where nothing was estimable.
func (e Estimate) Bounds() (value, low, high float64, ok bool) {
	if e.Value == nil {
		return 0, 0, 0, false
	}
	low, high = math.Inf(-1), math.Inf(1)
	if e.Low != nil {
		low = *e.Low
	}
	if e.High != nil {
		high = *e.High
	}
	return *e.Value, low, high, true
}

func Finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func Width(e Estimate) float64 {
	_, low, high, ok := e.Bounds()
	if !ok {
		return 0
	}
	return high - low
}

// smallestP stands for anything smaller: no p-value is 0.
const smallestP = 1e-300

// probability keeps a p-value in [smallestP, 1]; nil if it is none.
func Probability(p float64) *float64 {
	if math.IsNaN(p) {
		return nil
	}
	p = math.Min(1, math.Max(smallestP, p))
	return &p
}

// excludesZero tells whether an interval excludes 0.
func ExcludesZero(e Estimate) bool {
	_, low, high, ok := e.Bounds()
	return ok && (low > 0 || high < 0)
}
