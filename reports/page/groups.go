package page

import (
	"fmt"
	"math"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// groupsPage compares the groups of each attribute: at the first stage, and over all.
func groupsPage(m *maker) Page {
	p := Page{Name: pageGroups, Title: titleGroups}
	if !m.anyGroups() {
		return p
	}
	p.Blocks = append(p.Blocks, &Text{Note, groupsReportNote})
	stages := []int{0}
	if last := len(m.res.Stages) - 1; last > 0 && !m.repeats() {
		stages = append(stages, last)
	}
	for _, i := range stages {
		plot := groupPlot(m, i)
		switch {
		case plot.drawn():
			plot.Cut = Cut{Least: 6, Give: 1 + min(i, 1)}
			p.Blocks = append(p.Blocks, plot.described(groupsAlt))
		case len(plot.Rows) > 0:
			p.Blocks = append(p.Blocks, &Text{Body, fmt.Sprintf(groupsNone, words.SentenceCase(stage(m.res.Stages[i].Stage)))})
		}
	}
	p.Blocks = append(p.Blocks, &Text{Note, groupsCross})
	return p
}

// drawn tells whether a plot has anything to draw.
func (p *Plot) drawn() bool {
	return slices.ContainsFunc(p.Rows, func(r Row) bool { return r.Value != nil })
}

func groupPlot(m *maker, i int) *Plot {
	st := m.res.Stages[i]
	p := &Plot{Kind: Bars, Heading: fmt.Sprintf(headGroupPlot, stage(st.Stage)), Axis: axisShare, Label: Column{Head: headGroup, Span: 7}, Span: 4,
		Columns: []Column{{Head: headAdvanced, Span: 4}, {Head: headRatio, Span: 5}, {Head: headVerdict, Span: 4}}}
	for _, a := range attributesOf(m, i) {
		imp := st.Impact[a]
		p.Rows = append(p.Rows, Row{Part: true, Label: partOf(m, imp)})
		for g := range imp.Groups {
			p.Rows = append(p.Rows, groupRow(m, i, a, g, imp))
		}
		if imp.Unknown.N > 0 {
			p.Rows = append(p.Rows, tallyRow(words.GroupNotStated, m.Shown.Unknown[i][a], result.Estimate{}, 2))
		}
	}
	return p
}

// attributesOf are the attributes of a stage, those first in which a group is indicated.
func attributesOf(m *maker, i int) []int {
	var found, others []int
	for a, imp := range m.res.Stages[i].Impact {
		if imp.Intersectional || len(imp.Groups) == 0 {
			continue
		}
		if _, is := chosen(m, i, a, imp); is {
			found = append(found, a)
		} else {
			others = append(others, a)
		}
	}
	return append(found, others...)
}

// partOf heads an attribute: what its groups are compared with, and why with that.
func partOf(m *maker, imp result.Impact) string {
	if imp.ReferenceGroup == "" {
		return fmt.Sprintf(partNone, attribute(imp.Attribute))
	}
	why := referenceHighest
	if m.References[imp.Attribute] == imp.ReferenceGroup {
		why = referenceChosen
	}
	return fmt.Sprintf(partReference, attribute(imp.Attribute), clip(imp.ReferenceGroup, maxLabel), why)
}

func groupRow(m *maker, i, a, g int, imp result.Impact) Row {
	group := imp.Groups[g]
	row := tallyRow(clip(group.Group, maxLabel), m.Shown.Groups[i][a][g], group.Rate, 2)
	ref := slices.IndexFunc(imp.Groups, func(x result.GroupResult) bool { return x.Group == imp.ReferenceGroup })
	switch {
	case row.Value == nil || ref < 0:
	case g == ref:
		row.Cells[2] = Cell{Text: toneReference}
	case m.open(i, a, ref):
		row.Cells[1], row.Cells[2] = ratioCell(group.ImpactRatio), groupTone(group)
		row.Tone = row.Cells[2].Tone
		row.Alt += "; ratio " + row.Cells[1].Text
	default:
		row.Cells[1] = withheld()
	}
	return row
}

// tallyRow is a bar of a tally's rate as far as it may be printed, with so many empty
// cells after it.
func tallyRow(label string, t *disclosure.Tally, rate result.Estimate, more int) Row {
	row := Row{Label: label, Cells: []Cell{tallyCell(t, rate)}}
	for range more {
		row.Cells = append(row.Cells, Cell{})
	}
	row.Alt = label + ": " + row.Cells[0].Text
	if t.Shade() != disclosure.Open {
		return row
	}
	if v, low, high, ok := rate.Bounds(); ok {
		row.draw(v, low, high)
		return row
	}
	value := math.Round(100*float64(t.Selected())/float64(t.N())) / 100
	row.Value = &value
	return row
}

// tallyCell prints rate and people as far as they may be.
func tallyCell(t *disclosure.Tally, rate result.Estimate) Cell {
	switch t.Shade() {
	case disclosure.Empty:
		return Cell{Text: words.WordNobody, Number: true}
	case disclosure.SmallGroup:
		return Cell{Text: words.WithheldSmall, Number: true, Withheld: true}
	case disclosure.AllHidden, disclosure.NoOutcome:
		return withheld()
	}
	digits := 0
	if _, low, high, ok := rate.Bounds(); ok {
		digits = words.Digits(100*low, 100*high)
	}
	return number(fmt.Sprintf(rateOfPeople, words.Figure(100*float64(t.Selected())/float64(t.N()), digits), words.Grouped(t.N())))
}
