package audit

import (
	"context"

	"weaksignal/audit/dataset"
	"weaksignal/audit/funnel"
	"weaksignal/audit/groups"
	"weaksignal/audit/result"
)

// Run computes the audit: Schema, Headline, Stages and Funnel of the result; Run and
// Intake are the caller's. It fails on an invalid plan or a cancelled context;
// whatever the data don't allow is an answer with a reason.
func Run(ctx context.Context, d *dataset.Dataset, p Plan) (*result.Result, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	r := &result.Result{Schema: result.SchemaID, Stages: []result.StageResult{}}
	var reaches [][]*funnel.Reach
	for i := range d.Spec().Stages {
		s, to, err := runStage(ctx, d.Enter(i), p)
		if err != nil {
			return nil, err
		}
		r.Stages, reaches = append(r.Stages, s), append(reaches, to)
	}
	last, err := bottomLine(ctx, d, p, r.Stages)
	if err != nil {
		return nil, err
	}
	r.Stages = append(r.Stages, last)
	for i := range r.Stages {
		correct(&r.Stages[i], i == 0, p.Level)
	}
	r.Funnel = funnel.Of(d, p.Level)
	r.Funnel.Effects = funnel.CompareStages(r.Stages, reaches, p.Level)
	r.Rules = groups.RuleViews(d, p.Rules, p.Level)
	r.Headline = headline(d, r.Stages, p.Level)
	return r, nil
}

// bottomLine audits the funnel as a whole; with one stage that is the stage again.
func bottomLine(ctx context.Context, d *dataset.Dataset, p Plan, stages []result.StageResult) (result.StageResult, error) {
	if len(d.Spec().Stages) > 1 {
		s, _, err := runStage(ctx, d.BottomLine(), p)
		return s, err
	}
	s := stages[0]
	s.Stage = result.BottomLine
	s.Signals = append([]result.SignalResult{}, s.Signals...)
	return s, ctx.Err()
}
