package decision

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ReadExports reads the exports of one audit into one set of applications.
//
// An *InputError is returned where a table cannot be used at all; the Export is
// then not nil but holds what was understood so far, for `check` to print. What
// concerns the whole export and not its form is in Export.Guards: see
// [Export.Err].
func ReadExports(ctx context.Context, paths []string, opt Options) (*Export, error) {
	e := newExport()
	r := &exportReader{opt: opt, e: e, byKey: newAppIndex(),
		stage: newClassifier(), outcome: newClassifier(), source: newClassifier(), asked: newAsked()}
	if len(paths) == 0 {
		return e, &InputError{File: "decisions", Reason: "no export is given", Remedy: "name one with --decisions FILE or under decisions in config.yaml"}
	}
	if err := r.prepare(); err != nil {
		return e, err
	}
	for _, p := range paths {
		if err := r.file(ctx, p); err != nil {
			r.report()
			return e, err
		}
	}
	if err := r.mappedColumns(paths[0]); err != nil {
		r.report()
		return e, err
	}
	r.finish()
	return e, nil
}

// exportReader carries what the files of one audit share.
type exportReader struct {
	opt     Options
	e       *Export
	heads   *headers
	stage   *classifier
	outcome *classifier
	source  *classifier
	asked   *asked
	byKey   *appIndex
	layouts []*layout
	// duplicate is the first repeated application, and how many there are.
	duplicate  *InputError
	duplicates int
	// late counts decisions dated before the application.
	dated, backwards int
	firstBackwards   *Problem
	noStage          bool // some file has no stage column
}

func (r *exportReader) prepare() (err error) {
	if r.heads, err = newHeaders(r.opt.Columns); err != nil {
		return err
	}
	if r.e.full, r.stage.match, err = newFunnel(r.opt.Stages); err != nil {
		return err
	}
	if r.outcome.match, err = outcomePatterns(r.opt.Outcomes); err != nil {
		return err
	}
	r.source.match, err = sourcePatterns(r.opt.Sources)
	return err
}

// sheetFile is one file while it is read.
type sheetFile struct {
	*layout
	path    string
	index   uint16
	applied dateColumn
	decided []datedColumn
	// cells of the current row.
	cells  [][]byte
	row    int
	events int // first event of this file
	apps   int // first application of this file
	hidden int
}

// datedColumn is one of the columns that stand for decided_at.
type datedColumn struct {
	field string
	dateColumn
}

// get is the trimmed cell of a field; nil if the file has no such column or cell.
func (f *sheetFile) get(field string) []byte {
	return f.cell(f.column(field))
}

func (f *sheetFile) cell(i int) []byte {
	if i < 0 || i >= len(f.cells) {
		return nil
	}
	return trim(f.cells[i])
}

// file reads one export.
func (r *exportReader) file(ctx context.Context, path string) error {
	at, header, err := findHeader(path, r.opt.Sheet, r.heads.score)
	if err != nil {
		return err
	}
	l, err := r.heads.lay(path, at, header)
	r.layouts = append(r.layouts, l)
	if err != nil {
		return err
	}
	if err := r.needed(path, at, l); err != nil {
		return err
	}
	rows, err := open(path, r.opt.Sheet, r.heads.score)
	if err != nil {
		return err
	}
	defer func() { rows.close() }()
	f := &sheetFile{layout: l, path: path, index: uint16(len(r.e.files)), events: len(r.e.events), apps: r.e.Len()}
	r.e.files = append(r.e.files, path)
	f.dates(r.opt, rows)
	if s, ok := rows.(*csvScanner); ok {
		rows = scanAhead(s)
	}
	c := newRowColumns(l)
	if c.stage < 0 && c.lastStage < 0 {
		r.noStage = true
	}
	start := r.e.Rows
	if err := r.rows(ctx, rows, f, c, at); err != nil {
		return err
	}
	r.fileGuards(f, r.e.Rows-start)
	return r.resolveDates(f)
}

// needed checks the columns without which nothing can be audited.
func (r *exportReader) needed(path string, row int, l *layout) error {
	for _, need := range []struct {
		what   string
		fields []string
	}{
		{"who applied", []string{fieldApplication, fieldCandidate, fieldEmail, fieldName, fieldLastName, fieldResume}},
		{"the requisition", []string{fieldRequisition, fieldRole}},
		{"the stage or the outcome", []string{fieldOutcome, fieldStage, fieldLastStage, fieldDisqualified, fieldRejectedAt}},
	} {
		found := false
		for _, f := range need.fields {
			found = found || l.column(f) >= 0
		}
		if !found {
			return &InputError{File: path, Row: row,
				Reason: fmt.Sprintf("no column says %s (%s); its columns are %s", need.what, strings.Join(need.fields, " or "), strings.Join(l.header, ", ")),
				Remedy: fmt.Sprintf("export that column too, or name it: export.columns: [{field: %s, header: \"...\"}]", need.fields[0])}
		}
	}
	return nil
}

// mappedColumns checks that some file has each column of the configuration.
func (r *exportReader) mappedColumns(path string) error {
	for _, c := range r.opt.Columns {
		if r.header(c.Field) == "" {
			return &InputError{File: path, Column: c.Header, Reason: fmt.Sprintf("the configuration maps %s to a column that no export has; the columns are %s", c.Field, strings.Join(r.layouts[0].header, ", ")),
				Remedy: "correct the header under export.columns"}
		}
	}
	return nil
}

func (f *sheetFile) dates(opt Options, rows records) {
	d := dateColumn{order: opt.DateOrder, location: opt.Location}
	if x, ok := rows.(*xlsxRows); ok {
		d.xlsx, d.epoch1904 = true, x.epoch1904
	}
	f.applied = d
	for _, field := range []string{fieldDecided, fieldRejectedAt, fieldHiredAt} {
		if f.column(field) >= 0 {
			f.decided = append(f.decided, datedColumn{field, d})
		}
	}
}

// rows reads the rows below the header.
func (r *exportReader) rows(ctx context.Context, rows records, f *sheetFile, c rowColumns, header int) error {
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, err := rows.next()
		switch {
		case err == io.EOF:
			return nil
		case rows.row() <= header && (err == nil || errors.Is(err, errQuote)):
			continue
		case errors.Is(err, errQuote):
			r.e.Rows++
			r.e.Problems.add(Problem{File: f.path, Row: rows.row(), Reason: err.Error(), Remedy: "correct the row in the export", Excluded: true})
			continue
		case err != nil:
			return readError(f.path, rows.row()+1, err)
		}
		if n == reserveAfter {
			r.reserve(rows)
		}
		f.cells, f.row = cells, rows.row()
		if blankRow(cells) {
			continue
		}
		if rows.hidden() {
			f.hidden++
		}
		if err := r.application(f, c); err != nil {
			return err
		}
	}
}

// reserveAfter is how many rows tell the mean length of a row.
const reserveAfter = 2000

// reserve makes room for the rest of a CSV file, by its size and the rows so far.
func (r *exportReader) reserve(rows records) {
	a, ok := rows.(*ahead)
	if !ok {
		return
	}
	done, size := a.progress()
	if done == 0 || size <= done {
		return
	}
	mean := max(done/int64(rows.row()), 1)
	left := min((size-done)/mean, 1<<27)
	rest := int(left + left/16)
	r.e.reserve(rest)
	r.byKey.grow(rest)
}

func blankRow(cells [][]byte) bool {
	for _, c := range cells {
		if len(trim(c)) > 0 {
			return false
		}
	}
	return true
}

// openings reads a count; 0 if it is none.
func openings(s []byte) int32 {
	n, err := strconv.ParseInt(string(s), 10, 32)
	if err != nil || n < 0 || n > 1_000_000 {
		return 0
	}
	return int32(n)
}
