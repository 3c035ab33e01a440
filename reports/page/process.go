package page

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

const (
	processSignals = 3 // signals followed from stage to stage, and over time
	maxPeriods     = 8 // the latest periods of a trend
)

// processPage follows people and signals from stage to stage and over time.
func processPage(m *maker) Page {
	p := Page{Name: pageProcess, Title: titleProcess}
	trend := m.res.Trend != nil && len(m.res.Trend.Points) > 1
	if len(m.res.Stages) == 0 || m.res.Stages[0].N == 0 || stageCount(m) == 1 && !trend {
		return p // one stage stands among the data
	}
	if stageCount(m) > 1 {
		p.Blocks = append(p.Blocks, &Text{Note, processNote}, funnel(m).described(funnelAlt))
	}
	if m.first() >= 0 && !m.repeats() && len(m.res.Stages) > 1 {
		if plot := stages(m); len(plot.Rows) > 0 {
			p.Blocks = append(p.Blocks, plot.described(stagesAlt))
		} else {
			p.Blocks = append(p.Blocks, &Text{Body, stagesNone})
		}
	}
	if trend {
		if plot := overTime(m); len(plot.Rows) > 0 {
			p.Blocks = append(p.Blocks, plot.described(overTimeAlt), &Text{Note, overTimeNote(m)})
		}
	}
	return p
}

// funnel draws who was decided at each stage and who advanced.
func funnel(m *maker) *Plot {
	p := &Plot{Kind: Funnel, Heading: headFunnel, Axis: axisPeople, Label: Column{Head: headStage, Span: 7}, Span: 8,
		Columns: []Column{{Head: headEntered, Span: 3}, {Head: headPassed, Span: 3}, {Head: headRate, Span: 3}}, Cut: Cut{Least: 4, Give: 1}}
	for i, st := range m.res.Stages {
		if st.Stage == result.BottomLine && m.repeats() {
			continue
		}
		p.Rows = append(p.Rows, funnelRow(stageLabel(st.Stage), m.Shown.Stages[i]))
	}
	return p
}

func funnelRow(label string, t *disclosure.Tally) Row {
	row := Row{Label: label, Alt: label + ": " + words.Withheld, Cells: []Cell{withheld(), withheld(), withheld()}}
	switch t.Shade() {
	case disclosure.Empty:
		row.Cells = []Cell{number("0"), {}, {}}
		row.Alt = label + ": " + words.WordNobody
	case disclosure.SmallGroup:
		row.Cells[0] = Cell{Text: words.WithheldSmall, Number: true, Withheld: true}
	case disclosure.Open, disclosure.NoOutcome:
		n := float64(t.N())
		row.Value, row.Cells[0] = &n, number(words.Grouped(t.N()))
		row.Alt = label + ": " + words.Grouped(t.N())
	}
	if t.Shade() == disclosure.Open {
		passed := float64(t.Selected())
		row.Inner, row.Cells[1] = &passed, number(words.Grouped(t.Selected()))
		row.Cells[2] = number(words.Figure(100*passed/float64(t.N()), 0) + " %")
		row.Alt = fmt.Sprintf(funnelSaid, label, words.Grouped(t.Selected()), words.Grouped(t.N()))
	}
	return row
}

// found are the ids of weak signals found at any stage, those of the first stage first.
func found(m *maker) []string {
	var out []string
	for i := range m.res.Stages {
		for _, j := range m.verdicts(i, result.Associated) {
			if id := m.res.Stages[i].Signals[j].Signal; !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out[:min(len(out), processSignals)]
}

// stages draws the signals found at each stage.
func stages(m *maker) *Plot {
	p := &Plot{Kind: Forest, Heading: headStages, Axis: axisPointsOften, Label: Column{Head: headStage, Span: 6}, Span: 8,
		Columns: []Column{{Head: headPoints, Span: 5}, {Head: headVerdict, Span: 5}}, Guides: []Guide{{0, words.GuideZero, false}}, Cut: Cut{Least: 4, Give: 2}}
	for _, id := range found(m) {
		p.Rows = append(p.Rows, Row{Part: true, Label: m.label(id)})
		for i, st := range m.res.Stages {
			for j, s := range st.Signals {
				if s.Signal == id && s.Block == result.Weak {
					row := forestRow(m, i, j)
					row.Label = stageLabel(st.Stage)
					row.Alt = m.name(id) + ", " + row.Label + strings.TrimPrefix(row.Alt, m.label(id)+m.scope(i, s))
					p.Rows = append(p.Rows, row)
				}
			}
		}
	}
	return p
}

// overTime draws the signals of the first stage in the latest periods.
func overTime(m *maker) *Plot {
	t := m.res.Trend
	p := &Plot{Kind: Forest, Heading: headOverTime, Axis: axisPointsOften, Label: Column{Head: headPeriod, Span: 7}, Span: 7,
		Columns: []Column{{Head: headPoints, Span: 5}, {Head: headVerdict, Span: 5}}, Guides: []Guide{{0, words.GuideZero, false}}, Cut: Cut{Least: 4, Give: 3}}
	points := t.Points[max(0, len(t.Points)-maxPeriods):]
	for _, f := range followedOverTime(m) {
		p.Rows = append(p.Rows, Row{Part: true, Label: m.label(f.Signal)})
		for _, point := range points {
			if look := findingOf(point, f); look != nil {
				p.Rows = append(p.Rows, lookRow(point, *look, hidden(m, point, f)))
			}
		}
		if together := pooled(m, f); together != nil {
			p.Rows = append(p.Rows, *together)
		}
	}
	return p
}

// pooled is the row of all closed periods together; nil where there is none, or a period
// of it is withheld, which the others would give away.
func pooled(m *maker, f result.TrendFinding) *Row {
	for _, point := range m.res.Trend.Points {
		if findingOf(point, f) != nil && hidden(m, point, f) {
			return nil
		}
	}
	for _, p := range m.res.Trend.Pooled {
		if p.Stage == f.Stage && p.Signal == f.Signal && p.Looks > 1 {
			row := effectRow(periodsTogether, p.Effect, Plain)
			row.Cells = append(row.Cells, Cell{})
			return &row
		}
	}
	return nil
}

// followedOverTime are the signals of the trend found in any look, else the first.
func followedOverTime(m *maker) []result.TrendFinding {
	t := m.res.Trend
	var found, others []result.TrendFinding
	for _, f := range t.Findings {
		if len(t.Findings) > 0 && f.Stage != t.Findings[0].Stage {
			continue
		}
		is := slices.ContainsFunc(t.Points, func(p result.Look) bool {
			l := findingOf(p, f)
			return l != nil && l.Verdict == result.Associated
		})
		if is {
			found = append(found, f)
		} else {
			others = append(others, f)
		}
	}
	all := append(found, others...)
	return all[:min(len(all), max(1, min(len(found), processSignals)))]
}

func findingOf(point result.Look, f result.TrendFinding) *result.LookFinding {
	for k := range point.Findings {
		if l := &point.Findings[k]; l.Stage == f.Stage && l.Signal == f.Signal {
			return l
		}
	}
	return nil
}

// hidden tells whether a look's effect is withheld: too few people on a side, or what
// the report of that look withheld.
func hidden(m *maker, point result.Look, f result.TrendFinding) bool {
	l := findingOf(point, f)
	if l.Withheld || l.Present < disclosure.SmallPeople || l.Known-l.Present < disclosure.SmallPeople {
		return true
	}
	if point.RunID != m.res.Run.ID {
		return false
	}
	for i, st := range m.res.Stages {
		for j, s := range st.Signals {
			if st.Stage == f.Stage && s.Signal == f.Signal && s.Block == result.Weak && m.Shown.Signal(i, j) > disclosure.Open {
				return true
			}
		}
	}
	return false
}

func lookRow(point result.Look, l result.LookFinding, hidden bool) Row {
	label := point.From + " to " + point.Until
	if !point.Closed {
		label += periodOpen
	}
	e := l.Effect
	if hidden {
		e = result.NotEstimable("", 0, words.Withheld)
	}
	tone, word := verdictTone(l.Verdict)
	row := effectRow(label, e, tone)
	row.Cells = append(row.Cells, Cell{Text: word, Tone: tone})
	return row
}

func overTimeNote(m *maker) string {
	said := overTimeNothing
	if s := against(m); s != "" {
		said = strings.TrimSuffix(strings.TrimPrefix(s, strings.TrimSuffix(alsoTrend, "%s.")), ".")
	}
	return fmt.Sprintf(overTimeHow, said)
}
