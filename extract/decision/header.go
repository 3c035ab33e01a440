package decision

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// headerRows is how far down a header is looked for, under titles and filters.
const headerRows = 30

// headers maps header texts to fields: the configuration's first, then the dictionary.
type headers struct {
	explicit map[string]string // normalised header -> field
	mapped   map[string]bool   // fields that the configuration maps
	sure     map[string]string
	generic  map[string]string
}

func newHeaders(columns []ColumnMap) (*headers, error) {
	h := &headers{map[string]string{}, map[string]bool{}, map[string]string{}, map[string]string{}}
	for _, s := range dictionary() {
		for _, t := range s.sure {
			h.sure[normaliseHeader(t)] = s.field
		}
		for _, t := range s.generic {
			h.generic[normaliseHeader(t)] = s.field
		}
	}
	for _, c := range columns {
		if !slices.Contains(Fields(), c.Field) {
			return nil, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.columns: there is no field %q", c.Field),
				Remedy: "use one of " + strings.Join(Fields(), ", ")}
		}
		key := normaliseHeader(c.Header)
		if old, ok := h.explicit[key]; ok && old != c.Field {
			return nil, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.columns: the header %q is mapped to both %s and %s", c.Header, old, c.Field),
				Remedy: "map each header once"}
		}
		h.explicit[key] = c.Field
		h.mapped[c.Field] = true
	}
	return h, nil
}

// normaliseHeader keeps letters and digits, lower case; "Candidate #" is a number.
func normaliseHeader(s string) string {
	s = strings.ReplaceAll(s, "#", "number")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// field of a header; sure is false for a generic one.
func (h *headers) field(header string) (field string, sure bool) {
	key := normaliseHeader(header)
	if key == "" {
		return "", false
	}
	if f, ok := h.explicit[key]; ok {
		return f, true
	}
	if f, ok := h.sure[key]; ok && !h.mapped[f] {
		return f, true
	}
	if f, ok := h.generic[key]; ok && !h.mapped[f] {
		return f, false
	}
	return "", false
}

// score rates a row as a header: the number of different fields that it names.
func (h *headers) score(row []string) int {
	seen := map[string]bool{}
	for _, c := range row {
		if f, _ := h.field(c); f != "" {
			seen[f] = true
		}
	}
	return len(seen)
}

// layout is where the fields of one file stand.
type layout struct {
	header []string
	// at is the column index by field.
	at map[string]int
}

// column of a field, -1 if the file has none.
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

// lay assigns columns to fields. Two sure headers for one field are an error that
// names both; so are two generic ones with no sure one.
func (h *headers) lay(path string, row int, header []string) (*layout, error) {
	l := &layout{header: header, at: map[string]int{}}
	var err error
	for _, wantSure := range []bool{true, false} {
		taken := map[string]int{}
		for i, text := range header {
			f, sure := h.field(text)
			if f == "" || sure != wantSure {
				continue
			}
			if _, done := l.at[f]; done {
				continue
			}
			if j, twice := taken[f]; twice {
				if err == nil {
					err = ambiguous(path, row, f, header[j], text)
				}
				continue
			}
			taken[f] = i
		}
		for f, i := range taken {
			l.at[f] = i
		}
	}
	return l, err
}

func ambiguous(path string, row int, field, a, b string) error {
	return &InputError{File: path, Row: row, Column: a,
		Reason: fmt.Sprintf("the columns %q and %q could both be %s", a, b, field),
		Remedy: fmt.Sprintf("say which one: export.columns: [{field: %s, header: %q}]", field, a)}
}

// unmapped lists headers that map to no field, in order.
func (l *layout) unmapped() []string {
	used := map[int]bool{}
	for _, i := range l.at {
		used[i] = true
	}
	var out []string
	for i, text := range l.header {
		if !used[i] && text != "" {
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

// findHeader reads to the best header row. Rows above it are titles. The rows
// before the choice are read again by the caller, so the whole file is reopened.
func findHeader(path, sheet string, score func([]string) int) (row int, header []string, err error) {
	r, err := open(path, sheet, score)
	if err != nil {
		return 0, nil, err
	}
	defer r.close()
	best := 0
	for range headerRows {
		cells, err := r.next()
		if err != nil {
			break
		}
		texts := texts(cells)
		if s := score(texts); s > best {
			best, row, header = s, r.row(), texts
		}
	}
	if best == 0 {
		return 0, nil, &InputError{File: path, Reason: fmt.Sprintf("none of the first %d rows is a header: no column name is recognised", headerRows),
			Remedy: "map the columns under export.columns, or check that the file is the export"}
	}
	return row, header, nil
}

// headerWords are the lower-case runs of letters and digits of a header.
func headerWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
