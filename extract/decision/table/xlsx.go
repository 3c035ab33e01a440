package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"weaksignal/extract/pool"
	"weaksignal/extract/regular"
)

// maxWorkbook is what an XLSX file may have: twice what half a million rows take.
const maxWorkbook = 200 << 20

// workbook opens an XLSX file and picks its sheets.
func (b *Book) workbook(ctx context.Context, f *os.File, opt Options) error {
	if _, err := f.Seek(0, 0); err != nil {
		return readError(b.Path, 0, err)
	}
	data, err := regular.ReadAll(f, maxWorkbook)
	if size := (*regular.SizeError)(nil); errors.As(err, &size) {
		return &Error{File: b.Path, Reason: fmt.Sprintf("is a workbook of more than %d MB", size.Max>>20), Remedy: saveAsCSV}
	} else if err != nil {
		return readError(b.Path, 0, err)
	}
	if b.xlsx, err = openWorkbook(ctx, opt.Worker, data); err != nil {
		b.xlsx = nil
		return damaged(b.Path, err)
	}
	sheets, epoch := b.xlsx.contents()
	if opt.Sheet != "" {
		var names []string
		for _, s := range sheets {
			names = append(names, s.Name)
		}
		i := slices.Index(names, opt.Sheet)
		if i < 0 {
			return &Error{File: b.Path, Reason: fmt.Sprintf("there is no sheet %q", opt.Sheet), Remedy: fmt.Sprintf("set export.sheet to one of %q", names)}
		}
		for _, name := range slices.Delete(names, i, i+1) {
			b.Left = append(b.Left, Sheet{File: b.Path, Sheet: name, Why: "export.sheet names another one"})
		}
		sheets = sheets[i : i+1]
	}
	return b.sheets(sheets, epoch, opt)
}

func openWorkbook(ctx context.Context, w Worker, data []byte) (workbook, error) {
	if w.Path == "" {
		return openExcel(data)
	}
	return openChild(ctx, w, data)
}

const saveAsCSV = "open it in a spreadsheet program and save it as CSV"

// damaged is an error of the file; one of the machine stays one.
func damaged(path string, err error) error {
	var machine *pool.MachineError
	var bound *boundError
	switch {
	case errors.As(err, &machine), errors.Is(err, context.Canceled):
		return fmt.Errorf("read tables: %w", err)
	case errors.As(err, &bound):
		return &Error{File: path, Reason: bound.Error(), Remedy: saveAsCSV}
	}
	return &Error{File: path, Reason: "cannot be read as XLSX: " + err.Error(), Remedy: "open it in a spreadsheet program and save it again, without a password"}
}

// boundError: a workbook would take more than any table does.
type boundError struct{ reason string }

func (e *boundError) Error() string { return e.reason }

// sheets takes the sheet that scores best, a visible one before a hidden one, and
// every sheet with the same head.
func (b *Book) sheets(sheets []sheetInfo, epoch bool, opt Options) error {
	var all []*Table
	var best *Table
	bestScore := -1
	var first error
	for _, s := range sheets {
		t := &Table{Path: b.Path, Sheet: s.Name, Epoch1904: epoch, book: b}
		if err := t.findHead(opt); err != nil {
			if first == nil {
				first = err
			}
			b.leave(t, "no row of it is a header")
			continue
		}
		score := 2 * opt.Score(t.Header)
		if s.Visible {
			score++
		}
		if score > bestScore {
			best, bestScore = t, score
		}
		all = append(all, t)
	}
	if best == nil {
		return first
	}
	for _, t := range all {
		if !sameHead(best.Header, t.Header) {
			b.leave(t, fmt.Sprintf("its columns are not those of the sheet %s", best.Sheet))
			continue
		}
		if err := t.complete(); err != nil {
			return err
		}
		b.Tables = append(b.Tables, t)
	}
	return nil
}

// leave lists a sheet that is not read; an empty one is nothing to tell of.
func (b *Book) leave(t *Table, why string) {
	s := Sheet{File: b.Path, Sheet: t.Sheet, Why: why}
	if src, err := t.source(); err == nil {
		for {
			cells, err := src.next()
			if err != nil {
				break
			}
			if !blank(cells) {
				s.Rows++
			}
		}
		src.close()
	}
	if s.Rows > 0 {
		b.Left = append(b.Left, s)
	}
}

// xlsxRows streams one sheet, with merged values filled in.
type xlsxRows struct {
	table *Table
	rows  sheetRows
	n     int
	hide  bool
	// values of the merged cells that the current row is within, by column.
	values map[int][]byte
}

// recovered makes a panic an error of the file: excelize panics on some damaged ones.
func (b *Book) recovered(err *error) {
	if p := recover(); p != nil {
		*err = damaged(b.Path, fmt.Errorf("%v", p))
	}
}

func (b *Book) sheetRows(t *Table) (s source, err error) {
	defer b.recovered(&err)
	rows, err := b.xlsx.rows(t.Sheet, t.links, t.HeaderRow)
	if err != nil {
		return nil, damaged(b.Path, err)
	}
	return &xlsxRows{table: t, rows: rows, values: map[int][]byte{}}, nil
}

func (x *xlsxRows) next() (cells [][]byte, err error) {
	defer x.table.book.recovered(&err)
	cells, x.hide, err = x.rows.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, io.EOF
	case err != nil:
		return nil, damaged(x.table.Path, err)
	}
	x.n++
	return x.fill(cells), nil
}

func (x *xlsxRows) row() int     { return x.n }
func (x *xlsxRows) close() error { return x.rows.close() }

// SerialDate is the date of a spreadsheet serial number.
func SerialDate(serial float64, epoch1904 bool) (time.Time, error) {
	return excelize.ExcelDateToTime(serial, epoch1904)
}
