package reports

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

const (
	groupVerdict = 4 + iota
	groupPeople
	groupAdvanced
	groupRate
	groupRatio
	groupLow
	groupHigh
	groupFlag
	groupDifference
)

const groupData = 20

func groupColumns() []column {
	heads := []string{"Stage", "Attribute", "Group", "Verdict", "People", "Advanced", "Rate", "Impact ratio", "Ratio from", "Ratio to", "Four-fifths",
		"Difference (points)", "Within requisitions (points)", "Fisher p", "Standard deviations", "Shortfall", "Why this verdict"}
	out := make([]column, len(heads))
	for i, h := range heads {
		out[i] = column{head: h}
	}
	return out
}

// groupsPage compares the selection rates of self-reported groups.
func (d *draft) groupsPage() *page {
	p := newPage(sheetGroups, 16, 15, 25, 23, 12, 10, 9, 9, 9, 9, 14, 11, 12, 9, 11, 10, 38, 2, 2, 22, 10)
	p.printColumns = groupData - 3
	p.title(sheetGroups)
	p.note(groupsNote)
	p.add(backLink())
	var rows [][]cell
	start := p.next() + 1
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			rows = append(rows, d.groupRows(i, a, st, imp, start+len(rows))...)
		}
	}
	first, last := p.grid("groups", groupColumns(), rows)
	markVerdicts(p, groupVerdict, first, last)
	markVerdicts(p, groupFlag, first, last)
	d.groupChart(p)
	return p
}

// groupRows are an attribute's groups at a stage, then those who did not say.
func (d *draft) groupRows(i, a int, st result.StageResult, imp result.Impact, start int) [][]cell {
	ref, stand := d.comparison(i, a, imp)
	listed := d.listedGroups(i, a, imp)
	refRow := start + slices.Index(listed, ref)
	var rows [][]cell
	for _, g := range listed {
		group, t, row := imp.Groups[g], d.shown.groups[i][a][g], start+len(rows)
		cells := []cell{text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(group.Group),
			plain(groupWord(group, group.Group == imp.ReferenceGroup), body().boxed().strong()),
			people(t), advanced(t), rate(t, at(groupPeople, row), at(groupAdvanced, row))}
		if ref < 0 || t.shade() != open {
			cells = append(cells, withheldCells(9)...)
			rows = append(rows, append(cells, text(withheldReason)))
			continue
		}
		other := d.shown.groups[i][a][ref]
		cells = append(cells, liveRatios(group, t, other, row, refRow, stand)...)
		if stand {
			cells = append(cells, withheldCells(4)...)
			rows = append(rows, append(cells, text(fmt.Sprintf(standInWhy, imp.Groups[ref].Group))))
			continue
		}
		rows = append(rows, append(cells, groupTests(group)...))
	}
	if left := len(imp.Groups) - len(listed); left > 0 {
		note := []cell{text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(fmt.Sprintf(groupsLeftOut, grouped(left)))}
		rows = append(rows, append(fill(note, len(groupColumns())-1), text(noteLeftOut)))
	}
	u := d.shown.unknown[i][a]
	row := start + len(rows)
	if imp.Unknown.N > 0 {
		last := []cell{text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(groupNotStated), emptyCell(), people(u), advanced(u), rate(u, at(groupPeople, row), at(groupAdvanced, row))}
		rows = append(rows, append(fill(last, len(groupColumns())-1), text(noteNotStated)))
	}
	return rows
}

// listedGroups are the groups with a row, by index. Of an intersection, groups that
// are too small to show have none: they are many, with hardly a number.
func (d *draft) listedGroups(i, a int, imp result.Impact) []int {
	var out []int
	for g := range imp.Groups {
		if !imp.Intersectional || d.shown.groups[i][a][g].shade() != smallGroup {
			out = append(out, g)
		}
	}
	return out
}

// comparison is the index of the group that ratios are computed against: the run's
// reference group or, where its counts are withheld, the visible group with the
// highest rate as a stand-in; -1 if there is none.
func (d *draft) comparison(i, a int, imp result.Impact) (ref int, stand bool) {
	best := -1
	for g, group := range imp.Groups {
		t := d.shown.groups[i][a][g]
		if t.shade() != open {
			continue
		}
		if group.Group == imp.ReferenceGroup {
			return g, false
		}
		if group.Small {
			continue
		}
		if best < 0 || t.advanced.value*d.shown.groups[i][a][best].people.value > d.shown.groups[i][a][best].advanced.value*t.people.value {
			best = g
		}
	}
	return best, true
}

// highest names the group with the highest rate of all, "" if its counts are withheld.
func (d *draft) highest(i, a int, imp result.Impact) string {
	for g, group := range imp.Groups {
		if group.Group == imp.Statutory.ReferenceGroup && d.shown.groups[i][a][g].shade() == open {
			return group.Group
		}
	}
	return ""
}

// liveRatios compare an open row with an open one by formulas over the visible
// counts. The interval is the run's, and stays out beside a stand-in.
func liveRatios(group result.GroupResult, t, ref *tally, row, refRow int, stand bool) []cell {
	own, other := at(groupRate, row), at(groupRate, refRow)
	x := float64(t.advanced.value) / float64(t.people.value)
	y := float64(ref.advanced.value) / float64(ref.people.value)
	interval := estimate(group.ImpactRatio, 1, asRatio)[1:]
	if stand {
		interval = withheldCells(2)
	}
	return []cell{{value: x / y, formula: own + "/" + other, look: number(asRatio)}, interval[0], interval[1],
		fourFifths(t, ref, row, refRow),
		{value: (x - y) * 100, formula: fmt.Sprintf("(%s-%s)*100", own, other), look: number(asPoints)}}
}

// groupTests are the run's tests of a group against the reference group.
func groupTests(group result.GroupResult) []cell {
	why := group.Reason
	if group.Small {
		why = joinSentences(groupSmallWhy, why)
	}
	return []cell{estimate(group.MHRiskDifference, 100, asPoints)[0], probability(group.FisherP), value(group.Z, 1, asRatio),
		value(group.Shortfall, 1, "0.0"), text(why)}
}

// fourFifths is the flag as a formula over whole numbers and the named threshold:
// a ratio of exactly the threshold passes, whatever its last binary digit.
func fourFifths(t, ref *tally, row, refRow int) cell {
	formula := fmt.Sprintf(`IF(ROUND(%s*%s-%s*%s*%s,6)>=0,"%s","%s")`, at(groupAdvanced, row), at(groupPeople, refRow), nameFourFifths,
		at(groupAdvanced, refRow), at(groupPeople, row), flagPasses, flagBelow)
	word := flagBelow
	if 5*t.advanced.value*ref.people.value >= 4*ref.advanced.value*t.people.value {
		word = flagPasses
	}
	return cell{value: word, formula: formula, look: body().boxed().strong()}
}

func attributeName(s string) string { return sentenceCase(underscored(s)) }

func groupWord(g result.GroupResult, reference bool) string {
	switch {
	case reference:
		return groupReference
	case g.Small:
		return groupSmall
	}
	switch g.Verdict {
	case "indicated":
		return groupIndicated
	case "not_indicated":
		return groupNotIndicated
	case "cannot_tell":
		return groupUnknown
	}
	return ""
}

// groupChart shows the visible rates of the first attribute at the first stage.
func (d *draft) groupChart(p *page) {
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			var cells [][]cell
			for g, group := range imp.Groups {
				if t := d.shown.groups[i][a][g]; t.shade() == open {
					cells = append(cells, []cell{plain(group.Group, body().muted()), {value: float64(t.advanced.value) / float64(t.people.value), look: body().muted().as(asPercent)}})
				}
			}
			if len(cells) < 2 {
				continue
			}
			p.gap()
			row, top := p.next(), p.headRow+1
			p.put(p.headRow, groupData, []cell{plain(chartNumbers, body().muted()), plain("Rate", body().muted())})
			for k, c := range cells {
				p.put(top+k, groupData, c)
			}
			last := top + len(cells) - 1
			height := uint(110 + 24*len(cells))
			zero := 0.0
			rates := barChart{min: &zero, title: fmt.Sprintf(titleGroups, stageName(st.Stage), attributeName(imp.Attribute)), kind: excelize.Bar, format: "0%",
				width: 640, height: height, reverse: true, labels: true,
				series: []excelize.ChartSeries{{Name: axisRate, Categories: fixed(p.name, groupData, top, groupData, last),
					Values: fixed(p.name, groupData+1, top, groupData+1, last), Fill: solid(chartRelated)}}}
			p.keepTogether(float64(height) * .75)
			row = max(row, p.next())
			p.charts = append(p.charts, rates.at(at(1, row)))
			for end := p.rowBelow(row, float64(height)*.75+8); p.next() < end; {
				p.add()
			}
			return
		}
	}
}

func (d *draft) noGroups() string {
	if !d.anyGroups() {
		return absentGroups
	}
	return ""
}
