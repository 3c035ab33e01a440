package check

import (
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/table"
)

// Found is what `check` found. Its JSON names are part of the contract.
type Found struct {
	Columns  []heads.Column         `json:"columns"`
	Unmapped []string               `json:"unmapped"`
	Stages   []decision.TextCount   `json:"stages"`
	Outcomes decision.OutcomeCounts `json:"outcomes"`
	Sources  []decision.TextCount   `json:"sources"`
	// OutcomeTexts, SourceTexts and Referrers say what each text counts as.
	OutcomeTexts []decision.TextOutcome  `json:"outcomes_by_text"`
	SourceTexts  []decision.TextSource   `json:"sources_by_text"`
	Referrers    []decision.TextReferrer `json:"referrers_by_text"`
	Roles        []join.RoleTitle        `json:"roles"`
	Sheets       []table.Sheet           `json:"sheets"`
	// Dates says how the dates of each column were read.
	Dates []dates.Report `json:"dates"`
	// GroupsJoined counts applications with a known group.
	GroupsJoined int                `json:"groups_joined"`
	Join         Join               `json:"join"`
	Strata       []decision.Stratum `json:"strata"`
	Groups       []Group            `json:"groups"`
	Detectable   []Detectable       `json:"detectable"`
	// Plan, Power and Equivalence are there where sample sizes are planned.
	Plan        *Plan        `json:"plan,omitempty"`
	Power       []Planned    `json:"power,omitempty"`
	Equivalence []Equivalent `json:"equivalence,omitempty"`
	Problems    []Problem    `json:"problems"`

	rows, footers int
	// problems counts the rows behind Problems, which lists the first ones.
	problems int
	table    bool
	file     string // of the first export
	// texts tells which guards list texts that only the employer can explain.
	texts map[*decision.InputError]bool
	flow  flow
}

// Join goes by file names only: no document is opened.
type Join struct {
	Documents    int            `json:"documents"`
	Applications int            `json:"applications"`
	Matched      int            `json:"matched"`
	ByRoute      map[string]int `json:"by_route"`
	Note         string         `json:"note"`
}

// Group counts the labels of an attribute.
type Group struct {
	Attribute string  `json:"attribute"`
	Labels    []Label `json:"labels"`
	Unknown   int     `json:"unknown"`
	Inferred  bool    `json:"inferred,omitempty"`
}

// Label is one of them.
type Label struct {
	Label string `json:"label"`
	N     int    `json:"n"`
}

// Problem is a problem of a row, or of the input as a whole.
type Problem struct {
	doubt.Problem
	// Fatal: an audit would fail or mislead.
	Fatal bool `json:"fatal,omitempty"`
	// Texts: it lists texts that only the employer can explain.
	Texts bool `json:"-"`
}

// maxProblemsShown bounds the single rows that check lists.
const maxProblemsShown = 200
