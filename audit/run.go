package audit

import (
	"context"
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/funnel"
	"weaksignal/audit/groups"
	"weaksignal/audit/misread"
	"weaksignal/audit/result"
)

// Input is all that an audit is made of.
type Input struct {
	Dataset *dataset.Dataset
	Plan    Plan
	// Reviewed is what people said of the program's readings of signals; nil = no review.
	Reviewed *result.Reviewed
	// Reads counts the documents and applicants that could not be read; nil = no documents.
	Reads *result.ReadCounts
	// Intake is put into the result as it is.
	Intake result.Intake
	// Progress, if set, is told how much of the work is done, in applications of stages.
	Progress func(done, total int)
}

// Run computes the audit. It fails on an invalid plan or a cancelled context; whatever
// the data don't allow is an answer with a reason. The record of the run and the trend
// over runs, which only who keeps the history knows, are left empty.
func Run(ctx context.Context, in Input) (*result.Result, error) {
	d, p := in.Dataset, in.Plan
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if err := groups.Validate(p.References, d.Spec().Attributes); err != nil {
		return nil, fmt.Errorf("reports.reference: %w", err)
	}
	r := &result.Result{Schema: result.SchemaID, Intake: in.Intake, Stages: []result.StageResult{}}
	r.Run.Inputs = []result.InputRecord{}
	if r.Intake.Reasons == nil {
		r.Intake.Reasons = []result.ReasonCount{}
	}
	var reaches [][]*funnel.Reach
	progress := newMeter(in)
	for i := range d.Spec().Stages {
		s, to, err := runStage(ctx, d.Enter(i), p, progress)
		if err != nil {
			return nil, err
		}
		r.Stages, reaches = append(r.Stages, s), append(reaches, to)
	}
	last, err := bottomLine(ctx, d, p, r.Stages, progress)
	if err != nil {
		return nil, err
	}
	r.Stages = append(r.Stages, last)
	r.Funnel = funnel.Of(d, p.Level)
	r.Funnel.Effects = funnel.CompareStages(r.Stages, reaches, p.Level)
	r.Rules = groups.RuleViews(d, p.Rules, p.Level)
	if in.Reviewed != nil {
		if err := misread.Correct(ctx, d, p.Plan, r, in.Reviewed); err != nil {
			return nil, err
		}
	}
	for _, c := range d.DoubtedValues() {
		r.Intake.Warnings = append(r.Intake.Warnings[:len(r.Intake.Warnings):len(r.Intake.Warnings)], fmt.Sprintf(
			"%s holds values that look like codes for unknown, or slips: %s. They count as they stand; a verdict that changes without them is withheld. Empty such cells where they mean unknown.", c.Column, dataset.Words(c.Values)))
	}
	progress.end()
	r.ReadFailures = misread.ReadFailures(in.Reads, p.Plan)
	r.Headline = headline(d, r, p.Level)
	return r, nil
}

// bottomLine audits the funnel as a whole; with one stage that is the stage again.
func bottomLine(ctx context.Context, d *dataset.Dataset, p Plan, stages []result.StageResult, progress *meter) (result.StageResult, error) {
	if len(d.Spec().Stages) > 1 {
		s, _, err := runStage(ctx, d.BottomLine(), p, progress)
		return s, err
	}
	s := stages[0]
	s.Stage = result.BottomLine
	s.Signals = append([]result.SignalResult{}, s.Signals...)
	for i := range s.Signals {
		s.Signals[i].Checks = append([]result.Check{}, s.Signals[i].Checks...)
	}
	correct(&s, false, p.Level)
	return s, ctx.Err()
}
