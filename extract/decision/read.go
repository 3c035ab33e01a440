package decision

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
)

// ReadExports reads the exports of one audit into one set of applications.
//
// An *InputError is returned where a table cannot be used at all; the Export is
// then not nil but holds what was understood so far, for `check` to print. What
// concerns the whole export and not its form is in Export.Guards: see
// [Export.Err].
func ReadExports(ctx context.Context, paths []string, opt Options) (*Export, error) {
	e := newExport()
	r := &exportReader{opt: opt, e: e, byKey: ids.NewIndex(),
		stage: lookup.NewClassifier(), outcome: lookup.NewClassifier(), source: lookup.NewClassifier()}
	r.asked = newAsked(r)
	if len(paths) == 0 {
		return e, &InputError{File: "decisions", Reason: "no export is given", Remedy: "name one with --decisions FILE or under decisions in config.yaml"}
	}
	if err := r.prepare(); err != nil {
		return e, err
	}
	for _, p := range paths {
		if err := r.book(ctx, p); err != nil {
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
	heads   *heads.Headers
	stage   *lookup.Classifier
	outcome *lookup.Classifier
	source  *lookup.Classifier
	asked   *asked
	byKey   *ids.Index
	layouts []*heads.Layout
	// duplicate is the first repeated application, and how many there are.
	duplicate  *InputError
	duplicates int
	// late counts decisions dated before the application.
	dated, backwards int
	firstBackwards   *doubt.Problem
	noStage          bool // some file has no stage column
	several          bool // some application has several rows
	moves            bool // some table lists moves from stage to stage
	surplus          int  // rows with more cells than the head, or fewer
	firstSurplus     *doubt.Problem
	columns          []*sheetFile // the tables, with what their date columns told
	// undated lists applications with a cell that is no date, by column.
	undated map[dateCell][]uint32
	// unused counts rows that cannot be audited, by reason.
	unused map[string]*unusedRows
}

// dateCell is a date column of a file.
type dateCell struct{ path, column string }

// unusedRows are rows left out for one reason.
type unusedRows struct {
	file   string
	row, n int
	remedy string
}

func (r *exportReader) prepare() (err error) {
	if r.heads, err = heads.NewHeaders(r.opt.Columns); err != nil {
		return err
	}
	if r.e.full, r.stage.Match, err = lookup.NewFunnel(r.opt.Stages); err != nil {
		return err
	}
	if r.outcome.Match, err = lookup.OutcomePatterns(r.opt.Outcomes); err != nil {
		return err
	}
	r.source.Match, err = lookup.SourcePatterns(r.opt.Sources)
	return err
}

// known is the outcome that a text means, without counting it.
func (r *exportReader) known(text string) Outcome {
	return Outcome(max(r.outcome.Match.Find(text), 0))
}

// sheetFile is one table while it is read.
type sheetFile struct {
	*heads.Layout
	path    string
	index   uint16
	applied dates.Column
	decided []datedColumn
	// cells of the current row.
	cells  [][]byte
	row    int
	events int // first event of this table
	apps   int // first application of this table
	hidden int
	// blank are the mapped columns that no row so far fills.
	blank []int
	// carried are the last values of the columns in layout.fill; filled counts cells.
	carried [][]byte
	filled  int
	// width is the number of cells of every sound row; 0 = they differ, or it is a sheet.
	width int
}

// datedColumn is one of the columns that stand for decided_at.
type datedColumn struct {
	field string
	at    int
	dates.Column
}

// get is the trimmed cell of a field; nil if the file has no such column or cell.
func (f *sheetFile) get(field string) []byte {
	return f.cell(f.Column(field))
}

func (f *sheetFile) cell(i int) []byte { return table.Text(f.raw(i)) }

// raw is the cell as it stands, for a dictionary, which trims each spelling once.
func (f *sheetFile) raw(i int) []byte {
	if i < 0 || i >= len(f.cells) {
		return nil
	}
	return f.cells[i]
}

// problem is one of the current row.
func (f *sheetFile) problem(column, reason, remedy string) doubt.Problem {
	return doubt.Problem{File: f.path, Sheet: f.Label(), Row: f.row, Column: column, Reason: reason, Remedy: remedy}
}

// book reads the tables of one file.
func (r *exportReader) book(ctx context.Context, path string) error {
	b, err := table.Open(ctx, path, table.Options{Sheet: r.opt.Sheet, Score: r.heads.Score, Worker: r.opt.Worker,
		Unknown: "map the columns under export.columns, or check that the file is the export"})
	if err != nil {
		return err
	}
	defer b.Close()
	var files []*sheetFile
	for _, t := range b.Tables {
		f, err := r.table(ctx, t)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	r.e.Sheets = append(r.e.Sheets, b.Left...)
	r.leftOut(b)
	return r.resolveDates(files)
}

// table reads one table.
func (r *exportReader) table(ctx context.Context, t *table.Table) (*sheetFile, error) {
	l, err := r.heads.Lay(t, r.known)
	r.layouts = append(r.layouts, l)
	if err != nil {
		return nil, err
	}
	l.DropDamaged()
	if err := r.shape(l); err != nil {
		return nil, err
	}
	if err := l.Needed(); err != nil {
		return nil, err
	}
	rows, err := t.Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	f := &sheetFile{Layout: l, path: t.Path, index: uint16(len(r.e.files)), events: len(r.e.events), apps: r.e.Len(), width: l.Width()}
	r.e.files = append(r.e.files, t.Path)
	f.blank = slices.Collect(maps.Values(l.At))
	f.dates(r.opt)
	entry := make([]bool, len(f.decided))
	for k := range f.decided {
		entry[k] = f.decided[k].field == heads.Entered
	}
	r.e.entry = append(r.e.entry, entry)
	c := newRowColumns(l)
	if c.stage < 0 && c.lastStage < 0 && c.to < 0 && len(l.Stages) == 0 {
		r.noStage = true
	}
	r.moves = r.moves || c.to >= 0
	start := r.e.Rows
	if err := r.rows(ctx, rows, f, c); err != nil {
		return nil, err
	}
	r.e.Sheets = append(r.e.Sheets, table.Sheet{File: t.Path, Sheet: t.Sheet, Rows: r.e.Rows - start, Read: true})
	r.fileGuards(f, r.e.Rows-start)
	return f, nil
}

// mappedColumns checks that some file has each column of the configuration.
func (r *exportReader) mappedColumns(path string) error {
	for _, c := range r.opt.Columns {
		if c.Column == 0 && r.header(c.Field) == "" && !r.dropped(c.Field) {
			return &InputError{File: path, Column: c.Header, Reason: fmt.Sprintf("the configuration maps %s to a column that no export has; the columns are %s", c.Field, strings.Join(r.layouts[0].Header, ", ")),
				Remedy: "correct the header under export.columns"}
		}
	}
	return nil
}

// dropped: the field's column is there and not used, because its ids are damaged.
func (r *exportReader) dropped(field string) bool {
	for _, l := range r.layouts {
		for _, d := range l.Damaged {
			if d.Field == field {
				return true
			}
		}
	}
	return false
}

func (f *sheetFile) dates(opt Options) {
	d := dates.Column{Order: opt.DateOrder, Location: opt.Location, Sheet: f.Delimiter == 0, Epoch1904: f.Epoch1904}
	f.applied = d
	for _, field := range []string{heads.Decided, heads.RejectedAt, heads.HiredAt, heads.Entered} {
		if c := f.Column(field); c >= 0 {
			for _, at := range append([]int{c}, f.Also[field]...) {
				f.decided = append(f.decided, datedColumn{field, at, d})
			}
		}
	}
}

// rows reads the rows below the header.
func (r *exportReader) rows(ctx context.Context, rows *table.Rows, f *sheetFile, c rowColumns) error {
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, err := rows.Next()
		f.cells, f.row = cells, rows.Row()
		switch {
		case err == io.EOF:
			r.e.Footers += rows.Heads
			return nil
		case errors.Is(err, table.ErrQuote):
			r.e.Rows++
			r.leaveOut(f, err.Error(), "correct the row in the export")
			continue
		case err != nil:
			return err
		}
		if n == reserveAfter {
			rest := rows.Left()
			r.e.reserve(rest)
			r.byKey.Grow(rest)
		}
		if len(f.blank) > 0 {
			f.seen()
		}
		if rows.Hidden() {
			f.hidden++
		}
		if err := r.application(f, c); err != nil {
			return err
		}
	}
}

// reserveAfter is how many rows tell the mean length of a row.
const reserveAfter = 2000

// leaveOut counts the current row as one that cannot be audited.
func (r *exportReader) leaveOut(f *sheetFile, reason, remedy string) {
	p := f.problem("", reason, remedy)
	p.Excluded = true
	r.e.Problems.Add(p)
	r.unusedRow(f.path, f.row, reason, remedy)
}

func (r *exportReader) unusedRow(path string, row int, reason, remedy string) {
	if r.unused == nil {
		r.unused = map[string]*unusedRows{}
	}
	u := r.unused[reason]
	if u == nil {
		u = &unusedRows{file: path, row: row, remedy: remedy}
		r.unused[reason] = u
	}
	u.n++
}

// openings reads a count; 0 if it is none.
func openings(s []byte) int32 {
	n, ok := dates.Digits(s)
	if !ok || len(s) > len("1000000") || n > 1_000_000 {
		return 0
	}
	return int32(n)
}
