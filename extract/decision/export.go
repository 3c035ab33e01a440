package decision

import "time"

// Outcome of an application, or of one of its stages.
type Outcome uint8

const (
	OutcomeUnknown Outcome = iota // blank or unmapped
	Hired
	Advanced
	Rejected
	Withdrawn
	Pending
	Transferred
	Prospect
	Other // ended without a selection decision: requisition cancelled, duplicate
)

// String is the name used in configuration and in `check`.
func (o Outcome) String() string {
	return [...]string{"", "hired", "advanced", "rejected", "withdrawn", "pending", "transferred", "prospect", "other"}[o]
}

// Status of one application at one stage.
type Status uint8

const (
	NotEntered Status = iota
	Passed
	TurnedDown
	Excluded // entered, but no selection decision of the employer
	Skipped  // a later stage was entered without this one
)

// Step is what happened to one application at one stage.
type Step struct {
	Status   Status
	Screener string // as exported; "" = unknown
	Trained  *bool  // screener_trained, where exported
	// Reason for Excluded: withdrawn | pending | transferred | prospect | other.
	Reason string
	// Decided is the date of the decision; zero = unknown.
	Decided time.Time
}

// Application is one applicant at one requisition. Strings are as exported,
// trimmed; "" = unknown.
type Application struct {
	File          string // path
	Row           int    // 1-based row of its first line
	ApplicationID string
	CandidateID   string
	Resume        string
	Email         string
	Name          string
	Requisition   string
	Role          string
	Level         string
	// Source is the category: referral | campus | sourcing | agency | job_board |
	// career_site | internal | other | "" (unknown).
	Source string
	// Referral: source and referrer columns say that a person referred the applicant; nil = unknown.
	Referral        *bool
	RejectionReason string
	Openings        int // 0 = unknown
	Applied         time.Time
	// Decided is the date of the last decision; zero = unknown.
	Decided time.Time
	Outcome Outcome
	// Problem says why the application cannot be audited at any stage; "" = it can.
	Problem string
	Remedy  string
}

// Mapping reports how an export was understood.
type Mapping struct {
	Columns  []Column
	Unmapped []string // headers that map to no field
	Stages   []StageCount
	Outcomes OutcomeCounts
	Sources  []SourceCount
}

// Column is one mapped column.
type Column struct {
	Canonical string `json:"canonical"`
	Header    string `json:"header"`
}

// StageCount counts rows by stage text. To is "" where it maps to nothing.
type StageCount struct {
	From string `json:"from"`
	To   string `json:"to"`
	Rows int    `json:"rows"`
}

// SourceCount counts rows by source text.
type SourceCount struct {
	From string
	To   string
	Rows int
}

// OutcomeCounts counts applications by final outcome: Advanced includes hired,
// Other includes transferred, prospects and unmapped texts.
type OutcomeCounts struct {
	Advanced  int `json:"advanced"`
	Rejected  int `json:"rejected"`
	Withdrawn int `json:"withdrawn"`
	Pending   int `json:"pending"`
	Other     int `json:"other"`
}
