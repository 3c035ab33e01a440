package reports

import "weaksignal/audit"

// attributeTable has what belongs to an attribute, not to one group.
func (d *draft) attributeTable(p *page) {
	p.heading(headAttributes)
	p.head([]column{{head: "Stage"}, {head: "Attribute"}, {head: "Reference group"}, {head: "Highest rate of all"}, {head: "Omnibus p"}})
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			hidden := d.hiddenAttribute(i, a)
			p.add(text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(imp.ReferenceGroup), highestCell(d.highest(i, a, imp), imp), probability(imp.OmnibusP))
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

func highestCell(group string, imp audit.Impact) cell {
	switch {
	case imp.Statutory.ReferenceGroup == "":
		return emptyCell()
	case group == "":
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
