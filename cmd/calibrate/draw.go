package main

import (
	"context"

	"golang.org/x/sync/errgroup"

	"weaksignal/audit"
	"weaksignal/cmd/internal/simulate"
)

// solveOn is the size of the pool on which a scenario's coefficients are solved for.
const solveOn = 20000

// draw is one audited pool: its observations by estimand, and its verdicts.
type draw struct {
	seen     []observation
	verdicts verdicts
}

// drawAll audits all pools of a scenario, placed by number.
func drawAll(ctx context.Context, s scenario, o options) ([]draw, error) {
	big := s.spec()
	big.Applicants = solveOn
	solved, err := simulate.New(big)
	if err != nil {
		return nil, err
	}
	limits, err := limitsOf(ctx, s, solved.Coefficients())
	if err != nil {
		return nil, err
	}
	out := make([]draw, o.pools)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(o.workers)
	for i := range out {
		g.Go(func() error {
			spec := s.spec()
			spec.Seed = o.seed*1_000_003 + uint64(i) + 1
			drawn, err := simulate.NewWith(spec, solved.Coefficients())
			if err != nil {
				return err
			}
			plan := o.plan
			plan.NoReliance = !s.reliance || i >= o.reliance
			out[i], err = drawOne(ctx, s, &pool{ctx: ctx, drawn: drawn, spec: spec, limits: limits}, plan)
			return err
		})
	}
	return out, g.Wait()
}

func drawOne(ctx context.Context, s scenario, p *pool, plan audit.Plan) (d draw, err error) {
	if p.truth, err = p.drawn.Truth(ctx, simulate.TableStage); err != nil {
		return d, err
	}
	data, err := p.drawn.Dataset(ctx, simulate.TableStage)
	if err != nil {
		return d, err
	}
	result, err := audit.Run(ctx, audit.Input{Dataset: data, Plan: plan})
	if err != nil {
		return d, err
	}
	if d.seen, err = observe(result, p); err != nil {
		return d, err
	}
	if d.verdicts, err = p.judge(result, !plan.NoReliance); err != nil {
		return d, err
	}
	if s.id == asReadIn {
		read, err := asRead(ctx, p.drawn)
		if err != nil {
			return d, err
		}
		d.seen = append(d.seen, read.observe(&result.Stages[0], p)...)
	}
	return d, nil
}
