package decision

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// headers maps header texts to fields: the configuration's first, then the dictionary.
type headers struct {
	columns  []ColumnMap
	explicit map[string]string // normalised header -> field
	mapped   map[string]bool   // fields that the configuration maps
	sure     map[string]string
	generic  map[string]string
}

func newHeaders(columns []ColumnMap) (*headers, error) {
	h := &headers{columns, map[string]string{}, map[string]bool{}, map[string]string{}, map[string]string{}}
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
		h.mapped[c.Field] = true
		key := normaliseHeader(c.Header)
		if c.Column > 0 {
			continue // addressed by position: the header may be another column's too
		}
		if old, ok := h.explicit[key]; ok && old != c.Field {
			return nil, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.columns: the header %q is mapped to both %s and %s", c.Header, old, c.Field),
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
	byConfig  certainty = iota // the configuration names it
	bySystem                   // it names the field in some system
	byGeneric                  // it may mean the field where nothing else does
	unnamed
)

// field of a header.
func (h *headers) field(header string) (field string, how certainty) {
	key := normaliseHeader(header)
	if key == "" {
		return "", unnamed
	}
	if f, ok := h.explicit[key]; ok {
		return f, byConfig
	}
	if f, ok := h.sure[key]; ok && !h.mapped[f] {
		return f, bySystem
	}
	if f, ok := h.generic[key]; ok && !h.mapped[f] {
		return f, byGeneric
	}
	return "", unnamed
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

// headerWords are the lower-case runs of letters and digits of a header.
func headerWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
