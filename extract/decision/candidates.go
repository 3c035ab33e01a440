package decision

import (
	"context"
	"errors"
)

// TableSpec names the columns of a candidates table: one row per application (or
// per application and stage, if Stage repeats an id).
type TableSpec struct {
	ID          string
	Requisition string // "" = one stratum
	Role        string // "" = one role
	Stage       string // "" = one stage
	Screener    string // "" = unknown
	Decision    string
	// Advanced lists the decision values that mean advanced, matched without case;
	// empty takes the default outcome words.
	Advanced   []string
	Weak       []string
	JobRelated []string
	Groups     []string
	Context    []string
	Sheet      string // of an XLSX file; "" = the one with these headers
	// Stages are the funnel; see Options.Stages.
	Stages []StageMap
	// InferredGroups: see Options.InferredGroups.
	InferredGroups bool
}

// CandidateRow is one row of a candidates table. It is reused: copy what is kept.
type CandidateRow struct {
	Row         int
	ID          string
	Requisition string
	Role        string
	Screener    string
	// Outcome is Advanced or Rejected, or an outcome that is no selection decision.
	Outcome Outcome
	// Steps by index of TableReport.Funnel.
	Steps []Step
	// Values of Weak then JobRelated columns; NaN = unknown.
	Values []float64
	// Context and Groups labels; "" = unknown.
	Context []string
	Groups  []string
}

// TableReport says how a candidates table was understood.
type TableReport struct {
	// Rows = audited + Excluded.
	Rows     int
	Excluded int
	Columns  []Column
	Unmapped []string
	// Funnel lists the stages, one ("screening") where the table has no stage column.
	Funnel []string
	// Odd counts cells of a value column that are no number and were taken as unknown.
	Odd      []OddCells
	Problems Problems
	Warnings []string
}

// OddCells counts unusable cells of one column.
type OddCells struct {
	Column string
	Count  int
}

// ReadCandidates streams a candidates table to yield, one call per application in
// reading order. A non-nil error of yield ends the reading and is returned.
func ReadCandidates(ctx context.Context, path string, spec TableSpec, yield func(*CandidateRow) error) (*TableReport, error) {
	return nil, errors.New("not written yet")
}
