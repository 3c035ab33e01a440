package sensitivity

import (
	"math"

	"weaksignal/audit/stats"
)

// RobustnessValue is the share of the residual variance of both signal and
// decision that a hidden factor must explain to reduce a linear model's estimate
// by the fraction q (1 = to zero).
//
//	f = q·|t|/sqrt(df),  RV = (sqrt(f⁴ + 4f²) − f²)/2
//
// t is the classical (not the robust) t value of the coefficient and df its
// residual degrees of freedom. In [0, 1). Source: Cinelli & Hazlett (2020) JRSSB 82:39–67, §4.
func RobustnessValue(t, df, q float64) (float64, error) {
	if err := checkRobustness(t, df, q); err != nil {
		return 0, err
	}
	return robustness(q * math.Abs(t) / math.Sqrt(df)), nil
}

// RobustnessValueAtLevel is the same for bringing the estimate to where it no
// longer differs from (1−q) of itself at significance level alpha; 0 where it
// does not differ now.
//
//	f* = t_{1−α/2; df−1}/sqrt(df−1),  RV from f − f*;
//	(f² − f*²)/(1 + f²) where f > 1/f* (a factor that explains all of the decision)
//
// Source: Cinelli & Hazlett (2020) §4; the second case: sensemakr, robustness_value.
func RobustnessValueAtLevel(t, df, q, alpha float64) (float64, error) {
	if err := checkRobustness(t, df, q); err != nil {
		return 0, err
	}
	if !(df > 1) || !(alpha > 0 && alpha < 1) {
		return 0, stats.NotEstimablef("%v residual degrees of freedom at level %v allow no robustness value", df, alpha)
	}
	f := q * math.Abs(t) / math.Sqrt(df)
	least := stats.StudentQuantile(1-alpha/2, df-1) / math.Sqrt(df-1)
	switch {
	case f <= least:
		return 0, nil
	case f > 1/least:
		return (f*f - least*least) / (1 + f*f), nil
	}
	return robustness(f - least), nil
}

func checkRobustness(t, df, q float64) error {
	if math.IsNaN(t) || math.IsInf(t, 0) || !(df > 0) || math.IsInf(df, 1) || !(q > 0) || math.IsInf(q, 1) {
		return stats.NotEstimablef("t = %v with %v residual degrees of freedom allows no robustness value", t, df)
	}
	return nil
}

// robustness writes (sqrt(f⁴+4f²) − f²)/2 without cancellation.
func robustness(f float64) float64 {
	if f == 0 {
		return 0
	}
	return 2 / (1 + math.Sqrt(1+4/f/f))
}

// PartialR2 is the share of the outcome's residual variance that a coefficient
// explains, t²/(t²+df).
func PartialR2(t, df float64) (float64, error) {
	if err := checkRobustness(t, df, 1); err != nil {
		return 0, err
	}
	return t * t / (t*t + df), nil
}
