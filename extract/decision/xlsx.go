package decision

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// unzipLimit caps what an XLSX file may unpack to; a million wide rows stay below.
const unzipLimit = 4 << 30

// xlsxRows streams one sheet. Values are raw: dates are serial numbers.
type xlsxRows struct {
	file  *excelize.File
	rows  *excelize.Rows
	path  string
	n     int
	hide  bool
	cells [][]byte
	// epoch1904: the workbook counts days from 1904.
	epoch1904 bool
}

// openXLSX opens the named sheet, or the one whose first rows score best as a
// header, visible sheets first. excelize panics on some damaged files; that is
// an error of the file.
func openXLSX(path, sheet string, score func([]string) int) (r records, err error) {
	defer func() {
		if p := recover(); p != nil {
			r, err = nil, damaged(path, fmt.Errorf("%v", p))
		}
	}()
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, UnzipSizeLimit: unzipLimit})
	if err != nil {
		return nil, damaged(path, err)
	}
	name, err := chooseSheet(f, path, sheet, score)
	if err != nil {
		f.Close()
		return nil, err
	}
	rows, err := f.Rows(name)
	if err != nil {
		f.Close()
		return nil, damaged(path, err)
	}
	x := &xlsxRows{file: f, rows: rows, path: path}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		x.epoch1904 = *p.Date1904
	}
	return x, nil
}

func damaged(path string, err error) *InputError {
	return &InputError{File: path, Reason: "cannot be read as XLSX: " + err.Error(), Remedy: "open it in a spreadsheet program and save it again, without a password"}
}

func chooseSheet(f *excelize.File, path, want string, score func([]string) int) (string, error) {
	best, bestScore := "", -1
	for _, name := range f.GetSheetList() {
		if want != "" {
			if name == want {
				return name, nil
			}
			continue
		}
		s := 2 * sheetScore(f, name, score)
		if visible, err := f.GetSheetVisible(name); err == nil && visible {
			s++
		}
		if s > bestScore {
			best, bestScore = name, s
		}
	}
	if best == "" {
		return "", &InputError{File: path, Reason: fmt.Sprintf("there is no sheet %q", want), Remedy: fmt.Sprintf("set export.sheet to one of %q", f.GetSheetList())}
	}
	return best, nil
}

func sheetScore(f *excelize.File, name string, score func([]string) int) int {
	rows, err := f.Rows(name)
	if err != nil {
		return -1
	}
	defer rows.Close()
	best := 0
	for range headerRows {
		if !rows.Next() {
			break
		}
		cells, err := rows.Columns()
		if err != nil {
			break
		}
		best = max(best, score(cells))
	}
	return best
}

func (x *xlsxRows) next() (cells [][]byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			cells, err = nil, damaged(x.path, fmt.Errorf("%v", p))
		}
	}()
	if !x.rows.Next() {
		if err := x.rows.Error(); err != nil {
			return nil, damaged(x.path, err)
		}
		return nil, io.EOF
	}
	row, err := x.rows.Columns()
	if err != nil {
		return nil, damaged(x.path, err)
	}
	x.n++
	x.hide = x.rows.GetRowOpts().Hidden
	x.cells = x.cells[:0]
	for _, c := range row {
		x.cells = append(x.cells, []byte(c))
	}
	return x.cells, nil
}

func (x *xlsxRows) row() int     { return x.n }
func (x *xlsxRows) hidden() bool { return x.hide }
func (x *xlsxRows) close() error {
	x.rows.Close()
	return x.file.Close()
}

// serialDate is the date of a spreadsheet serial number.
func serialDate(serial float64, epoch1904 bool) (time.Time, error) {
	return excelize.ExcelDateToTime(serial, epoch1904)
}
