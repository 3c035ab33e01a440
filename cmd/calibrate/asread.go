package main

import (
	"context"
	"math"

	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
	"weaksignal/cmd/internal/simulate"
)

// copies of each application that decide a rate, as counts are whole.
const copies = 1e6

// asReadIn is the scenario whose effects are also held against those of the signals as
// they were read.
const asReadIn = "misread"

// readEffects are the average marginal effects of the signals as they were read:
// what the audit's model would find with endless decisions on these very
// applications. It is the logistic fit to the true rates in place of 0/1 decisions.
type readEffects map[string]float64

func asRead(ctx context.Context, pool *simulate.Population) (readEffects, error) {
	spec := pool.Spec()
	p := logit.Patterns{}
	for _, g := range spec.Signals {
		p.Columns = append(p.Columns, g.ID)
	}
	err := pool.Each(ctx, func(a *simulate.Applicant) error {
		p.X = append(p.X, a.Read...)
		p.Stratum = append(p.Stratum, int32(a.Requisition))
		p.N, p.Y = append(p.N, copies), append(p.Y, math.Round(copies*a.Rate))
		return nil
	})
	if err != nil {
		return nil, err
	}
	g, err := logit.NewGrouped(p, logit.GroupedOptions{})
	if err != nil {
		return nil, err
	}
	fit, err := logit.LogisticML(g)
	if err != nil {
		return nil, err
	}
	out := readEffects{}
	for j, s := range spec.Signals {
		if s.Kind == simulate.Numeric {
			continue
		}
		m, err := fit.DiscreteChange(j, nil)
		if err != nil {
			return nil, err
		}
		out[s.ID] = m.Difference.Value
	}
	return out, nil
}

func (r readEffects) observe(stage *result.StageResult, p *pool) []observation {
	var out []observation
	for i := range stage.Signals {
		s := &stage.Signals[i]
		if target, ok := r[s.Signal]; ok {
			out = append(out, observation{marginalRead, p.class(s), target, s.Effect.Estimate})
		}
	}
	return out
}
