package join

import (
	"time"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
)

// Role is the employer's declaration of what is job-related.
type Role struct {
	Name string
	// Match patterns (* and ?) on the export's role or requisition title, without case; empty means Name.
	Match          []string
	JobRelated     []string // ids of signals and measures
	RequiredSkills []string
	MinYears       float64
	MinDegree      string // bachelor | masters (master) | phd | "" (none)
}

// Signal is one of the catalogue's signals.
type Signal struct {
	ID string
	// Label is what a sentence calls it: "open-source contribution".
	Label string
	// FromExport: the export's columns decide, never the résumé.
	FromExport bool
}

// Pseudonymiser makes the keyed pseudonyms of reports.
type Pseudonymiser interface {
	Applicant(id string) string
	Document(sha256 string) string
	Screener(name string) string
}

// Input is everything that is joined.
type Input struct {
	Documents *extract.Documents
	Export    *decision.Export
	Groups    *demographics.Groups // nil = none
	Roles     []Role
	Signals   []Signal
	Pseudonym Pseudonymiser
	HashEmail func(email string) string
	HashName  func(name string) string
	// Since and Until bound the decisions audited, [Since, Until); zero = open.
	Since, Until time.Time
	// Suppressed candidates (pseudonyms) are left out and counted.
	Suppressed []string
	// KeepApplications keeps the pseudonym of each row, for a report that lists applications.
	KeepApplications bool
	// Modified orders versions of one candidate's résumé, higher is newer; nil goes by dates in file names, then takes the first by path.
	Modified func(path string) int64
	// finder makes the indexes; nil = those that lie in files.
	finder func() finder
}

// Joined is the audit's input and an account of everything that is not in it.
type Joined struct {
	Dataset *dataset.Dataset
	Intake  result.Intake
	// Worklist lies in a private file until it is closed.
	Worklist *Worklist
	// Roles as used, in the order of the dataset's spec.
	Roles []Role
	// Pairs are the audited applications of an export with their documents.
	Pairs []Pair
	// Reads counts whose documents could be read; nil with a candidates table.
	Reads *result.ReadCounts
	// Forgotten are the content hashes of documents of suppressed candidates: nothing of them is to be kept.
	Forgotten []string
	// ForgottenPaths are the files of these documents.
	ForgottenPaths []string
	// Decided counts all decided applications of the inputs by day, but those of
	// suppressed candidates and unusable rows.
	Decided Days
	// Table is how a candidates table was understood; nil from an export.
	Table *decision.TableReport
}

// Pair is an audited application, by its index in Input.Export, with its document, by its
// index in Input.Documents.
type Pair struct {
	Application, Document int32
	route                 route
}

// Route of the match: resume column | id in file name | e-mail | name.
func (p Pair) Route() string { return p.route.String() }

// Link resolves one row of a candidates table for whoever holds key and input.
type Link struct {
	Applicant   string // pseudonym
	CandidateID string
	File        string
	Row         int
}
