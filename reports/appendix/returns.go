package appendix

import (
	"slices"
	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// returnsTable asks whether the same signal pays the same in every group. Intersections
// have no rows.
func returnsTable(d *draft, p *sheet.Page) {
	p.Gap()
	p.Heading(words.HeadReturns)
	if why := noReturns(d); why != "" {
		p.Note(words.LeftOut + why + ".")
		return
	}
	p.Note(words.ReturnsNote)
	var rows [][]sheet.Cell
	for _, i := range d.stages() {
		for a, imp := range d.Result.Stages[i].Impact {
			var hidden withheldRows
			for _, r := range imp.Returns {
				more := returnRows(d, i, a, imp, r)
				if more == nil && len(r.Groups) > 0 {
					hidden.add(d.Label(r.Signal))
				}
				rows = append(rows, more...)
			}
			rows = append(rows, hidden.row(10, 5, sheet.Text(reports.StageName(d.Result.Stages[i].Stage)), sheet.Text(reports.AttributeName(imp.Attribute)))...)
		}
	}
	p.Grid("", append([]sheet.Column{stageColumn(), attributeColumn(), signalColumn(), groupColumn(), notesColumn(0)},
		append(interval("Effect in the group (points)", words.UnitPoints, words.MeaningReturn, "In it from", "In it to"),
			probability("Same effect p", words.MeaningSameEffect), probability("Uncorrected p", words.MeaningUncorrected))...), rows)
}

// returnRows are one signal's effects, in whole points, as they rest on those of a group
// with and without the signal; nil where no group may be shown. The p-values are of all
// groups together: where the counts of one are withheld they only say on which side of
// the level they lie.
func returnRows(d *draft, i, a int, imp result.Impact, r result.Return) [][]sheet.Cell {
	st := d.Result.Stages[i]
	tests := []sheet.Cell{sheet.Probability(r.P), sheet.Probability(r.Unadjusted)}
	if d.Shown.Hides(i, a) {
		tests = []sheet.Cell{levelWord(r.P, true), levelWord(r.Unadjusted, true)}
	}
	lead := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(reports.AttributeName(imp.Attribute)), sheet.Text(d.Label(r.Signal))}
	var rows [][]sheet.Cell
	var hidden withheldRows
	for _, g := range r.Groups {
		if !openGroup(d, i, a, imp, g.Group) {
			hidden.add(g.Group)
			continue
		}
		effect := g.Effect
		if !d.open {
			effect = disclosure.Guarded(effect, st, disclosure.NoOutcome)
		}
		cells := append(slices.Clone(lead), sheet.Text(g.Group), sheet.Text(reports.Reasons(reports.Named{Name: "Effect", Estimate: effect})))
		rows = append(rows, append(append(cells, cell.Estimate(effect, 100, sheet.AsPoints)...), tests...))
	}
	if len(rows) == 0 {
		return nil
	}
	return append(rows, hidden.row(10, 5, lead...)...)
}

func openGroup(d *draft, i, a int, imp result.Impact, name string) bool {
	for g, group := range imp.Groups {
		if group.Group == name {
			return d.Shown.Groups[i][a][g].Shade() == disclosure.Open
		}
	}
	return false
}

// noReturns says why there is no effect by group.
func noReturns(d *draft) string {
	for _, st := range d.Result.Stages {
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
