package reports

import "weaksignal/audit/result"

// whatIfPage has the groups' rates and ratios with the weak signals taken out.
func (d *draft) whatIfPage() *page {
	p := newPage(sheetWhatIf, 20, 22, 28, 28, 12, 12, 10, 10, 12, 12, 12, 10, 10)
	p.title(headWhatIf)
	p.note(whatIfNote)
	p.add(backLink())
	p.grid("what_if", []column{{head: "Stage"}, {head: "Attribute"}, {head: "Group"}, {head: "Compared with"}, {head: "Rate before"}, {head: "Rate after"},
		{head: "Rate from"}, {head: "Rate to"}, {head: "Change (points)"}, {head: "Ratio before"}, {head: "Ratio after"}, {head: "Ratio from"}, {head: "Ratio to"}}, d.whatIfRows())
	return p
}

// whatIfRows leaves out groups whose counts, or whose reference group's, are withheld.
func (d *draft) whatIfRows() (rows [][]cell) {
	for i, st := range d.res.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.Neutralised == nil {
					continue
				}
				pair := result.GapDecomposition{Attribute: imp.Attribute, Group: g.Group, ReferenceGroup: imp.ReferenceGroup}
				if !d.pairShown(i, pair) {
					continue // whatIfNote says so
				}
				cells := []cell{text(stageName(st.Stage)), text(attributeName(imp.Attribute)), text(g.Group), text(imp.ReferenceGroup)}
				w := g.Neutralised
				cells = append(cells, estimate(w.Before, 1, asPercent)[0])
				cells = append(cells, estimate(w.After, 1, asPercent)...)
				cells = append(cells, estimate(w.Change, 100, asPoints)[0], estimate(w.RatioBefore, 1, asRatio)[0])
				rows = append(rows, append(cells, estimate(w.RatioAfter, 1, asRatio)...))
			}
		}
	}
	return rows
}

func (d *draft) noWhatIf() string {
	if len(d.whatIfRows()) > 0 {
		return ""
	}
	if why := d.noBridge(); why != "" {
		return why
	}
	return absentOpen
}

// pairShown is gapShown for a group that may be the reference itself.
func (d *draft) pairShown(i int, pair result.GapDecomposition) bool {
	if pair.Group != pair.ReferenceGroup {
		return d.gapShown(i, pair)
	}
	t := d.shown.group(d.res.Stages, i, pair.Attribute, pair.Group)
	return t != nil && t.shade() == open
}
