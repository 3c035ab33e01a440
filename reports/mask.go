package reports

import (
	"regexp"

	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// maskNumbers puts n, as the glossary says, in place of the figures of a sentence
// that was written elsewhere and may repeat a count that is withheld. Figures inside
// words (R-12, 2024-03) are part of a name and stay.
func maskNumbers(s string) string {
	figure := regexp.MustCompile(`(^|[\s(=<>≥≤:])([+−-]?\d[\d.,]*)(\s?%)?`)
	return figure.ReplaceAllString(s, "${1}n")
}

// maskedIn prints a sentence about a stage: without its figures where any count of
// that stage is withheld, and not at all where the stage's own outcome is ("everyone
// advanced" needs no figure).
func (d *draft) maskedIn(stage int, s string) string {
	if d.shown.Stages[stage].Shade() > disclosure.Open {
		return words.WithheldReason
	}
	s = d.inWords(s)
	if d.shown.AnyHidden(stage) {
		return maskNumbers(s)
	}
	return s
}
