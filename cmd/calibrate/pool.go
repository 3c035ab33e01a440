package main

import (
	"context"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
)

// pool is what is true of one drawn pool.
type pool struct {
	ctx    context.Context
	drawn  *simulate.Population
	spec   *simulate.Spec
	truth  *simulate.Truth
	limits *limits
}

func (p *pool) index(signal string) int {
	return slices.IndexFunc(p.spec.Signals, func(g simulate.Signal) bool { return g.ID == signal })
}

// effect is the true change of the chance to advance between the two values that the
// decisive effect compares, averaged over all applications that entered the stage, those
// at requisitions without a choice among them.
func (p *pool) effect(stage int, s *result.SignalResult) (truth float64, ok bool, err error) {
	from, to := 0.0, 1.0
	if f, t := s.Effect.From, s.Effect.To; f != nil && t != nil {
		from, to = *f, *t
	} else if s.Kind == result.Numeric {
		return 0, false, nil // it does not say what it compares
	}
	return p.drawn.Contrast(p.ctx, stage, p.index(s.Signal), from, to, nil)
}

// levels holds the effect at each level of what it differs by against the truth there.
func (p *pool) levels(s *result.SignalResult) ([]observation, error) {
	var out []observation
	j := p.index(s.Signal)
	for _, m := range s.DiffersBy {
		if !p.differsBy(j, &m) {
			continue
		}
		for _, l := range m.Levels {
			truth, ok, err := p.drawn.Contrast(p.ctx, 0, j, 0, 1, func(a *simulate.Applicant) bool {
				name, known := p.drawn.Level(a, j)
				return known && name == l.Level
			})
			if err != nil {
				return nil, err
			}
			if ok {
				out = append(out, observation{byLevel, varies, truth, l.Estimate})
			}
		}
	}
	return out, nil
}

// differsBy tells whether a moderation is what the effect of signal j differs by.
func (p *pool) differsBy(j int, m *result.Moderation) bool {
	d := p.spec.Signals[j].Effect.Differs
	return d != nil && (string(m.By) == d.By || m.Attribute == d.By)
}

// logOdds of a signal that enters as the model has it: by a straight line, or not at all.
// What people bring that no column shows makes log odds those of another model.
func (p *pool) logOdds(s *result.SignalResult) *float64 {
	g := &p.spec.Signals[p.index(s.Signal)]
	if p.spec.Unobserved > 0 || g.Effect.Shape.Form != "" || len(g.Effect.Levels) > 0 || g.Effect.Differs != nil || s.Kind == result.Numeric {
		return nil
	}
	return p.truth.Effects(simulate.TableStage, s.Signal, string(s.Block)).LogOdds
}

// class of a signal by what the scenario gave it.
func (p *pool) class(s *result.SignalResult) string {
	if s.Block == result.JobRelated {
		return related
	}
	g := &p.spec.Signals[p.index(s.Signal)]
	e := g.Effect
	switch {
	case e.Differs != nil || e.Shape.Form == simulate.Square || !oneWay(e.Levels):
		return varies
	case len(e.Levels) > 0 || p.drawn.Coefficients().Signals[p.index(s.Signal)] != 0:
		return planted
	case slices.ContainsFunc(p.spec.Signals, func(o simulate.Signal) bool {
		return o.Block == simulate.JobRelated && slices.ContainsFunc(o.From, func(l simulate.Loading) bool { return l.Signal == g.ID })
	}):
		return tainted
	case len(g.Unknown) > 0:
		return lost
	}
	return null
}

// oneWay tells whether the effects of levels, in order of value, only rise or only fall.
// One level alone stands out among others that have no effect.
func oneWay(levels []simulate.LevelEffect) bool {
	rise, fall := true, true
	for i := 1; i < len(levels); i++ {
		rise = rise && levels[i].LogOdds >= levels[i-1].LogOdds
		fall = fall && levels[i].LogOdds <= levels[i-1].LogOdds
	}
	return len(levels) == 0 || len(levels) > 1 && (rise || fall)
}
