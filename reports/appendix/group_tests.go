package appendix

import (
	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// groupTestCells are the intervals and tests of a group against the reference group, for
// readers with statistics. A number that would give away a withheld row stays out.
func groupTestCells(c comparedGroup, imp result.Impact) []sheet.Cell {
	d, group := c.d, imp.Groups[c.g]
	const tests = 21 // cells from the range of the difference to the bounds
	if group.Group == imp.ReferenceGroup {
		return sheet.Fill(nil, tests+1)
	}
	if c.stand {
		return append(cell.Withheld(tests), sheet.Text(words.WithheldReference))
	}
	out := cell.Estimate(group.RiskDifference, 100, sheet.AsPoints)[1:]
	out = append(out, cell.Estimate(group.MHRiskDifference, 100, sheet.AsPoints)...)
	out = append(out, cell.Estimate(group.MHImpactRatio, 1, sheet.AsRatio)...)
	out = append(out, sheet.Probability(group.FisherP), sheet.Probability(group.MidP), sheet.Probability(group.CMHP), levelCell(d, c.i, c.a, group.PAdjusted), sheet.Value(group.Z, 1, sheet.AsRatio),
		shortfall(d, c.i, c.a, group), cell.Truth(group.Flips, words.WordYes, words.WordNo))
	statutory := cell.Withheld(3)
	if d.Highest(c.i, c.a, imp) != "" {
		statutory = cell.Estimate(group.StatutoryRatio, 1, sheet.AsRatio)
	}
	out = append(out, statutory...)
	out = append(out, boundCells(d, c.i, c.a, imp, group.Group)...)
	return append(out, sheet.Text(reports.Reasons(reports.Named{Name: "Difference", Estimate: group.RiskDifference}, reports.Named{Name: "Within requisitions", Estimate: group.MHRiskDifference},
		reports.Named{Name: "Ratio within requisitions", Estimate: group.MHImpactRatio})))
}

// boundCells are the impact ratio over what those who did not say could be.
func boundCells(d *draft, i, a int, imp result.Impact, group string) []sheet.Cell {
	if d.Shown.Unknown[i][a].Shade() > disclosure.Open {
		return cell.Withheld(3)
	}
	out := []sheet.Cell{sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell()}
	for _, b := range imp.UnknownBounds {
		if b.Group != group {
			continue
		}
		for k, assumption := range []string{"worst_case_low", "worst_case_high", "proportional"} {
			if b.Assumption == assumption {
				out[k] = cell.Estimate(b.Ratio, 1, sheet.AsRatio)[0]
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
	for _, attributes := range d.Shown.Groups {
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
