package verdict

import (
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// forms are the checks that change the p-values of a whole family at once.
var forms = []result.CheckKind{result.FormLinear, result.FormSpline, result.FormQuantiles}

// Families puts the signals of a stage into the families that are corrected together: the
// weak ones of the first stage, by Holm; all others of a stage, by Benjamini–Hochberg.
func Families(s *result.StageResult, first bool) (confirmatory, exploratory []*result.SignalResult) {
	for i := range s.Signals {
		if g := &s.Signals[i]; first && g.Block == result.Weak {
			g.Adjusted.Family = result.ConfirmatoryFamily
			confirmatory = append(confirmatory, g)
		} else {
			g.Adjusted.Family = result.ExploratoryFamily
			exploratory = append(exploratory, g)
		}
	}
	return confirmatory, exploratory
}

// adjusterOf is the correction of a family.
func adjusterOf(family string) func([]*float64) []*float64 {
	if family == result.ConfirmatoryFamily {
		return stats.Holm
	}
	return stats.BenjaminiHochberg
}

// Correct fills the corrected p-values of a family: of the decisive effects, of the
// clustered ones beside them, and of every check.
func Correct(family []*result.SignalResult) {
	if len(family) == 0 {
		return
	}
	adjust := adjusterOf(family[0].Adjusted.Family)
	decisive, clustered := make([]*float64, len(family)), make([]*float64, len(family))
	for k, s := range family {
		decisive[k], clustered[k] = s.Effect.P, s.Adjusted.P
	}
	for k, p := range adjust(clustered) {
		family[k].Adjusted.PAdjusted = p
	}
	for k, p := range adjust(decisive) {
		family[k].Effect.PAdjusted = p
	}
	for _, form := range forms {
		p := make([]*float64, len(family))
		for k, s := range family {
			if p[k] = decisive[k]; check(s, form) != nil {
				p[k] = check(s, form).P
			}
		}
		for k, adjusted := range adjust(p) {
			if c := check(family[k], form); c != nil {
				c.PAdjusted = adjusted
			}
		}
	}
	for k, s := range family {
		for i := range s.Checks {
			if c := &s.Checks[i]; reasonOf(c.Kind) != result.WhyForm {
				c.PAdjusted = Among(family, k, c.P)
			}
		}
	}
}

func check(s *result.SignalResult, kind result.CheckKind) *result.Check {
	for i := range s.Checks {
		if s.Checks[i].Kind == kind {
			return &s.Checks[i]
		}
	}
	return nil
}

// Among is p in place of that of signal k, corrected with those of the others of its family.
func Among(family []*result.SignalResult, k int, p *float64) *float64 {
	all := make([]*float64, len(family))
	for i, s := range family {
		if all[i] = s.Effect.P; i == k {
			all[i] = p
		}
	}
	return adjusterOf(family[k].Adjusted.Family)(all)[k]
}
