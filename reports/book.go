package reports

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/reports/words"
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
	// Truth holds the estimates of a simulated pool against what was planted; empty
	// leaves the sheet out.
	Truth []TruthRow
	// Confidentiality stands on every page; "" prints "Confidential".
	Confidentiality string
	// Organisation is printed on the Summary; may be "".
	Organisation string
	// Paper that the report is printed on: a4 or letter; "" = a4.
	Paper string
	// References are the configured reference groups.
	References []Reference
	// settled is what may be shown; nil until it is asked for (Settle).
	settled *settlement
	// WorklistFile is the name of the file that lists what was not read or matched, "" if none.
	WorklistFile string
}

// SignalText is a signal in words, from the catalogue.
type SignalText struct {
	ID         string
	Label      string // "Open-source work"
	Name       string // "open-source work", inside a sentence; "" = the label with a small letter
	Question   string // "Did the applicant write or maintain public software?"
	Detection  string
	Evidence   []Citation
	JobRelated string // where it may count as job-related
	Limits     string
}

// inside is what a sentence calls the signal.
func (s *SignalText) inside() string {
	if s.Name != "" {
		return s.Name
	}
	return words.LowerFirst(s.Label)
}

// NameOf is what a sentence calls the signal with the id.
func (b *Book) NameOf(id string) string {
	for i := range b.Signals {
		if s := &b.Signals[i]; s.ID == id && s.inside() != "" {
			return s.inside()
		}
	}
	return words.SignalName(id)
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
	Declared   []Declaration
}

// Declaration is the reason of one job-related criterion, who declared it, and when.
type Declaration struct{ Criterion, Reason, By, Date string }

// Reference is a configured reference group of an attribute.
type Reference struct{ Attribute, Group string }

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
