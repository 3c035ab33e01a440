package reliance

import (
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/resample"
)

const (
	// shareDecisions and shareUnits are what a share takes at least: three applicants
	// once gave "58.4 to 58.4 %".
	shareDecisions = 30
	shareUnits     = 5
	// shareAlpha is the level at which the weak block must matter, last in, for shares to
	// be printed: without it nine in ten pools with no weak effect, but weak signals
	// correlated with job-related ones, had a share whose interval excluded 0.
	shareAlpha = 0.05
	// shareWide is the width of a share's interval above which it is words, not a number.
	shareWide = 0.5
	// shareCovers is what the interval was measured to cover where it was printed, in pools of
	// 30 requisitions of 40 applications and 12 of 32: 89 and 92 % (of 100 pools) where all
	// rests on weak signals and criteria are straight lines, 95 and 98 % (of 60 and 41) where
	// they are splines; 94 and 90 % (of 100 and 71) where half does.
	shareCovers = "in simulated pools of 384 to 1,200 decisions it covered 89 % or more"
)

// measured is what Measure has when shares are asked for.
type measured struct {
	// afterCost are the gains of all signals by unit, with the cost of fitting given back.
	afterCost []float64
	why       string // why there is no share; "" = there is
	df        int
}

// small tells whether the pool is too small for any share, and for an interval between
// its few units.
func (s *split) small() bool { return s.n < shareDecisions || len(s.h.Null) < shareUnits }

// gate decides whether shares are printed, on what all signals explain after cost.
func (s *split) gate(explained result.Estimate, weak *float64, why string) measured {
	m := measured{afterCost: s.afterCost(s.g.Whole()), df: len(s.h.Null) - 1}
	_, low, _, ok := explained.Bounds()
	switch {
	case s.n < shareDecisions:
		m.why = fmt.Sprintf("there are fewer than %d decisions to learn it from", shareDecisions)
	case len(s.h.Null) < shareUnits:
		m.why = fmt.Sprintf("there are fewer than %d parts of the applications to hold out", shareUnits)
	case !ok:
		m.why = explained.NotEstimable
	case !(low > 0):
		m.why = "what the signals explain of held-out decisions can't be told from nothing"
	case weak == nil && why != "":
		m.why = "the weak signals together can't be tested: " + why
	case weak == nil:
		m.why = "no weak signal varies within a requisition"
	case *weak >= shareAlpha:
		m.why = fmt.Sprintf("the weak signals together can't be told from signals without any effect beside the others (permutation %s)", result.PValue(*weak))
	}
	return m
}

// afterCost gives a split's gains by unit with the cost of fitting given back:
// k·D_null,g/D_null in unit g for k slopes. A slope that is fitted on other requisitions
// costs about one unit of deviance where it is predicted, whether or not it matters
// (Akaike 1974, IEEE Trans Autom Control 19:716–723), which falls on the many signals of
// one block more than on the few of the other. Signals that others determine cost nothing.
func (s *split) afterCost(f resample.Split) []float64 {
	out := s.byUnit(f)
	slopes := f.Of(func(i int) float64 { return float64(s.slopes[i]) })
	null := 0.0
	for _, d := range s.h.Null {
		null += d
	}
	for u, d := range s.h.Null {
		out[u] += slopes * d / null
	}
	return out
}

// countSlopes gives the number of slopes of each subset that cost something.
func (s *split) countSlopes(a *model.Adjustment) {
	s.slopes = make([]int, len(s.subsets))
	for i, cols := range s.subsets {
		for _, c := range cols {
			if a.Grouped.Aliased(s.whole.Active[c]) == "" {
				s.slopes[i]++
			}
		}
	}
}

// share of what all signals explain; it and its limits are cut to [0, 1].
func (s *split) share(m measured, f resample.Split) (result.Estimate, result.ShareSize) {
	if m.why != "" {
		return result.NotEstimable("share of the explained part", s.n, m.why), ""
	}
	e := s.ratio(s.afterCost(f), m.afterCost, fmt.Sprintf(
		"share of the explained part, the cost of fitting each slope given back; ratio estimator, linearised t interval with %d degrees of freedom, cut to 0 to 1; %s", m.df, shareCovers))
	value, low, high, ok := e.Bounds()
	if !ok || e.Level == 0 {
		return e, ""
	}
	cut := result.Interval(unit(value), unit(low), unit(high), e.Level, e.Method, e.N)
	cut.SE = e.SE
	switch {
	case unit(high)-unit(low) <= shareWide:
		return cut, ""
	case unit(value) > 0.5:
		return cut, result.ShareMost
	}
	return cut, result.SharePart
}

func unit(x float64) float64 { return min(1, max(0, x)) }

// blockShares fills the blocks' part of the result.
func (s *split) blockShares(r *result.Reliance, m measured) {
	for side, b := range []result.Block{result.Weak, result.JobRelated} {
		unique, shapley, alone := s.g.Parts(side)
		out := result.BlockShare{Block: b,
			Unique:  s.ratio(s.byUnit(unique), s.h.Null, s.method("unique, last in")),
			Shapley: s.ratio(s.byUnit(shapley), s.h.Null, s.method("Shapley")),
			Alone:   s.ratio(s.byUnit(alone), s.h.Null, s.method("alone, first in"))}
		out.Share, out.Imprecise = s.share(m, shapley)
		r.Blocks = append(r.Blocks, out)
	}
}

// signalShares fills the signals' part of the result.
func (s *split) signalShares(r *result.Reliance, m measured, fs []dataset.Factor) {
	values := s.g.owenByFactor()
	for j := range fs {
		if fs[j].Block == result.Context {
			continue
		}
		out := result.SignalShare{Signal: fs[j].ID, Block: fs[j].Block,
			Owen:  result.Interval(0, 0, 0, s.level, "Owen: it does not vary within any requisition, so that it explains nothing", s.n),
			Share: result.Interval(0, 0, 0, s.level, "it does not vary within any requisition", s.n)}
		if m.why != "" {
			out.Share = result.NotEstimable("share of the explained part", s.n, m.why)
		}
		if f, ok := values[j]; ok {
			out.Owen = s.ratio(s.byUnit(f), s.h.Null, s.method("Owen, within its block"+s.sampled(fs[j].Block)))
			out.Share, out.Imprecise = s.share(m, f)
		}
		r.Signals = append(r.Signals, out)
	}
}
