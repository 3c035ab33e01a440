package audit

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// conditionalProfile is the cost of one step of the conditional likelihood above
// which its profile intervals would take too long, and are Wald.
const conditionalProfile = 5e6

// manyTerms is the number of terms above which a profile for each would take too long.
const manyTerms = 60

// wald tells whether the terms' intervals and tests are Wald.
func (a *adjustment) wald() bool {
	if len(a.d.factors) > manyTerms {
		return true
	}
	if a.cond != nil {
		return a.g.ConditionalCost() > conditionalProfile
	}
	return a.g.Rows() > waldAbove
}

func (a *adjustment) terms() {
	if a.wald() {
		a.record.Warnings = append(a.record.Warnings, fmt.Sprintf(
			"The terms' intervals and tests are Wald: with %d terms on %d patterns likelihood profiles would cost too much.", len(a.d.factors), a.g.Rows()))
	}
	for j := range a.d.factors {
		a.record.Terms = append(a.record.Terms, a.term(j))
	}
}

// term is one slope of the model.
func (a *adjustment) term(j int) result.Term {
	f := &a.d.factors[j]
	t := result.Term{Term: f.Term, Signal: f.ID, Block: f.Block}
	if a.cond != nil {
		a.conditionalSlope(j, &t)
	} else {
		a.slope(j, &t)
	}
	if t.LogOdds == nil {
		return t
	}
	if a.wald() {
		z := distuv.UnitNormal.Quantile((1 + a.Level) / 2)
		if t.SE != nil {
			t.Low, t.High = result.Finite(*t.LogOdds-z**t.SE), result.Finite(*t.LogOdds+z**t.SE)
			t.P = result.Probability(math.Erfc(math.Abs(*t.LogOdds / *t.SE) / math.Sqrt2))
		}
		return t
	}
	if low, high, err := a.profile(j); err == nil {
		t.Low, t.High = result.Finite(low), result.Finite(high)
	}
	if lr, err := a.likelihoodRatio(j); err == nil {
		t.P = result.Probability(lr.P)
	}
	return t
}

func (a *adjustment) slope(j int, t *result.Term) {
	slope, err := a.fit.Slope(j)
	if err != nil {
		return
	}
	t.LogOdds = result.Finite(slope.Value)
	if se, err := a.model.SE(slope); err == nil {
		t.SE = result.Finite(se)
	}
	if a.cluster != nil {
		if se, err := a.cluster.SE(slope); err == nil {
			t.SECluster = result.Finite(se)
		}
	}
}

func (a *adjustment) profile(j int) (low, high float64, err error) {
	if a.cond != nil {
		return a.cond.Profile(j, a.Level)
	}
	return a.fit.Profile(j, a.Level)
}

func (a *adjustment) likelihoodRatio(columns ...int) (stats.ChiSquare, error) {
	if a.cond != nil {
		return a.cond.LikelihoodRatio(columns...)
	}
	return a.fit.LikelihoodRatio(columns...)
}
