package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

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

func groupColumns() []sheet.Column {
	heads := []string{"Stage", "Attribute", "Group", "Verdict", "People", "Advanced", "Rate", "Impact ratio", "Ratio from", "Ratio to", "Four-fifths",
		"Difference (points)", "Within requisitions (points)", "Fisher p", "Standard deviations", "Shortfall", "Why this verdict"}
	out := make([]sheet.Column, len(heads))
	for i, h := range heads {
		out[i] = sheet.Column{Head: h}
	}
	return out
}

// groupsPage compares the selection rates of self-reported groups.
func groupsPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetGroups, 16, 15, 25, 23, 12, 10, 9, 9, 9, 9, 14, 11, 12, 9, 11, 10, 38, 2, 2, 22, 10)
	p.PrintColumns = groupData - 3
	p.Title(words.SheetGroups)
	p.Note(words.GroupsNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			rows = append(rows, groupRows(d, i, a, st, imp, start+len(rows))...)
		}
	}
	first, last := p.Grid("groups", groupColumns(), rows)
	sheet.MarkVerdicts(p, groupVerdict, first, last)
	sheet.MarkVerdicts(p, groupFlag, first, last)
	groupChart(d, p)
	return p
}

// groupRows are an attribute's groups at a stage, then those who did not say.
func groupRows(d *draft, i, a int, st result.StageResult, imp result.Impact, start int) [][]sheet.Cell {
	ref, stand := comparisonGroup(d, i, a, imp)
	listed := listedGroups(d, i, a, imp)
	refRow := start + slices.Index(listed, ref)
	var rows [][]sheet.Cell
	for _, g := range listed {
		group, t, row := imp.Groups[g], d.shown.Groups[i][a][g], start+len(rows)
		cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(attributeName(imp.Attribute)), sheet.Text(group.Group),
			sheet.Plain(comparedWord(group, imp), sheet.Body().Boxed().Strong()),
			people(t), advanced(t), rate(t, sheet.At(groupPeople, row), sheet.At(groupAdvanced, row))}
		if imp.ReferenceGroup == "" {
			rows = append(rows, append(sheet.Fill(cells, len(groupColumns())-1), sheet.Text(notCompared(group, t))))
			continue
		}
		if ref < 0 || t.Shade() != disclosure.Open {
			cells = append(cells, withheldCells(9)...)
			rows = append(rows, append(cells, sheet.Text(words.WithheldReason)))
			continue
		}
		other := d.shown.Groups[i][a][ref]
		cells = append(cells, liveRatios(group, t, other, row, refRow, stand)...)
		if stand {
			cells = append(cells, withheldCells(4)...)
			rows = append(rows, append(cells, sheet.Text(fmt.Sprintf(words.StandInWhy, imp.Groups[ref].Group))))
			continue
		}
		rows = append(rows, append(cells, groupTests(d, i, a, group)...))
	}
	if left := len(imp.Groups) - len(listed); left > 0 {
		note := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(attributeName(imp.Attribute)), sheet.Text(fmt.Sprintf(words.GroupsLeftOut, words.Grouped(left)))}
		rows = append(rows, append(sheet.Fill(note, len(groupColumns())-1), sheet.Text(words.NoteLeftOut)))
	}
	u := d.shown.Unknown[i][a]
	row := start + len(rows)
	if imp.Unknown.N > 0 {
		last := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(attributeName(imp.Attribute)), sheet.Text(words.GroupNotStated), sheet.EmptyCell(), people(u), advanced(u), rate(u, sheet.At(groupPeople, row), sheet.At(groupAdvanced, row))}
		rows = append(rows, append(sheet.Fill(last, len(groupColumns())-1), sheet.Text(words.NoteNotStated)))
	}
	return rows
}

// listedGroups are the groups with a row, by index. Of an intersection, groups that
// are too small to show have none: they are many, with hardly a number.
func listedGroups(d *draft, i, a int, imp result.Impact) []int {
	var out []int
	for g := range imp.Groups {
		if !imp.Intersectional || d.shown.Groups[i][a][g].Shade() != disclosure.SmallGroup {
			out = append(out, g)
		}
	}
	return out
}

// comparison is the index of the group that ratios are computed against: the run's
// reference group or, where its counts are withheld, the visible group with the
// highest rate as a stand-in; -1 if there is none, or nothing is compared.
func comparisonGroup(d *draft, i, a int, imp result.Impact) (ref int, stand bool) {
	if imp.ReferenceGroup == "" {
		return -1, false
	}
	best := -1
	for g, group := range imp.Groups {
		t := d.shown.Groups[i][a][g]
		if t.Shade() != disclosure.Open {
			continue
		}
		if group.Group == imp.ReferenceGroup {
			return g, false
		}
		if group.Small {
			continue
		}
		if best < 0 || t.Selected()*d.shown.Groups[i][a][best].N() > d.shown.Groups[i][a][best].Selected()*t.N() {
			best = g
		}
	}
	return best, true
}

// liveRatios compare an open row with an open one by formulas over the visible
// counts. The interval is the run's, and stays out beside a stand-in.
func liveRatios(group result.GroupResult, t, ref *disclosure.Tally, row, refRow int, stand bool) []sheet.Cell {
	own, other := sheet.At(groupRate, row), sheet.At(groupRate, refRow)
	x := float64(t.Selected()) / float64(t.N())
	y := float64(ref.Selected()) / float64(ref.N())
	interval := estimate(group.ImpactRatio, 1, sheet.AsRatio)[1:]
	if stand {
		interval = withheldCells(2)
	}
	return []sheet.Cell{{Value: x / y, Formula: own + "/" + other, Look: sheet.Number(sheet.AsRatio)}, interval[0], interval[1],
		fourFifths(t, ref, row, refRow),
		{Value: (x - y) * 100, Formula: fmt.Sprintf("(%s-%s)*100", own, other), Look: sheet.Number(sheet.AsPoints)}}
}

// groupTests are the run's tests of a group against the reference group.
func groupTests(d *draft, i, a int, group result.GroupResult) []sheet.Cell {
	why := group.Reason
	if group.Small {
		why = words.JoinSentences(words.GroupSmallWhy, why)
	}
	return []sheet.Cell{estimate(group.MHRiskDifference, 100, sheet.AsPoints)[0], sheet.Probability(group.FisherP), sheet.Value(group.Z, 1, sheet.AsRatio),
		shortfall(d, i, a, group), sheet.Text(maskNumbersIf(d.shown.Hides(i, a), why))}
}

// shortfall is withheld where the selections of all who stated the attribute are.
func shortfall(d *draft, i, a int, group result.GroupResult) sheet.Cell {
	if !d.shown.Known(i, a) {
		return sheet.HiddenCell(words.Withheld)
	}
	return sheet.Value(group.Shortfall, 1, "0.0")
}

// fourFifths is the flag as a formula over whole numbers and the named threshold:
// a ratio of exactly the threshold passes, whatever its last binary digit.
func fourFifths(t, ref *disclosure.Tally, row, refRow int) sheet.Cell {
	formula := fmt.Sprintf(`IF(ROUND(%s*%s-%s*%s*%s,6)>=0,"%s","%s")`, sheet.At(groupAdvanced, row), sheet.At(groupPeople, refRow), words.NameFourFifths,
		sheet.At(groupAdvanced, refRow), sheet.At(groupPeople, row), words.FlagPasses, words.FlagBelow)
	word := words.FlagBelow
	if 5*t.Selected()*ref.N() >= 4*ref.Selected()*t.N() {
		word = words.FlagPasses
	}
	return sheet.Cell{Value: word, Formula: formula, Look: sheet.Body().Boxed().Strong()}
}

func groupWord(g result.GroupResult, reference bool) string {
	switch {
	case reference:
		return words.GroupReference
	case g.Small:
		return words.GroupSmall
	}
	switch g.Verdict {
	case "indicated":
		return words.GroupIndicated
	case "not_indicated":
		return words.GroupNotIndicated
	case "cannot_tell":
		return words.GroupUnknown
	}
	return ""
}

// groupChart shows the visible rates of the first attribute at the first stage.
func groupChart(d *draft, p *sheet.Page) {
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			var cells [][]sheet.Cell
			for g, group := range imp.Groups {
				if t := d.shown.Groups[i][a][g]; t.Shade() == disclosure.Open {
					cells = append(cells, []sheet.Cell{sheet.Plain(group.Group, sheet.Body().Muted()), {Value: float64(t.Selected()) / float64(t.N()), Look: sheet.Body().Muted().As(sheet.AsPercent)}})
				}
			}
			if len(cells) < 2 {
				continue
			}
			p.Gap()
			row, top := p.Next(), p.HeadRow+1
			p.Put(p.HeadRow, groupData, []sheet.Cell{sheet.Plain(words.ChartNumbers, sheet.Body().Muted()), sheet.Plain("Rate", sheet.Body().Muted())})
			for k, c := range cells {
				p.Put(top+k, groupData, c)
			}
			last := top + len(cells) - 1
			height := uint(110 + 24*len(cells))
			zero := 0.0
			rates := sheet.Bars{Min: &zero, Title: fmt.Sprintf(words.TitleGroups, stageName(st.Stage), attributeName(imp.Attribute)), Kind: excelize.Bar, Format: "0%",
				Width: 640, Height: height, Reverse: true, Labels: true,
				Series: []excelize.ChartSeries{{Name: words.AxisRate, Categories: sheet.Fixed(p.Name, groupData, top, groupData, last),
					Values: sheet.Fixed(p.Name, groupData+1, top, groupData+1, last), Fill: sheet.Solid(sheet.ChartRelated)}}}
			p.KeepTogether(float64(height) * .75)
			row = max(row, p.Next())
			p.Charts = append(p.Charts, rates.At(sheet.At(1, row)))
			for end := p.RowBelow(row, float64(height)*.75+8); p.Next() < end; {
				p.Add()
			}
			return
		}
	}
}

// attributesPage has what belongs to an attribute as a whole, not to one group.
func attributesPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetAttributes, 24, 26, 34, 34, 14, 60)
	p.Title(words.SheetAttributes)
	p.Note(words.AttributesNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			rows = append(rows, []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(attributeName(imp.Attribute)), sheet.Text(imp.ReferenceGroup), highestCell(d.highest(i, a, imp), imp),
				levelCell(d, i, a, imp.OmnibusP), sheet.Text(attributeNotes(d, i, a, imp))})
		}
	}
	p.Grid("attributes", []sheet.Column{{Head: "Stage"}, {Head: "Attribute"}, {Head: "Reference group"}, {Head: "Highest rate of all"}, {Head: "Omnibus p"}, {Head: "Notes"}}, rows)
	return p
}

// levelCell is a p that comes from the counts of all groups; where one of them is
// withheld, only on which side of the level it lies.
func levelCell(d *draft, i, a int, p *float64) sheet.Cell {
	switch {
	case p == nil || !d.shown.Hides(i, a):
		return sheet.Probability(p)
	case *p < failAlpha:
		return sheet.HiddenCell(words.BelowAlpha)
	}
	return sheet.HiddenCell(words.NotBelowAlpha)
}

// attributeNotes are the attribute's warnings. Each is made of counts: where one of
// them is withheld, nothing is left to say.
func attributeNotes(d *draft, i, a int, imp result.Impact) string {
	if len(imp.Warnings) > 0 && d.shown.Hides(i, a) {
		return words.WithheldReason
	}
	return strings.Join(imp.Warnings, " ")
}

func highestCell(group string, imp result.Impact) sheet.Cell {
	switch {
	case imp.Statutory.ReferenceGroup == "":
		return sheet.EmptyCell()
	case group == "":
		hidden := sheet.HiddenCell(words.Withheld)
		hidden.Look.Right = false
		return hidden
	}
	return sheet.Text(group)
}

// noAnswers says why there is no group at all.
func noAnswers(d *draft) string {
	if why := noGroups(d); why != "" {
		return why
	}
	for _, st := range d.res.Stages {
		for _, imp := range st.Impact {
			if len(imp.Groups) > 0 {
				return ""
			}
		}
	}
	return words.AbsentAnswers
}

func noGroups(d *draft) string {
	if !d.anyGroups() {
		return words.AbsentGroups
	}
	return ""
}
