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
	large := s.spec()
	large.Applicants = solveOn
	solved, err := simulate.New(large)
	if err != nil {
		return nil, err
	}
	out := make([]draw, o.draws)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(o.workers)
	for i := range out {
		g.Go(func() error {
			spec := s.spec()
			spec.Seed = o.seed*1_000_003 + uint64(i) + 1
			pool, err := simulate.NewWith(spec, solved.Coefficients())
			if err != nil {
				return err
			}
			plan := o.plan
			plan.NoReliance = i >= o.reliance
			out[i], err = drawOne(ctx, s, pool, plan)
			return err
		})
	}
	return out, g.Wait()
}

func drawOne(ctx context.Context, s scenario, pool *simulate.Population, plan audit.Plan) (draw, error) {
	truth, err := pool.Truth(ctx, simulate.TableStage)
	if err != nil {
		return draw{}, err
	}
	data, err := pool.Dataset(ctx, simulate.TableStage)
	if err != nil {
		return draw{}, err
	}
	result, err := audit.Run(ctx, audit.Input{Dataset: data, Plan: plan})
	if err != nil {
		return draw{}, err
	}
	stage := &result.Stages[0]
	d := draw{seen: observe(stage, truth), verdicts: judge(stage, truth, !plan.NoReliance)}
	if s.unsupported != "" {
		read, err := asRead(ctx, pool)
		if err != nil {
			return d, err
		}
		d.seen = append(d.seen, read.observe(stage, truth)...)
	}
	return d, nil
}
