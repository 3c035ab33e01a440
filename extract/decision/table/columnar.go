package table

import (
	"fmt"

	"weaksignal/extract/parquet"
)

// columnar opens a Parquet file, whose head is the names of its columns; its rows count
// from 1, as whoever looks into it counts them.
func (b *Book) columnar(opt Options) (err error) {
	if b.parquet, err = parquet.Open(b.Path); err != nil {
		return &Error{File: b.Path, Reason: err.Error(), Remedy: "write it again, as Parquet or as CSV"}
	}
	t := &Table{Path: b.Path, Header: b.parquet.Columns, Delimiter: ',', book: b}
	if opt.Score(t.Header) == 0 {
		defer b.Close()
		return &Error{File: b.Path, Reason: fmt.Sprintf("no column name is recognised; its columns are %q", b.parquet.Columns), Remedy: opt.Unknown}
	}
	for _, name := range b.parquet.Nested {
		b.Left = append(b.Left, Sheet{File: b.Path, Sheet: name, Why: "a nested column holds no cells"})
	}
	b.Tables = []*Table{t}
	return t.sample()
}

// columnarRows are the rows of a Parquet file.
type columnarRows struct{ rows *parquet.Rows }

func (c *columnarRows) next() ([][]byte, error) { return c.rows.Next() }

func (c *columnarRows) row() int     { return c.rows.Row }
func (c *columnarRows) close() error { return c.rows.Close() }
