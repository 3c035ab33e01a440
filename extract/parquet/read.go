package parquet

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// Magic opens every Parquet file.
const Magic = "PAR1"

// File is an opened Parquet file.
type File struct {
	// Columns are the names of the flat columns, in the file's order.
	Columns []string
	// Nested are the names of the columns that cannot be read as cells.
	Nested []string
	// Length is the number of rows.
	Length int64

	file   *os.File
	parsed *parquet.File
	cells  []cell // by column
}

// cell says how the values of a column become text.
type cell struct {
	leaf int // index among the leaf columns
	text func(b []byte, v parquet.Value) []byte
}

// Open opens a file. What is damaged or no Parquet file is an error.
func Open(path string) (f *File, err error) {
	opened, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil { // of a damaged file
			err = fmt.Errorf("it is damaged: %v", p)
		}
		if err != nil {
			opened.Close()
		}
	}()
	info, err := opened.Stat()
	if err != nil {
		return nil, err
	}
	parsed, err := parquet.OpenFile(opened, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, fmt.Errorf("it is damaged or no Parquet file: %w", err)
	}
	f = &File{file: opened, parsed: parsed, Length: parsed.NumRows()}
	for _, c := range parsed.Root().Columns() {
		if !c.Leaf() || c.Repeated() {
			f.Nested = append(f.Nested, c.Name())
			continue
		}
		f.Columns = append(f.Columns, c.Name())
		f.cells = append(f.cells, cell{c.Index(), textOf(c)})
	}
	return f, nil
}

// Metadata of the file under a key; "" if there is none.
func (f *File) Metadata(key string) string {
	value, _ := f.parsed.Lookup(key)
	return value
}

// Close frees the file.
func (f *File) Close() error { return f.file.Close() }

// Rows streams the rows of a file.
type Rows struct {
	file   *File
	groups []parquet.RowGroup
	rows   parquet.Rows
	buffer []parquet.Row
	have   []parquet.Row // of buffer, not given yet
	cells  [][]byte
	text   []byte
	// Row is the number of the row that Next gave last, from 1.
	Row int
}

// Rows starts to read all flat columns from the first row.
func (f *File) Rows() *Rows {
	return &Rows{file: f, groups: f.parsed.RowGroups(), buffer: make([]parquet.Row, 64), cells: make([][]byte, len(f.cells))}
}

// Next gives the cells of the next row, valid until the next call; io.EOF after the
// last one.
func (r *Rows) Next() (cells [][]byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			cells, err = nil, fmt.Errorf("it is damaged: %v", p)
		}
	}()
	for len(r.have) == 0 {
		if err := r.fill(); err != nil {
			return nil, err
		}
	}
	row := r.have[0]
	r.have = r.have[1:]
	r.Row++
	r.text = r.text[:0]
	ends := make([]int, 0, 64)
	for _, c := range r.file.cells {
		if c.leaf < len(row) && !row[c.leaf].IsNull() {
			r.text = c.text(r.text, row[c.leaf])
		}
		ends = append(ends, len(r.text))
	}
	from := 0
	for i, end := range ends {
		r.cells[i], from = r.text[from:end:end], end
	}
	return r.cells, nil
}

func (r *Rows) fill() error {
	if r.rows == nil {
		if len(r.groups) == 0 {
			return io.EOF
		}
		r.rows, r.groups = r.groups[0].Rows(), r.groups[1:]
	}
	n, err := r.rows.ReadRows(r.buffer)
	r.have = r.buffer[:n]
	if errors.Is(err, io.EOF) || err == nil && n == 0 {
		err = r.rows.Close()
		r.rows = nil
	}
	return err
}

// Close ends the reading.
func (r *Rows) Close() error {
	if r.rows == nil {
		return nil
	}
	return r.rows.Close()
}

// textOf says how a column's values are written.
func textOf(c *parquet.Column) func([]byte, parquet.Value) []byte {
	scale := -1
	if l := c.Type().LogicalType(); l != nil {
		switch of := l.Value.(type) {
		case *format.DateType:
			return func(b []byte, v parquet.Value) []byte {
				return time.Unix(int64(v.Int32())*24*60*60, 0).UTC().AppendFormat(b, time.DateOnly)
			}
		case *format.TimestampType:
			return timestamp(of)
		case *format.DecimalType:
			scale = int(of.Scale)
		}
	}
	switch kind := c.Type().Kind(); {
	case kind == parquet.Int96: // a time, as older programs write it
		return func(b []byte, v parquet.Value) []byte {
			x := v.Int96()
			const julian1970 = 2440588
			nanos := int64(x[1])<<32 | int64(x[0])
			return time.Unix((int64(x[2])-julian1970)*24*60*60, nanos).UTC().AppendFormat(b, time.RFC3339)
		}
	case scale >= 0:
		return func(b []byte, v parquet.Value) []byte { return decimal(b, v, scale) }
	}
	return plain
}

func timestamp(of *format.TimestampType) func([]byte, parquet.Value) []byte {
	unit := time.Nanosecond
	switch of.Unit.Value.(type) {
	case *format.MilliSeconds:
		unit = time.Millisecond
	case *format.MicroSeconds:
		unit = time.Microsecond
	}
	layout := "2006-01-02T15:04:05" // the clock of the place, where it is none of UTC
	if of.IsAdjustedToUTC {
		layout = time.RFC3339
	}
	return func(b []byte, v parquet.Value) []byte {
		per := int64(time.Second / unit)
		t := v.Int64()
		seconds, rest := t/per, t%per
		return time.Unix(seconds, rest*int64(unit)).UTC().AppendFormat(b, layout)
	}
}

func plain(b []byte, v parquet.Value) []byte {
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.AppendBool(b, v.Boolean())
	case parquet.Int32:
		return strconv.AppendInt(b, int64(v.Int32()), 10)
	case parquet.Int64:
		return strconv.AppendInt(b, v.Int64(), 10)
	case parquet.Float:
		return strconv.AppendFloat(b, float64(v.Float()), 'f', -1, 32)
	case parquet.Double:
		return strconv.AppendFloat(b, v.Double(), 'f', -1, 64)
	}
	return append(b, v.ByteArray()...)
}

// decimal writes an unscaled number with its point.
func decimal(b []byte, v parquet.Value, scale int) []byte {
	n := new(big.Int)
	switch v.Kind() {
	case parquet.Int32:
		n.SetInt64(int64(v.Int32()))
	case parquet.Int64:
		n.SetInt64(v.Int64())
	default: // two's complement, the highest byte first
		raw := v.ByteArray()
		n.SetBytes(raw)
		if len(raw) > 0 && raw[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
		}
	}
	digits := new(big.Int).Abs(n).String()
	for len(digits) <= scale {
		digits = "0" + digits
	}
	if n.Sign() < 0 {
		b = append(b, '-')
	}
	b = append(b, digits[:len(digits)-scale]...)
	if scale > 0 {
		b = append(append(b, '.'), digits[len(digits)-scale:]...)
	}
	return b
}
