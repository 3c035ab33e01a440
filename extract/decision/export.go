package decision

import (
	"slices"
	"time"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

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
	// Reviews are the judgements of several screeners on this one step, in the order
	// of the trail; nil where one screener or none decided.
	Reviews []Review
}

// Review is one screener's own judgement where several judged an application.
type Review struct {
	Screener string // as exported, never ""
	Passed   bool
	Trained  *bool // screener_trained, where exported
}

// Export is the applications of one or more export files, in columns.
type Export struct {
	trails
	Mapping  Mapping
	Problems doubt.Problems
	Guards   []doubt.Guard
	// Rows counts data rows; Footers the totals, footnotes and repeated heads among them.
	Rows, Footers int
	// Sheets of the files, read and left out, in order.
	Sheets []table.Sheet

	// entry tells, by table and date column, that the date is that of entering a stage.
	entry                                       [][]bool
	files                                       []string // by table; a workbook's path stands once for each sheet
	file                                        []uint16
	row                                         []uint32
	application, candidate, resume, email, name textColumn
	requisition, role, level                    []uint32
	requisitions, roles, levels                 *lookup.Labels
	applied, openings                           []int32
	source, referral                            []int8
	// referrers counts rows with a referrer; onlyReferrer: no source column beside it.
	referrers    int
	onlyReferrer bool
}

func newExport() *Export {
	return &Export{requisitions: lookup.NewFolded(), roles: lookup.NewLabels(), levels: lookup.NewLabels(), trails: trails{screeners: lookup.NewLabels()}}
}

// Err is the first guard that makes an audit of this export misleading, as an
// *InputError; nil if there is none.
func (e *Export) Err() error {
	for i := range e.Guards {
		if e.Guards[i].Fatal {
			return &e.Guards[i].Error
		}
	}
	return nil
}

// Len counts applications.
func (e *Export) Len() int { return len(e.row) }

// add starts an application from its first row; false if the columns are full.
func (e *Export) add(f *sheetFile, c rowColumns, id identity, applied int32) bool {
	ok := e.application.add(id.application) && e.candidate.add(id.candidate) && e.resume.add(id.resume) &&
		e.email.add(id.email) && e.name.add(id.name)
	e.file = append(e.file, f.index)
	e.row = append(e.row, uint32(f.row))
	e.requisition = append(e.requisition, e.requisitions.Of(id.requisition))
	e.role = append(e.role, e.roles.Of(id.role))
	e.level = append(e.level, e.levels.Of(f.raw(c.level)))
	e.applied = append(e.applied, applied)
	e.openings = append(e.openings, openings(f.cell(c.openings)))
	return ok
}

// reserve makes room for rows more applications, so that the columns of a large
// export are not copied again and again while they grow.
func (e *Export) reserve(rows int) {
	for _, c := range []*textColumn{&e.application, &e.candidate, &e.resume, &e.email, &e.name} {
		c.reserve(rows)
	}
	for _, c := range []*[]uint32{&e.row, &e.requisition, &e.role, &e.level} {
		*c = slices.Grow(*c, rows)
	}
	for _, c := range []*[]int32{&e.applied, &e.openings} {
		*c = slices.Grow(*c, rows)
	}
	for _, c := range []*[]int8{&e.source, &e.referral} {
		*c = slices.Grow(*c, rows)
	}
	e.file = slices.Grow(e.file, rows)
	e.events = slices.Grow(e.events, rows)
}

// At is application i in reading order, 0 <= i < Len(). It copies no text.
func (e *Export) At(i int) Application {
	a := Application{
		File: e.files[e.file[i]], Row: int(e.row[i]),
		ApplicationID: e.application.at(i), CandidateID: e.candidate.at(i), Resume: e.resume.at(i),
		Email: e.email.at(i), Name: e.name.at(i),
		Requisition: e.requisitions.Names[e.requisition[i]], Role: e.roles.Names[e.role[i]], Level: e.levels.Names[e.level[i]],
		Openings: int(e.openings[i]), Applied: dates.DayTime(e.applied[i]),
	}
	if s := e.source[i]; s >= 0 {
		a.Source = words.Sources()[s]
	}
	if r := e.referral[i]; r >= 0 {
		yes := r == 1
		a.Referral = &yes
	}
	a.Outcome, a.Decided = e.final(i)
	a.Placed, a.PlacedBy = e.placed(i, a.Decided)
	a.Problem, a.Remedy = e.problem(i)
	return a
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
	Referral *bool
	Openings int // 0 = unknown
	Applied  time.Time
	// Decided is the date of the last decision; zero = unknown.
	Decided time.Time
	// Placed is the date that puts the application into a period, and PlacedBy says
	// which one it is; zero if it has none at all.
	Placed   time.Time
	PlacedBy Placing
	Outcome  Outcome
	// Problem says why the application cannot be audited at any stage; "" = it can.
	Problem string
	Remedy  string
}

// Mapping reports how an export was understood.
type Mapping struct {
	Columns  []heads.Column
	Unmapped []string // headers that map to no field
	Stages   []TextCount
	Outcomes OutcomeCounts
	Sources  []TextCount
	Dates    []dates.Report
	Account
}

// TextCount counts rows by the text of a stage or source. To is "" where it maps to nothing.
type TextCount struct {
	From string `json:"from"`
	To   string `json:"to"`
	Rows int    `json:"rows"`
}

// OutcomeCounts counts applications by final outcome. Advanced includes hired, and
// who was chosen and then declined the offer. Other counts records without a
// decision: transferred, prospects, duplicates, cancelled positions. Asked counts
// those whose texts only the employer can explain.
type OutcomeCounts struct {
	Advanced  int `json:"advanced"`
	Rejected  int `json:"rejected"`
	Withdrawn int `json:"withdrawn"`
	Pending   int `json:"pending"`
	Other     int `json:"other"`
	Asked     int `json:"asked"`
}
