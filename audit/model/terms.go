package model

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
func (a *Adjustment) wald() bool {
	if len(a.Design.Columns) > manyTerms {
		return true
	}
	if a.Conditional != nil {
		return a.Grouped.ConditionalCost() > conditionalProfile
	}
	return a.Grouped.Rows() > waldAbove
}

func (a *Adjustment) terms() {
	if a.wald() {
		a.Record.Warnings = append(a.Record.Warnings, fmt.Sprintf(
			"The terms' intervals and tests are Wald: with %d terms on %d patterns likelihood profiles would cost too much.", len(a.Design.Columns), a.Grouped.Rows()))
	}
	for c := range a.Design.Columns {
		a.Record.Terms = append(a.Record.Terms, a.term(c))
	}
}

// term is one slope of the model, that of column j of the design.
func (a *Adjustment) term(j int) result.Term {
	f := &a.Design.Factors[a.Design.Columns[j].Factor]
	t := result.Term{Term: a.Design.Columns[j].Term, Signal: f.ID, Block: f.Block}
	if a.Conditional != nil {
		a.conditionalSlope(j, &t)
	} else {
		a.slope(j, &t)
	}
	if t.LogOdds == nil {
		return t
	}
	if a.wald() || a.ownTerm(j) {
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

// ownTerm tells whether column j means nothing by itself: one term of a spline, or the
// indicator of unknown values. Its interval and test are Wald, which cost no fit.
func (a *Adjustment) ownTerm(j int) bool {
	c := &a.Design.Columns[j]
	return c.Unknown || len(a.Design.Own[c.Factor]) > 1
}

func (a *Adjustment) slope(j int, t *result.Term) {
	slope, err := a.Fit.Slope(j)
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

func (a *Adjustment) profile(j int) (low, high float64, err error) {
	if a.Conditional != nil {
		return a.Conditional.Profile(j, a.Level)
	}
	return a.Fit.Profile(j, a.Level)
}

func (a *Adjustment) likelihoodRatio(columns ...int) (stats.ChiSquare, error) {
	if a.Conditional != nil {
		return a.Conditional.LikelihoodRatio(columns...)
	}
	return a.Fit.LikelihoodRatio(columns...)
}
