package reports

import (
	"regexp"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// PairShown is gapShown for a group that may be the reference itself.
func (d *Draft) PairShown(i int, pair result.GapDecomposition) bool {
	if pair.Group != pair.ReferenceGroup {
		return d.GapShown(i, pair)
	}
	t := d.Shown.Group(d.Result.Stages, i, pair.Attribute, pair.Group)
	return t != nil && t.Shade() == disclosure.Open
}

// OfStage masks the numbers of a reason where the stage's counts are withheld.
func (d *Draft) OfStage(stage, why string) string {
	for i, st := range d.Result.Stages {
		if st.Stage == stage && d.Shown.Stages[i].Shade() != disclosure.Open {
			return MaskNumbers(why)
		}
	}
	return why
}

// MaskNumbers puts n, as the glossary says, in place of the figures of a sentence
// that was written elsewhere and may repeat a count that is withheld. Figures inside
// words (R-12, 2024-03) are part of a name and stay.
func MaskNumbers(s string) string {
	figure := regexp.MustCompile(`(^|[\s(=<>≥≤:])([+−-]?\d(?:[\d.,]*\d)?)(\s?%)?`)
	return figure.ReplaceAllString(s, "${1}n")
}

// MaskedIn prints a sentence about a stage: without its figures where any count of
// that stage is withheld, and not at all where the stage's own outcome is ("everyone
// advanced" needs no figure).
func (d *Draft) MaskedIn(stage int, s string) string {
	if d.Shown.Stages[stage].Shade() > disclosure.Open {
		return words.WithheldReason
	}
	s = d.InWords(s)
	if d.Shown.AnyHidden(stage) {
		return MaskNumbers(s)
	}
	return s
}

// GapShown tells whether both groups' counts may be printed: a gap within
// requisitions is close to their difference.
func (d *Draft) GapShown(i int, g result.GapDecomposition) bool {
	found := 0
	for a, imp := range d.Result.Stages[i].Impact {
		if imp.Attribute != g.Attribute {
			continue
		}
		for k, group := range imp.Groups {
			if group.Group == g.Group || group.Group == g.ReferenceGroup {
				if d.Shown.Groups[i][a][k].Shade() != disclosure.Open {
					return false
				}
				found++
			}
		}
	}
	return found == 2
}

// Highest names the group with the highest rate of all, "" if its counts are withheld.
func (d *Draft) Highest(i, a int, imp result.Impact) string {
	for g, group := range imp.Groups {
		if group.Group == imp.Statutory.ReferenceGroup && d.Shown.Groups[i][a][g].Shade() == disclosure.Open {
			return group.Group
		}
	}
	return ""
}

func MaskNumbersIf(hide bool, s string) string {
	if hide {
		return MaskNumbers(s)
	}
	return s
}

// LookHidden follows the rule of the other sheets for what history keeps: too few
// people with or without the signal, or what the report of that look withheld.
func LookHidden(f result.LookFinding) bool {
	return f.Withheld || f.Present < disclosure.SmallPeople || f.Known-f.Present < disclosure.SmallPeople
}

// TrendHidden tells whether any look's effect of the signal is withheld: a change
// against a shown one would give it away. So is this run's where another sheet
// withholds its counts.
func (d *Draft) TrendHidden(f result.TrendFinding) bool {
	if d.SignalHidden(f.Stage, f.Signal) {
		return true
	}
	for _, point := range d.Result.Trend.Points {
		for _, l := range point.Findings {
			if l.Stage == f.Stage && l.Signal == f.Signal && LookHidden(l) {
				return true
			}
		}
	}
	return false
}

// SignalHidden tells whether this run withholds the counts of a weak signal.
func (d *Draft) SignalHidden(stage, signal string) bool {
	for i, st := range d.Result.Stages {
		for j, s := range st.Signals {
			if st.Stage == stage && s.Signal == signal && s.Block == result.Weak && d.Shown.Signal(i, j) > disclosure.Open {
				return true
			}
		}
	}
	return false
}

// Withheld tells whether a workbook of the book withholds the counts of a weak signal at
// a stage, so that later reports withhold them too.
func Withheld(b *Book) func(stage, signal string) bool { return NewDraft(b).SignalHidden }
