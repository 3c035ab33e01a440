package reliance

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/groups"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/panel"
	"weaksignal/audit/stats/resample"
)

const maxPlayers = 60 // signals of both blocks together

// Measure splits what the model explains out of sample over blocks and signals, and
// simulates the selections without the weak ones (nil where it can't). Tell is told how
// much of that is done, in [0, 1].
func Measure(v *dataset.View, a *model.Adjustment, rosters []groups.Roster, p model.Plan, tell func(part float64)) (*result.Reliance, *WhatIf) {
	if why := relianceImpossible(a); why != "" {
		return NoReliance(a.Design.Factors, a.Record.N, why), nil
	}
	whole := panel.Of(a.Design.Panel(), func(s int32) int32 { return requisitionOf(v.Data, a.Plan, s) })
	whole.Plain = a.Fit != nil && a.Penalty == result.PenaltyNone
	full := whole.Fit(true, -1, nil)
	w := newWhatIf(v, a, whole, full, rosters, p)
	at := newSteps(a.Design.Factors, a.Record.N, tell)
	at.add(workWhatIf)
	s := splitOf(whole, full, a, p, at)
	if s == nil {
		return NoReliance(a.Design.Factors, a.Record.N, "too few applications to hold any out"), w
	}
	weak, how := permutationTest(a, p)
	at.add(workPermutation)
	r := s.result(a.Design.Factors, weak, how)
	r.InSample = inSample(s.whole, s.g, a, s.logliks(p.Workers))
	r.ChangedSelections = w.changedSelections(s.n)
	at.add(workChanged)
	r.Warnings = append(r.Warnings, overlapWarnings(a)...)
	if !s.h.Exact {
		r.Approximation = approximation(s.h.P, s.g, p)
	}
	return r, w
}

// splitOf scores every subset that the split needs; nil where nothing can be held out.
func splitOf(whole *panel.Panel, full *panel.Fitted, a *model.Adjustment, p model.Plan, at *steps) *split {
	pan := *whole
	plan := pan.AssignFolds(p.Seed)
	if pan.Folds < 2 || pan.Strata() == 0 {
		return nil
	}
	g := newGame(&pan, a.Design, p.Seed)
	s := &split{g: g, whole: whole, full: full, level: p.Level, n: a.Record.N, plan: plan}
	for _, m := range g.Sets() {
		s.subsets = append(s.subsets, g.columns(m))
	}
	s.countSlopes(a)
	s.h = panel.NewHeldOut(&pan, len(s.subsets))
	s.h.Tell = at.split
	start := full
	if !plan.Between {
		start = nil // it knows requisitions, not their parts
	}
	s.scores = s.h.Evaluate(s.subsets, start, p.Workers)
	s.h.Tell = nil
	at.add(at.splits)
	return s
}

// requisitionOf a stratum code: without requisition effects there is one stratum.
func requisitionOf(d *dataset.Dataset, p model.Plan, stratum int32) int32 {
	if p.RequisitionEffects == result.RequisitionNone {
		return 0
	}
	return int32(d.StratumReq[stratum])
}

func relianceImpossible(a *model.Adjustment) string {
	players := 0
	for _, f := range a.Design.Factors {
		if f.Block != result.Context {
			players++
		}
	}
	informative := model.PoolOf(a.Design).Informative
	if why := a.Overfull(); why != "" {
		return why
	}
	switch {
	case len(a.Design.Factors) == 0:
		return "there is no signal in the model"
	case players > maxPlayers:
		return fmt.Sprintf("there are %d signals, more than %d", players, maxPlayers)
	case informative == 0:
		return "in no requisition did some advance and some not"
	}
	return ""
}

func NoReliance(fs []dataset.Factor, n int, why string) *result.Reliance {
	none := func(what string) result.Estimate { return result.NotEstimable(what, n, why) }
	r := &result.Reliance{Explained: none("explained deviance, out of sample"), ExplainedAfterCost: none("explained deviance, out of sample"), Blocks: []result.BlockShare{}, Signals: []result.SignalShare{},
		InSample:          result.InSample{McFadden: none("McFadden"), McFaddenTotal: none("McFadden"), Blocks: []result.InSampleBlock{}, Signals: []result.InSampleSignal{}},
		ChangedSelections: result.ChangedSelections{Estimate: none("changed selections"), UnderNoEffect: none("changed selections")}}
	for _, b := range []result.Block{result.Weak, result.JobRelated} {
		r.Blocks = append(r.Blocks, result.BlockShare{Block: b, Unique: none("unique"), Shapley: none("Shapley"), Alone: none("alone"), Share: none("share")})
		r.InSample.Blocks = append(r.InSample.Blocks, result.InSampleBlock{Block: b, Shapley: none("Shapley")})
	}
	for i := range fs {
		if fs[i].Block != result.Context {
			r.Signals = append(r.Signals, result.SignalShare{Signal: fs[i].ID, Block: fs[i].Block, Owen: none("Owen"), Share: none("share")})
			r.InSample.Signals = append(r.InSample.Signals, result.InSampleSignal{Signal: fs[i].ID, Block: fs[i].Block, Owen: none("Owen")})
		}
	}
	return r
}

// split turns the subsets' scores into estimates.
type split struct {
	g      *game
	h      *panel.HeldOut
	scores []panel.Score
	// whole is the panel before anything is held out, full its fit on all columns.
	whole   *panel.Panel
	full    *panel.Fitted
	subsets [][]int
	slopes  []int // by subset: how many columns have a slope of their own
	level   float64
	n       int
	plan    panel.FoldPlan
}

func (s *split) method(what string) string {
	units := "requisitions"
	if !s.plan.Between {
		units = "parts, not requisitions"
	}
	how := "refitted with Firth's penalty"
	if s.whole.Plain || len(s.whole.N) > panel.LargePanel {
		how = "refitted by maximum likelihood"
	}
	if !s.h.Exact {
		how = "one Newton step from the full fit"
	}
	return fmt.Sprintf("%s: share of the deviance left by requisition effects, out of sample (%s; %s); ratio estimator, t interval with %d degrees of freedom between %s",
		what, s.plan.Words, how, len(s.h.Null)-1, units)
}

// gain of subset i in unit u: the fall of its deviance.
func (s *split) gain(i, u int) float64 { return s.h.Null[u] - s.scores[i].Deviance[u] }

// ratio is Σ num/Σ den over units with a linearised interval between units.
func (s *split) ratio(num, den []float64, method string) result.Estimate {
	var top, bottom float64
	for u := range num {
		top += num[u]
		bottom += den[u]
	}
	if !(bottom > 0) {
		return result.NotEstimable(method, s.n, "the decisions leave no deviance to explain")
	}
	value := top / bottom
	units := float64(len(num))
	if s.small() {
		return result.Point(value, method+"; too few decisions or parts to hold out for an interval", s.n)
	}
	ss := 0.0
	for u := range num {
		e := num[u] - value*den[u]
		ss += e * e
	}
	se := math.Sqrt(ss*units/(units-1)) / bottom
	q, _ := model.QuantileP(0, units-1, s.level)
	e := result.Interval(value, value-q*se, value+q*se, s.level, method, s.n)
	e.SE = result.Finite(se)
	return e
}

// logliks gives each subset's log-likelihood on the whole panel; where requisitions
// were cut into parts, they are fitted again without the cuts.
func (s *split) logliks(workers int) []float64 {
	out := make([]float64, len(s.subsets))
	if s.plan.Between {
		for i := range out {
			out[i] = s.scores[i].Loglik
		}
		return out
	}
	h := panel.NewHeldOut(s.whole, len(s.subsets))
	stats.Parallel(workers, len(s.subsets), func(i int) { out[i] = h.Loglik(s.subsets[i], s.full) })
	return out
}

// byUnit applies a split over subsets to each unit's gains.
func (s *split) byUnit(f resample.Split) []float64 {
	out := make([]float64, len(s.h.Null))
	for u := range out {
		out[u] = f.Of(func(i int) float64 { return s.gain(i, u) })
	}
	return out
}

// result splits what is explained; permutationP is the weak block's, why the reason for none.
func (s *split) result(fs []dataset.Factor, permutationP *float64, why string) *result.Reliance {
	r := &result.Reliance{Folds: s.plan.Words, Blocks: []result.BlockShare{}, Signals: []result.SignalShare{}, PermutationP: permutationP, PermutationMethod: why}
	r.Explained = s.ratio(s.byUnit(s.g.Whole()), s.h.Null, s.method("explained"))
	r.ExplainedAfterCost = s.explainedAfterCost()
	m := s.gate(r.ExplainedAfterCost, permutationP, why)
	s.blockShares(r, m)
	s.signalShares(r, m, fs)
	return r
}

func (s *split) sampled(b result.Block) string {
	side := 0
	if b == result.JobRelated {
		side = 1
	}
	if n := s.g.Orders(side); n > 0 {
		return fmt.Sprintf(", over %d random orders", n)
	}
	return ""
}

// overlapWarnings says where blocks can't be told apart.
func overlapWarnings(a *model.Adjustment) []string {
	r2, ok := a.BlockOverlap()
	if ok && r2 > 0.5 {
		return []string{fmt.Sprintf("Weak and job-related signals overlap (largest canonical R² %.2f): how the explained part divides between them is uncertain; see unique and alone.", r2)}
	}
	return nil
}

// leaveOut lists the signals that aren't in the split.
func LeaveOut(r *result.Reliance, fs []dataset.Factor, n int) {
	for i := range fs {
		if fs[i].Block != result.Context {
			none := result.NotEstimable("Owen", n, model.LeftOutWords)
			r.Signals = append(r.Signals, result.SignalShare{Signal: fs[i].ID, Block: fs[i].Block, Owen: none, Share: none})
			r.InSample.Signals = append(r.InSample.Signals, result.InSampleSignal{Signal: fs[i].ID, Block: fs[i].Block, Owen: none})
		}
	}
}
