package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"weaksignal/extract/parquet"
	"weaksignal/extract/regular"
)

// headRows is how far down a head is looked for, under titles and filters.
const headRows = 30

// sampleRows is how many rows below the head are kept in [Table.Sample]: enough to
// tell what a column holds, little enough to cost nothing beside the reading.
const sampleRows = 2000

// Options say how a file is read.
type Options struct {
	// Sheet of a workbook; "" = all sheets with the head of the best one.
	Sheet string
	// Score rates a row as a head, 0 = none. It decides between rows, delimiters and sheets.
	Score func(row []string) int
	// Unknown is the remedy where no row scores.
	Unknown string
	// Worker reads workbooks; the zero value reads them in this process.
	Worker Worker
}

// Sheet says of a sheet whether it was read.
type Sheet struct {
	File  string `json:"file"`  // path
	Sheet string `json:"sheet"` // "" = the file is no workbook
	// Rows below the head, without blank ones and repeats of the head; of a sheet left
	// out its filled rows.
	Rows int  `json:"rows"`
	Read bool `json:"read"`
	// Why it was left out.
	Why string `json:"why,omitempty"`
}

// Table is one table of a file: a CSV file, or a sheet with the head of the best one.
type Table struct {
	Path  string
	Sheet string // "" in a CSV file
	// Header are the cells of the head, trimmed, and HeaderRow its 1-based number.
	Header    []string
	HeaderRow int
	// Sample are the first rows below the head, trimmed.
	Sample [][]string
	// SampleIsAll: the table has no further rows.
	SampleIsAll bool
	// Delimiter of a CSV file, 0 in a workbook.
	Delimiter byte
	// BadBytes counts bytes of a UTF-8 text that are none; they are read as Windows-1252.
	BadBytes int
	// Epoch1904: the workbook counts days from 1904.
	Epoch1904 bool

	book   *Book
	merged merged
	links  []int // columns that hold links without a stored value
}

// Book is an opened file.
type Book struct {
	Path string
	// Tables that are read, in the file's order; there is at least one.
	Tables []*Table
	// Left lists the sheets that are not read.
	Left []Sheet

	// Of these one is set, by the kind of the file.
	text    *text
	xlsx    workbook
	parquet *parquet.File
}

// Open finds the tables of a file. Errors are of type *[Error].
func Open(ctx context.Context, path string, opt Options) (*Book, error) {
	f, err := regular.Open(path)
	if err != nil {
		return nil, &Error{File: path, Reason: openReason(err), Remedy: "check the path and the permissions"}
	}
	defer f.Close()
	b := &Book{Path: path}
	head := make([]byte, 8)
	n, _ := io.ReadFull(f, head)
	if bytes.HasPrefix(head[:n], []byte("PK\x03\x04")) {
		if err := b.workbook(ctx, f, opt); err != nil {
			b.Close()
			return nil, err
		}
		return b, nil
	}
	if bytes.HasPrefix(head[:n], []byte(parquet.Magic)) {
		return b, b.columnar(opt)
	}
	if b.text, err = inspect(f, path, opt.Score); err != nil {
		return nil, err
	}
	t := &Table{Path: path, Delimiter: b.text.delimiter, BadBytes: b.text.bad, book: b}
	if err := t.findHead(opt); err != nil {
		return nil, err
	}
	b.Tables = []*Table{t}
	return b, nil
}

// Close frees the file.
func (b *Book) Close() error {
	switch {
	case b.xlsx != nil:
		return b.xlsx.Close()
	case b.parquet != nil:
		return b.parquet.Close()
	}
	return nil
}

// findHead finds the best head of a table and keeps the sample below it.
func (t *Table) findHead(opt Options) error {
	s, err := t.source()
	if err != nil {
		return err
	}
	best := 0
	for range headRows {
		var cells [][]byte
		if cells, err = s.next(); err != nil {
			break
		}
		row := texts(cells)
		if n := opt.Score(row); n > best {
			best, t.HeaderRow, t.Header = n, s.row(), row
		}
	}
	s.close()
	if in := (*Error)(nil); best == 0 && errors.As(err, &in) {
		return err
	}
	if best == 0 {
		return &Error{File: t.Path, Sheet: t.Sheet, Reason: fmt.Sprintf("none of the first %d rows is a header: no column name is recognised", headRows), Remedy: opt.Unknown}
	}
	for len(t.Header) > 0 && t.Header[len(t.Header)-1] == "" {
		t.Header = t.Header[:len(t.Header)-1]
	}
	return t.sample()
}

func (t *Table) sample() error {
	rows, err := t.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for len(t.Sample) < sampleRows {
		cells, err := rows.Next()
		if err == io.EOF {
			t.SampleIsAll = true
			return nil
		}
		if err == nil {
			t.Sample = append(t.Sample, texts(cells))
		} else if err != ErrQuote {
			return nil // whoever reads the rows meets it again
		}
	}
	return nil
}

// sameHead tells whether two heads name the same columns, but for one in five.
func sameHead(a, b []string) bool {
	names := map[string]bool{}
	for _, h := range a {
		names[headKey(h)] = true
	}
	delete(names, "")
	both, other := 0, map[string]bool{}
	for _, h := range b {
		if k := headKey(h); k != "" && !other[k] {
			other[k] = true
			if names[k] {
				both++
			}
		}
	}
	return both > 0 && 5*both >= 4*max(len(names), len(other))
}

// headKey keeps letters and digits, lower case.
func headKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Label names the sheet where the book has several, for messages.
func (t *Table) Label() string {
	if len(t.book.Tables)+len(t.book.Left) < 2 {
		return ""
	}
	return t.Sheet
}

// First is the first table of the book.
func (t *Table) First() *Table { return t.book.Tables[0] }

// Cell of a sample's row; "" beyond its end.
func (t *Table) Cell(row, column int) string {
	if r := t.Sample[row]; column < len(r) {
		return r[column]
	}
	return ""
}

// repeats tells whether a row repeats the head.
func (t *Table) repeats(cells [][]byte) bool {
	i := slices.IndexFunc(t.Header, func(h string) bool { return h != "" })
	if i >= len(cells) || string(Trim(cells[i])) != t.Header[i] {
		return false
	}
	for i, h := range t.Header {
		if i >= len(cells) && h != "" || i < len(cells) && string(Trim(cells[i])) != h {
			return false
		}
	}
	return true
}
