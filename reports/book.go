package reports

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
)

// Book is everything that a workbook is rendered from.
type Book struct {
	Result *result.Result
	// Signals are the words for each signal id of the result. A signal without
	// an entry is printed under its id.
	Signals []SignalText
	// Lists used by detectors (schools, employers, venues), with hash.
	Lists []List
	// Roles as declared by the employer.
	Roles []Role
	// Settings as used, "key: value", in the order of the configuration.
	Settings []Setting
	// Requisitions counts each requisition at each stage; empty leaves the sheet out.
	Requisitions []dataset.Stratum
	// Shown is what may be shown, where that is settled already ([Book.Settle]); nil = every
	// report settles it anew, which takes seconds where there are many groups.
	Shown *disclosure.Shown
	// Truth holds the estimates of a simulated pool against what was planted; empty
	// leaves the sheet out.
	Truth []TruthRow
	// Confidentiality stands on every page; "" prints "Confidential".
	Confidentiality string
	// Organisation is printed on the Summary; may be "".
	Organisation string
	// WorklistFile is the name of the file that lists what was not read or matched, "" if none.
	WorklistFile string
}

// SignalText is a signal in words, from the catalogue.
type SignalText struct {
	ID         string
	Label      string // "Open-source work"
	Question   string // "Did the applicant write or maintain public software?"
	Detection  string
	Evidence   []Citation
	JobRelated string // where it may count as job-related
	Limits     string
}

// Citation of published evidence.
type Citation struct{ Claim, Source string }

// List is one list of institutions as used.
type List struct {
	Name, SHA256 string
	Entries      []string
}

// Role is the employer's declaration.
type Role struct {
	Name       string
	JobRelated []string
	Skills     []string
	MinYears   float64
	MinDegree  string
}

// Setting is one configuration value as used.
type Setting struct{ Key, Value string }

// WorkItem is one line of worklist.csv: a file or row that was not read, matched or used.
type WorkItem struct {
	Kind   string // document | application | group | row
	File   string
	Row    int // 1-based in its file; 0 = the whole file
	Column string
	Reason string
	Remedy string
}
