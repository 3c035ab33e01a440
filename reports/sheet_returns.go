package reports

import (
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// returnsPage asks whether the same signal pays the same in every group. Intersections
// have no rows.
func returnsPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetReturns, 18, 18, 26, 24, 12, 12, 12, 12, 12, 40)
	p.Title(words.SheetReturns)
	p.Note(words.ReturnsNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			for _, r := range imp.Returns {
				rows = append(rows, returnRows(d, i, a, st.Stage, imp, r)...)
			}
		}
	}
	p.Grid("returns", []sheet.Column{{Head: "Stage"}, {Head: "Attribute"}, {Head: "Signal"}, {Head: "Group"}, {Head: "Effect (points)"},
		{Head: "Effect from"}, {Head: "Effect to"}, {Head: "Same effect p"}, {Head: "Uncorrected p"}, {Head: "Notes"}}, rows)
	return p
}

// returnRows are one signal's effects. The p-values are of all groups together: where
// the counts of one are withheld they stay out as well.
func returnRows(d *draft, i, a int, stage string, imp result.Impact, r result.Return) [][]sheet.Cell {
	tests := []sheet.Cell{sheet.Probability(r.P), sheet.Probability(r.Unadjusted)}
	if d.shown.Hides(i, a) {
		tests = withheldCells(2)
	}
	var rows [][]sheet.Cell
	for _, g := range r.Groups {
		cells := []sheet.Cell{sheet.Text(stageName(stage)), sheet.Text(attributeName(imp.Attribute)), sheet.Text(d.label(r.Signal)), sheet.Text(g.Group)}
		if !openGroup(d, i, a, imp, g.Group) {
			rows = append(rows, append(append(append(cells, withheldCells(3)...), tests...), sheet.Text(words.WithheldReason)))
			continue
		}
		cells = append(append(cells, estimate(g.Effect, 100, sheet.AsPoints)...), tests...)
		rows = append(rows, append(cells, sheet.Text(reasons(namedEstimate{"Effect", g.Effect}))))
	}
	return rows
}

func openGroup(d *draft, i, a int, imp result.Impact, name string) bool {
	for g, group := range imp.Groups {
		if group.Group == name {
			return d.shown.Groups[i][a][g].Shade() == disclosure.Open
		}
	}
	return false
}

// noReturns says why there is no effect by group.
func noReturns(d *draft) string {
	for _, st := range d.res.Stages {
		for _, imp := range st.Impact {
			if len(imp.Returns) > 0 {
				return noOpenGroups(d)
			}
		}
	}
	if why := noAnswers(d); why != "" {
		return why
	}
	return words.AbsentReturns
}
