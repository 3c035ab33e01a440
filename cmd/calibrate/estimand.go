package main

import (
	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
)

// Classes of signals: those that were given an effect, those that were not, and
// the job-related ones.
const (
	planted = "weak, planted"
	null    = "weak, no effect"
	related = "job-related"
	weak    = "weak"
	groups  = "groups"
	screen  = "screeners"
)

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
)

func estimands() []estimand {
	return []estimand{
		marginal:       {"average marginal effect (headline)", false, 100},
		marginalRead:   {"average marginal effect of the signal as read", false, 100},
		logOdds:        {"log odds, profile interval", false, 1},
		linear:         {"linear probability model, against the average marginal effect", false, 100},
		mantelHaenszel: {"Mantel–Haenszel risk difference", false, 100},
		difference:     {"risk difference, Newcombe", false, 100},
		ratio:          {"risk ratio, Koopman", false, 1},
		oddsRatio:      {"odds ratio, exact", true, 1},
		rate:           {"selection rate with and without, Wilson", false, 100},
		groupRate:      {"selection rate of a group, Wilson", false, 100},
		impactRatio:    {"impact ratio, Koopman", false, 1},
		screenerSpread: {"screeners' spread (log-odds)", false, 1},
	}
}

// observation is one estimate of one pool with its truth.
type observation struct {
	estimand int
	class    string
	truth    float64
	estimate result.Estimate
}

// observe pairs every estimate of a stage with its truth.
func observe(stage *result.StageResult, truth *simulate.Truth) []observation {
	var out []observation
	for i := range stage.Signals {
		s := &stage.Signals[i]
		if e := truth.Effects(stage.Stage, s.Signal, string(s.Block)); e != nil {
			out = append(out, observeSignal(s, e)...)
		}
	}
	for _, im := range stage.Impact {
		out = append(out, observeGroups(stage.Stage, &im, truth)...)
	}
	if c := stage.Consistency; c != nil && truth.Screeners.Count > 0 {
		out = append(out, observation{screenerSpread, screen, truth.Screeners.SD, c.InterceptSD})
	}
	return out
}

// class of a signal: nothing was planted where the log odds are exactly 0.
func class(s *result.SignalResult, e *simulate.Effects) string {
	switch {
	case s.Block == result.JobRelated:
		return related
	case *e.LogOdds == 0:
		return null
	}
	return planted
}

func observeSignal(s *result.SignalResult, e *simulate.Effects) []observation {
	var out []observation
	add := func(what int, class string, truth *float64, estimate result.Estimate) {
		if truth != nil {
			out = append(out, observation{what, class, *truth, estimate})
		}
	}
	c := class(s, e)
	add(marginal, c, e.AverageMarginalEffect, s.Effect.Estimate)
	add(logOdds, c, e.LogOdds, s.Adjusted.LogOdds)
	add(linear, c, e.AverageMarginalEffect, s.Adjusted.LinearProbability)
	if s.Kind != result.Binary || s.Block != result.Weak {
		return out
	}
	add(mantelHaenszel, weak, e.MHRiskDifference, s.Stratified.MHRiskDifference)
	add(rate, weak, e.RatePresent, s.Present.Rate)
	add(rate, weak, e.RateAbsent, s.Absent.Rate)
	if p, q := e.RatePresent, e.RateAbsent; p != nil && q != nil && *p < 1 && *q > 0 {
		d, r, o := *p-*q, *p / *q, *p/(1-*p)/(*q/(1-*q))
		add(difference, weak, &d, s.RiskDifference)
		add(ratio, weak, &r, s.RiskRatio)
		add(oddsRatio, weak, &o, s.OddsRatio)
	}
	return out
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
