package parquet

import (
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// groupRows is how many rows are held before they are written: some megabytes.
const groupRows = 4096

// Kind of a column's values.
type Kind uint8

const (
	Text   Kind = iota // "" is written as such
	Flag               // true, false or null
	Number             // NaN is null
)

// Column of a file to be written.
type Column struct {
	Name string
	Kind Kind
}

// Writer writes rows.
type Writer struct {
	w     *parquet.GenericWriter[any]
	place []int // of each column in the file, whose columns are sorted by name
	rows  []parquet.Row
}

// NewWriter starts a file; nothing is whole before [Writer.Close].
func NewWriter(out io.Writer, columns []Column) *Writer {
	group := parquet.Group{}
	for _, c := range columns {
		switch c.Kind {
		case Text:
			group[c.Name] = parquet.Compressed(parquet.String(), &zstd.Codec{})
		case Flag:
			group[c.Name] = parquet.Optional(parquet.Leaf(parquet.BooleanType))
		case Number:
			group[c.Name] = parquet.Optional(parquet.Leaf(parquet.DoubleType))
		}
	}
	schema := parquet.NewSchema("weaksignal", group)
	w := &Writer{w: parquet.NewGenericWriter[any](out, schema, parquet.MaxRowsPerRowGroup(groupRows), parquet.CreatedBy("weaksignal", "", "")), place: make([]int, len(columns))}
	for i, c := range columns {
		leaf, _ := schema.Lookup(c.Name)
		w.place[i] = int(leaf.ColumnIndex)
	}
	return w
}

// Write writes a row: a string, a *bool or a float64 by column.
func (w *Writer) Write(values ...any) error {
	row := make(parquet.Row, len(w.place))
	for i, x := range values {
		v, level := parquet.Value{}, 0
		switch x := x.(type) {
		case string:
			v = parquet.ByteArrayValue([]byte(x))
		case *bool:
			if x != nil {
				v, level = parquet.BooleanValue(*x), 1
			}
		case float64:
			if !math.IsNaN(x) {
				v, level = parquet.DoubleValue(x), 1
			}
		}
		row[w.place[i]] = v.Level(0, level, w.place[i])
	}
	if w.rows = append(w.rows, row); len(w.rows) < 64 {
		return nil
	}
	return w.flush()
}

func (w *Writer) flush() error {
	_, err := w.w.WriteRows(w.rows)
	w.rows = w.rows[:0]
	if err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	return nil
}

// Set puts a text into the file's metadata.
func (w *Writer) Set(key, value string) { w.w.SetKeyValueMetadata(key, value) }

// Close writes what is left and the end of the file.
func (w *Writer) Close() error {
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.w.Close(); err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	return nil
}
