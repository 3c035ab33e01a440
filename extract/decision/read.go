package decision

import (
	"context"
	"errors"
)

// ReadExports reads the exports of one audit into one set of applications.
//
// An *InputError is returned where a table cannot be used at all; the Export is
// then not nil but holds what was understood so far, for `check` to print. What
// concerns the whole export and not its form is in Export.Guards: see
// [Export.Err].
func ReadExports(ctx context.Context, paths []string, opt Options) (*Export, error) {
	return &Export{}, errors.New("not written yet")
}

// Export is the applications of one or more export files, in columns.
type Export struct {
	// Funnel lists the stages that occur, in funnel order, without "hired".
	Funnel   []string
	Mapping  Mapping
	Problems Problems
	Guards   []Guard
	// Rows counts data rows; Footers the totals and footnotes below them.
	Rows, Footers int
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
func (e *Export) Len() int { return 0 }

// At is application i in reading order, 0 <= i < Len().
func (e *Export) At(i int) Application { return Application{} }

// Steps appends what happened to application i at each stage of Funnel to dst.
func (e *Export) Steps(i int, dst []Step) []Step { return dst }
