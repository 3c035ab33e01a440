package extract

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
	"weaksignal/extract/pool"
	"weaksignal/extract/signal"
)

// WorkerArg is the only argument of a child process that reads documents. A
// program that calls [Batch] or [One] answers it with [ServeWorker] before it
// does anything else; so does the TestMain of a test that calls them.
const WorkerArg = "__read-documents"

// IsWorker reports whether args (os.Args) ask for [ServeWorker].
func IsWorker(args []string) bool {
	return len(args) == 2 && args[1] == WorkerArg
}

// ServeWorker is the other end of the pool: it reads documents that arrive on in
// and writes what they say to out until in ends.
func ServeWorker(in io.Reader, out io.Writer) error {
	return pool.Serve(in, out, func(config []byte) (pool.Handler, error) {
		var s setup
		if err := json.Unmarshal(config, &s); err != nil {
			return nil, fmt.Errorf("setup: %w", err)
		}
		r, err := newReader(s)
		if err != nil {
			return nil, err
		}
		return r.handle, nil
	})
}

// reader reads documents inside a worker.
type reader struct {
	limits    document.Limits
	documents *document.Reader
	detector  *signal.Detector
}

func newReader(s setup) (*reader, error) {
	c, err := catalogue.Load(s.Catalogue)
	if err != nil {
		return nil, err
	}
	d, err := signal.NewDetector(c)
	if err != nil {
		return nil, err
	}
	return &reader{limits: s.Limits, documents: document.NewReader(s.Engines), detector: d}, nil
}

func (r *reader) handle(meta, data []byte) ([]byte, bool) {
	var q request
	rep := reply{Status: document.Unreadable, Reason: "the request was not understood"}
	if err := json.Unmarshal(meta, &q); err == nil {
		rep = r.read(q, data)
	}
	out, err := json.Marshal(rep)
	if err != nil {
		out, _ = json.Marshal(reply{Status: document.Unreadable, Reason: "what was read cannot be passed on: " + err.Error()})
	}
	return out, r.documents.Tired()
}

func (r *reader) text(q request, data []byte) (*document.Text, error) {
	if q.Scan {
		return r.documents.ReadScan(context.Background(), data, q.Name, r.limits)
	}
	return r.documents.Read(context.Background(), data, q.Name, r.limits, q.Careful)
}

func (r *reader) read(q request, data []byte) reply {
	if q.Page > 0 {
		picture, err := r.documents.Picture(context.Background(), data, q.Page, q.Blocks)
		if err != nil {
			return reply{Status: document.Unreadable, Reason: err.Error()}
		}
		return reply{Status: document.Read, Picture: picture}
	}
	text, err := r.text(q, data)
	var e *document.Error
	switch {
	case errors.As(err, &e):
		return reply{Format: e.Format, Status: e.Status, Reason: e.Reason, Remedy: e.Remedy, Transient: errors.Is(err, document.ErrEngine), Scan: e.Scan}
	case err != nil:
		return reply{Status: document.Unreadable, Reason: err.Error()}
	}
	rep := reply{
		Format: text.Format, Engine: text.Engine, Status: text.Status(), Doubt: text.Doubt, Reason: text.DoubtReason, Remedy: text.DoubtRemedy,
		Pages: text.Pages, Hidden: text.Hidden, Quality: text.Quality, Truncated: text.Truncated, Scan: text.Scan, Confidence: text.Confidence,
	}
	if q.Detect {
		rep.Reading = withoutText(placeLinks(doubted(r.detector.Read(text), text), text))
		if text.Doubt != document.Placeholder && text.Doubt != document.Thin { // these are alike in many people's documents
			rep.Fingerprint = fingerprint(text.Body)
		}
	}
	if q.Detect || q.Identity {
		rep.Emails, rep.Name = r.detector.Identity(text)
	}
	if q.Text {
		rep.Text = text
	}
	return rep
}

// doubted makes unknown what was not found in a doubtful text.
func doubted(r signal.Reading, text *document.Text) signal.Reading {
	if text.Doubt == document.NoDoubt {
		return r
	}
	for id, f := range r.Findings {
		if f.Present != nil && !*f.Present {
			f.Present, f.Unknown = nil, "not found in a doubtful text ("+string(text.Doubt)+")"
			r.Findings[id] = f
		}
	}
	r.Route = signal.RouteUnknown
	return r
}
