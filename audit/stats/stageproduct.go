package stats

import "math"

// Passing is one stage of a funnel: X of N who were decided there passed.
type Passing struct{ X, N int }

// StageProduct is the share of a cohort that would pass all stages if those who left
// undecided had fared like those who stayed: the product-limit estimator with the
// stages as times,
//
//	S = Π x/n,   var(log S) = Σ (n−x)/(n·x)   (Greenwood)
//
// with the log–log interval S^exp(±z·se/log S), which stays in (0,1). With nobody
// left undecided and no stage skipped it telescopes to hired over applicants. No
// interval (Low = High = S) where S is 0 or 1. Not estimable where nobody was decided
// at a stage.
// Source: Kaplan & Meier (1958) J Am Stat Assoc 53:457–481; the interval:
// Kalbfleisch & Prentice (2002) The Statistical Analysis of Failure Time Data, eq. 1.20.
func StageProduct(stages []Passing, level float64) (Interval, error) {
	z, err := CriticalValue(level)
	if err != nil {
		return Interval{}, err
	}
	product, variance := 1.0, 0.0
	for _, s := range stages {
		if s.N <= 0 || s.X < 0 || s.X > s.N {
			return Interval{}, NotEstimablef("nobody was decided at one of the stages")
		}
		x, n := float64(s.X), float64(s.N)
		product *= x / n
		variance += (n - x) / (n * x)
	}
	if product == 0 || product == 1 {
		return Interval{Value: product, Low: product, High: product}, nil
	}
	spread := math.Exp(z * math.Sqrt(variance) / math.Abs(math.Log(product)))
	return Interval{Value: product, Low: math.Pow(product, spread), High: math.Pow(product, 1/spread)}, nil
}
