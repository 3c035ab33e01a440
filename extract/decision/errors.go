package decision

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// InputError says that a table cannot be used: what is wrong, where, and what to
// do next. It ends a command with exit status 2 before anything is run.
type InputError struct {
	File   string // path as given
	Row    int    // 1-based, as a spreadsheet numbers it; 0 = the whole file
	Column string // header as the file spells it; "" = no single column
	Reason string // what is wrong, for people
	Remedy string // what to do next
}

// Error reads "decisions.csv, row 12, column "Applied on": reason; remedy".
func (e *InputError) Error() string {
	var b strings.Builder
	b.WriteString(filepath.Base(e.File))
	if e.Row > 0 {
		fmt.Fprintf(&b, ", row %d", e.Row)
	}
	if e.Column != "" {
		fmt.Fprintf(&b, ", column %q", e.Column)
	}
	b.WriteString(": ")
	b.WriteString(e.Reason)
	if e.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(e.Remedy)
	}
	return b.String()
}

// readError is what a reader of rows failed with, as an [InputError].
func readError(path string, row int, err error) error {
	var in *InputError
	if errors.As(err, &in) {
		return in
	}
	return &InputError{File: path, Row: row, Reason: "cannot be read: " + err.Error(), Remedy: "copy the file to a local disk, or export it again"}
}

// Problem is one row, cell or column that could not be used as it stands. It
// never ends a run.
type Problem struct {
	File   string `json:"file"`
	Row    int    `json:"row,omitempty"` // 1-based; 0 = the whole file
	Column string `json:"column,omitempty"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy,omitempty"`
	// Excluded: the row is not audited because of it.
	Excluded bool `json:"excluded,omitempty"`
}

// Guard is a check of the whole export that did not pass.
type Guard struct {
	// ID: no_rejections | few_rejections | no_advancement | truncated | decided_before_applied |
	// requisition_names | requisition_titles | hidden_rows | stages_unmapped | outcomes_unmapped | no_rows.
	ID string
	// Fatal: an audit of this export would mislead.
	Fatal bool
	// Error carries file, column, reason and remedy.
	Error InputError
}

// Problems is a bounded list of problems with their full count.
type Problems struct {
	List  []Problem // the first [MaxProblems], in reading order
	Count int       // all of them
	// Rows counts those with Excluded set.
	Rows int
}

// MaxProblems bounds the problems kept, so that a broken million-row table
// costs no more memory than a sound one.
const MaxProblems = 10_000

func (p *Problems) add(q Problem) {
	p.Count++
	if q.Excluded {
		p.Rows++
	}
	if len(p.List) < MaxProblems {
		p.List = append(p.List, q)
	}
}
