package reports

import (
	"strings"

	"weaksignal/audit/result"
)

// attributesPage has what belongs to an attribute as a whole, not to one group.
func (d *draft) attributesPage() *page {
	p := newPage(sheetAttributes, 24, 26, 34, 34, 14, 60)
	p.title(sheetAttributes)
	p.note(attributesNote)
	p.add(backLink())
	var rows [][]cell
	for i, st := range d.res.Stages {
		for a, imp := range st.Impact {
			rows = append(rows, []cell{text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(imp.ReferenceGroup), highestCell(d.highest(i, a, imp), imp),
				probability(imp.OmnibusP), text(d.attributeNotes(i, a, imp))})
		}
	}
	p.grid("attributes", []column{{head: "Stage"}, {head: "Attribute"}, {head: "Reference group"}, {head: "Highest rate of all"}, {head: "Omnibus p"}, {head: "Notes"}}, rows)
	return p
}

// attributeNotes are the attribute's warnings. Each is made of counts: where one of
// them is withheld, nothing is left to say.
func (d *draft) attributeNotes(i, a int, imp result.Impact) string {
	if len(imp.Warnings) > 0 && d.hiddenAttribute(i, a) {
		return withheldReason
	}
	return strings.Join(imp.Warnings, " ")
}

func highestCell(group string, imp result.Impact) cell {
	switch {
	case imp.Statutory.ReferenceGroup == "":
		return emptyCell()
	case group == "":
		hidden := hiddenCell(withheld)
		hidden.look.right = false
		return hidden
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
