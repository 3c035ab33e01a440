package model

import (
	"math"

	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"
	"weaksignal/audit/stats/proportions"
	"weaksignal/audit/stats/sensitivity"
)

const (
	methodEValue    = "E-value of the standardised risk ratio; low: of its limit nearer 1"
	methodRobust    = "robustness value of the linear model's classical t; low: at the confidence level"
	methodBenchmark = "effect left after a hidden factor as strong as the benchmark, linear model, classical interval"
)

// Sensitivity says how strong a hidden qualification would have to be.
func (a *Adjustment) Sensitivity(j int) result.Sensitivity {
	if a.Fit == nil && a.Conditional == nil || j < 0 || a.Grouped.Aliased(j) != "" {
		why := a.Record.NotEstimable
		switch {
		case j < 0:
			why = LeftOutWords
		case why == "":
			why = "the signal has no coefficient in the model"
		}
		return result.Sensitivity{EValue: result.NotEstimable(methodEValue, a.Record.N, why),
			RobustnessValue: result.NotEstimable(methodRobust, a.Record.N, why)}
	}
	s := result.Sensitivity{EValue: a.eValue(j), RobustnessValue: a.robustness(j)}
	s.Benchmark = a.benchmark(j)
	return s
}

// standardised are the rates with and without the signal (one within-requisition
// standard deviation apart for a numeric one), averaged over the applications.
func (a *Adjustment) standardised(j int) (logit.MarginalEffect, error) {
	subset := a.Design.Covered(j)
	if a.Design.Factors[j].Kind == result.Binary {
		return a.Fit.DiscreteChange(j, subset)
	}
	sd, err := a.Grouped.WithinSD(j, subset)
	if err != nil {
		return logit.MarginalEffect{}, err
	}
	return a.Fit.CenteredChange(j, sd, subset)
}

func (a *Adjustment) eValue(j int) result.Estimate {
	if a.Conditional != nil {
		return result.NotEstimable(methodEValue, a.Record.N, "the conditional likelihood has no fitted rates")
	}
	m, err := a.standardised(j)
	if err != nil {
		return result.NotEstimable(methodEValue, a.Record.N, stats.Reason(err))
	}
	log, err := m.LogRiskRatio()
	if err != nil {
		return result.NotEstimable(methodEValue, a.Record.N, stats.Reason(err))
	}
	se, err := a.covariance().SE(log)
	if err != nil {
		return result.NotEstimable(methodEValue, a.Record.N, stats.Reason(err))
	}
	q, _ := QuantileP(0, a.covariance().DF(log), a.Level)
	e, err := sensitivity.EValue(stats.Interval{Value: math.Exp(log.Value), Low: math.Exp(log.Value - q*se), High: math.Exp(log.Value + q*se)})
	if err != nil {
		return result.NotEstimable(methodEValue, a.Record.N, stats.Reason(err))
	}
	out := result.Point(e.Value, methodEValue, a.Record.N)
	out.Low, out.Level = result.Finite(e.Limit), a.Level
	return out
}

func (a *Adjustment) robustness(j int) result.Estimate {
	if a.Linear == nil {
		return result.NotEstimable(methodRobust, a.Record.N, "no linear model")
	}
	t, df, err := a.Linear.ClassicalT(j)
	if err != nil {
		return result.NotEstimable(methodRobust, a.Record.N, stats.Reason(err))
	}
	rv, err := sensitivity.RobustnessValue(t, df, 1)
	if err != nil {
		return result.NotEstimable(methodRobust, a.Record.N, stats.Reason(err))
	}
	out := result.Point(rv, methodRobust, a.Record.N)
	if low, err := sensitivity.RobustnessValueAtLevel(t, df, 1, 1-a.Level); err == nil {
		out.Low, out.Level = result.Finite(low), a.Level
	}
	return out
}

// benchmark compares with the job-related factor that moves with the decision
// most: years of experience, where it is one.
func (a *Adjustment) benchmark(j int) *result.Benchmark {
	b := a.benchmarkFactor(j)
	if b < 0 || a.Linear == nil || a.within == nil {
		return nil
	}
	r2signal, ok := a.within.partialR2(j, b)
	if !ok {
		return nil
	}
	out := &result.Benchmark{Signal: a.Design.Factors[b].ID}
	out.AdjustedEffect = a.underBenchmark(j, b, r2signal)
	return out
}

func (a *Adjustment) underBenchmark(j, b int, r2signal float64) result.Estimate {
	fail := func(err error) result.Estimate {
		return result.NotEstimable(methodBenchmark, a.Record.N, stats.Reason(err))
	}
	tb, df, err := a.Linear.ClassicalT(b)
	if err != nil {
		return fail(err)
	}
	r2outcome, err := sensitivity.PartialR2(tb, df)
	if err != nil {
		return fail(err)
	}
	slope, err := a.Linear.Slope(j)
	if err != nil {
		return fail(err)
	}
	if a.Design.Factors[j].Kind == result.Numeric {
		sd, err := a.Grouped.WithinSD(j, a.Design.Covered(j))
		if err != nil {
			return fail(err)
		}
		slope = slope.Times(sd)
	}
	se, err := a.Linear.ModelCovariance().SE(slope)
	if err != nil {
		return fail(err)
	}
	adj, err := sensitivity.AdjustForBenchmark(slope.Value, se, df,
		sensitivity.Benchmark{R2Signal: r2signal, R2Outcome: r2outcome, KD: 1, KY: 1}, a.Level)
	if err != nil {
		return fail(err)
	}
	e := result.Interval(adj.Value, adj.Low, adj.High, a.Level, methodBenchmark, a.Record.N)
	e.SE = result.Finite(adj.SE)
	return e
}

func (a *Adjustment) benchmarkFactor(j int) int {
	best, bestT := -1, 0.0
	for b := range a.Design.Factors {
		f := &a.Design.Factors[b]
		if b == j || f.Block != result.JobRelated || a.Grouped.Aliased(b) != "" || a.Linear == nil {
			continue
		}
		if f.ID == "years_experience" {
			return b
		}
		if t, _, err := a.Linear.ClassicalT(b); err == nil && math.Abs(t) > bestT {
			best, bestT = b, math.Abs(t)
		}
	}
	return best
}

// Detectable are the smallest differences that such a pool would show in four of
// five cases: adjusted, from the standard error, and crude, from the counts.
func (a *Adjustment) Detectable(s *result.SignalResult) (adjusted, crude result.Estimate) {
	method := rates.MethodDetectable + ", "
	n := s.Present.N + s.Absent.N
	if s.Absent.N == 0 || s.Present.N == 0 {
		crude = result.NotEstimable(method+"crude", n, "one of the two groups is empty")
	} else {
		base := float64(s.Absent.Advanced) / float64(s.Absent.N)
		d, err := proportions.DetectableDifference(base, float64(s.Absent.N), float64(s.Present.N), 1-a.Level, power)
		if err != nil {
			crude = result.NotEstimable(method+"crude", n, stats.Reason(err))
		} else {
			crude = result.Point(d, method+"crude, from the counts", n)
		}
	}
	effect := s.Adjusted.Decisive()
	if effect.SE == nil {
		return result.NotEstimable(method+"adjusted", n, "no standard error"), crude
	}
	d, err := proportions.DetectableFromSE(*effect.SE, 1-a.Level, power)
	if err != nil {
		return result.NotEstimable(method+"adjusted", n, stats.Reason(err)), crude
	}
	return result.Point(d, method+"adjusted, from the standard error", effect.N), crude
}
