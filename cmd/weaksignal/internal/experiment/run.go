package experiment

import (
	"context"
	"fmt"

	"weaksignal/audit/probe"
	"weaksignal/cmd/weaksignal/internal/screener"
)

// Run asks every request of the plan that the journal has no answer to, and returns
// all answers by request id. cut turns scores into decisions where the screener gives
// none (score >= cut advances); nil = it does not. An error ends the experiment; what was
// answered stands in the journal.
func Run(ctx context.Context, p *Plan, t screener.Transport, j *Journal, cut *float64, progress func(done, total int)) (map[string]probe.Answer, error) {
	for i := range p.asks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a := &p.asks[i]
		if _, ok := j.answers[a.id]; !ok {
			r, err := p.request(a)
			if err != nil {
				return nil, err
			}
			answer, err := t.Ask(ctx, &r)
			if err != nil {
				return nil, fmt.Errorf("request %d of %d: %w", i+1, len(p.asks), err)
			}
			if err := j.Add(answer); err != nil {
				return nil, err
			}
		}
		if progress != nil {
			progress(i+1, len(p.asks))
		}
	}
	return Answers(j.answers, cut), nil
}

// Answers turns a screener's answers into those of an analysis.
func Answers(from map[string]screener.Answer, cut *float64) map[string]probe.Answer {
	out := make(map[string]probe.Answer, len(from))
	for id, a := range from {
		x := probe.Answer{Score: a.Score, Failure: a.Error}
		switch {
		case a.Decision != "":
			d := a.Decision == screener.Advance
			x.Decision = &d
		case a.Score != nil && cut != nil:
			d := *a.Score >= *cut
			x.Decision = &d
		}
		out[id] = x
	}
	return out
}

// WriteFiles lays the plan's requests out for an operator.
func WriteFiles(p *Plan, dir string) error {
	return screener.WriteFiles(dir, func(yield func(*screener.Request) error) error {
		for i := range p.asks {
			r, err := p.request(&p.asks[i])
			if err == nil {
				err = yield(&r)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Missing counts the plan's requests without an answer, and answers to requests that
// are not the plan's.
func Missing(p *Plan, answers map[string]screener.Answer) (missing, foreign int) {
	known := make(map[string]bool, len(p.asks))
	for _, a := range p.asks {
		known[a.id] = true
		if _, ok := answers[a.id]; !ok {
			missing++
		}
	}
	for id := range answers {
		if !known[id] {
			foreign++
		}
	}
	return missing, foreign
}

// WithMissing counts requests that nobody answered as failures.
func WithMissing(p *Plan, answers map[string]probe.Answer) map[string]probe.Answer {
	out := make(map[string]probe.Answer, len(p.asks))
	for _, a := range p.asks {
		x, ok := answers[a.id]
		if !ok {
			x.Failure = "no answer was brought"
		}
		out[a.id] = x
	}
	return out
}
