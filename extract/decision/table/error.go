package table

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Error says that a table cannot be used: what is wrong, where, and what to do
// next.
type Error struct {
	File   string // path as given
	Sheet  string // of a workbook with several; "" = the file tells enough
	Row    int    // 1-based, as a spreadsheet numbers it; 0 = the whole file
	Column string // header as the file spells it; "" = no single column
	Reason string // what is wrong, for people
	Remedy string // what to do next
}

// Error reads "decisions.csv, row 12, column "Applied on": reason; remedy".
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(filepath.Base(e.File))
	if e.Sheet != "" {
		fmt.Fprintf(&b, ", sheet %s", e.Sheet)
	}
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

// ErrQuote marks a row whose quotation mark never closes; the cells are its line
// with the quote taken literally. The stream goes on after it.
var ErrQuote = errors.New("a quotation mark opens a cell and never closes")

// errQuoting ends the reading of a file with more than maxBroken of those.
var errQuoting = errors.New("in more than 100 rows a quotation mark opens a cell and never closes")

// readError is what a reader of rows failed with, as an [Error].
func readError(path string, row int, err error) error {
	var in *Error
	if errors.As(err, &in) {
		return in
	}
	return &Error{File: path, Row: row, Reason: "cannot be read: " + err.Error(), Remedy: "copy the file to a local disk, or export it again"}
}

func openReason(err error) string {
	var p *os.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, os.ErrPermission):
		return "the file may not be read"
	case errors.As(err, &p):
		return "cannot be opened: " + p.Err.Error()
	}
	return "cannot be opened: " + err.Error()
}
