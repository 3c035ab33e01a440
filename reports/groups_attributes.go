package reports

import "weaksignal/audit"

// attributeTable has what belongs to an attribute, not to one group.
func (d *draft) attributeTable(p *page) {
	p.heading(headAttributes)
	p.head([]column{{head: "Stage"}, {head: "Attribute"}, {head: "Reference group"}, {head: "Highest rate of all"}, {head: "Omnibus p"}})
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			hidden := d.hiddenAttribute(i, a)
			p.add(text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(imp.ReferenceGroup), highestCell(d.highest(i, a, imp)), probability(imp.OmnibusP))
			for _, w := range imp.Warnings {
				if hidden {
					w = maskNumbers(w)
				}
				p.note("• " + w)
			}
		}
	}
	p.gap()
}

// otherRatios are the ratios under other rules: against the highest rate of all,
// and with those who did not say counted the worst way. A number that would give
// away a withheld row stays out.
func (d *draft) otherRatios(p *page) {
	p.heading(headOtherRatios)
	p.head([]column{{head: "Stage"}, {head: "Attribute"}, {head: "Group"}, {head: "Statutory ratio"}, {head: "Ratio, unknowns against"}, {head: "Ratio, unknowns in favour"}})
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			for g, group := range imp.Groups {
				if imp.Intersectional {
					break // the table above has them; this one would double the sheet
				}
				p.add(append([]cell{text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(group.Group)}, d.ratioCells(i, a, g, imp)...)...)
			}
		}
	}
}

func (d *draft) ratioCells(i, a, g int, imp audit.Impact) []cell {
	if d.shown.groups[i][a][g].shade() != open || !d.referenceOpen(i, a, imp) {
		return withheldCells(3)
	}
	statutory := estimate(imp.Groups[g].StatutoryRatio, 1, asRatio)[0]
	if d.highest(i, a, imp) == "" {
		statutory = hiddenCell(withheld)
	}
	low, high := bounds(imp, imp.Groups[g].Group)
	if d.shown.unknown[i][a].shade() > open {
		low, high = hiddenCell(withheld), hiddenCell(withheld)
	}
	return []cell{statutory, low, high}
}

func highestCell(group string) cell {
	if group == "" {
		return hiddenCell(withheld)
	}
	return text(group)
}

func (d *draft) hiddenAttribute(i, a int) bool {
	for _, t := range append(d.shown.groups[i][a][:len(d.shown.groups[i][a]):len(d.shown.groups[i][a])], d.shown.unknown[i][a]) {
		if t.shade() > open {
			return true
		}
	}
	return false
}
