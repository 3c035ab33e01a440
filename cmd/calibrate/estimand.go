package main

import (
	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
)

// Classes of signals by what the scenario gave them.
const (
	planted = "weak, planted"
	null    = "weak, no effect"
	// lost: without an effect, and unknown by value and decision. Intervals are of what is
	// known, and no bar holds for them; the verdict must stand.
	lost = "weak, no effect, unknown not at random"
	// varies: material for some, or in more than one direction, whatever the average is.
	varies = "weak, varies"
	// tainted: without an effect beside the criteria, one of which is made of it.
	tainted = "weak, within a criterion"
	related = "job-related"
	weak    = "weak"
	groups  = "groups"
	screen  = "screeners"
)

// classes in the order of the tables.
func classes() []string {
	return []string{planted, null, lost, varies, tainted, related, weak, groups, screen}
}

// estimand is one quantity that the audit estimates.
type estimand struct {
	words string
	// exact methods may cover more than their level.
	exact bool
	// scale turns fractions into what is printed: 100 for points, 1 otherwise.
	scale float64
}

// Estimands, in the order of the tables.
const (
	marginal = iota
	marginalRead
	logOdds
	linear
	mantelHaenszel
	difference
	ratio
	oddsRatio
	rate
	groupRate
	impactRatio
	screenerSpread
	byLevel
	later
	weakShare
	changed
	gap
	gapWeak
	gapRelated
	gapRest
)

func estimands() []estimand {
	return []estimand{
		marginal:       {"decisive effect", false, 100},
		marginalRead:   {"average marginal effect of the signal as read", false, 100},
		logOdds:        {"log odds, profile interval", false, 1},
		linear:         {"linear probability model", false, 100},
		mantelHaenszel: {"Mantel–Haenszel risk difference", false, 100},
		difference:     {"risk difference, Newcombe", false, 100},
		ratio:          {"risk ratio, Koopman", false, 1},
		oddsRatio:      {"odds ratio, exact", true, 1},
		rate:           {"selection rate with and without, Wilson", false, 100},
		groupRate:      {"selection rate of a group, Wilson", false, 100},
		impactRatio:    {"impact ratio, Koopman", false, 1},
		screenerSpread: {"screeners' spread (log-odds)", false, 1},
		byLevel:        {"effect by what it differs by", false, 100},
		later:          {"effect at a later stage, exploratory", false, 100},
		weakShare:      {"share of the weak signals, where printed", false, 100},
		changed:        {"changed selections", false, 100},
		gap:            {"gap between groups within requisitions", false, 100},
		gapWeak:        {"gap: part of the weak signals", false, 100},
		gapRelated:     {"gap: part of the criteria", false, 100},
		gapRest:        {"gap: unexplained", false, 100},
	}
}

// observation is one estimate of one pool with its truth.
type observation struct {
	estimand int
	class    string
	truth    float64
	estimate result.Estimate
}

// observe pairs every estimate with its truth in this pool.
func observe(r *result.Result, of *pool) ([]observation, error) {
	var out []observation
	for at := range r.Stages {
		stage := &r.Stages[at]
		if stage.Stage == result.BottomLine {
			continue
		}
		for i := range stage.Signals {
			seen, err := of.observeSignal(at, &stage.Signals[i])
			if err != nil {
				return nil, err
			}
			out = append(out, seen...)
		}
	}
	first := &r.Stages[0]
	for _, im := range first.Impact {
		out = append(out, observeGroups(first.Stage, &im, of.truth)...)
	}
	if c := first.Consistency; c != nil && of.truth.Screeners.Count > 0 {
		out = append(out, observation{screenerSpread, screen, of.truth.Screeners.SD, c.InterceptSD})
	}
	return append(out, of.limits.observe(first)...), nil
}

// observeSignal holds the decisive effect at any stage, and all else at the first one,
// against the truth.
func (p *pool) observeSignal(stage int, s *result.SignalResult) ([]observation, error) {
	var out []observation
	c := p.class(s)
	truth, ok, err := p.effect(stage, s)
	if err != nil {
		return nil, err
	}
	if stage > 0 {
		if ok && s.Block == result.Weak {
			out = append(out, observation{later, c, truth, s.Effect.Estimate})
		}
		return out, nil
	}
	if ok {
		out = append(out, observation{marginal, c, truth, s.Effect.Estimate})
	}
	levels, err := p.levels(s)
	if err != nil {
		return nil, err
	}
	out = append(out, levels...)
	e := p.truth.Effects(simulate.TableStage, s.Signal, string(s.Block))
	add := func(what int, class string, truth *float64, estimate result.Estimate) {
		if truth != nil {
			out = append(out, observation{what, class, *truth, estimate})
		}
	}
	add(logOdds, c, p.logOdds(s), s.Adjusted.LogOdds)
	if s.Kind != result.Binary || s.Block != result.Weak {
		return out, nil
	}
	add(linear, c, e.AverageMarginalEffect, s.Adjusted.LinearProbability)
	crude := weak
	if c == lost {
		crude = lost
	}
	add(mantelHaenszel, crude, e.MHRiskDifference, s.Stratified.MHRiskDifference)
	add(rate, crude, e.RatePresent, s.Present.Rate)
	add(rate, crude, e.RateAbsent, s.Absent.Rate)
	if p, q := e.RatePresent, e.RateAbsent; p != nil && q != nil && *p < 1 && *q > 0 {
		d, r, o := *p-*q, *p / *q, *p/(1-*p)/(*q/(1-*q))
		add(difference, crude, &d, s.RiskDifference)
		add(ratio, crude, &r, s.RiskRatio)
		add(oddsRatio, crude, &o, s.OddsRatio)
	}
	return out, nil
}

func observeGroups(stage string, im *result.Impact, truth *simulate.Truth) []observation {
	var out []observation
	reference, ok := truth.GroupRate(stage, im.Attribute, im.ReferenceGroup)
	for _, g := range im.Groups {
		r, known := truth.GroupRate(stage, im.Attribute, g.Group)
		if !known {
			continue
		}
		out = append(out, observation{groupRate, groups, r, g.Rate})
		if ok && reference > 0 && g.Group != im.ReferenceGroup {
			out = append(out, observation{impactRatio, groups, r / reference, g.ImpactRatio})
		}
	}
	return out
}
