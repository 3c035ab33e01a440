package appendix

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// Columns of Groups, from 1, for formulas.
const (
	groupVerdict = 4 + iota
	groupWhy
	groupPeople
	groupAdvanced
	groupRate
	groupRateLow
	_ // to
	groupRatio
	_ // from
	_ // to
	groupFlag
	groupDifference
)

func groupColumns() []sheet.Column {
	points, ratio := words.UnitPoints, words.UnitRatio
	return slices.Concat([]sheet.Column{stageColumn(), attributeColumn(), groupColumn(), text("Verdict", 22, words.MeaningGroupVerdict), text("Why this verdict", 40, words.MeaningWhy)},
		counts("People", "Advanced", "Rate", words.MeaningGroupPeople), []sheet.Column{number("Rate from", words.UnitPercent, words.MeaningWilson), number("Rate to", words.UnitPercent, words.MeaningTo)},
		interval("Impact ratio", ratio, words.MeaningImpactRatio, "Ratio from", "Ratio to"), []sheet.Column{{Head: "Four-fifths", Width: 14, Meaning: words.MeaningFourFifths, Unit: words.UnitWords}},
		interval("Difference (points)", points, words.MeaningGroupDifference, "Difference from", "Difference to"),
		interval("Within requisitions (points)", points, words.MeaningWithin, "Within from", "Within to"),
		interval("Ratio within requisitions", ratio, words.MeaningRatioWithin, "Ratio within from", "Ratio within to"),
		[]sheet.Column{probability("Fisher p", words.MeaningFisher), probability("Mid-p", words.MeaningMidP), probability("Within p", words.MeaningWithinP), probability("Adjusted p", words.MeaningGroupAdjustedP),
			number("Standard deviations", words.UnitDeviations, words.MeaningDeviations), number("Shortfall", words.UnitPeople, words.MeaningShortfall), text("One selection turns it", 11, words.MeaningTurns)},
		interval("Statutory ratio", ratio, words.MeaningStatutory, "Statutory from", "Statutory to"),
		[]sheet.Column{number("Ratio, unknowns against", ratio, words.MeaningAgainst), number("Ratio, unknowns in favour", ratio, words.MeaningInFavour), number("Ratio, unknowns in proportion", ratio, words.MeaningInProportion), notesColumn(40)})
}

// groupsPage compares the selection rates of self-reported groups, then the attributes as
// a whole, each signal by group, and how common signals are.
func groupsPage(d *draft) *sheet.Page {
	columns := groupColumns()
	p := d.page(words.SheetGroups, words.GroupsNote, columns)
	p.KeyColumns, p.PagesWide = 3, 3
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for _, i := range d.stages() {
		for a, imp := range d.Result.Stages[i].Impact {
			rows = append(rows, groupRows(d, i, a, imp, start+len(rows))...)
		}
	}
	first, last := p.Grid("groups", columns, rows)
	p.Widen(2, 22, 10)
	p.PrintColumns = len(columns)
	sheet.MarkVerdicts(p, groupVerdict, first, last)
	sheet.MarkVerdicts(p, groupFlag, first, last)
	p.DataBars(sheet.Area(groupRate, first, groupRate, last))
	groupChart(d, p, len(columns)+2)
	attributeTable(d, p)
	returnsTable(d, p)
	prevalenceTable(d, p)
	return p
}

// shortCells stand for all numbers of a group that is not compared.
func shortCells(cells []sheet.Cell) []sheet.Cell { return sheet.Fill(cells, len(groupColumns())) }

// groupRows are an attribute's groups at a stage, then those who did not say. Groups of
// which nothing may be shown are one row.
func groupRows(d *draft, i, a int, imp result.Impact, start int) [][]sheet.Cell {
	ref, stand := comparisonGroup(d, i, a, imp)
	listed, hidden := listedGroups(d, i, a, imp)
	refRow := start + slices.Index(listed, ref)
	lead := []sheet.Cell{sheet.Text(reports.StageName(d.Result.Stages[i].Stage)), sheet.Text(reports.AttributeName(imp.Attribute))}
	var rows [][]sheet.Cell
	for _, g := range listed {
		c := comparedGroup{d: d, i: i, a: a, g: g, ref: ref, stand: stand, row: start + len(rows), refRow: refRow}
		rows = append(rows, append(slices.Clone(lead), c.cells()...))
	}
	u := d.Shown.Unknown[i][a]
	if imp.Unknown.N > 0 && u.Shade() >= disclosure.AllHidden {
		hidden.add(words.GroupNotStated)
	}
	rows = append(rows, hidden.row(len(groupColumns()), groupWhy, lead...)...)
	if row := start + len(rows); imp.Unknown.N > 0 && u.Shade() < disclosure.AllHidden {
		last := append(slices.Clone(lead), sheet.Text(words.GroupNotStated), sheet.EmptyCell(), sheet.Text(words.NoteNotStated))
		rows = append(rows, shortCells(append(last, cell.People(u), cell.Advanced(u), cell.Rate(u, sheet.At(groupPeople, row), sheet.At(groupAdvanced, row)))))
	}
	return rows
}

// crossMinimum is how many people a group of an intersection needs for a row of its own:
// as many as a group needs to be the reference of others. Fewer, and its range tells
// nothing.
const crossMinimum = 30

// listedGroups are the groups with a row, by index, and those without: of which nothing
// may be shown, and, of an intersection, small ones.
func listedGroups(d *draft, i, a int, imp result.Impact) (listed []int, hidden *withheldRows) {
	hidden = &withheldRows{}
	for g, group := range imp.Groups {
		shade := d.Shown.Groups[i][a][g].Shade()
		small := imp.Intersectional && group.N < crossMinimum && group.Group != imp.ReferenceGroup
		if d.open || shade == disclosure.Open && !small || shade < disclosure.AllHidden && !imp.Intersectional {
			listed = append(listed, g)
		} else {
			hidden.add(group.Group)
		}
	}
	return listed, hidden
}

// comparedGroup is one row of Groups in the making.
type comparedGroup struct {
	d           *draft
	i, a, g     int
	ref         int // index of what it is compared with, −1 = nothing
	stand       bool
	row, refRow int
}

// cells are those behind stage and attribute.
func (c comparedGroup) cells() []sheet.Cell {
	imp := c.d.Result.Stages[c.i].Impact[c.a]
	group, t := imp.Groups[c.g], c.d.Shown.Groups[c.i][c.a][c.g]
	head := func(why string) []sheet.Cell {
		return []sheet.Cell{sheet.Text(group.Group), sheet.Plain(comparedWord(group, imp), sheet.Body().Boxed().Strong()), sheet.Text(why),
			cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(groupPeople, c.row), sheet.At(groupAdvanced, c.row))}
	}
	rest := len(groupColumns()) - 2 - 6
	switch {
	case imp.ReferenceGroup == "":
		return sheet.Fill(append(head(notCompared(group, t)), c.rateRange(group, t)...), rest+6)
	case t.Shade() == disclosure.Empty:
		return sheet.Fill(head(""), rest+6)
	case t.Shade() != disclosure.Open:
		return append(head(words.WithheldReason), append(cell.Withheld(rest-1), sheet.EmptyCell())...)
	case c.ref < 0:
		return append(append(head(words.WithheldReference), c.rateRange(group, t)...), append(cell.Withheld(rest-3), sheet.EmptyCell())...)
	}
	out := append(head(c.why(imp)), c.rateRange(group, t)...)
	out = append(out, liveRatios(group, t, c.d.Shown.Groups[c.i][c.a][c.ref], c.row, c.refRow, c.stand)...)
	return append(out, groupTestCells(c, imp)...)
}

func (c comparedGroup) rateRange(group result.GroupResult, t *disclosure.Tally) []sheet.Cell {
	if t.Shade() != disclosure.Open {
		return cell.Withheld(2)
	}
	return cell.Estimate(group.Rate, 1, sheet.AsPercent)[1:]
}

func (c comparedGroup) why(imp result.Impact) string {
	group := imp.Groups[c.g]
	why := words.GroupWhy(&group, !c.d.Shown.Hides(c.i, c.a))
	switch {
	case c.stand:
		return fmt.Sprintf(words.StandInWhy, imp.Groups[c.ref].Group)
	case group.Small:
		why = words.JoinSentences(words.GroupSmallWhy, why)
	}
	return why
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
		t := d.Shown.Groups[i][a][g]
		if t.Shade() != disclosure.Open {
			continue
		}
		if group.Group == imp.ReferenceGroup {
			return g, false
		}
		if group.Small {
			continue
		}
		if best < 0 || t.Selected()*d.Shown.Groups[i][a][best].N() > d.Shown.Groups[i][a][best].Selected()*t.N() {
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
	interval := cell.Estimate(group.ImpactRatio, 1, sheet.AsRatio)[1:]
	if stand {
		interval = cell.Withheld(2)
	}
	return []sheet.Cell{{Value: x / y, Formula: own + "/" + other, Look: sheet.Number(sheet.AsRatio)}, interval[0], interval[1],
		fourFifths(t, ref, row, refRow),
		{Value: (x - y) * 100, Formula: fmt.Sprintf("(%s-%s)*100", own, other), Look: sheet.Number(sheet.AsPoints)}}
}

// shortfall is withheld where the selections of all who stated the attribute are.
func shortfall(d *draft, i, a int, group result.GroupResult) sheet.Cell {
	if !d.Shown.Known(i, a) {
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
