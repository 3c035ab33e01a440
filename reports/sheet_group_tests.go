package reports

import (
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// groupTestsPage has the intervals and tests behind Groups, one row per group whose
// counts may be shown: what a reader with statistics asks for.
func groupTestsPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetGroupTests, 17, 18, 28, 8, 8, 11, 11, 11, 12, 12, 12, 12, 11, 11, 8, 8, 8, 9, 11, 10, 10, 10, 10, 10, 10, 10, 11, 40)
	p.PagesWide, p.KeyColumns = 2, 3
	p.Title(words.SheetGroupTests)
	p.PlainNote(words.GroupTestsNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			for g, group := range imp.Groups {
				if d.shown.Groups[i][a][g].Shade() != disclosure.Open {
					continue
				}
				head := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(attributeName(imp.Attribute)), sheet.Text(group.Group)}
				rows = append(rows, append(head, groupTestCells(d, i, a, g, imp)...))
			}
		}
	}
	p.Grid("group_tests", groupTestColumns(), rows)
	return p
}

func groupTestColumns() []sheet.Column {
	var out []sheet.Column
	for _, h := range []string{"Stage", "Attribute", "Group", "Rate from", "Rate to", "Difference (points)", "Difference from", "Difference to",
		"Within requisitions (points)", "Within requisitions from", "Within requisitions to", "Ratio within requisitions", "Ratio within from", "Ratio within to",
		"Fisher p", "Mid-p", "Within p", "Adjusted p", "Standard deviations", "Shortfall", "One selection turns it", "Statutory ratio", "Statutory ratio from", "Statutory ratio to",
		"Ratio, unknowns against", "Ratio, unknowns in favour", "Ratio, unknowns in proportion", "Notes"} {
		out = append(out, sheet.Column{Head: h})
	}
	return out
}

// groupTestCells are the cells after the group's name. A number that would give
// away a withheld row stays out.
func groupTestCells(d *draft, i, a, g int, imp result.Impact) []sheet.Cell {
	const compared = 22 // cells between the rate's interval and the notes
	group := imp.Groups[g]
	out := estimate(group.Rate, 1, sheet.AsPercent)[1:]
	switch {
	case group.Group == imp.ReferenceGroup:
		return append(sheet.Fill(out, len(out)+compared), sheet.Text(words.GroupReference))
	case imp.ReferenceGroup == "":
		return append(sheet.Fill(out, len(out)+compared), sheet.Text(group.Reason))
	case !d.referenceOpen(i, a, imp):
		return append(append(out, withheldCells(compared)...), sheet.Text(words.WithheldReference))
	}
	out = append(out, estimate(group.RiskDifference, 100, sheet.AsPoints)...)
	out = append(out, estimate(group.MHRiskDifference, 100, sheet.AsPoints)...)
	out = append(out, estimate(group.MHImpactRatio, 1, sheet.AsRatio)...)
	out = append(out, sheet.Probability(group.FisherP), sheet.Probability(group.MidP), sheet.Probability(group.CMHP), levelCell(d, i, a, group.PAdjusted), sheet.Value(group.Z, 1, sheet.AsRatio),
		shortfall(d, i, a, group), truth(group.Flips, words.WordYes, words.WordNo))
	statutory := withheldCells(3)
	if d.highest(i, a, imp) != "" {
		statutory = estimate(group.StatutoryRatio, 1, sheet.AsRatio)
	}
	out = append(out, statutory...)
	out = append(out, boundCells(d, i, a, imp, group.Group)...)
	return append(out, sheet.Text(reasons(namedEstimate{"Difference", group.RiskDifference}, namedEstimate{"Within requisitions", group.MHRiskDifference},
		namedEstimate{"Ratio within requisitions", group.MHImpactRatio})))
}

// boundCells are the impact ratio over what those who did not say could be.
func boundCells(d *draft, i, a int, imp result.Impact, group string) []sheet.Cell {
	if d.shown.Unknown[i][a].Shade() > disclosure.Open {
		return withheldCells(3)
	}
	out := []sheet.Cell{sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell()}
	for _, b := range imp.UnknownBounds {
		if b.Group != group {
			continue
		}
		for k, assumption := range []string{"worst_case_low", "worst_case_high", "proportional"} {
			if b.Assumption == assumption {
				out[k] = estimate(b.Ratio, 1, sheet.AsRatio)[0]
			}
		}
	}
	return out
}

// noOpenGroups says why there is no group to test.
func noOpenGroups(d *draft) string {
	if why := noAnswers(d); why != "" {
		return why
	}
	for _, attributes := range d.shown.Groups {
		for _, rows := range attributes {
			for _, t := range rows {
				if t.Shade() == disclosure.Open {
					return ""
				}
			}
		}
	}
	return words.AbsentOpen
}
