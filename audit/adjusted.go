package audit

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

const (
	// waldAbove is the number of patterns above which profile intervals and
	// likelihood-ratio tests of the terms become Wald: they agree there, and each
	// would cost a dozen passes over the data.
	waldAbove = 50000
	// fewClusters: below it the clustered interval alone is not trusted and the
	// model-based one stands beside it.
	fewClusters = 8
	// asymptoticClusters: below it a verdict asks both errors. CR1 with t(G−1) then is
	// too short where requisitions hold few selections: with 12 requisitions of 60 and
	// 8 % selected it flagged 7.8 % of 2,000 pools without any effect; with both 2.3 %.
	asymptoticClusters = 50
	// eventsPerTerm: with fewer decisions of the rarer kind per signal the fit comes
	// near to reproducing the data, residuals vanish, and clustered errors, which are
	// made of them, with it. Five: Vittinghoff & McCulloch (2007) Am J Epidemiol
	// 165:710–718, who find poor coverage, bias and error rates of maximum-likelihood
	// fits uncommon at five to nine events per term.
	eventsPerTerm = 5
	// eventsPerCluster: below 50 clusters with fewer decisions of the rarer kind each,
	// the interval to report is the wider one. With 30 requisitions of 80 and 4 %
	// selected clustered ones cover 91 to 93 % (docs/calibration.md).
	eventsPerCluster = 5
	// crowdedBelow is the number of decisions of the rarer kind per signal below
	// which no verdict is given: at two to four per term problems are fairly
	// frequent in Vittinghoff & McCulloch (2007), and below two a model can
	// reproduce the decisions with errors near nothing.
	crowdedBelow = 2
	// boundAbove is the share of applications with an unknown signal above which
	// the bounding fits are made.
	boundAbove = 0.05
	power      = 0.8
)

// adjustment is one adjusted model of a stage, fitted.
type adjustment struct {
	choice
	d       *design
	g       *stats.Grouped
	fit     *stats.Fit
	cond    *stats.ConditionalFit // instead of fit under the conditional likelihood
	lpm     *stats.Fit
	model   *stats.Covariance
	cluster *stats.Covariance // nil: not clustered
	lpmCov  *stats.Covariance
	within  *within
	record  *result.Model
}

// adjust fits the model of a stage; where that fails the record says why and fit is nil.
func adjust(v *dataset.View, p ModelPlan, fs []dataset.Factor, how fill) *adjustment {
	first := p
	if first.RequisitionEffects == "auto" || first.Likelihood == result.LikelihoodCond {
		first.RequisitionEffects = result.RequisitionFixed
	}
	d := newDesign(v, first, fs, how)
	a := &adjustment{choice: choose(p, poolOf(d)), d: d}
	a.record = a.newRecord()
	a.record.LogLikNull = nullLogLik(d)
	if len(fs) == 0 {
		return a.fail("there is no signal in the model")
	}
	g, err := stats.NewGrouped(d.patterns(), stats.GroupedOptions{Workers: p.Workers})
	if err != nil {
		return a.fail(stats.Reason(err))
	}
	a.g = g
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

func (a *adjustment) fail(why string) *adjustment {
	a.record.NotEstimable = why
	return a
}

func eachStratum(d *design, visit func(lo, hi int, n, y float64)) {
	for lo := 0; lo < d.len(); {
		hi, n, y := lo, 0.0, 0.0
		for ; hi < d.len() && d.stratum[hi] == d.stratum[lo]; hi++ {
			n += d.n[hi]
			y += d.y[hi]
		}
		visit(lo, hi, n, y)
		lo = hi
	}
}

func nullLogLik(d *design) (ll float64) {
	eachStratum(d, func(_, _ int, n, y float64) {
		if y > 0 && y < n {
			ll += y*math.Log(y/n) + (n-y)*math.Log1p(-y/n)
		}
	})
	return ll
}

func (a *adjustment) newRecord() *result.Model {
	kept, dropped := rates.Count(a.d.kept, a.Level), rates.Count(a.d.dropped, a.Level)
	return &result.Model{Likelihood: a.Likelihood, Penalty: a.Penalty, RequisitionEffects: a.RequisitionEffects,
		Rule: a.rule, Cluster: a.Cluster, DroppedUnknown: a.d.dropped.N, Dropped: a.d.dropped.N,
		KeptRate: &kept, DroppedRate: &dropped, Blocks: []result.BlockTest{}, Terms: []result.Term{}}
}

func (a *adjustment) run() (err error) {
	if a.Likelihood == result.LikelihoodCond {
		if a.cond, err = stats.ConditionalLogit(a.g); err != nil {
			return err
		}
	}
	return a.fitEffects()
}

// fitEffects fits what the average marginal effects come from, with their errors:
// under the conditional likelihood that is the linear model alone.
func (a *adjustment) fitEffects() (err error) {
	switch {
	case a.cond != nil:
	case a.Penalty == result.PenaltyFirth:
		a.fit, err = stats.Firth(a.g)
	default:
		a.fit, err = stats.LogisticML(a.g)
	}
	if err != nil {
		return err
	}
	a.lpm, _ = stats.LinearProbability(a.g)
	if a.fit != nil {
		a.model = a.fit.ModelCovariance()
	}
	if a.Cluster == result.ClusterNone {
		return nil
	}
	// One cluster has no clustered error: the model-based one stands in and says so.
	if a.fit != nil {
		a.cluster, _ = a.fit.ClusterCovariance(stats.ByCluster, stats.Correction(a.ClusterCorrection))
	}
	if a.lpm != nil {
		a.lpmCov, _ = a.lpm.ClusterCovariance(stats.ByCluster, stats.Correction(a.ClusterCorrection))
	}
	return nil
}

// finish fills the record from the fit.
func (a *adjustment) finish() {
	m := a.record
	strata, n := a.g.SingleClass()
	total, _ := a.g.N()
	m.SingleClass, m.Dropped = len(strata), m.DroppedUnknown+int(n)
	m.N, m.Patterns = int(total), a.g.Rows()
	m.Clusters = a.clusters()
	if a.cond != nil {
		m.LogLik, m.LogLikNull = a.cond.LogLik, a.cond.NullLogLik
	} else {
		m.LogLik, m.LogLikNull = a.fit.LogLik, a.fit.NullLogLik
	}
	if a.Penalty == result.PenaltyFirth {
		m.LogLikPenalized = result.Finite(a.fit.Penalized)
	}
	if a.fit != nil && a.fit.Separation != nil {
		m.Separated = true
		m.Warnings = append(m.Warnings, a.separationWords(a.fit.Separation))
	}
	a.within = withinMoments(a.d, a.g.Estimable())
	a.terms()
	a.blockTests()
	a.shareWarnings()
}

func (a *adjustment) separationWords(s *stats.Separation) string {
	what := "Some requisitions are decided without exception"
	columns, together := s.Alone, ""
	if len(columns) == 0 {
		columns, together = s.Columns, ", taken together,"
	}
	switch k := len(columns); {
	case k > 3:
		what = fmt.Sprintf("A combination of %d signals tells part of the decisions without exception", k)
		if together == "" {
			what = fmt.Sprintf("Each of %d signals tells part of the decisions without exception", k)
		}
	case k == 1:
		what = a.d.factors[columns[0]].Term + " tells part of the decisions without exception"
	case k > 1:
		var names []string
		for _, j := range columns {
			names = append(names, a.d.factors[j].Term)
		}
		if together == "" {
			together = " each"
		}
		what = strings.Join(names, ", ") + together + " tell part of the decisions without exception"
	}
	return "Separation: " + what + ". The unpenalised model has no finite answer; the penalised one is used."
}

// fewEvents tells whether the model has too many signals for its decisions.
func (a *adjustment) fewEvents() bool {
	n, advanced := a.g.N()
	return math.Min(advanced, n-advanced) < eventsPerTerm*float64(len(a.g.Estimable()))
}

// thinClusters tells whether the clusters hold few decisions of the rarer kind.
func (a *adjustment) thinClusters(clusters int) bool {
	n, advanced := a.g.N()
	return math.Min(advanced, n-advanced) < eventsPerCluster*float64(clusters)
}

// crowded says why factor j's effect carries no verdict, however clear it looks.
func (a *adjustment) crowded(j int) string {
	n, advanced := a.g.N()
	events, terms := math.Min(advanced, n-advanced), len(a.g.Estimable())
	if events < crowdedBelow*float64(terms) {
		// Without the count, which a workbook may have to withhold.
		return fmt.Sprintf("Too few decisions for the %d signals of the model, which could follow them too closely to tell: it takes at least %d of the rarer kind for each signal.", terms, crowdedBelow)
	}
	if a.fit == nil || a.fit.Separation == nil {
		return ""
	}
	// A signal that separates alone is no accident of the combination: everyone
	// referred advanced, say. The penalised effect and its wider interval then tell.
	s := a.fit.Separation
	if len(s.Columns) < 2 || slices.Contains(s.Alone, j) || !slices.Contains(s.Columns, j) {
		return ""
	}
	return "Only together with other signals it predicts decisions without exception, which the model could follow too closely to tell."
}

func (a *adjustment) clusters() int {
	switch {
	case a.cluster != nil:
		return a.cluster.Clusters
	case a.lpmCov != nil:
		return a.lpmCov.Clusters
	}
	return 0
}

// blockTests are the (penalised) likelihood-ratio tests of each block, last in.
func (a *adjustment) blockTests() {
	for _, b := range []result.Block{result.Weak, result.JobRelated, result.Context} {
		var cols []int
		for j := range a.d.factors {
			if a.d.factors[j].Block == b {
				cols = append(cols, j)
			}
		}
		if len(cols) == 0 {
			continue
		}
		t := result.BlockTest{Block: b}
		if lr, err := a.likelihoodRatio(cols...); err == nil {
			t.LR, t.DF, t.P = result.Finite(lr.Statistic), lr.DF, result.Probability(lr.P)
		}
		a.record.Blocks = append(a.record.Blocks, t)
	}
}

func (a *adjustment) shareWarnings() {
	m := a.record
	if all := m.N + m.Dropped; all > 0 && float64(m.DroppedUnknown) > boundAbove*float64(all) {
		m.Warnings = append(m.Warnings, fmt.Sprintf(
			"%d of %d applications are left out because a signal is unknown; %s of them advanced against %s of those kept.",
			m.DroppedUnknown, all, result.RateWords(*m.DroppedRate), result.RateWords(*m.KeptRate)))
	}
	if m.SingleClass > 0 {
		m.Warnings = append(m.Warnings, fmt.Sprintf(
			"In %d requisitions everyone or no one advanced: they say nothing about signals and are left out of the adjusted model.", m.SingleClass))
	}
	if a.fewEvents() {
		m.Warnings = append(m.Warnings, fmt.Sprintf(
			"There are fewer than %d decisions of the rarer kind per signal: clustered intervals may be too short, so that verdicts use the wider of them and the model-based ones.", eventsPerTerm))
	}
	if m.Clusters > 0 && m.Clusters < fewClusters {
		m.Warnings = append(m.Warnings, fmt.Sprintf(
			"Only %d clusters: the clustered interval may be too short, so that verdicts use the wider of it and the model-based one.", m.Clusters))
	}
	if a.within == nil {
		return
	}
	for j := range a.d.factors {
		if vif, ok := a.within.vif(j); ok && vif > 5 {
			m.Warnings = append(m.Warnings, fmt.Sprintf("%s overlaps with the other signals (variance inflation %.1f): its own part is hard to tell apart.",
				a.d.factors[j].Term, vif))
		}
	}
}
