// Package neutral writes text from outside so that nothing obeys it.
//
// Text reaches people by three kinds of writers, and each has one neutraliser: workbooks
// and the worklist in package reports, tables through [Table], terminals through [Printer].
// No other writer is made: a test looks.
package neutral

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// harmful are characters that a terminal obeys or that turn the order of what is read:
// controls, and the embeddings, overrides and isolates of bidirectional text.
func harmful(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 ||
		r == 0x200E || r == 0x200F || r == 0x061C || r == 0xFEFF || r == 0x2028 || r == 0x2029
}

func withoutHarmful(s string) string {
	return strings.Map(func(r rune) rune {
		if harmful(r) {
			return -1
		}
		return r
	}, s)
}

// Printer is standard output, or standard error. What is printed obeys nobody: harmful
// characters are left out. It keeps the first error, so that no command ends as if it
// had said what it did not.
type Printer struct {
	w   io.Writer
	err error
	// half is the beginning of a character whose rest comes with the next write.
	half []byte
}

// NewPrinter prints to w.
func NewPrinter(w io.Writer) *Printer { return &Printer{w: w} }

// Err is the first error of a write.
func (p *Printer) Err() error { return p.err }

func (p *Printer) Write(text []byte) (int, error) {
	whole := append(p.half, text...)
	end := len(whole)
	for back := 1; back < utf8.UTFMax && back <= end; back++ {
		if utf8.RuneStart(whole[end-back]) {
			if !utf8.FullRune(whole[end-back:]) {
				end -= back
			}
			break
		}
	}
	p.half = append([]byte(nil), whole[end:]...)
	if err := p.put([]byte(withoutHarmful(string(whole[:end])))); err != nil {
		return 0, err
	}
	return len(text), nil
}

func (p *Printer) put(text []byte) error {
	if p.err == nil && len(text) > 0 {
		if _, err := p.w.Write(text); err != nil {
			p.err = &outputError{err}
		}
	}
	return p.err
}

// Data is the same output for what programs read: byte for byte.
func (p *Printer) Data() io.Writer { return rawPrinter{p} }

type rawPrinter struct{ p *Printer }

func (r rawPrinter) Write(text []byte) (int, error) {
	if err := r.p.put(text); err != nil {
		return 0, err
	}
	return len(text), nil
}

// outputError says that what was asked for did not arrive.
type outputError struct{ err error }

func (e *outputError) Error() string { return "write to standard output: " + e.err.Error() }
func (e *outputError) Unwrap() error { return e.err }

// Table writes CSV that no spreadsheet program runs, whatever separator it takes.
type Table struct{ out *csv.Writer }

// NewTable writes to w; [Table.End] hands on the last rows.
func NewTable(w io.Writer) Table { return Table{csv.NewWriter(w)} }

// WriteAll writes the rows, each cell neutralised.
func (t Table) WriteAll(rows [][]string) error {
	for _, row := range rows {
		if err := t.Write(row); err != nil {
			return err
		}
	}
	return t.End()
}

// Write writes one row, each cell neutralised; [Table.End] hands on the last ones.
func (t Table) Write(row []string) error {
	cells := make([]string, len(row))
	for i, c := range row {
		cells[i] = harmless(c)
	}
	return t.out.Write(cells)
}

// End hands on what was written.
func (t Table) End() error {
	t.out.Flush()
	return t.out.Error()
}

// formulaStarts begin a formula in some spreadsheet program; full-width forms are taken
// for the plain ones.
const formulaStarts = "=+-@＝＋－＠"

// harmless makes a cell one line of text without controls that begins no formula, at its
// start or where a program that separates by semicolon, comma or tab cuts it. A plain
// number keeps its sign.
func harmless(cell string) string {
	cell = withoutHarmful(strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(cell, "\uFFFD")))
	if isNumber(cell) {
		return cell
	}
	var b strings.Builder
	start := true
	for _, r := range cell {
		if start && strings.ContainsRune(formulaStarts, r) {
			b.WriteByte('\'')
		}
		start = r == ';' || r == ',' || r == '"' || start && unicode.IsSpace(r)
		b.WriteRune(r)
	}
	return b.String()
}

// isNumber: what the program writes for a number, and nothing that computes.
func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && strings.Trim(s, "0123456789.eE+-") == ""
}
