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

// Sensitivity says how strong a hidden qualification would have to be, for the effect c
// of factor j.
func (a *Adjustment) Sensitivity(j int, c *Contrast) result.Sensitivity {
	if c.Missing != "" {
		return result.Sensitivity{EValue: result.NotEstimable(methodEValue, a.Record.N, c.Missing),
			RobustnessValue: result.NotEstimable(methodRobust, a.Record.N, c.Missing)}
	}
	s := result.Sensitivity{EValue: a.eValue(j, c), RobustnessValue: a.robustness(j)}
	s.Benchmark = a.benchmark(j, c)
	return s
}

func (a *Adjustment) eValue(j int, c *Contrast) result.Estimate {
	if a.LinearHeadline {
		return result.NotEstimable(methodEValue, a.Record.N, "the linear model's rates are no probabilities, so that they have no ratio")
	}
	f, err := a.Own(j)
	if err != nil {
		return result.NotEstimable(methodEValue, a.Record.N, stats.Reason(err))
	}
	log, err := logit.MarginalEffect{Present: c.Present, Absent: c.Absent}.LogRiskRatio()
	if err != nil {
		return result.NotEstimable(methodEValue, a.Record.N, stats.Reason(err))
	}
	wide, _, _, ok := f.wider(log, "")
	if !ok {
		return result.NotEstimable(methodEValue, a.Record.N, "the standard error is 0 or not finite")
	}
	_, low, high, _ := wide.Bounds()
	e, err := sensitivity.EValue(stats.Interval{Value: math.Exp(log.Value), Low: math.Exp(low), High: math.Exp(high)})
	if err != nil {
		return result.NotEstimable(methodEValue, a.Record.N, stats.Reason(err))
	}
	out := result.Point(e.Value, methodEValue, a.Record.N)
	out.Low, out.Level = result.Finite(e.Limit), a.Level
	return out
}

func (a *Adjustment) robustness(j int) result.Estimate {
	if a.straight.fit == nil {
		return result.NotEstimable(methodRobust, a.Record.N, "no linear model")
	}
	t, df, err := a.straight.fit.ClassicalT(a.straight.at[j])
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
func (a *Adjustment) benchmark(j int, c *Contrast) *result.Benchmark {
	s := a.straight
	b := a.benchmarkFactor(j)
	if b < 0 || s.fit == nil || s.within == nil {
		return nil
	}
	r2signal, ok := s.within.partialR2(s.at[j], s.at[b])
	if !ok {
		return nil
	}
	out := &result.Benchmark{Signal: a.Design.Factors[b].ID}
	out.AdjustedEffect = a.underBenchmark(j, b, r2signal, c)
	return out
}

func (a *Adjustment) underBenchmark(j, b int, r2signal float64, c *Contrast) result.Estimate {
	s := a.straight
	fail := func(err error) result.Estimate {
		return result.NotEstimable(methodBenchmark, a.Record.N, stats.Reason(err))
	}
	tb, df, err := s.fit.ClassicalT(s.at[b])
	if err != nil {
		return fail(err)
	}
	r2outcome, err := sensitivity.PartialR2(tb, df)
	if err != nil {
		return fail(err)
	}
	slope, err := s.fit.Slope(s.at[j])
	if err != nil {
		return fail(err)
	}
	if c.From != nil {
		slope = slope.Times(*c.To - *c.From)
	}
	se, err := s.fit.ModelCovariance().SE(slope)
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
		if b == j || f.Block != result.JobRelated || a.straight.fit == nil {
			continue
		}
		t, _, err := a.straight.fit.ClassicalT(a.straight.at[b])
		if err == nil && f.ID == "years_experience" {
			return b
		}
		if err == nil && math.Abs(t) > bestT {
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
	effect := s.Effect.Estimate
	if effect.SE == nil {
		return result.NotEstimable(method+"adjusted", n, "no standard error"), crude
	}
	d, err := proportions.DetectableFromSE(*effect.SE, 1-a.Level, power)
	if err != nil {
		return result.NotEstimable(method+"adjusted", n, stats.Reason(err)), crude
	}
	return result.Point(d, method+"adjusted, from the standard error", effect.N), crude
}
