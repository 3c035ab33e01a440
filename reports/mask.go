package reports

import "regexp"

// maskNumbers replaces the figures of a sentence that was written elsewhere, and
// may repeat a count that is withheld. Figures inside words (R-12, 2024-03) are
// part of a name and stay.
func maskNumbers(s string) string {
	figure := regexp.MustCompile(`(^|[\s(=<>≥≤:])([+−-]?\d[\d.,]*)(\s?%)?`)
	return figure.ReplaceAllString(s, "${1}…")
}

// maskedIn prints a sentence about a stage, without its figures where any count
// of that stage is withheld.
func (d *draft) maskedIn(stage int, s string) string {
	if d.shown.anyHidden(stage) {
		return maskNumbers(s)
	}
	return s
}

// anyHidden tells whether any count of the stage is withheld.
func (s *shown) anyHidden(stage int) bool {
	rows := [][]*tally{{s.stages[stage]}, s.present[stage], s.absent[stage], s.unknown[stage], s.screeners[stage], s.routes[stage]}
	rows = append(rows, s.groups[stage]...)
	for _, r := range rows {
		for _, t := range r {
			if t.shade() > open {
				return true
			}
		}
	}
	return false
}
