package sensitivity

import (
	"math"

	"weaksignal/audit/stats"
)

// EValueResult is what a hidden factor would need. Value explains away the
// estimate and Limit the confidence limit nearer to 1; both are risk ratios >= 1.
type EValueResult struct {
	Value, Limit float64
}

// EValue is the least association on the risk ratio scale that a hidden factor
// would need with both the signal and the decision, beyond what is adjusted for,
// to explain the estimate away.
//
//	E = RR + sqrt(RR·(RR−1)), with 1/RR for RR < 1;  1 for a limit across 1
//
// Takes a risk ratio with its interval. An odds ratio of an outcome that is not
// rare must be turned into one first (a standardised risk ratio from the model,
// or its square root as an approximation). Assumes nothing about the hidden
// factor's kind; says nothing on whether one exists.
// Not estimable for a ratio of 0 or +Inf.
// Source: VanderWeele & Ding (2017) Ann Intern Med 167:268–274.
func EValue(rr stats.Interval) (EValueResult, error) {
	if !(rr.Value > 0) || math.IsInf(rr.Value, 1) {
		return EValueResult{}, stats.NotEstimablef("the risk ratio is 0 or infinite")
	}
	if !(rr.Low <= rr.Value && rr.Value <= rr.High) {
		return EValueResult{}, stats.NotEstimablef("the risk ratio %v is outside its interval", rr.Value)
	}
	limit := rr.Low
	if rr.Value < 1 {
		limit = rr.High
	}
	r := EValueResult{Value: eValue(rr.Value), Limit: 1}
	if rr.Value > 1 && limit > 1 || rr.Value < 1 && limit < 1 {
		r.Limit = eValue(limit)
	}
	return r, nil
}

func eValue(rr float64) float64 {
	if rr < 1 {
		rr = 1 / rr
	}
	return rr + math.Sqrt(rr)*math.Sqrt(rr-1)
}
