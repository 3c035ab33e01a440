package disclosure

import (
	"math"
	"slices"

	"weaksignal/audit/result"
)

// Guarded is the adjusted effect of a signal as far as it may be printed. A
// coefficient of a model over several requisitions is a safe statistic (Hundepool
// et al. 2012, ch. 6: regression output with enough degrees of freedom), but where
// the outcomes are withheld it is rounded to whole points, so that a model with
// little in it can't be turned back into counts; with one requisition it is left
// out, as it then is close to the plain difference.
func Guarded(e result.Estimate, st result.StageResult, sh Shade) result.Estimate {
	if sh <= Open || e.Value == nil {
		return e
	}
	if st.Requisitions < 2 {
		return result.NotEstimable(e.Method, e.N, "withheld")
	}
	return Rough(e)
}

// Rough rounds an estimate to whole points or percents.
func Rough(e result.Estimate) result.Estimate {
	whole := func(x *float64) *float64 {
		if x == nil {
			return nil
		}
		r := math.Round(*x*100) / 100
		return &r
	}
	e.Value, e.Low, e.High = whole(e.Value), whole(e.Low), whole(e.High)
	return e
}

// Known tells whether a reader has the counts of all who stated an attribute, by its
// index at a stage: what is computed from them, such as a shortfall, gives away their
// selections.
func (s *Shown) Known(stage, attribute int) bool {
	return s.Stages[stage].Shade() == Open && s.Unknown[stage][attribute].Shade() <= Open
}

// Hides tells whether any count of an attribute, by its index at a stage, is withheld:
// what is computed from all of its groups would give it away.
func (s *Shown) Hides(stage, attribute int) bool {
	hides := func(t *Tally) bool { return t.Shade() > Open }
	return slices.ContainsFunc(s.Groups[stage][attribute], hides) || hides(s.Unknown[stage][attribute])
}

// Shrunken is a screener's rate drawn towards the mean of a stage's screeners, as far
// as it may be printed: to whole percents where the counts of one of them are withheld.
func (s *Shown) Shrunken(stage int, e result.Estimate) result.Estimate {
	if slices.ContainsFunc(s.Screeners[stage], func(t *Tally) bool { return t.Shade() > Open }) {
		return Rough(e)
	}
	return e
}
