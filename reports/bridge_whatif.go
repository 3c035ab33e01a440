package reports

import "weaksignal/audit"

// whatIfTable has the groups' rates and ratios with the weak signals taken out, where
// the counts of both groups are shown.
func (d *draft) whatIfTable(p *page) {
	var rows [][]cell
	for i, st := range d.res.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.Neutralised == nil {
					continue
				}
				pair := audit.GapDecomposition{Attribute: imp.Attribute, Group: g.Group, ReferenceGroup: imp.ReferenceGroup}
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
	if len(rows) == 0 {
		return
	}
	p.gap()
	p.heading(headWhatIf)
	p.note(whatIfNote)
	p.head([]column{{head: "Stage"}, {head: "Attribute"}, {head: "Group"}, {head: "Compared with"}, {head: "Rate before"}, {head: "Rate after"},
		{head: "From"}, {head: "To"}, {head: "Change (points)"}, {head: "Ratio before"}, {head: "Ratio after"}, {head: "From"}, {head: "To"}})
	for _, r := range rows {
		p.add(r...)
	}
}

// pairShown is gapShown for a group that may be the reference itself.
func (d *draft) pairShown(i int, pair audit.GapDecomposition) bool {
	if pair.Group != pair.ReferenceGroup {
		return d.gapShown(i, pair)
	}
	t := d.shown.group(d.res.Stages, i, pair.Attribute, pair.Group)
	return t != nil && t.shade() == open
}
