package decision

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/extract/decision/table"
)

// layout is where the fields of one table stand.
type layout struct {
	*table.Table
	header []string
	// at is the column index by field.
	at map[string]int
	// also lists further columns of fields that are spread over several, such as the
	// stage at rejection and the stage at withdrawal: the first filled one counts.
	also map[string][]int
	// fill lists columns that a grouped report fills in the first row of a group only.
	fill []int
	// damaged are id columns that a spreadsheet rounded: they are not used.
	damaged []damagedColumn
	// stages are result columns, one a stage, of a wide table.
	stages []stageColumn
}

// column of a field, -1 if the table has none.
func (l *layout) column(field string) int {
	if i, ok := l.at[field]; ok {
		return i
	}
	return -1
}

// name of a field's column as the file spells it, or the field's own.
func (l *layout) name(field string) string {
	if i := l.column(field); i >= 0 {
		return l.header[i]
	}
	return field
}

// unmapped lists headers that map to no field, in order.
func (l *layout) unmapped() []string {
	used := l.columnsUsed()
	var out []string
	for i, text := range l.header {
		if !slices.Contains(used, i) && text != "" {
			out = append(out, text)
		}
	}
	return out
}

// columns lists the mapped columns in file order.
func (l *layout) columns() []Column {
	var out []Column
	for i, text := range l.header {
		for f, j := range l.at {
			if i == j {
				out = append(out, Column{Canonical: f, Header: text})
			}
		}
	}
	return out
}

// inSeveral are fields that may stand in several columns.
func inSeveral(field string) bool {
	return field == fieldLastStage || field == fieldRejectedAt || field == fieldHiredAt
}

// layouter assigns the columns of one table to fields.
type layouter struct {
	*headers
	*layout
	// outcome of a text, OutcomeUnknown if it is none: of two columns that could hold
	// the decision, the one is taken whose texts are decisions.
	outcome func(text string) Outcome
}

// lay assigns columns to fields: those of the configuration first, then sure
// headers, then generic ones. Several for one field are told apart by what they
// hold; where that does not tell, they are an error that names them.
func (h *headers) lay(t *table.Table, outcome func(string) Outcome) (*layout, error) {
	l := &layouter{h, &layout{Table: t, header: t.Header, at: map[string]int{}, also: map[string][]int{}}, outcome}
	if err := l.byPosition(); err != nil {
		return l.layout, err
	}
	found := map[string]*[unnamed][]int{}
	var order []string
	for i, text := range t.Header {
		f, how := h.field(text)
		if f == "" || slices.Contains(l.taken(), i) {
			continue
		}
		if found[f] == nil {
			found[f] = &[unnamed][]int{}
			order = append(order, f)
		}
		found[f][how] = append(found[f][how], i)
	}
	var first error
	for _, f := range order {
		if _, done := l.at[f]; done {
			continue
		}
		if err := l.assign(f, found[f]); err != nil && first == nil {
			first = err
		}
	}
	return l.layout, first
}

func (l *layouter) taken() (columns []int) {
	for _, i := range l.at {
		columns = append(columns, i)
	}
	return columns
}

// byPosition assigns the columns that the configuration addresses by number.
func (l *layouter) byPosition() error {
	for _, c := range l.headers.columns {
		if c.Column == 0 {
			continue
		}
		if c.Column > len(l.header) || c.Column < 0 {
			return &InputError{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Reason: fmt.Sprintf("export.columns names column %d for %s, and the table has %d", c.Column, c.Field, len(l.header)),
				Remedy: "count the columns from 1"}
		}
		if text := l.header[c.Column-1]; c.Header != "" && normaliseHeader(c.Header) != normaliseHeader(text) {
			return &InputError{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Column: text, Reason: fmt.Sprintf("export.columns says that column %d is called %q, and it is not", c.Column, c.Header),
				Remedy: "correct the number or the header under export.columns"}
		}
		l.at[c.Field] = c.Column - 1
	}
	return nil
}

// assign picks the column of a field out of those that its headers offer.
func (l *layouter) assign(field string, found *[unnamed][]int) error {
	var columns []int
	for how, c := range found {
		if len(columns) == 0 || certainty(how) == byGeneric && rival(field) && len(found[byConfig]) == 0 {
			columns = append(columns, c...)
		}
	}
	if field == fieldRole && len(found[byConfig]) == 0 && len(found[bySystem]) == 1 && len(found[byGeneric]) > 0 {
		if err := l.ownTitle(found[bySystem][0], found[byGeneric][0]); err != nil {
			return err
		}
	}
	if len(columns) > 1 && inSeveral(field) {
		l.at[field], l.also[field] = columns[0], columns[1:]
		return nil
	}
	left := l.tell(field, columns)
	if len(left) > 1 {
		return l.ambiguous(field, left)
	}
	l.at[field] = left[0]
	return nil
}

// rival: the field's generic headers compete with its sure ones ("Status" beside
// "Result"): what they hold decides.
func rival(field string) bool { return field == fieldOutcome }

// tell leaves of several columns for one field those that could hold it: not empty
// ones, not copies of each other and, for the decision, those whose texts are decisions.
func (l *layouter) tell(field string, columns []int) []int {
	if len(columns) < 2 || len(l.Sample) == 0 {
		return columns
	}
	keep := func(ok func(c int) bool) {
		if left := slices.DeleteFunc(slices.Clone(columns), func(c int) bool { return !ok(c) }); len(left) > 0 {
			columns = left
		}
	}
	keep(func(c int) bool { return l.filled(c) > 0 })
	if field == fieldOutcome {
		keep(l.decides)
		if len(columns) > 1 && l.agree(columns) {
			columns = columns[:1]
		}
	}
	first := columns[0]
	keep(func(c int) bool { return c == first || !l.same(c, first) })
	return columns
}

func (l *layouter) filled(c int) (n int) {
	for i := range l.Sample {
		if l.Cell(i, c) != "" {
			n++
		}
	}
	return n
}

func (l *layouter) same(a, b int) bool {
	for i := range l.Sample {
		if l.Cell(i, a) != l.Cell(i, b) {
			return false
		}
	}
	return true
}

// decides: some text of the column says how an application ended.
func (l *layouter) decides(c int) bool {
	for i := range l.Sample {
		if l.outcome(l.Cell(i, c)).Ends() {
			return true
		}
	}
	return false
}

// agree: the columns say the same outcome wherever both say one.
func (l *layouter) agree(columns []int) bool {
	for i := range l.Sample {
		first := OutcomeUnknown
		for _, c := range columns {
			o := l.outcome(l.Cell(i, c))
			if o == OutcomeUnknown || first == OutcomeUnknown {
				first = max(first, o)
				continue
			}
			if o != first {
				return false
			}
		}
	}
	return true
}

// ownTitle refuses to guess between "Job Title", which differs in nearly every row
// and so is what applicants are at present, and a "Job" that does not.
func (l *layouter) ownTitle(sure, generic int) error {
	n, a, b := l.distinct(sure), l.distinct(generic), l.filled(sure)
	if b < 20 || 2*n < b || 4*a > b {
		return nil
	}
	return l.ambiguous(fieldRole, []int{sure, generic})
}

func (l *layouter) distinct(c int) int {
	seen := map[string]bool{}
	for i := range l.Sample {
		if t := l.Cell(i, c); t != "" {
			seen[t] = true
		}
	}
	return len(seen)
}

// ambiguous names columns that could both be a field, and a remedy that tells them
// apart: by position where their headers are the same.
func (l *layouter) ambiguous(field string, columns []int) error {
	a, b := l.header[columns[0]], l.header[columns[1]]
	if normaliseHeader(a) != normaliseHeader(b) {
		return ambiguous(l.Path, l.Label(), l.HeaderRow, field, a, b)
	}
	return &InputError{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Column: a,
		Reason: fmt.Sprintf("the columns %d and %d are both called %q and could both be %s", columns[0]+1, columns[1]+1, a, field),
		Remedy: fmt.Sprintf("say which one by its number: export.columns: [{field: %s, column: %d}]", field, columns[0]+1)}
}

func ambiguous(path, sheet string, row int, field, a, b string) error {
	return &InputError{File: path, Sheet: sheet, Row: row, Column: a,
		Reason: fmt.Sprintf("the columns %q and %q could both be %s", a, b, field),
		Remedy: fmt.Sprintf("say which one: export.columns: [{field: %s, header: %q}]", field, a)}
}

// needed checks the columns without which nothing can be audited.
func (l *layout) needed() error {
	for _, need := range []struct {
		what   string
		fields []string
	}{
		{"who applied", []string{fieldApplication, fieldCandidate, fieldEmail, fieldName, fieldLastName, fieldResume}},
		{"the requisition", []string{fieldRequisition, fieldRole}},
		{"the stage or the outcome", []string{fieldOutcome, fieldStage, fieldLastStage, fieldDisqualified, fieldRejectedAt, fieldToStage}},
	} {
		found := len(l.stages) > 0 && need.fields[0] == fieldOutcome
		for _, f := range need.fields {
			found = found || l.column(f) >= 0
		}
		if found {
			continue
		}
		if len(l.damaged) > 0 && need.fields[0] == fieldApplication {
			return l.damaged[0].err(l)
		}
		return &InputError{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow,
			Reason: fmt.Sprintf("no column says %s (%s); its columns are %s", need.what, strings.Join(need.fields, " or "), strings.Join(l.header, ", ")),
			Remedy: fmt.Sprintf("export that column too, or name it: export.columns: [{field: %s, header: \"...\"}]", need.fields[0])}
	}
	return nil
}
