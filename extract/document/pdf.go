package document

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// firstBudget is the time that the first engine has for its look at a file and
// its text: it loops for ever on some cycles, and the second engine then still
// has most of the document's time.
const firstBudget = 3 * time.Second

// readPDF reads a PDF and joins the accents that it draws apart.
func (r *Reader) readPDF(ctx context.Context, data []byte, lim Limits, careful bool) (*Text, error) {
	t, err := r.chooseEngine(ctx, data, lim, careful)
	if err != nil {
		return nil, err
	}
	t.Body = joinAccents(t.Body)
	return t, nil
}

// chooseEngine reads a PDF with the engine that suits it.
//
//  1. ledongthuc/pdf opens the file, and its object layer says whether its text
//     functions will read it right.
//  2. If so, its text is taken when the quality test passes it.
//  3. Otherwise pdfium reads the file, and the better text is kept.
func (r *Reader) chooseEngine(ctx context.Context, data []byte, lim Limits, careful bool) (*Text, error) {
	if r.engines.Only == EngineLedongthuc {
		return r.first(ctx, data, lim, true)
	}
	var first *Text
	var look drawLook
	if !careful && r.engines.Only == "" && len(data) <= maxFirstBytes && plausible(data) {
		t, err := r.first(ctx, data, lim, false)
		if err == nil && clean(t) {
			return t, nil
		}
		first = t
		var unsuited unsuitedError
		if errors.As(err, &unsuited) {
			look = unsuited.look
		}
	}
	second, err := r.second(ctx, data, lim, look, nil)
	switch {
	case err == nil && first == nil:
		return second, nil
	case err == nil:
		return better(first, second), nil
	case first != nil && letters(first.Body) > 0 && !refusal(err):
		return first, nil
	}
	return nil, err
}

func (r *Reader) second(ctx context.Context, data []byte, lim Limits, look drawLook, scan *scanner) (*Text, error) {
	if r.pdfium == nil {
		e, err := startEngine(r.engines.CompileCache)
		if err != nil {
			return nil, &Error{Status: Unreadable, Format: PDF, Reason: "the second PDF engine does not start", Remedy: "see the cause, and run again",
				Err: fmt.Errorf("%w: %w", ErrEngine, err)}
		}
		r.pdfium = e
	}
	return r.pdfium.read(ctx, data, lim, look, scan)
}

// first runs ledongthuc/pdf within its time. It is left running when it does not
// come back, and the process is replaced after the document.
func (r *Reader) first(ctx context.Context, data []byte, lim Limits, always bool) (*Text, error) {
	type result struct {
		text *Text
		err  error
	}
	done := make(chan result, 1)
	go func() {
		t, err := guarded(ctx, PDF, func(ctx context.Context, data []byte, lim Limits) (*Text, error) {
			return readFirst(ctx, data, lim, always)
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
		return nil, damaged(PDF, errors.New("the first engine does not end"))
	case <-ctx.Done():
		r.tired = true
		return nil, fmt.Errorf("read PDF: %w", ctx.Err())
	}
}

// clean reports whether a raw text passes the quality test.
func clean(t *Text) bool {
	_, problems := Judge(Normalise(t.Body), t.Pages)
	return len(problems) == 0
}

// better is the text of higher quality; of two equal ones the longer.
func better(first, second *Text) *Text {
	a, b := Normalise(first.Body), Normalise(second.Body)
	qa, _ := Judge(a, first.Pages)
	qb, _ := Judge(b, second.Pages)
	if qa > qb && letters(a) > letters(b)/2 || qa == qb && letters(a) > letters(b)*11/10 {
		if len(second.Links) > len(first.Links) {
			first.Links = second.Links
		}
		return first
	}
	return second
}
