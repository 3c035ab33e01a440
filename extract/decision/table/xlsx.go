package table

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"
)

// unzipLimit caps what an XLSX file may unpack to; a million wide rows stay below.
const unzipLimit = 4 << 30

// workbook opens an XLSX file and picks its sheets. excelize panics on some damaged
// files; that is an error of the file.
func (b *Book) workbook(opt Options) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damaged(b.Path, fmt.Errorf("%v", p))
		}
	}()
	if b.xlsx, err = excelize.OpenFile(b.Path, excelize.Options{RawCellValue: true, UnzipSizeLimit: unzipLimit}); err != nil {
		return damaged(b.Path, err)
	}
	names := b.xlsx.GetSheetList()
	if opt.Sheet != "" {
		if !slices.Contains(names, opt.Sheet) {
			return &Error{File: b.Path, Reason: fmt.Sprintf("there is no sheet %q", opt.Sheet), Remedy: fmt.Sprintf("set export.sheet to one of %q", names)}
		}
		for _, name := range names {
			if name != opt.Sheet {
				b.Left = append(b.Left, Sheet{File: b.Path, Sheet: name, Why: "export.sheet names another one"})
			}
		}
		names = []string{opt.Sheet}
	}
	return b.sheets(names, opt)
}

func damaged(path string, err error) *Error {
	return &Error{File: path, Reason: "cannot be read as XLSX: " + err.Error(), Remedy: "open it in a spreadsheet program and save it again, without a password"}
}

// sheets takes the sheet that scores best, a visible one before a hidden one, and
// every sheet with the same head.
func (b *Book) sheets(names []string, opt Options) error {
	var all []*Table
	var best *Table
	bestScore := -1
	var first error
	epoch := false
	if p, err := b.xlsx.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		epoch = *p.Date1904
	}
	for _, name := range names {
		t := &Table{Path: b.Path, Sheet: name, Epoch1904: epoch, book: b}
		if err := t.findHead(opt); err != nil {
			if first == nil {
				first = err
			}
			b.leave(t, "no row of it is a header")
			continue
		}
		score := 2 * opt.Score(t.Header)
		if visible, err := b.xlsx.GetSheetVisible(name); err == nil && visible {
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

// xlsxRows streams one sheet. Values are raw: dates are serial numbers.
type xlsxRows struct {
	table *Table
	rows  *excelize.Rows
	n     int
	hide  bool
	cells [][]byte
}

func (b *Book) sheetRows(t *Table) (s source, err error) {
	defer func() {
		if p := recover(); p != nil {
			s, err = nil, damaged(b.Path, fmt.Errorf("%v", p))
		}
	}()
	rows, err := b.xlsx.Rows(t.Sheet)
	if err != nil {
		return nil, damaged(b.Path, err)
	}
	return &xlsxRows{table: t, rows: rows}, nil
}

func (x *xlsxRows) next() (cells [][]byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			cells, err = nil, damaged(x.table.Path, fmt.Errorf("%v", p))
		}
	}()
	if !x.rows.Next() {
		if err := x.rows.Error(); err != nil {
			return nil, damaged(x.table.Path, err)
		}
		return nil, io.EOF
	}
	row, err := x.rows.Columns()
	if err != nil {
		return nil, damaged(x.table.Path, err)
	}
	x.n++
	x.hide = x.rows.GetRowOpts().Hidden
	x.cells = x.cells[:0]
	for _, c := range row {
		x.cells = append(x.cells, []byte(c))
	}
	x.fill()
	return x.cells, nil
}

func (x *xlsxRows) row() int     { return x.n }
func (x *xlsxRows) close() error { return x.rows.Close() }

// SerialDate is the date of a spreadsheet serial number.
func SerialDate(serial float64, epoch1904 bool) (time.Time, error) {
	return excelize.ExcelDateToTime(serial, epoch1904)
}
