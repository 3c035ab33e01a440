package document

import (
	"context"
	"errors"
	"fmt"
	"time"

	"weaksignal/extract/document/doubt"
	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/ledongthuc"
	"weaksignal/extract/document/pdfium"
	"weaksignal/extract/document/scan"
)

// firstBudget is the time that the first engine has for its look at a file and
// its text: it loops for ever on some cycles, and the second engine then still
// has most of the document's time.
const firstBudget = 3 * time.Second

// readPDF reads a PDF and joins the accents that it draws apart.
func (r *Reader) readPDF(ctx context.Context, data []byte, lim draft.Limits, careful bool) (*draft.Text, error) {
	t, err := r.chooseEngine(ctx, data, lim, careful)
	if err != nil {
		return nil, err
	}
	t.Body = draft.JoinAccents(t.Body)
	return t, nil
}

// chooseEngine reads a PDF with the engine that suits it.
//
//  1. ledongthuc/pdf opens the file, and its object layer says whether its text
//     functions will read it right.
//  2. If so, its text is taken when the quality test passes it.
//  3. Otherwise pdfium reads the file, and the better text is kept.
func (r *Reader) chooseEngine(ctx context.Context, data []byte, lim draft.Limits, careful bool) (*draft.Text, error) {
	if r.engines.Only == draft.EngineLedongthuc {
		return r.first(ctx, data, lim, true)
	}
	var first *draft.Text
	var look ink.Look
	if !careful && r.engines.Only == "" && len(data) <= ledongthuc.MaxFirstBytes && ledongthuc.Plausible(data) {
		t, err := r.first(ctx, data, lim, false)
		if err == nil && clean(t) {
			return t, nil
		}
		first = t
		var unsuited ledongthuc.Unsuited
		if errors.As(err, &unsuited) {
			look = unsuited.Look
		}
	}
	second, err := r.second(ctx, data, lim, look, nil)
	switch {
	case err == nil && first == nil:
		return second, nil
	case err == nil:
		return better(first, second), nil
	case first != nil && draft.Letters(first.Body) > 0 && !draft.Refusal(err):
		return first, nil
	}
	return nil, err
}

func (r *Reader) second(ctx context.Context, data []byte, lim draft.Limits, look ink.Look, eye *scan.Scanner) (*draft.Text, error) {
	if r.pdfium == nil {
		e, err := pdfium.Start(r.engines.CompileCache)
		if err != nil {
			return nil, &draft.Error{Status: draft.Unreadable, Format: draft.PDF, Reason: "the second PDF engine does not start", Remedy: "see the cause, and run again",
				Err: fmt.Errorf("%w: %w", draft.ErrEngine, err)}
		}
		r.pdfium = e
	}
	return r.pdfium.Read(ctx, data, lim, look, eye)
}

// first runs ledongthuc/pdf within its time. It is left running when it does not
// come back, and the process is replaced after the document.
func (r *Reader) first(ctx context.Context, data []byte, lim draft.Limits, always bool) (*draft.Text, error) {
	type result struct {
		text *draft.Text
		err  error
	}
	done := make(chan result, 1)
	go func() {
		t, err := guarded(ctx, draft.PDF, func(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
			return ledongthuc.Read(ctx, data, lim, always)
		}, data, lim)
		done <- result{t, err}
	}()
	timer := time.NewTimer(firstBudget)
	defer timer.Stop()
	select {
	case res := <-done:
		return res.text, res.err
	case <-timer.C:
		r.tired = true
		return nil, draft.Damaged(draft.PDF, errors.New("the first engine does not end"))
	case <-ctx.Done():
		r.tired = true
		return nil, fmt.Errorf("read PDF: %w", ctx.Err())
	}
}

// clean reports whether a raw text passes the quality test.
func clean(t *draft.Text) bool {
	_, problems := doubt.Judge(draft.Normalise(t.Body), t.Pages)
	return len(problems) == 0
}

// better is the text of higher quality; of two equal ones the longer.
func better(first, second *draft.Text) *draft.Text {
	a, b := draft.Normalise(first.Body), draft.Normalise(second.Body)
	qa, _ := doubt.Judge(a, first.Pages)
	qb, _ := doubt.Judge(b, second.Pages)
	if qa > qb && draft.Letters(a) > draft.Letters(b)/2 || qa == qb && draft.Letters(a) > draft.Letters(b)*11/10 {
		if len(second.Links) > len(first.Links) {
			first.Links = second.Links
		}
		return first
	}
	return second
}
