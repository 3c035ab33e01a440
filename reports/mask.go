package reports

import (
	"math"
	"regexp"

	"weaksignal/audit/result"
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
	if d.shown.stages[stage].shade() > open {
		return withheldReason
	}
	s = d.inWords(s)
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

// guarded is the adjusted effect of a signal as far as it may be printed. A
// coefficient of a model over several requisitions is a safe statistic (Hundepool
// et al. 2012, ch. 6: regression output with enough degrees of freedom), but where
// the outcomes are withheld it is rounded to whole points, so that a model with
// little in it can't be turned back into counts; with one requisition it is left
// out, as it then is close to the plain difference.
func guarded(e result.Estimate, st result.StageResult, sh shade) result.Estimate {
	if sh <= open || e.Value == nil {
		return e
	}
	if st.Requisitions < 2 {
		return result.NotEstimable(e.Method, e.N, withheld)
	}
	return rough(e)
}

// rough rounds an estimate to whole points or percents.
func rough(e result.Estimate) result.Estimate {
	whole := func(x *float64) *float64 {
		if x == nil {
			return nil
		}
		r := math.Round(*x*100) / 100
		return &r
	}
	e.Value, e.Low, e.High = whole(e.Value), whole(e.Low), whole(e.High)
	return e
}
