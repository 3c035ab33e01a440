package heads

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"weaksignal/extract/decision/table"
)

// Headers maps header texts to fields: the configuration's first, then the dictionary.
type Headers struct {
	columns  []ColumnMap
	explicit map[string]string // normalised header -> field
	Mapped   map[string]bool   // fields that the configuration maps
	sure     map[string]string
	generic  map[string]string
}

func NewHeaders(columns []ColumnMap) (*Headers, error) {
	h := &Headers{columns, map[string]string{}, map[string]bool{}, map[string]string{}, map[string]string{}}
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
			return nil, &table.Error{File: "config.yaml", Reason: fmt.Sprintf("export.columns: there is no field %q", c.Field),
				Remedy: "use one of " + strings.Join(Fields(), ", ")}
		}
		h.Mapped[c.Field] = true
		key := normaliseHeader(c.Header)
		if c.Column > 0 {
			continue // addressed by position: the header may be another column's too
		}
		if old, ok := h.explicit[key]; ok && old != c.Field {
			return nil, &table.Error{File: "config.yaml", Reason: fmt.Sprintf("export.columns: the header %q is mapped to both %s and %s", c.Header, old, c.Field),
				Remedy: "map each header once"}
		}
		h.explicit[key] = c.Field
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

// certainty of a header, the best first.
type certainty uint8

const (
	ByConfig  certainty = iota // the configuration names it
	BySystem                   // it names the field in some system
	byGeneric                  // it may mean the field where nothing else does
	unnamed
)

// Field of a header.
func (h *Headers) Field(header string) (field string, how certainty) {
	key := normaliseHeader(header)
	if key == "" {
		return "", unnamed
	}
	if f, ok := h.explicit[key]; ok {
		return f, ByConfig
	}
	if f, ok := h.sure[key]; ok && !h.Mapped[f] {
		return f, BySystem
	}
	if f, ok := h.generic[key]; ok && !h.Mapped[f] {
		return f, byGeneric
	}
	return "", unnamed
}

// Score rates a row as a header: the number of different fields that it names.
func (h *Headers) Score(row []string) int {
	seen := map[string]bool{}
	for _, c := range row {
		if f, _ := h.Field(c); f != "" {
			seen[f] = true
		}
	}
	return len(seen)
}

// HeaderWords are the lower-case runs of letters and digits of a header.
func HeaderWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// ColumnMap maps one canonical field ("application_id", "stage", ...) to a header, or
// to a column by its number where two have the same header.
type ColumnMap struct {
	Field, Header string
	Column        int // from 1; 0 = by header
}

// Column is one mapped column.
type Column struct {
	Canonical string `json:"canonical"`
	Header    string `json:"header"`
	// Empty: no row fills it.
	Empty bool `json:"empty,omitempty"`
}

// FindColumn finds a header as written, else without case and separators; two
// that fit equally well are reported as the second one.
func FindColumn(header []string, name string) (index, second int) {
	index, second = -1, -1
	for _, same := range []func(a, b string) bool{
		func(a, b string) bool { return a == b },
		func(a, b string) bool { return normaliseHeader(a) == normaliseHeader(b) && normaliseHeader(b) != "" },
	} {
		for i, h := range header {
			if same(strings.TrimSpace(h), strings.TrimSpace(name)) {
				if index >= 0 {
					return index, i
				}
				index = i
			}
		}
		if index >= 0 {
			return index, second
		}
	}
	return index, second
}
