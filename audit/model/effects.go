package model

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"

	"gonum.org/v1/gonum/stat/distuv"
)

// Effects fills the adjusted part of the signal of factor j, −1 where it was left out.
func (a *Adjustment) Effects(j int) result.Adjusted {
	if j < 0 {
		return noEffects(LeftOutWords, a.Record.N)
	}
	if a.Fit == nil && a.Conditional == nil {
		return noEffects(a.Record.NotEstimable, a.Record.N)
	}
	if why := a.Grouped.Aliased(j); why != "" {
		return noEffects("it "+why, a.Record.N)
	}
	out := result.Adjusted{Crowded: a.Crowded(j)}
	out.LogOdds, out.OddsRatio = a.logOdds(j)
	a.Marginal(j, &out)
	out.LinearProbability = a.linear(j)
	return out
}

func noEffects(why string, n int) result.Adjusted {
	none := func(method string) result.Estimate { return result.NotEstimable(method, n, why) }
	return result.Adjusted{LogOdds: none("log odds"), OddsRatio: none("odds ratio"),
		AverageMarginalEffect: none("average marginal effect"), LinearProbability: none("linear probability model")}
}

func (a *Adjustment) modelName() string {
	switch {
	case a.Likelihood == result.LikelihoodCond:
		return "conditional logistic model"
	case a.Penalty == result.PenaltyFirth:
		return "Firth-penalised logistic model"
	}
	return "logistic model"
}

// seName says which errors an interval uses.
func (a *Adjustment) seName(c *logit.Covariance) string {
	if c == nil || c.Clusters == 0 {
		return "model-based standard error"
	}
	return fmt.Sprintf("standard error clustered by %s (%s, %d clusters)", a.Cluster, a.ClusterCorrection, c.Clusters)
}

// logOdds is the coefficient with its profile interval and configured standard error.
func (a *Adjustment) logOdds(j int) (logOdds, oddsRatio result.Estimate) {
	t := a.Record.Terms[j]
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

// Marginal fills the average marginal effect, its p, and the effect per unit.
func (a *Adjustment) Marginal(j int, out *result.Adjusted) {
	name := a.effectName(j)
	effect, perUnit, err := a.Effect(j)
	if err != nil {
		out.AverageMarginalEffect = result.NotEstimable(name, a.Record.N, stats.Reason(err))
		return
	}
	model, cluster := a.model, a.cluster
	if a.Conditional != nil {
		model, cluster = a.Linear.ModelCovariance(), a.lpmCov
	}
	a.setMarginal(effect, model, cluster, name, out)
	if perUnit != nil {
		c := cluster
		if c == nil {
			c = model
		}
		e, _ := Spread(*perUnit, c, a.Level, "per unit: "+name+"; "+a.seName(c))
		out.PerUnit = &e
	}
}

func (a *Adjustment) effectName(j int) string {
	numeric := a.Design.Factors[j].Kind == result.Numeric
	switch {
	case a.Conditional != nil && numeric:
		return "coefficient of the within-requisition linear probability model, per within-requisition standard deviation (the conditional likelihood has no average marginal effect)"
	case a.Conditional != nil:
		return "coefficient of the within-requisition linear probability model (the conditional likelihood has no average marginal effect)"
	}
	name := "average marginal effect, discrete change, " + a.modelName()
	if numeric {
		name = "average marginal effect of one within-requisition standard deviation (derivative), " + a.modelName()
	}
	if a.Penalty == result.PenaltyFirth {
		name += " with FLIC intercepts"
	}
	return name
}

// setMarginal makes the interval by the configured errors, and the model-based one
// beside it below AsymptoticClusters. With few clusters, few decisions per signal
// or cluster, or separation the wider one is to go by (Decisive, DecisiveP).
func (a *Adjustment) setMarginal(effect logit.Effect, model, cluster *logit.Covariance, name string, out *result.Adjusted) {
	based, basedP := Spread(effect, model, a.Level, name+"; normal interval, model-based standard error")
	if cluster == nil {
		if a.Cluster != result.ClusterNone {
			based.Method += " (fewer than two clusters)"
		}
		out.AverageMarginalEffect, out.P, out.WiderP = based, basedP, basedP
		return
	}
	out.Clusters = cluster.Clusters
	out.AverageMarginalEffect, out.P = Spread(effect, cluster, a.Level,
		fmt.Sprintf("%s; t interval with %.4g degrees of freedom, %s", name, cluster.DF(effect), a.seName(cluster)))
	out.WiderP = out.P
	// Where a signal separates the decisions its residuals vanish, and clustered
	// errors with them: they cover 64 % instead of 95 (docs/calibration.md).
	out.Few = cluster.Clusters < FewClusters || a.fewEvents() || a.Fit != nil && a.Fit.Separation != nil
	if cluster.Clusters >= AsymptoticClusters && !out.Few {
		return
	}
	out.Thin = a.thinClusters(cluster.Clusters)
	out.ModelBased = &based
	if basedP != nil && (out.P == nil || *basedP > *out.P) {
		out.WiderP = basedP
	}
}

func (a *Adjustment) covariance() *logit.Covariance {
	if a.cluster != nil {
		return a.cluster
	}
	return a.model
}

// Effect is the average marginal effect of factor j, per standard deviation and
// per unit for a numeric one.
func (a *Adjustment) Effect(j int) (effect logit.Effect, perUnit *logit.Effect, err error) {
	if a.Conditional != nil {
		return a.linearEffect(j)
	}
	subset := a.Design.Covered(j)
	if a.Design.Factors[j].Kind == result.Binary {
		m, err := a.Fit.DiscreteChange(j, subset)
		return m.Difference, nil, err
	}
	sd, err := a.Grouped.WithinSD(j, subset)
	if err != nil {
		return logit.Effect{}, nil, err
	}
	m, err := a.Fit.Derivative(j, subset)
	if err != nil {
		return logit.Effect{}, nil, err
	}
	unit := m.Difference
	return unit.Times(sd), &unit, nil
}

// linearEffect is the linear model's coefficient, per standard deviation and per
// unit for a numeric factor.
func (a *Adjustment) linearEffect(j int) (effect logit.Effect, perUnit *logit.Effect, err error) {
	if a.Linear == nil {
		return effect, nil, &stats.NotEstimable{Reason: "no more applications than parameters"}
	}
	slope, err := a.Linear.Slope(j)
	if err != nil || a.Design.Factors[j].Kind == result.Binary {
		return slope, nil, err
	}
	sd, err := a.Grouped.WithinSD(j, a.Design.Covered(j))
	if err != nil {
		return slope, nil, err
	}
	return slope.Times(sd), &slope, nil
}

// linear is the transparency check, on the scale of the average marginal effect.
func (a *Adjustment) linear(j int) result.Estimate {
	method := "linear probability model with requisition effects"
	if a.Design.Factors[j].Kind == result.Numeric {
		method += ", per within-requisition standard deviation"
	}
	effect, _, err := a.linearEffect(j)
	if err != nil {
		return result.NotEstimable(method, a.Record.N, stats.Reason(err))
	}
	if a.lpmCov == nil {
		e, _ := Spread(effect, a.Linear.ModelCovariance(), a.Level, method+"; model-based standard error")
		return e
	}
	e, _ := Spread(effect, a.lpmCov, a.Level, method+"; "+a.seName(a.lpmCov))
	return e
}
