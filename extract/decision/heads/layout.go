package heads

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/extract/decision/table"
)

// StageColumn is the result column of one stage in a wide table.
type StageColumn struct {
	Column int
	Stage  int8
	Raw    uint32          // code of the stage's text
	Passed map[string]bool // texts that mean advanced by configuration; nil = the usual words
}

// Layout is where the fields of one table stand.
type Layout struct {
	*table.Table
	Header []string
	// at is the column index by field.
	At map[string]int
	// also lists further columns of fields that are spread over several, such as the
	// stage at rejection and the stage at withdrawal: the first filled one counts.
	Also map[string][]int
	// fill lists columns that a grouped report fills in the first row of a group only.
	Fill []int
	// damaged are id columns that a spreadsheet rounded: they are not used.
	Damaged []damagedColumn
	// stages are result columns, one a stage, of a wide table.
	Stages []StageColumn
}

// Column of a field, -1 if the table has none.
func (l *Layout) Column(field string) int {
	if i, ok := l.At[field]; ok {
		return i
	}
	return -1
}

// Name of a field's column as the file spells it, or the field's own.
func (l *Layout) Name(field string) string {
	if i := l.Column(field); i >= 0 {
		return l.Header[i]
	}
	return field
}

// Unmapped lists headers that map to no field, in order.
func (l *Layout) Unmapped() []string {
	used := l.ColumnsUsed()
	var out []string
	for i, text := range l.Header {
		if !slices.Contains(used, i) && text != "" {
			out = append(out, text)
		}
	}
	return out
}

// Columns lists the mapped columns in file order.
func (l *Layout) Columns() []Column {
	var out []Column
	for i, text := range l.Header {
		for f, j := range l.At {
			if i == j {
				out = append(out, Column{Canonical: f, Header: text})
			}
		}
	}
	return out
}

// ColumnsUsed are those of fields and of the stages of a wide table.
func (l *Layout) ColumnsUsed() (used []int) {
	for _, c := range l.At {
		used = append(used, c)
	}
	for _, columns := range l.Also {
		used = append(used, columns...)
	}
	for _, s := range l.Stages {
		used = append(used, s.Column)
	}
	return used
}

// isPerson: the column says who applied.
func (l *Layout) IsPerson(c int) bool {
	for _, field := range []string{Application, Candidate, Name, FirstName, LastName, Email} {
		if l.Column(field) == c {
			return true
		}
	}
	return false
}

// Width is the number of cells that nearly every row of a text file has; 0 if they
// differ, as programs may leave empty cells at the end out.
func (l *Layout) Width() int {
	n := 0
	for _, row := range l.Sample {
		if len(row) == len(l.Header) {
			n++
		}
	}
	if l.Delimiter == 0 || 10*n < 9*len(l.Sample) {
		return 0
	}
	return len(l.Header)
}

// Needed checks the columns without which nothing can be audited.
func (l *Layout) Needed() error {
	for _, need := range []struct {
		what   string
		fields []string
	}{
		{"who applied", []string{Application, Candidate, Email, Name, LastName, Resume}},
		{"the requisition", []string{Requisition, Role}},
		{"the stage or the outcome", []string{Outcome, Stage, LastStage, Disqualified, RejectedAt, ToStage}},
	} {
		found := len(l.Stages) > 0 && need.fields[0] == Outcome
		for _, f := range need.fields {
			found = found || l.Column(f) >= 0
		}
		if found {
			continue
		}
		if len(l.Damaged) > 0 && need.fields[0] == Application {
			return l.Damaged[0].Err(l)
		}
		return &table.Error{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow,
			Reason: fmt.Sprintf("no column says %s (%s); its columns are %s", need.what, strings.Join(need.fields, " or "), strings.Join(l.Header, ", ")),
			Remedy: fmt.Sprintf("export that column too, or name it: export.columns: [{field: %s, header: \"...\"}]", need.fields[0])}
	}
	return nil
}
