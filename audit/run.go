package audit

import (
	"context"
	_ "embed"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (2020-12) of audit.json.
func Schema() []byte { return append([]byte(nil), schema...) }

// Run computes the audit: Schema, Headline and Stages of the result; Run and
// Intake are the caller's. It fails on an invalid plan or a cancelled context;
// whatever the data don't allow is an answer with a reason.
func Run(ctx context.Context, d *Dataset, p Plan) (*Result, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	r := &Result{Schema: SchemaID, Headline: []Sentence{}, Stages: []StageResult{}}
	for i := range d.spec.Stages {
		v := d.enter(i)
		s, err := runStage(ctx, v, p)
		if err != nil {
			return nil, err
		}
		r.Stages = append(r.Stages, s)
	}
	s, err := runStage(ctx, d.bottomLine(), p)
	if err != nil {
		return nil, err
	}
	r.Stages = append(r.Stages, s)
	return r, nil
}

func runStage(ctx context.Context, v *view, p Plan) (StageResult, error) {
	s := v.header()
	s.Margin = margin(p, s.N, s.Advanced)
	return s, ctx.Err()
}
