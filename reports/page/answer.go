package page

import (
	"fmt"
	"math"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// The headline gives the ranges of so many signals, and names of more as many as so many
// characters hold.
const (
	rangedSignals = 3
	maxHeadline   = 190
)

// answer is the whole of page 1 in one sentence.
func answer(m *maker) string {
	i := m.first()
	switch {
	case len(m.res.Stages) == 0 || m.res.Stages[0].N == 0:
		return answerNobody
	case i < 0:
		return groupsAnswer(m)
	}
	found, none, unknown := m.verdicts(i, result.Associated), m.verdicts(i, result.NoMaterialAssociation), m.verdicts(i, result.CannotTell)
	all := weakSignals(len(found) + len(none) + len(unknown))
	st := m.res.Stages[i]
	switch {
	case len(found)+len(none)+len(unknown) == 0:
		return groupsAnswer(m)
	case len(found) > 0:
		count := fmt.Sprintf(answerOf, words.Grouped(len(found)), all)
		return fmt.Sprintf(answerFound, stage(st.Stage), count, m.among(), findings(m, i, found), rest(len(none), len(unknown)))
	case len(unknown) == 0:
		return fmt.Sprintf(answerEqual, stage(st.Stage), m.among(), all, margin(st))
	case len(none) == 0 && untold(m, i, unknown):
		return fmt.Sprintf(answerUntold, stage(st.Stage), all)
	}
	size := detectable(m, i, unknown)
	if len(none) > 0 {
		size = fmt.Sprintf(answerPart, weakSignals(len(none)), margin(st)) + "; for the others " + size
	}
	return fmt.Sprintf(answerNothing, stage(st.Stage), all, m.among(), size)
}

// subject is the answer in a few words, the weightiest first: it may be cut.
func subject(m *maker) string {
	i := m.first()
	if len(m.res.Stages) == 0 || m.res.Stages[0].N == 0 {
		return words.LowerFirst(trimStop(answerNobody))
	}
	if i < 0 {
		return groupsWords(m) + subjectGroupsOnly
	}
	found, none, unknown := m.verdicts(i, result.Associated), m.verdicts(i, result.NoMaterialAssociation), m.verdicts(i, result.CannotTell)
	all := len(found) + len(none) + len(unknown)
	said := fmt.Sprintf(subjectNothing, weakSignals(all))
	switch {
	case len(found) == 0 && len(none) == 0 && untold(m, i, unknown):
		said = fmt.Sprintf(subjectUntold, weakSignals(all))
	case len(found) > 0:
		var names []string
		for _, j := range found {
			names = append(names, m.name(m.res.Stages[i].Signals[j].Signal))
		}
		said = fmt.Sprintf(subjectFound, words.Grouped(len(found)), weakSignals(all), words.List(names))
	}
	return groupsWords(m) + said
}

func groupsWords(m *maker) string {
	if by := indicatedAttributes(m); len(by) > 0 {
		return fmt.Sprintf(subjectGroups, words.List(by))
	}
	return ""
}

// indicatedAttributes are those of the first stage, with groups whose counts are shown.
func indicatedAttributes(m *maker) []string {
	var out []string
	for a, imp := range m.res.Stages[0].Impact {
		if _, found := chosen(m, 0, a, imp); found && !imp.Intersectional {
			out = append(out, m.attributeInside(imp.Attribute))
		}
	}
	return out
}

func weakSignals(n int) string { return words.Counted(n, "weak signal", "weak signals") }

func margin(st result.StageResult) string {
	return words.Figure(100*st.Margin, marginDigits(st.Margin))
}

// marginDigits keeps a tenth of a margin that has one.
func marginDigits(x float64) int {
	if math.Abs(100*x-math.Round(100*x)) < .05 {
		return 0
	}
	return 1
}

func (m *maker) among() string {
	for _, r := range m.Roles {
		if len(r.JobRelated) > 0 {
			return amongComparable
		}
	}
	if len(m.res.Intake.UndeclaredRoles) == 0 && len(m.Roles) == 0 && m.anyRelated() {
		return amongComparable
	}
	return amongUnadjusted
}

// anyRelated tells whether something is job-related at all, as columns of a table are.
func (m *maker) anyRelated() bool {
	for _, st := range m.res.Stages {
		for _, s := range st.Signals {
			if s.Block == result.JobRelated {
				return true
			}
		}
	}
	return false
}

// findings names the signals found with how much more or less often those with them
// advanced; where there are few, what it is at least, too.
func findings(m *maker, i int, found []int) string {
	var parts []string
	for _, j := range found {
		s := m.res.Stages[i].Signals[j]
		part := m.nameWithUnit(s)
		if v, low, high, ok := m.effect(i, j).Bounds(); ok && s.Effect.Bends {
			part += bendsWords(s)
		} else if ok {
			if len(found) <= rangedSignals {
				part += " (" + words.MoreOften(v, low, high) + ", " + sure(s, low, high) + ")"
			} else {
				part += " (" + strings.Fields(words.PointsRange(v, low, high))[0] + ")"
			}
		}
		parts = append(parts, part)
	}
	said := words.List(upTo(parts, maxHeadline))
	if len(found) > rangedSignals {
		said += ", in percentage points"
	}
	return said
}

// sure says what an effect that was picked out is at least: the end of an interval widened
// for the picking. Where there is none, its range.
func sure(s result.SignalResult, low, high float64) string {
	if a := s.Effect.AtLeast; a != nil {
		if least := words.AtLeast(*a, low, high); least != "" {
			return "at least " + least
		}
	}
	return "range " + words.Range(100*low, 100*high)
}

// bendsWords say of an effect that is not in one direction how large it is at most.
func bendsWords(s result.SignalResult) string {
	if s.Effect.Largest == nil {
		return " (" + bendsOnly + ")"
	}
	return " (" + fmt.Sprintf(bendsUpTo, words.Figure(100*math.Abs(*s.Effect.Largest), 0)) + ")"
}

// nameWithUnit names a signal inside a sentence; a numeric one with the values compared.
func (m *maker) nameWithUnit(s result.SignalResult) string {
	if s.Kind == result.Numeric && s.Effect.Unit != "" {
		return m.name(s.Signal) + " [" + words.Unit(&s.Effect) + "]"
	}
	return m.name(s.Signal)
}

// rest counts the signals without a finding.
func rest(none, unknown int) string {
	var parts []string
	if none > 0 {
		parts = append(parts, fmt.Sprintf(restNone, words.Grouped(none)+haveOrHas(none)))
	}
	if unknown > 0 {
		parts = append(parts, fmt.Sprintf(restUnknown, words.Grouped(unknown)))
	}
	if len(parts) == 0 {
		return ""
	}
	return "; of the others, " + words.List(parts)
}

func haveOrHas(n int) string {
	if n == 1 {
		return " has"
	}
	return " have"
}

// untold tells whether nobody knows of any of the signals how large a difference would
// have been seen: then nothing found says nothing.
func untold(m *maker, i int, signals []int) bool {
	_, _, ok := sizes(m, i, signals)
	return !ok
}

// groupsAnswer is that of an audit of groups alone.
func groupsAnswer(m *maker) string {
	for a, imp := range m.res.Stages[0].Impact {
		groups, found := chosen(m, 0, a, imp)
		if !found || imp.Intersectional || !m.openNamed(0, imp.Attribute, imp.ReferenceGroup) {
			continue
		}
		g := imp.Groups[groups[0]]
		v, low, high, _ := g.ImpactRatio.Bounds()
		return fmt.Sprintf(answerGroups, stage(m.res.Stages[0].Stage), clip(g.Group, maxName), words.Figure(v, 2), clip(imp.ReferenceGroup, maxName), ratioRange(low, high))
	}
	return answerNoSignals
}

// sizes are the smallest and largest of the differences that would have been seen.
func sizes(m *maker, i int, signals []int) (low, high float64, ok bool) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, j := range signals {
		d := m.res.Stages[i].Signals[j].DetectableDifference
		if d.Value == nil || m.Shown.Signal(i, j) > disclosure.Open {
			continue
		}
		low, high, ok = min(low, *d.Value), max(high, *d.Value), true
	}
	return low, high, ok
}

func detectable(m *maker, i int, signals []int) string {
	low, high, ok := sizes(m, i, signals)
	if !ok {
		return answerNoSize
	}
	size := words.Figure(100*low, 0)
	if up := words.Figure(100*high, 0); up != size {
		size += " to " + up
	}
	return fmt.Sprintf(answerDetectable, size+" percentage")
}

// forest draws the weak signals of a stage: those found, then those without material
// association, then those that can't be told.
func forest(m *maker, i int) *Plot {
	st := m.res.Stages[i]
	p := &Plot{Kind: Forest, Heading: fmt.Sprintf(headForest, stage(st.Stage)), Axis: axisPointsOften,
		Label: Column{Head: headSignal, Span: 7}, Span: 7,
		Columns: []Column{{Head: headPoints, Span: 5}, {Head: headVerdict, Span: 5}},
		Guides:  []Guide{{0, words.GuideZero, false}, {-st.Margin, words.GuideMargin, true}, {st.Margin, words.GuideMargin, true}},
		Cut:     Cut{Least: 6, Give: 3}}
	for _, v := range []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell} {
		for _, j := range m.verdicts(i, v) {
			p.Rows = append(p.Rows, forestRow(m, i, j))
		}
	}
	return p
}

func forestRow(m *maker, i, j int) Row {
	s := m.res.Stages[i].Signals[j]
	label := m.label(s.Signal) + m.scope(i, s)
	if s.Kind == result.Numeric && s.Effect.Unit != "" {
		label = clip(label+", "+words.Unit(&s.Effect), maxLabel)
	}
	tone, word := verdictTone(s.Verdict)
	if s.Effect.Bends && s.Verdict == result.Associated {
		word += bendsMark
	}
	row := effectRow(label, m.effect(i, j), tone)
	row.Cells = append(row.Cells, Cell{Text: word, Tone: tone})
	row.Alt += "; " + strings.TrimLeft(word, "▲○? ")
	return row
}

// scope says of how many roles a signal's numbers are, where they are not of all.
func (m *maker) scope(i int, s result.SignalResult) string {
	all := map[string]bool{}
	for _, other := range m.res.Stages[i].Signals {
		for _, r := range other.Roles {
			all[r] = true
		}
	}
	if len(s.Roles) == 0 || len(s.Roles) >= len(all) {
		return ""
	}
	return fmt.Sprintf(someRoles, len(s.Roles), len(all))
}

// effectRow is a difference with its range; its second cell is left to the caller.
func effectRow(label string, e result.Estimate, tone Tone) Row {
	row := Row{Label: label, Tone: tone, Alt: label + ": " + words.Withheld}
	v, low, high, ok := e.Bounds()
	if !ok {
		said := withheld()
		if e.NotEstimable != words.Withheld {
			said = Cell{Text: words.NotEstimable, Number: true}
			row.Alt = label + ": " + words.NotEstimable
		}
		row.Cells = []Cell{said}
		return row
	}
	row.draw(v, low, high)
	row.Cells = []Cell{number(words.PointsRange(v, low, high))}
	row.Alt = label + ": " + words.PointsRange(v, low, high) + " points"
	return row
}

func verdictTone(v result.Verdict) (Tone, string) {
	switch v {
	case result.Associated:
		return Alert, toneAssociated
	case result.NoMaterialAssociation:
		return Calm, toneNone
	case result.CannotTell:
		return Doubt, toneUnknown
	}
	return Plain, ""
}
