package document

import (
	"context"
	"errors"
	"fmt"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/scan"
)

// ReadScan reads a document whose text or error says Scan, by OCR. Pages with
// text of their own keep it, unless the whole text layer is worthless. What OCR
// does not read better is left as it was.
func (r *Reader) ReadScan(ctx context.Context, data []byte, name string, lim draft.Limits) (*draft.Text, error) {
	ctx, cancel := context.WithTimeout(ctx, scan.Time)
	defer cancel()
	plain, plainErr := r.Read(ctx, data, name, lim, true)
	if r.engines.OCR.Path == "" || plainErr == nil && !plain.Scan {
		return plain, plainErr
	}
	lim = lim.WithDefaults()
	eye := &scan.Scanner{Engine: r.engines.OCR, All: plainErr != nil || len(plain.Pictures) == 0}
	seen, err := r.scan(ctx, data, name, lim, eye)
	switch {
	case err != nil && plainErr == nil:
		return plain, nil
	case err != nil:
		return nil, scanError(plainErr, err)
	case plainErr != nil && draft.Letters(seen.Body) <= draft.MaxScanLetters*max(seen.Pages, 1):
		return nil, scanError(plainErr, fmt.Errorf("%d letters", draft.Letters(seen.Body)))
	case plainErr == nil && (seen.Quality < plain.Quality || draft.Letters(seen.Body) < draft.Letters(plain.Body)/3):
		return plain, nil
	}
	return seen, nil
}

func (r *Reader) scan(ctx context.Context, data []byte, name string, lim draft.Limits, eye *scan.Scanner) (*draft.Text, error) {
	var t *draft.Text
	var err error
	switch format, _ := detect(data, name); format {
	case draft.PDF:
		t, err = guarded(ctx, draft.PDF, func(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
			return r.second(ctx, data, lim, ink.Look{}, eye)
		}, data, lim)
	case draft.Image:
		t, err = eye.Picture(ctx, data)
	default:
		return nil, fmt.Errorf("OCR reads no %s", format)
	}
	if err != nil {
		return nil, err
	}
	t, err = finish(t, lim)
	if t != nil {
		t.Scan = false
	}
	return t, err
}

// scanError is the first reading's, with what OCR added.
func scanError(first, then error) error {
	e, ok := first.(*draft.Error)
	if !ok {
		return first
	}
	out := *e
	out.Reason += "; by OCR: " + then.Error()
	if errors.Is(then, context.DeadlineExceeded) {
		out.Err = draft.ErrEngine // a less busy machine may do it
	}
	out.Remedy = "look at the document; ask the applicant for a copy with text"
	return &out
}

// Picture draws a page of a PDF (from 1) as PNG with the blocks of its text on it,
// numbered in the order in which they were read.
func (r *Reader) Picture(ctx context.Context, data []byte, page int, blocks []draft.Block) ([]byte, error) {
	if format, _ := detect(data, ""); format != draft.PDF {
		return nil, &draft.Error{Status: draft.Unreadable, Format: format, Reason: "only the pages of a PDF can be drawn"}
	}
	if _, err := r.second(ctx, data, draft.Limits{Pages: 1, Chars: 1}.WithDefaults(), ink.Look{}, nil); r.pdfium == nil {
		return nil, err
	}
	return r.pdfium.Draw(data, page, blocks)
}
