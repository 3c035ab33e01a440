package document

import (
	"context"
	"fmt"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ocr"
	"weaksignal/extract/document/pdfium"
)

// Engines configures the engines that need something of the machine.
type Engines struct {
	// CompileCache is the folder where the second PDF engine keeps its compiled
	// form, which saves some three seconds a process; "": none.
	CompileCache string
	// Only names one PDF engine, to measure it alone; "": the better one.
	Only string
	// OCR reads pictures of pages; the zero value: none is installed or wanted.
	OCR ocr.Engine
}

// Reader reads documents one after another and keeps engines running between
// them. It is not safe for use by several goroutines at once.
type Reader struct {
	engines Engines
	pdfium  *pdfium.Engine
	tired   bool
}

// NewReader makes a reader; engines start when a document needs them.
func NewReader(e Engines) *Reader { return &Reader{engines: e} }

// Close ends the engines.
func (r *Reader) Close() {
	if r.pdfium != nil {
		r.pdfium.Close()
		r.pdfium = nil
	}
}

// Tired reports that something of an earlier document still runs or lies about
// in this process, which had better be replaced.
func (r *Reader) Tired() bool {
	return r.tired || r.pdfium != nil && r.pdfium.Broken >= maxBrokenInstances
}

// maxBrokenInstances of the second engine: each leaves memory behind.
const maxBrokenInstances = 8

// ReadBytes reads one document with engines of its own; see [Reader.Read].
func ReadBytes(ctx context.Context, data []byte, name string, lim draft.Limits) (*draft.Text, error) {
	r := NewReader(Engines{})
	defer r.Close()
	return r.Read(ctx, data, name, lim, false)
}

// Read reads the text of one document. The name is only a hint for formats that
// look alike by content (plain text and Markdown). Careful leaves out the engine
// whose faults cannot be caught, for a document that ended a process before.
//
// Every error is an [*Error], but for a cancelled ctx, whose error is returned
// as it is. A nil error means a text with at least one letter or digit.
func (r *Reader) Read(ctx context.Context, data []byte, name string, lim draft.Limits, careful bool) (*draft.Text, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	lim = lim.WithDefaults()
	if int64(len(data)) > lim.Bytes {
		return nil, draft.TooManyBytes(int64(len(data)), lim)
	}
	format, reason := detect(data, name)
	if e := reject(format, reason); e != nil {
		return nil, e
	}
	read, ok := formats()[format]
	switch {
	case format == draft.PDF:
		read = func(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
			return r.readPDF(ctx, data, lim, careful)
		}
	case !ok:
		return nil, &draft.Error{Status: draft.Unreadable, Format: format, Reason: "the format " + string(format) + " is not read", Remedy: draft.RemedyConvert}
	}
	t, err := guarded(ctx, format, read, data, lim)
	if err != nil {
		return nil, err
	}
	return finish(t, lim)
}

// guarded recovers what a reader panics with: its libraries do on damaged files.
func guarded(ctx context.Context, f draft.Format, read reader, data []byte, lim draft.Limits) (t *draft.Text, err error) {
	defer func() {
		if p := recover(); p != nil {
			t, err = nil, draft.Damaged(f, fmt.Errorf("panic: %v", p))
		}
	}()
	return read(ctx, data, lim)
}
