package sensitivity

import (
	"math"

	"weaksignal/audit/stats"
)

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
	stats.Interval
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
//	se'  = se·sqrt((1−R²_Y)/(1−R²_D))·sqrt(df/(df−1)),  interval: t with df
//
// se is the classical standard error. The interval takes df and not df−1, as
// sensemakr does. The estimate may change its sign. Not
// estimable where the multiple of the covariate would explain the signal fully.
// Source: Cinelli & Hazlett (2020) §4.4; sensemakr, ovb_bounds.
func AdjustForBenchmark(estimate, se, df float64, b Benchmark, level float64) (Adjusted, error) {
	if !(se > 0) || !(df > 1) || math.IsNaN(estimate) || math.IsInf(estimate, 0) || math.IsInf(se, 1) || math.IsInf(df, 1) {
		return Adjusted{}, stats.NotEstimablef("the linear model has no usable standard error or degrees of freedom")
	}
	if _, err := stats.CriticalValue(level); err != nil {
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
		return Adjusted{}, stats.NotEstimablef("a hidden factor that strong would explain all of the outcome")
	}
	a.T = a.Value / a.SE
	half := stats.StudentQuantile((1+level)/2, df) * a.SE
	a.Low, a.High = a.Value-half, a.Value+half
	return a, nil
}

func (b Benchmark) bounds() (rd, ry float64, err error) {
	ok := b.R2Signal >= 0 && b.R2Signal < 1 && b.R2Outcome >= 0 && b.R2Outcome < 1 && b.KD >= 0 && b.KY >= 0
	if !ok {
		return 0, 0, stats.NotEstimablef("the benchmark covariate explains signal or outcome fully")
	}
	rd = b.KD * b.R2Signal / (1 - b.R2Signal)
	eta := b.KD * b.R2Signal * b.R2Signal / ((1 - b.KD*b.R2Signal) * (1 - b.R2Signal))
	if !(rd < 1) || !(b.KD*b.R2Signal < 1) || !(eta < 1) {
		return 0, 0, stats.NotEstimablef("%v times the benchmark would explain all of the signal", b.KD)
	}
	k := (math.Sqrt(b.KY) + math.Sqrt(eta)) / math.Sqrt(1-eta)
	return rd, math.Min(1, k*k*b.R2Outcome/(1-b.R2Outcome)), nil
}
