package reports

import "weaksignal/audit/result"

// groupTestsPage has the intervals and tests behind Groups, one row per group whose
// counts may be shown: what a reader with statistics asks for.
func (d *draft) groupTestsPage() *page {
	p := newPage(sheetGroupTests, 17, 18, 28, 8, 8, 11, 11, 11, 12, 12, 12, 12, 11, 11, 8, 8, 8, 11, 10, 10, 10, 10, 10, 10, 10, 11, 40)
	p.pagesWide, p.keyColumns = 2, 3
	p.title(sheetGroupTests)
	p.plainNote(groupTestsNote)
	p.add(backLink())
	var rows [][]cell
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			for g, group := range imp.Groups {
				if d.shown.groups[i][a][g].shade() != open {
					continue
				}
				head := []cell{text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(group.Group)}
				rows = append(rows, append(head, d.groupTestCells(i, a, g, imp)...))
			}
		}
	}
	p.grid("group_tests", groupTestColumns(), rows)
	return p
}

func groupTestColumns() []column {
	var out []column
	for _, h := range []string{"Stage", "Attribute", "Group", "Rate from", "Rate to", "Difference (points)", "Difference from", "Difference to",
		"Within requisitions (points)", "Within requisitions from", "Within requisitions to", "Ratio within requisitions", "Ratio within from", "Ratio within to",
		"Fisher p", "Mid-p", "Within p", "Standard deviations", "Shortfall", "One selection turns it", "Statutory ratio", "Statutory ratio from", "Statutory ratio to",
		"Ratio, unknowns against", "Ratio, unknowns in favour", "Ratio, unknowns in proportion", "Notes"} {
		out = append(out, column{head: h})
	}
	return out
}

// groupTestCells are the cells after the group's name. A number that would give
// away a withheld row stays out.
func (d *draft) groupTestCells(i, a, g int, imp result.Impact) []cell {
	const compared = 21 // cells between the rate's interval and the notes
	group := imp.Groups[g]
	out := estimate(group.Rate, 1, asPercent)[1:]
	switch {
	case group.Group == imp.ReferenceGroup:
		return append(fill(out, len(out)+compared), text(groupReference))
	case !d.referenceOpen(i, a, imp):
		return append(append(out, withheldCells(compared)...), text(withheldReference))
	}
	out = append(out, estimate(group.RiskDifference, 100, asPoints)...)
	out = append(out, estimate(group.MHRiskDifference, 100, asPoints)...)
	out = append(out, estimate(group.MHImpactRatio, 1, asRatio)...)
	out = append(out, probability(group.FisherP), probability(group.MidP), probability(group.CMHP), value(group.Z, 1, asRatio),
		value(group.Shortfall, 1, "0.0"), truth(group.Flips, wordYes, wordNo))
	statutory := withheldCells(3)
	if d.highest(i, a, imp) != "" {
		statutory = estimate(group.StatutoryRatio, 1, asRatio)
	}
	out = append(out, statutory...)
	out = append(out, d.boundCells(i, a, imp, group.Group)...)
	return append(out, text(reasons(namedEstimate{"Difference", group.RiskDifference}, namedEstimate{"Within requisitions", group.MHRiskDifference},
		namedEstimate{"Ratio within requisitions", group.MHImpactRatio})))
}

// boundCells are the impact ratio over what those who did not say could be.
func (d *draft) boundCells(i, a int, imp result.Impact, group string) []cell {
	if d.shown.unknown[i][a].shade() > open {
		return withheldCells(3)
	}
	out := []cell{emptyCell(), emptyCell(), emptyCell()}
	for _, b := range imp.UnknownBounds {
		if b.Group != group {
			continue
		}
		for k, assumption := range []string{"worst_case_low", "worst_case_high", "proportional"} {
			if b.Assumption == assumption {
				out[k] = estimate(b.Ratio, 1, asRatio)[0]
			}
		}
	}
	return out
}

// noOpenGroups says why there is no group to test.
func (d *draft) noOpenGroups() string {
	if why := d.noAnswers(); why != "" {
		return why
	}
	for _, attributes := range d.shown.groups {
		for _, rows := range attributes {
			for _, t := range rows {
				if t.shade() == open {
					return ""
				}
			}
		}
	}
	return absentOpen
}

// noAnswers says why there is no group at all.
func (d *draft) noAnswers() string {
	if why := d.noGroups(); why != "" {
		return why
	}
	for _, st := range d.res.Stages {
		for _, imp := range st.Impact {
			if len(imp.Groups) > 0 {
				return ""
			}
		}
	}
	return absentAnswers
}
