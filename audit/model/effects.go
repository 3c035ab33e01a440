package model

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"

	"gonum.org/v1/gonum/stat/distuv"
)

// Effects fills the adjusted part and the effect of the signal of factor j, −1 where it
// was left out, and returns the contrast that they are read from.
func (a *Adjustment) Effects(j int, s *result.SignalResult) Contrast {
	c := a.contrast(j)
	out := &s.Adjusted
	out.AverageMarginalEffect, out.P = c.Clustered, c.ClusteredP
	if c.Missing != "" {
		none := func(method string) result.Estimate { return result.NotEstimable(method, a.Record.N, c.Missing) }
		out.LogOdds, out.OddsRatio, out.LinearProbability = none("log odds"), none("odds ratio"), none("linear probability model")
		s.Effect = result.Effect{Estimate: c.Decisive}
		return c
	}
	f, _ := a.Own(j)
	out.Crowded = a.Crowded(j)
	out.LogOdds, out.OddsRatio = a.logOdds(j, &c)
	out.LinearProbability = a.linear(j, &c)
	if f.Clustered != nil {
		out.Clusters, out.ModelBased = f.Clustered.Clusters, &c.ModelBased
	}
	if unit := c.PerUnit(f.Distribution(j)); unit != nil {
		e, _, _, _ := f.wider(*unit, "per unit between the two values: "+f.effectName(j))
		out.PerUnit = &e
	}
	s.Effect = result.Effect{Estimate: c.Decisive, P: c.P, DF: c.DF, Unit: c.Unit, From: c.From, To: c.To, Levels: c.Levels, Largest: c.Largest()}
	return c
}

// contrast of factor j in the headline's model, on the applications for which it is known.
func (a *Adjustment) contrast(j int) Contrast {
	why := LeftOutWords
	if j >= 0 {
		f, err := a.Own(j)
		if err == nil {
			return f.Contrast(j)
		}
		why = stats.Reason(err)
	}
	e := result.NotEstimable("average marginal effect", a.Record.N, why)
	return Contrast{Decisive: e, Clustered: e, ModelBased: e, Missing: why}
}

func (a *Choice) modelName() string {
	switch {
	case a.Likelihood == result.LikelihoodCond:
		return "conditional logistic model"
	case a.Penalty == result.PenaltyFirth:
		return "Firth-penalised logistic model"
	}
	return "logistic model"
}

// seName says which errors an interval uses.
func (a *Choice) seName(c *logit.Covariance) string {
	if c == nil || c.Clusters == 0 {
		return "model-based standard error"
	}
	if c.TwoWay() {
		return fmt.Sprintf("standard error clustered by %s and by person (%s, %d and %d clusters)", a.Cluster, a.ClusterCorrection, c.Clusters, c.People())
	}
	return fmt.Sprintf("standard error clustered by %s (%s, %d clusters)", a.Cluster, a.ClusterCorrection, c.Clusters)
}

// logOdds is the coefficient of a factor of one column, with its profile interval and
// configured standard error; of another one the log odds between the values compared.
func (a *Adjustment) logOdds(j int, c *Contrast) (logOdds, oddsRatio result.Estimate) {
	if c.From != nil || len(a.Design.Own[j]) != 1 {
		return a.logOddsBetween(j, c)
	}
	t := a.Record.Terms[a.Design.Own[j][0]]
	n := a.Record.N
	kind := "profile likelihood interval"
	switch {
	case a.wald():
		kind = "Wald interval (model-based)"
	case a.Penalty == result.PenaltyFirth:
		kind = "profile penalised-likelihood interval"
	}
	method := "log odds, " + a.modelName() + ", " + kind
	if t.LogOdds == nil {
		e := result.NotEstimable(method, n, "no finite coefficient")
		return e, e
	}
	low, high := math.Inf(-1), math.Inf(1)
	if t.Low != nil {
		low = *t.Low
	}
	if t.High != nil {
		high = *t.High
	}
	logOdds = result.Interval(*t.LogOdds, low, high, a.Level, method+"; "+a.slopeErrors(t), n)
	logOdds.SE = t.SECluster
	if t.SECluster == nil {
		logOdds.SE = t.SE
	}
	oddsRatio = result.Interval(math.Exp(*t.LogOdds), math.Exp(low), math.Exp(high), a.Level,
		"odds ratio, "+a.modelName()+", "+kind, n)
	return logOdds, oddsRatio
}

// slopeErrors names the standard error of a coefficient.
func (a *Adjustment) slopeErrors(t result.Term) string {
	if t.SECluster == nil {
		return "model-based standard error"
	}
	return fmt.Sprintf("standard error clustered by %s (%s)", a.Cluster, a.ClusterCorrection)
}

// Spread is an effect with a two-sided interval and p: t with the covariance's
// degrees of freedom, normal for a model-based one.
func Spread(e logit.Effect, c *logit.Covariance, level float64, method string) (result.Estimate, *float64) {
	n := int(math.Round(e.N))
	se, err := c.SE(e)
	if err != nil {
		return result.NotEstimable(method, n, stats.Reason(err)), nil
	}
	return Around(e.Value, se, c.DF(e), level, method, n)
}

func Around(value, se, df, level float64, method string, n int) (result.Estimate, *float64) {
	q, p := QuantileP(value/se, df, level)
	out := result.Interval(value, value-q*se, value+q*se, level, method, n)
	out.SE = result.Finite(se)
	return out, result.Probability(p)
}

// QuantileP gives the critical value and the two-sided p of a statistic.
func QuantileP(t, df, level float64) (q, p float64) {
	if df <= 0 {
		return distuv.UnitNormal.Quantile((1 + level) / 2), math.Erfc(math.Abs(t) / math.Sqrt2)
	}
	d := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}
	return d.Quantile((1 + level) / 2), 2 * d.Survival(math.Abs(t))
}

// logOddsBetween are the log odds of the higher against the lower of the values compared,
// in the logistic model of the record.
func (a *Adjustment) logOddsBetween(j int, c *Contrast) (logOdds, oddsRatio result.Estimate) {
	method, n := "log odds "+c.Unit+", "+a.modelName()+", Wald interval", a.Record.N
	if a.Conditional != nil || a.Fit == nil {
		e := result.NotEstimable(method, n, "the signal has several terms, of which the conditional likelihood gives no contrast here")
		return e, e
	}
	weights := a.Design.values(j, c.High)
	for k, v := range a.Design.values(j, c.Low) {
		weights[k] -= v
	}
	e, err := a.Fit.LinearCombination(a.Design.Own[j], weights)
	if err != nil {
		none := result.NotEstimable(method, n, stats.Reason(err))
		return none, none
	}
	f := &Fitted{Design: a.Design, Choice: a.Choice, Grouped: a.Grouped, Fit: a.Fit, Model: a.model, Clustered: a.cluster}
	logOdds, _, _, _ = f.wider(e, method)
	value, low, high, ok := logOdds.Bounds()
	if !ok {
		return logOdds, logOdds
	}
	return logOdds, result.Interval(math.Exp(value), math.Exp(low), math.Exp(high), a.Level, "odds ratio "+c.Unit+", "+a.modelName()+", Wald interval", n)
}

// linear is the transparency check: the linear probability model of the applications of
// the logistic one, between the same values.
func (a *Adjustment) linear(j int, c *Contrast) result.Estimate {
	method := "linear probability model with requisition effects"
	s := a.straight
	if s.fit == nil {
		return result.NotEstimable(method, a.Record.N, "no more applications than parameters")
	}
	slope, err := s.fit.Slope(s.at[j])
	if err != nil {
		return result.NotEstimable(method, a.Record.N, stats.Reason(err))
	}
	if c.From != nil {
		slope, method = slope.Times(*c.To-*c.From), method+", straight line, "+c.Unit
	}
	var cov *logit.Covariance
	if a.Cluster != result.ClusterNone {
		cov, _ = s.fit.ClusterCovariance(logit.ByCluster, logit.Correction(a.ClusterCorrection))
	}
	if cov == nil {
		e, _ := Spread(slope, s.fit.ModelCovariance(), a.Level, method+"; model-based standard error")
		return e
	}
	e, _ := Spread(slope, cov, a.Level, method+"; "+a.seName(cov))
	return e
}
