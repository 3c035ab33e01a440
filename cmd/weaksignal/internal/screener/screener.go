// Package screener asks an automated screener about résumés: a program on its stdin
// and stdout (command.go), an HTTP service (http.go), or an operator who runs what is
// laid out as files (files.go).
//
// A [Request] goes out, an [Answer] or a failure comes back. Failures (a time-out, a
// refusal, an answer without score or decision) are answers of a kind: they are returned as
// [Answer] with Error, never as Go errors, so that one request never ends an experiment.
// A Go error means that there is no use in asking on.
//
// The HTTP transport connects to the address in the configuration and to no other:
// no proxy, no redirect. Nothing else here opens a connection.
package screener

import "context"

// Request is one question. JSON names are those that a command reads.
type Request struct {
	ID          string `json:"id"`
	Requisition string `json:"requisition,omitempty"`
	Job         string `json:"job"`
	Text        string `json:"text,omitempty"`
	// File is the path of Content, written for the time of the request.
	File string `json:"file,omitempty"`
	// Slate instead of Text: résumés to be scored together.
	Slate []Candidate `json:"slate,omitempty"`

	// Content and Format (docx, pdf, …) of a screener that takes files.
	Content []byte `json:"-"`
	Format  string `json:"-"`
}

// Candidate is one résumé of a slate.
type Candidate struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Answer to one request: a score, a decision, or an error.
type Answer struct {
	ID       string   `json:"id"`
	Score    *float64 `json:"score,omitempty"`
	Decision string   `json:"decision,omitempty"` // advance | reject
	Error    string   `json:"error,omitempty"`
	// Scores of a slate.
	Scores []Score `json:"scores,omitempty"`
}

// Score of one résumé of a slate.
type Score struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

// Decisions of an answer.
const (
	Advance = "advance"
	Reject  = "reject"
)

// Transport asks. It is used by one goroutine at a time.
type Transport interface {
	Ask(ctx context.Context, r *Request) (Answer, error)
	// Name says what is asked, for the report: no secret and no path.
	Name() string
	Close() error
}

// settled takes the own score out of a slate's, and turns what is no answer into a
// failure.
func settled(r *Request, a Answer) Answer {
	if a.Error != "" {
		return Answer{ID: r.ID, Error: a.Error}
	}
	for _, s := range a.Scores {
		if s.ID == r.ID && a.Score == nil {
			v := s.Score
			a.Score = &v
		}
	}
	a.Scores = nil
	switch {
	case a.Decision != "" && a.Decision != Advance && a.Decision != Reject:
		return Answer{ID: r.ID, Error: "the decision is neither \"advance\" nor \"reject\""}
	case a.Score == nil && a.Decision == "":
		return Answer{ID: r.ID, Error: "the answer holds neither a score nor a decision"}
	}
	a.ID = r.ID
	return a
}
