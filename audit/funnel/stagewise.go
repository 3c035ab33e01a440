package funnel

import (
	"fmt"
	"math"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"
)

const methodStagewise = "difference of two average marginal effects; both stages stacked, standard error clustered by requisition over both (CR1), so that the people and requisitions they share count"

// widerWords ends the method where the model-based error is the larger one.
const widerWords = "; the wider model-based standard error instead, as there are few requisitions"

// Reach is an effect with what each requisition adds to its sampling error: the
// cluster's part of the sandwich, with CR1's factor, so that its variance is the sum
// of their squares.
type Reach struct {
	value   float64
	n       int
	based   float64            // model-based variance
	parts   map[uint32]float64 // by code of Dataset.requisition
	missing string             // why there is none
}

// ReachOf of factor j on the scale that is comparable between stages: per unit where
// the signal is numeric, since its spread shrinks with each selection.
func ReachOf(v *dataset.View, a *model.Adjustment, j int) *Reach {
	if j < 0 {
		return &Reach{missing: model.LeftOutWords}
	}
	f, err := a.Own(j)
	if err != nil {
		return &Reach{missing: stats.Reason(err)}
	}
	if a.Crowded(j) != "" {
		return &Reach{missing: "there are too few decisions for the signals of the model at one of the stages"}
	}
	c := f.Contrast(j)
	if c.Missing != "" {
		return &Reach{missing: c.Missing}
	}
	effect := c.Change
	if unit := c.PerUnit(f.Distribution(j)); unit != nil {
		effect = *unit
	}
	fit := f.Fit
	cov, err := fit.ClusterCovariance(logit.ByStratum, logit.CR0)
	if err != nil {
		return &Reach{missing: stats.Reason(err)}
	}
	out := &Reach{value: effect.Value, based: fit.ModelCovariance().Variance(effect), n: int(math.Round(effect.N)), parts: map[uint32]float64{}}
	strata := f.Grouped.Strata()
	for c, part := range cov.Parts(effect) { // a requisition's levels are one cluster
		out.parts[v.Data.StratumReq[strata[c]]] += part
	}
	g := float64(len(out.parts))
	if g < model.FewClusters {
		return &Reach{missing: fmt.Sprintf("fewer than %d requisitions at one of the stages: too few for an error that allows for the people both share", model.FewClusters)}
	}
	for c := range out.parts {
		out.parts[c] *= math.Sqrt(g / (g - 1))
	}
	return out
}

// CompareStages asks of each weak signal whether its effect at the first stage
// differs from that at each later one.
//
// reaches are by stage and signal; nil where an effect isn't compared.
//
// The stages share people, so their effects are no independent estimates. Both
// estimating equations are stacked, and the errors clustered by requisition over both
// (seemingly unrelated estimation): Var(d) = Σ_c (I_c,first − I_c,later)², where a
// requisition that is in one stage only has 0 at the other. t with the smaller number
// of requisitions minus one. Below model.AsymptoticClusters requisitions the error is at
// least the model-based one, for the reason given there: each stage is modelled given
// who entered it, so that its score is uncorrelated with that of the stages before and
// the variances add up. Weesie (1999) Stata Technical Bulletin 52:34–47; Clogg,
// Petkova & Haritou (1995) Am J Sociol 100:1261–1293.
func CompareStages(stages []result.StageResult, reaches [][]*Reach, level float64) []result.EffectDifference {
	out := []result.EffectDifference{}
	var p []*float64
	for i := 1; i < len(stages); i++ {
		if stages[i].Stage == result.BottomLine {
			continue
		}
		for j := range stages[0].Signals {
			a := &stages[0].Signals[j]
			for k := range stages[i].Signals {
				if b := &stages[i].Signals[k]; a.Block == result.Weak && b.Signal == a.Signal && b.Block == result.Weak {
					d := compareEffects(a, b, reaches[0][j], reaches[i][k], level)
					d.First, d.Later = stages[0].Stage, stages[i].Stage
					out, p = append(out, d), append(p, d.P)
				}
			}
		}
	}
	for i, adjusted := range stats.BenjaminiHochberg(p) {
		out[i].PAdjusted = adjusted
	}
	return out
}

func compareEffects(a, b *result.SignalResult, first, later *Reach, level float64) result.EffectDifference {
	out := result.EffectDifference{Signal: a.Signal, Block: a.Block, AtFirst: effectPerUnit(a), AtLater: effectPerUnit(b)}
	for _, r := range []*Reach{first, later} {
		if r == nil || r.missing != "" {
			why := "there is no model"
			if r != nil {
				why = r.missing
			}
			out.Difference = result.NotEstimable(methodStagewise, 0, why)
			return out
		}
	}
	var each []float64
	for c, part := range first.parts {
		each = append(each, math.Abs(part-later.parts[c]))
	}
	for c, part := range later.parts {
		if _, both := first.parts[c]; !both {
			each = append(each, math.Abs(part))
		}
	}
	slices.Sort(each) // no map order in sums
	ss := 0.0
	for _, d := range each {
		ss += d * d
	}
	df := float64(min(len(first.parts), len(later.parts)) - 1)
	method := fmt.Sprintf("%s, t with %.0f degrees of freedom", methodStagewise, df)
	if based := first.based + later.based; based > ss && df+1 < model.AsymptoticClusters {
		ss, method = based, method+widerWords
	}
	out.Difference, out.P = model.Around(first.value-later.value, math.Sqrt(ss), df, level, method, first.n+later.n)
	return out
}

// effectPerUnit is the effect on the scale of reach.
func effectPerUnit(s *result.SignalResult) result.Estimate {
	if s.Adjusted.PerUnit != nil {
		return *s.Adjusted.PerUnit
	}
	return s.Adjusted.AverageMarginalEffect
}
