package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
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
func EValue(rr Interval) (EValueResult, error) {
	if !(rr.Value > 0) || math.IsInf(rr.Value, 1) {
		return EValueResult{}, notEstimable("the risk ratio is 0 or infinite")
	}
	if !(rr.Low <= rr.Value && rr.Value <= rr.High) {
		return EValueResult{}, notEstimable("the risk ratio %v is outside its interval", rr.Value)
	}
	limit := rr.Low
	if rr.Value < 1 {
		limit = rr.High
	}
	r := EValueResult{Value: eValue(rr.Value), Limit: 1}
	if (limit > 1) == (rr.Value > 1) && limit != 1 {
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

// RobustnessValue is the share of the residual variance of both signal and
// decision that a hidden factor must explain to reduce a linear model's estimate
// by the fraction q (1 = to zero).
//
//	f = q·|t|/sqrt(df),  RV = (sqrt(f⁴ + 4f²) − f²)/2
//
// t is the classical (not the robust) t value of the coefficient and df its
// residual degrees of freedom. In [0, 1). Source: Cinelli & Hazlett (2020) JRSSB 82:39–67, eq. 18.
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
// Source: Cinelli & Hazlett (2020) eq. 19; the second case: sensemakr, robustness_value.
func RobustnessValueAtLevel(t, df, q, alpha float64) (float64, error) {
	if err := checkRobustness(t, df, q); err != nil {
		return 0, err
	}
	if !(df > 1) || !(alpha > 0 && alpha < 1) {
		return 0, notEstimable("%v residual degrees of freedom at level %v allow no robustness value", df, alpha)
	}
	f := q * math.Abs(t) / math.Sqrt(df)
	least := studentQuantile(1-alpha/2, df-1) / math.Sqrt(df-1)
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
		return notEstimable("t = %v with %v residual degrees of freedom allows no robustness value", t, df)
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

// Benchmark is a hidden factor described by an observed covariate: KD times as
// strong with the signal and KY times as strong with the decision.
type Benchmark struct {
	// R2Signal is the covariate's partial R² with the signal given the other
	// covariates, R2Outcome with the decision given signal and the others.
	R2Signal, R2Outcome float64
	KD, KY              float64
}

// Adjusted is the estimate that would remain after adjusting for a hidden factor.
type Adjusted struct {
	Interval
	SE, T float64
	// R2Signal and R2Outcome are the hidden factor's bounds on the partial R²
	// scale; R2Outcome is cut at 1.
	R2Signal, R2Outcome float64
}

// AdjustForBenchmark reduces a linear model's estimate towards 0 by what a
// hidden factor described by a [Benchmark] could explain at most.
//
//	R²_D = kD·r_D/(1−r_D),  η = kD·r_D²/((1−kD·r_D)(1−r_D))
//	R²_Y = (sqrt(kY)+sqrt(η))²/(1−η) · r_Y/(1−r_Y)
//	bias = se·sqrt(df)·sqrt(R²_Y·R²_D/(1−R²_D))
//	se'  = se·sqrt((1−R²_Y)/(1−R²_D))·sqrt(df/(df−1)),  interval: t with df−1
//
// se is the classical standard error. The estimate may change its sign. Not
// estimable where the multiple of the covariate would explain the signal fully.
// Source: Cinelli & Hazlett (2020) §4.4, eq. 12–13 and 16; sensemakr, ovb_bounds.
func AdjustForBenchmark(estimate, se, df float64, b Benchmark, level float64) (Adjusted, error) {
	if !(se > 0) || !(df > 1) || math.IsNaN(estimate) || math.IsInf(estimate, 0) || math.IsInf(se, 1) || math.IsInf(df, 1) {
		return Adjusted{}, notEstimable("the linear model has no usable standard error or degrees of freedom")
	}
	if _, err := critical(level); err != nil {
		return Adjusted{}, err
	}
	rd, ry, err := b.bounds()
	if err != nil {
		return Adjusted{}, err
	}
	bias := se * math.Sqrt(df) * math.Sqrt(ry*rd/(1-rd))
	a := Adjusted{R2Signal: rd, R2Outcome: ry}
	a.Value = math.Copysign(1, estimate) * (math.Abs(estimate) - bias)
	a.SE = se * math.Sqrt((1-ry)/(1-rd)) * math.Sqrt(df/(df-1))
	if !(a.SE > 0) {
		return Adjusted{}, notEstimable("a hidden factor that strong would explain all of the outcome")
	}
	a.T = a.Value / a.SE
	half := studentQuantile((1+level)/2, df-1) * a.SE
	a.Low, a.High = a.Value-half, a.Value+half
	return a, nil
}

func (b Benchmark) bounds() (rd, ry float64, err error) {
	ok := b.R2Signal >= 0 && b.R2Signal < 1 && b.R2Outcome >= 0 && b.R2Outcome < 1 && b.KD >= 0 && b.KY >= 0
	if !ok {
		return 0, 0, notEstimable("the benchmark covariate explains signal or outcome fully")
	}
	rd = b.KD * b.R2Signal / (1 - b.R2Signal)
	eta := b.KD * b.R2Signal * b.R2Signal / ((1 - b.KD*b.R2Signal) * (1 - b.R2Signal))
	if !(rd < 1) || !(b.KD*b.R2Signal < 1) || !(eta < 1) {
		return 0, 0, notEstimable("%v times the benchmark would explain all of the signal", b.KD)
	}
	k := (math.Sqrt(b.KY) + math.Sqrt(eta)) / math.Sqrt(1-eta)
	return rd, math.Min(1, k*k*b.R2Outcome/(1-b.R2Outcome)), nil
}

// studentQuantile polishes gonum's quantile by Newton steps on its distribution function.
func studentQuantile(p, df float64) float64 {
	d := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}
	q := d.Quantile(p)
	for range 3 {
		step := (d.CDF(q) - p) / d.Prob(q)
		if math.IsNaN(step) || math.IsInf(step, 0) {
			break
		}
		q -= step
	}
	return q
}
