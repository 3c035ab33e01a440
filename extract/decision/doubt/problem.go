package doubt

import "weaksignal/extract/decision/table"

// Problem is one row, cell or column that could not be used as it stands. It
// never ends a run.
type Problem struct {
	File   string `json:"file"`
	Sheet  string `json:"sheet,omitempty"` // of a workbook with several
	Row    int    `json:"row,omitempty"`   // 1-based; 0 = the whole file
	Column string `json:"column,omitempty"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy,omitempty"`
	// Excluded: the row is not audited because of it.
	Excluded bool `json:"excluded,omitempty"`
	// Times is how many applications the row stands for; 0 = 1.
	Times int `json:"times,omitempty"`
}

// Guard is a check of the whole export that did not pass.
type Guard struct {
	// ID: no_rejections | few_rejections | no_advancement | truncated | decided_before_applied |
	// requisition_names | requisition_titles | hidden_rows | stages_unmapped | outcomes_unmapped | no_rows.
	ID string
	// Fatal: an audit of this export would mislead.
	Fatal bool
	// Error carries file, column, reason and remedy.
	Error table.Error
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

func (p *Problems) Add(q Problem) {
	p.Count += max(q.Times, 1)
	if q.Excluded {
		p.Rows += max(q.Times, 1)
	}
	if len(p.List) < MaxProblems {
		p.List = append(p.List, q)
	}
}
