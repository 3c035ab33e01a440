package extract

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"

	"weaksignal/extract/parquet"
)

// lines are those of a file of profiles, each with its end, valid until the next call;
// io.EOF after the last one.
type lines interface {
	next() ([]byte, error)
	Close() error
}

// openLines opens JSON lines, or a Parquet file that holds such lines.
func openLines(name string) (lines, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read profiles: %w", err)
	}
	in := bufio.NewReaderSize(f, 256<<10)
	if head, _ := in.Peek(len(parquet.Magic)); string(head) != parquet.Magic {
		return &textLines{f, in}, nil
	}
	f.Close()
	table, err := parquet.Open(name)
	if err != nil {
		return nil, &PartsError{fmt.Sprintf("%s: %v", name, err), "write it again"}
	}
	return newParquetLines(name, table)
}

type textLines struct {
	*os.File
	in *bufio.Reader
}

func (l *textLines) next() ([]byte, error) {
	line, err := l.in.ReadBytes('\n')
	if err == io.EOF && len(line) > 0 {
		return line, nil // the last one of a program that ends no line; of a shard the seal tells
	}
	return line, err
}

// Keys of the metadata of a Parquet file of profiles: its first and its last line.
const (
	metaHeader = "weaksignal.profiles"
	metaSeal   = "weaksignal.seal"
)

// WriteParquet writes the part as a Parquet file: a document a row, its header and its
// seal in the metadata.
func (p *Part) WriteParquet(w io.Writer, key []byte) error {
	out := parquet.NewWriter(w, []parquet.Column{{Name: columnProfile}})
	set := func(key string) func([]byte) error {
		return func(line []byte) error {
			out.Set(key, string(line))
			return nil
		}
	}
	if err := p.lines(key, set(metaHeader), func(line []byte) error { return out.Write(string(line)) }, set(metaSeal)); err != nil {
		return fmt.Errorf("write profiles: %w", err)
	}
	return out.Close()
}

// Columns of Parquet files: ours, and the one that engines give lines of text.
const (
	columnProfile = "profile"
	columnSeal    = "seal"
	columnLine    = "value"
)

// parquetLines gives the rows as the lines that they were.
type parquetLines struct {
	*parquet.File
	rows *parquet.Rows
	// profile, seal, line: columns, -1 = none.
	profile, seal, line int
	first, last         []byte // of a shard
}

func newParquetLines(name string, f *parquet.File) (lines, error) {
	l := &parquetLines{File: f, rows: f.Rows(), profile: -1, seal: -1, line: -1}
	for i, c := range f.Columns {
		switch c {
		case columnProfile:
			l.profile = i
		case columnSeal:
			l.seal = i
		case columnLine:
			l.line = i
		}
	}
	if header := f.Metadata(metaHeader); header != "" {
		l.first, l.last = []byte(header), []byte(f.Metadata(metaSeal))
		if l.profile >= 0 {
			return l, nil
		}
	}
	if l.line < 0 && (l.profile < 0 || l.seal < 0) {
		f.Close()
		return nil, &PartsError{fmt.Sprintf("%s has no columns %q and %q, nor a column %q with the lines of extract --stream; it has %q", name, columnProfile, columnSeal, columnLine, f.Columns),
			"keep these columns as they are"}
	}
	return l, nil
}

func (l *parquetLines) Close() error {
	l.rows.Close()
	return l.File.Close()
}

func (l *parquetLines) next() ([]byte, error) {
	if l.first != nil {
		first := l.first
		l.first = nil
		return first, nil
	}
	cells, err := l.rows.Next()
	if err == io.EOF && l.last != nil {
		last := l.last
		l.last = nil
		return last, nil
	}
	switch {
	case err != nil:
		return nil, err
	case l.line >= 0:
		return append(cells[l.line], '\n'), nil
	case l.seal < 0: // of a shard
		return bytes.Clone(cells[l.profile]), nil
	}
	return marshalLine(deliveredLine{string(cells[l.profile]), string(cells[l.seal])})
}
