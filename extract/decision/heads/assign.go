package heads

import (
	"fmt"
	"slices"

	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// inSeveral are fields that may stand in several columns.
func inSeveral(field string) bool {
	return field == LastStage || field == RejectedAt || field == HiredAt
}

// layouter assigns the columns of one table to fields.
type layouter struct {
	*Headers
	*Layout
	// outcome of a text, OutcomeUnknown if it is none: of two columns that could hold
	// the decision, the one is taken whose texts are decisions.
	outcome func(text string) words.Outcome
}

// Lay assigns columns to fields: those of the configuration first, then sure
// Headers, then generic ones. Several for one field are told apart by what they
// hold; where that does not tell, they are an error that names them.
func (h *Headers) Lay(t *table.Table, outcome func(string) words.Outcome) (*Layout, error) {
	l := &layouter{h, &Layout{Table: t, Header: t.Header, At: map[string]int{}, Also: map[string][]int{}}, outcome}
	if err := l.byPosition(); err != nil {
		return l.Layout, err
	}
	found := map[string]*[unnamed][]int{}
	var order []string
	for i, text := range t.Header {
		f, how := h.Field(text)
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
		if _, done := l.At[f]; done {
			continue
		}
		if err := l.assign(f, found[f]); err != nil && first == nil {
			first = err
		}
	}
	return l.Layout, first
}

func (l *layouter) taken() (columns []int) {
	for _, i := range l.At {
		columns = append(columns, i)
	}
	return columns
}

// byPosition assigns the columns that the configuration addresses by number.
func (l *layouter) byPosition() error {
	for _, c := range l.Headers.columns {
		if c.Column == 0 {
			continue
		}
		if c.Column > len(l.Header) || c.Column < 0 {
			return &table.Error{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Reason: fmt.Sprintf("export.columns names column %d for %s, and the table has %d", c.Column, c.Field, len(l.Header)),
				Remedy: "count the columns from 1"}
		}
		if text := l.Header[c.Column-1]; c.Header != "" && normaliseHeader(c.Header) != normaliseHeader(text) {
			return &table.Error{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Column: text, Reason: fmt.Sprintf("export.columns says that column %d is called %q, and it is not", c.Column, c.Header),
				Remedy: "correct the number or the header under export.columns"}
		}
		l.At[c.Field] = c.Column - 1
	}
	return nil
}

// assign picks the column of a field out of those that its headers offer.
func (l *layouter) assign(field string, found *[unnamed][]int) error {
	var columns []int
	for how, c := range found {
		if len(columns) == 0 || certainty(how) == byGeneric && rival(field) && len(found[ByConfig]) == 0 {
			columns = append(columns, c...)
		}
	}
	if field == Role && len(found[ByConfig]) == 0 && len(found[BySystem]) == 1 && len(found[byGeneric]) > 0 {
		if err := l.ownTitle(found[BySystem][0], found[byGeneric][0]); err != nil {
			return err
		}
	}
	if len(columns) > 1 && inSeveral(field) {
		l.At[field], l.Also[field] = columns[0], columns[1:]
		return nil
	}
	left := l.tell(field, columns)
	if len(left) > 1 {
		return l.ambiguous(field, left)
	}
	l.At[field] = left[0]
	return nil
}

// rival: the field's generic headers compete with its sure ones ("Status" beside
// "Result"): what they hold decides.
func rival(field string) bool { return field == Outcome }

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
	if field == Outcome {
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
		first := words.Unknown
		for _, c := range columns {
			o := l.outcome(l.Cell(i, c))
			if o == words.Unknown || first == words.Unknown {
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
	return l.ambiguous(Role, []int{sure, generic})
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

// Ambiguous names columns that could both be a field, and a remedy that tells them
// apart: by position where their headers are the same.
func (l *layouter) ambiguous(field string, columns []int) error {
	a, b := l.Header[columns[0]], l.Header[columns[1]]
	if normaliseHeader(a) != normaliseHeader(b) {
		return Ambiguous(l.Path, l.Label(), l.HeaderRow, field, a, b)
	}
	return &table.Error{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Column: a,
		Reason: fmt.Sprintf("the columns %d and %d are both called %q and could both be %s", columns[0]+1, columns[1]+1, a, field),
		Remedy: fmt.Sprintf("say which one by its number: export.columns: [{field: %s, column: %d}]", field, columns[0]+1)}
}

func Ambiguous(path, sheet string, row int, field, a, b string) error {
	return &table.Error{File: path, Sheet: sheet, Row: row, Column: a,
		Reason: fmt.Sprintf("the columns %q and %q could both be %s", a, b, field),
		Remedy: fmt.Sprintf("say which one: export.columns: [{field: %s, header: %q}]", field, a)}
}
