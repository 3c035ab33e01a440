package audit

import "strings"

// label is what sentences call signal i.
func (s Spec) label(i int) string {
	if s.Signals[i].Label != "" {
		return s.Signals[i].Label
	}
	return strings.ReplaceAll(s.Signals[i].ID, "_", " ")
}

// labelOf is what sentences call the signal with the id.
func (s Spec) labelOf(id string) string {
	for i := range s.Signals {
		if s.Signals[i].ID == id {
			return s.label(i)
		}
	}
	return id
}
