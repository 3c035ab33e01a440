package reports

import (
	"regexp"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// pairShown is gapShown for a group that may be the reference itself.
func (d *draft) pairShown(i int, pair result.GapDecomposition) bool {
	if pair.Group != pair.ReferenceGroup {
		return d.gapShown(i, pair)
	}
	t := d.shown.Group(d.res.Stages, i, pair.Attribute, pair.Group)
	return t != nil && t.Shade() == disclosure.Open
}

// ofStage masks the numbers of a reason where the stage's counts are withheld.
func (d *draft) ofStage(stage, why string) string {
	for i, st := range d.res.Stages {
		if st.Stage == stage && d.shown.Stages[i].Shade() != disclosure.Open {
			return maskNumbers(why)
		}
	}
	return why
}

func (d *draft) referenceOpen(i, a int, imp result.Impact) bool {
	for g, group := range imp.Groups {
		if group.Group == imp.ReferenceGroup {
			return d.shown.Groups[i][a][g].Shade() == disclosure.Open
		}
	}
	return false
}

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

// gapShown tells whether both groups' counts may be printed: a gap within
// requisitions is close to their difference.
func (d *draft) gapShown(i int, g result.GapDecomposition) bool {
	found := 0
	for a, imp := range d.res.Stages[i].Impact {
		if imp.Attribute != g.Attribute {
			continue
		}
		for k, group := range imp.Groups {
			if group.Group == g.Group || group.Group == g.ReferenceGroup {
				if d.shown.Groups[i][a][k].Shade() != disclosure.Open {
					return false
				}
				found++
			}
		}
	}
	return found == 2
}

// highest names the group with the highest rate of all, "" if its counts are withheld.
func (d *draft) highest(i, a int, imp result.Impact) string {
	for g, group := range imp.Groups {
		if group.Group == imp.Statutory.ReferenceGroup && d.shown.Groups[i][a][g].Shade() == disclosure.Open {
			return group.Group
		}
	}
	return ""
}

func maskNumbersIf(hide bool, s string) string {
	if hide {
		return maskNumbers(s)
	}
	return s
}

// lookHidden follows the rule of the other sheets for what history keeps: too few
// people with or without the signal, or what the report of that look withheld.
func lookHidden(f result.LookFinding) bool {
	return f.Withheld || f.Present < disclosure.SmallPeople || f.Known-f.Present < disclosure.SmallPeople
}

// trendHidden tells whether any look's effect of the signal is withheld: a change
// against a shown one would give it away. So is this run's where another sheet
// withholds its counts.
func (d *draft) trendHidden(f result.TrendFinding) bool {
	if d.signalHidden(f.Stage, f.Signal) {
		return true
	}
	for _, point := range d.res.Trend.Points {
		for _, l := range point.Findings {
			if l.Stage == f.Stage && l.Signal == f.Signal && lookHidden(l) {
				return true
			}
		}
	}
	return false
}

// signalHidden tells whether this run withholds the counts of a weak signal.
func (d *draft) signalHidden(stage, signal string) bool {
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			if st.Stage == stage && s.Signal == signal && s.Block == result.Weak && d.shown.Signal(i, j) > disclosure.Open {
				return true
			}
		}
	}
	return false
}

// Withheld tells whether a workbook of the book withholds the counts of a weak signal at
// a stage, so that later reports withhold them too.
func Withheld(b *Book) func(stage, signal string) bool { return newDraft(b).signalHidden }
