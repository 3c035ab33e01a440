package table

import (
	"errors"
	"io"
)

// source is a file's rows as they stand, the head and what is above it included.
type source interface {
	// next returns the cells of the next row, valid until the next call; io.EOF at the end.
	next() ([][]byte, error)
	// row is the 1-based number of the row that next returned.
	row() int
	close() error
}

// Rows streams the rows below the head.
type Rows struct {
	table *Table
	src   source
	xlsx  *xlsxRows   // src, of a sheet
	csv   *csvScanner // src, of a text
	// Count is how many rows were returned, Heads how often the head was repeated.
	Count, Heads int
}

// Rows starts to read a table. Its book must stay open.
func (t *Table) Rows() (*Rows, error) {
	src, err := t.source()
	if err != nil {
		return nil, err
	}
	r := &Rows{table: t, src: src}
	r.csv, _ = src.(*csvScanner)
	r.xlsx, _ = src.(*xlsxRows)
	return r, nil
}

func (t *Table) source() (source, error) {
	switch {
	case t.book.text != nil:
		return t.book.text.rows()
	case t.book.parquet != nil:
		return &columnarRows{t.book.parquet.Rows()}, nil
	}
	return t.book.sheetRows(t)
}

// Next returns the cells of the next row, valid until the next call; io.EOF after
// the last one. With [ErrQuote] the cells are the line as it stands and the stream
// goes on; any other error is an *[Error] and ends it.
func (r *Rows) Next() ([][]byte, error) {
	for {
		cells, err := r.src.next()
		if err != nil && !errors.Is(err, ErrQuote) {
			if err == io.EOF {
				return nil, err
			}
			return nil, readError(r.table.Path, r.src.row()+1, err)
		}
		if r.src.row() <= r.table.HeaderRow {
			continue
		}
		if err == nil {
			if blank(cells) {
				continue
			}
			if r.table.repeats(cells) {
				r.Heads++
				continue
			}
		}
		r.Count++
		return cells, err
	}
}

// Row is the 1-based number of the row that Next returned.
func (r *Rows) Row() int { return r.src.row() }

// Hidden: the row that Next returned is hidden or filtered out in its sheet.
func (r *Rows) Hidden() bool { return r.xlsx != nil && r.xlsx.hide }

// Left estimates how many more rows there are, from the length of those read; 0 if
// it is not known.
func (r *Rows) Left() int {
	if r.csv == nil || r.csv.count == 0 {
		return 0
	}
	done := r.csv.done()
	if done == 0 || r.csv.size <= done {
		return 0
	}
	mean := max(done/int64(r.csv.count), 1)
	left := min((r.csv.size-done)/mean, 1<<27)
	return int(left + left/16)
}

// Close ends the reading.
func (r *Rows) Close() error { return r.src.close() }
