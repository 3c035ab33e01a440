package model

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"
)

const (
	// waldAbove is the number of patterns above which profile intervals and
	// likelihood-ratio tests of the terms become Wald: they agree there, and each
	// would cost a dozen passes over the data.
	waldAbove = 50000
	// FewClusters: below it the clustered interval alone is not trusted and the
	// model-based one stands beside it.
	FewClusters = 8
	// AsymptoticClusters: below it the difference of two stages' effects asks both errors:
	// CR1 with t(G−1) is too short where requisitions hold few selections.
	AsymptoticClusters = 50
	// EventsPerTerm: with fewer decisions of the rarer kind per signal the fit comes
	// near to reproducing the data, residuals vanish, and clustered errors, which are
	// made of them, with it. Five: Vittinghoff & McCulloch (2007) Am J Epidemiol
	// 165:710–718, who find poor coverage, bias and error rates of maximum-likelihood
	// fits uncommon at five to nine events per term.
	EventsPerTerm = 5
	// crowdedBelow is the number of decisions of the rarer kind per signal below
	// which no verdict is given: at two to four per term problems are fairly
	// frequent in Vittinghoff & McCulloch (2007), and below two a model can
	// reproduce the decisions with errors near nothing.
	crowdedBelow = 2
	power        = 0.8
)

// Adjustment is the adjusted model of a stage, fitted: the model of the record, on all
// applications with all factors, and what effects under other specifications start from.
type Adjustment struct {
	Choice
	Base        *Base
	Design      *Design
	Grouped     *logit.Grouped // the requisitions with both outcomes
	Fit         *logit.Fit
	Conditional *logit.ConditionalFit // instead of Fit under the conditional likelihood
	// Headline is what effects are read from where every value is known; see Own.
	Headline *Fitted
	Record   *result.Model
	model    *logit.Covariance
	cluster  *logit.Covariance // nil: not clustered
	straight *straight
	own      map[string]ownFit
	forms    map[string][]Contrast
}

// Adjust fits the model of a stage; where that fails the record says why and Headline is nil.
func Adjust(v *dataset.View, p Plan, fs []dataset.Factor) *Adjustment {
	first := p
	if first.RequisitionEffects == "auto" || first.Likelihood == result.LikelihoodCond {
		first.RequisitionEffects = result.RequisitionFixed
	}
	b := NewBase(v, first, fs)
	d := b.Design(All(p.Form))
	a := &Adjustment{Choice: choose(p, PoolOf(d)), Base: b, Design: d, own: map[string]ownFit{}, forms: map[string][]Contrast{}}
	a.Record = a.newRecord()
	a.Record.LogLikNull = nullLogLik(d)
	if len(fs) == 0 {
		return a.fail("there is no signal in the model")
	}
	g, err := logit.NewGrouped(d.lazily(), logit.GroupedOptions{Workers: p.Workers})
	if err != nil {
		return a.fail(stats.Reason(err))
	}
	a.Grouped = g
	err = a.run()
	if err != nil && a.Likelihood == result.LikelihoodCond && p.Likelihood == "auto" {
		a.unconditionally(p, stats.Reason(err))
		err = a.run()
	}
	if err != nil {
		return a.fail(stats.Reason(err))
	}
	a.finish()
	return a
}

func (a *Adjustment) fail(why string) *Adjustment {
	a.Record.NotEstimable, a.Headline = why, nil
	return a
}

// why there is no model.
func (a *Adjustment) why() error { return &stats.NotEstimable{Reason: a.Record.NotEstimable} }

func nullLogLik(d *Design) (ll float64) {
	EachStratum(d, func(_, _ int, n, y float64) {
		if y > 0 && y < n {
			ll += y*math.Log(y/n) + (n-y)*math.Log1p(-y/n)
		}
	})
	return ll
}

func (a *Adjustment) newRecord() *result.Model {
	kept := rates.Count(a.Design.Kept, a.Level)
	return &result.Model{Likelihood: a.Likelihood, Penalty: a.Penalty, RequisitionEffects: a.RequisitionEffects,
		Rule: a.rule, Cluster: a.Cluster, KeptRate: &kept, Blocks: []result.BlockTest{}, Terms: []result.Term{}}
}

func (a *Adjustment) run() (err error) {
	if a.Likelihood == result.LikelihoodCond {
		if err = a.conditionally(); err != nil {
			return err
		}
	} else {
		logistic := a.Choice
		logistic.LinearHeadline = false
		f, err := a.Design.fitGrouped(logistic, a.Grouped)
		if err != nil {
			return err
		}
		a.Fit, a.model, a.cluster, a.Headline = f.Fit, f.Model, f.Clustered, f
	}
	if a.LinearHeadline {
		a.Headline, err = a.Design.Fit(a.Choice)
	}
	return err
}

// finish fills the record from the fit.
func (a *Adjustment) finish() {
	m := a.Record
	strata, n := a.Grouped.SingleClass()
	total, _ := a.Grouped.N()
	m.SingleClass, m.Dropped = len(strata), int(n)
	m.N, m.Patterns = int(total), a.Grouped.Rows()
	if a.Headline.Clustered != nil {
		m.Clusters = a.Headline.Clustered.Clusters
	}
	if a.Conditional != nil {
		m.LogLik, m.LogLikNull = a.Conditional.LogLik, a.Conditional.NullLogLik
	} else {
		m.LogLik, m.LogLikNull = a.Fit.LogLik, a.Fit.NullLogLik
	}
	if a.Penalty == result.PenaltyFirth {
		m.LogLikPenalized = result.Finite(a.Fit.Penalized)
	}
	if a.Fit != nil && a.Fit.Separation != nil {
		m.Separated = true
		m.Warnings = append(m.Warnings, a.separationWords(a.Fit.Separation))
	}
	a.straight = newStraight(a)
	a.terms()
	a.blockTests()
	a.shareWarnings()
}

func (a *Adjustment) separationWords(s *logit.Separation) string {
	what := "Some requisitions are decided without exception"
	columns, together := a.factorsOf(s.Alone), ""
	if len(columns) == 0 {
		columns, together = a.factorsOf(s.Columns), ", taken together,"
	}
	switch k := len(columns); {
	case k > 3:
		what = fmt.Sprintf("A combination of %d signals tells part of the decisions without exception", k)
		if together == "" {
			what = fmt.Sprintf("Each of %d signals tells part of the decisions without exception", k)
		}
	case k == 1:
		what = a.Design.Factors[columns[0]].Term + " tells part of the decisions without exception"
	case k > 1:
		var names []string
		for _, j := range columns {
			names = append(names, a.Design.Factors[j].Term)
		}
		if together == "" {
			together = " each"
		}
		what = strings.Join(names, ", ") + together + " tell part of the decisions without exception"
	}
	return "Separation: " + what + ". The unpenalised model has no finite answer; the penalised one is used."
}

// factorsOf lists the factors of some columns, those of unknown values left out.
func (a *Adjustment) factorsOf(columns []int) []int {
	var out []int
	for _, c := range columns {
		if j := a.Design.Columns[c].Factor; !a.Design.Columns[c].Unknown && !slices.Contains(out, j) {
			out = append(out, j)
		}
	}
	return out
}

// fewEvents tells whether the model has too many signals for its decisions.
func (a *Adjustment) fewEvents() bool {
	n, advanced := a.Grouped.N()
	return math.Min(advanced, n-advanced) < EventsPerTerm*float64(len(a.Grouped.Estimable()))
}

// Overfull says why the model has too many terms for its decisions to be looked at as a
// whole; "" = it hasn't, or there is no model.
func (a *Adjustment) Overfull() string {
	if a.Grouped == nil {
		return ""
	}
	n, advanced := a.Grouped.N()
	if events, terms := math.Min(advanced, n-advanced), len(a.Grouped.Estimable()); events < crowdedBelow*float64(terms) {
		// Without the count, which a workbook may have to withhold.
		return fmt.Sprintf("there are too few decisions for the %d terms of the model, which could follow them too closely to tell: it takes at least %d of the rarer kind for each", terms, crowdedBelow)
	}
	return ""
}

// Crowded says why factor j's effect carries no verdict, however clear it looks.
func (a *Adjustment) Crowded(j int) string {
	if why := a.Overfull(); why != "" {
		return "T" + why[1:] + "."
	}
	if a.Fit == nil || a.Fit.Separation == nil {
		return ""
	}
	// A signal that separates alone is no accident of the combination: everyone
	// referred advanced, say. The penalised effect and its wider interval then tell.
	s := a.Fit.Separation
	all := a.factorsOf(s.Columns)
	if len(all) < 2 || slices.Contains(a.factorsOf(s.Alone), j) || !slices.Contains(all, j) {
		return ""
	}
	return "Only together with other signals it predicts decisions without exception, which the model could follow too closely to tell."
}

// blockTests are the (penalised) likelihood-ratio tests of each block, last in.
func (a *Adjustment) blockTests() {
	for _, b := range []result.Block{result.Weak, result.JobRelated, result.Context} {
		cols := a.Design.block(b)
		if len(cols) == 0 {
			continue
		}
		t := result.BlockTest{Block: b}
		if lr, err := a.likelihoodRatio(cols...); err == nil {
			t.LR, t.DF, t.P = result.Finite(lr.Statistic), lr.DF, result.Probability(lr.P)
		}
		a.Record.Blocks = append(a.Record.Blocks, t)
	}
}

func (a *Adjustment) shareWarnings() {
	m := a.Record
	if m.SingleClass > 0 {
		m.Warnings = append(m.Warnings, fmt.Sprintf(
			"In %d requisitions everyone or no one advanced: they say nothing about signals and are left out of the adjusted model.", m.SingleClass))
	}
	if a.fewEvents() {
		m.Warnings = append(m.Warnings, fmt.Sprintf(
			"There are fewer than %d decisions of the rarer kind for each of the %d terms of the model: it may follow the decisions too closely, and intervals be too short.", EventsPerTerm, len(a.Grouped.Estimable())))
	}
	if m.Clusters > 0 && m.Clusters < FewClusters {
		m.Warnings = append(m.Warnings, fmt.Sprintf(
			"Only %d clusters: clustered intervals may be too short; the wider of them and the model-based ones is used, as always.", m.Clusters))
	}
	m.Warnings = append(m.Warnings, a.straight.overlaps()...)
}
