package probe

import (
	"cmp"
	"fmt"
	"math"

	"weaksignal/audit/result"

	"weaksignal/audit/stats"
)

// analysis holds what the steps share.
type analysis struct {
	in      *Input
	outcome measure
	byJob   bool
	result  *Result
}

// Analyse turns answers into effects and verdicts. An error means an input that
// cannot be analysed at all; too few answers are a verdict, not an error.
func Analyse(in *Input) (*Result, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	a := &analysis{in: in, outcome: Answers.score}
	jobs, resumes, scores := map[int]bool{}, map[int]bool{}, false
	for _, u := range in.Units {
		jobs[u.Job], resumes[u.Resume] = true, true
		_, ok := u.Base.score()
		scores = scores || ok
	}
	a.byJob = len(jobs) > 1
	a.result = &Result{Units: len(in.Units), Jobs: len(jobs), Resumes: len(resumes), ClusteredBy: "résumé", Outcome: "score",
		DecisionMargin: in.Margin.Decision, Arms: []ArmResult{}, Failures: []Failures{}}
	if a.byJob {
		a.result.ClusteredBy = "job"
	}
	if !scores {
		a.outcome, a.result.Outcome, a.result.Margin = Answers.decision, "decision", in.Margin.Decision
	} else {
		sd := a.spread()
		a.result.ScoreSD, a.result.Margin = &sd, in.Margin.ScoreSD*sd
	}
	a.failures()
	a.placebos()
	a.control()
	a.repeatability()
	a.rendering()
	for j := range in.Arms {
		a.result.Arms = append(a.result.Arms, a.arm(j))
	}
	a.verdicts()
	return a.result, nil
}

// spread of the base versions' scores over units.
func (a *analysis) spread() float64 {
	var n, sum, square float64
	for _, u := range a.in.Units {
		if s, ok := u.Base.score(); ok {
			n, sum, square = n+1, sum+s, square+s*s
		}
	}
	if n < 2 {
		return 0
	}
	return math.Sqrt(math.Max(0, square-sum*sum/n) / (n - 1))
}

func (a *analysis) cluster(u *Unit) int {
	if a.byJob {
		return u.Job
	}
	return u.Resume
}

// collect the differences of one contrast of each unit.
func (a *analysis) collect(of func(u *Unit) (float64, bool)) pairs {
	var p pairs
	for i := range a.in.Units {
		u := &a.in.Units[i]
		if d, ok := of(u); ok {
			p.d, p.cluster = append(p.d, d), append(p.cluster, a.cluster(u))
		}
	}
	return p
}

const methodPaired = "mean difference within a résumé at a job, t interval clustered by %s (CR1, %d clusters)"

// estimate is the mean of differences with its interval and the larger of both p-values.
func (a *analysis) estimate(p pairs) (e result.Estimate, larger, flip *float64) {
	c, err := p.mean()
	method := fmt.Sprintf(methodPaired, a.result.ClusteredBy, c.clusters)
	if err != nil {
		return result.NotEstimable(method, len(p.d), err.Error()), nil, nil
	}
	low, high, t := c.interval(a.in.Level)
	e = result.Interval(c.mean, low, high, a.in.Level, method, len(p.d))
	e.SE = &c.se
	s := p.signFlip(cmp.Or(a.in.Flips, defaultFlips), a.in.Seed)
	most := math.Max(t, s)
	return e, &most, &s
}

func (a *analysis) arm(j int) ArmResult {
	contrast := func(u *Unit) *Contrast { return u.Signals[j] }
	p := a.collect(func(u *Unit) (float64, bool) { return contrast(u).difference(a.outcome) })
	out := ArmResult{Arm: a.in.Arms[j].ID, Signal: a.in.Arms[j].Signal, Pairs: len(p.d)}
	out.Effect, out.P, out.SignFlipP = a.estimate(p)
	decisions := a.collect(func(u *Unit) (float64, bool) { return contrast(u).difference(Answers.decision) })
	if len(decisions.d) == 0 {
		out.DecisionEffect = result.NotEstimable("share of decisions", 0, "the screener gives no decisions and no cut is configured")
		out.Flips = out.DecisionEffect
		return out
	}
	out.DecisionEffect, _, _ = a.estimate(decisions)
	a.flips(&out, contrast)
	return out
}

// flips compares majority decisions with the first placebo's: one fixed beforehand, so
// that a pair is a pair.
func (a *analysis) flips(out *ArmResult, contrast func(u *Unit) *Contrast) {
	n := 0
	for i := range a.in.Units {
		c := contrast(&a.in.Units[i])
		if c == nil || len(c.Placebos) == 0 {
			continue
		}
		with, ok := c.With.decision()
		without, ok2 := c.Placebos[0].decision()
		if !ok || !ok2 {
			continue
		}
		n++
		switch with, without := with > .5, without > .5; {
		case with && !without:
			out.Gained++
		case without && !with:
			out.Lost++
		}
	}
	method := "difference of paired proportions, Tango score interval"
	if n == 0 {
		out.Flips = result.NotEstimable(method, 0, "no pair has two decisions")
		return
	}
	low, high := tango(out.Gained, out.Lost, n, a.in.Level)
	out.Flips = result.Interval(float64(out.Gained-out.Lost)/float64(n), low, high, a.in.Level, method, n)
	p := mcNemar(out.Gained, out.Lost)
	out.McNemar = &p
}

// verdicts corrects over the declared signals and judges each arm.
func (a *analysis) verdicts() {
	var p []*float64
	for i := range a.result.Arms {
		p = append(p, a.result.Arms[i].P)
	}
	for i, adjusted := range stats.Holm(p) {
		arm := &a.result.Arms[i]
		arm.PAdjusted = adjusted
		arm.Verdict, arm.Reason = a.judge(i, arm)
	}
}

// pairsForNone: with fewer pairs none is told to have no material effect. A handful of
// equal differences has a range of no width and still says nothing of other résumés:
// with 20 pairs of which none moves, at most 14 % of such pairs do (95 %, 1 − .05^(1/20)).
const pairsForNone = 20

// judge holds an arm against its gates, then its margin.
func (a *analysis) judge(j int, arm *ArmResult) (Verdict, Reason) {
	r := a.result
	value, low, high, ok := arm.Effect.Bounds()
	switch {
	case !ok:
		return CannotTell, ReasonTooFew
	case r.Control.Pairs == 0:
		return CannotTell, ReasonNoControl
	case !r.Control.Moved:
		return CannotTell, ReasonNotRead
	case a.lopsided(j):
		return CannotTell, ReasonFailures
	case a.unread(j):
		return CannotTell, ReasonUnreadPlace
	}
	clear := arm.PAdjusted != nil && *arm.PAdjusted < 1-a.in.Level
	switch {
	case clear && math.Abs(value) >= r.Margin && math.Abs(value) <= r.Placebo.Floor:
		return CannotTell, ReasonNoise
	case clear && math.Abs(value) >= r.Margin:
		return Associated, ReasonClear
	case low > -r.Margin && high < r.Margin && arm.Pairs < pairsForNone:
		return CannotTell, ReasonTooFew
	case low > -r.Margin && high < r.Margin:
		if _, l, h, ok := arm.DecisionEffect.Bounds(); ok && (l <= -r.DecisionMargin || h >= r.DecisionMargin) {
			return CannotTell, ReasonNoDecisions
		}
		return NoMaterialAssociation, ReasonWithin
	case clear:
		return CannotTell, ReasonSmall
	}
	return CannotTell, ReasonWide
}
