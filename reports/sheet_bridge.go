package reports

import (
	"fmt"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

const (
	bridgePart  = 5
	bridgeValue = 6
)

// bridgePage splits the gap between two groups into parts.
func (d *draft) bridgePage() *page {
	p := newPage(sheetBridge, 20, 18, 24, 24, 34, 14, 13, 13)
	p.title(sheetBridge)
	p.note(bridgeNote)
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Attribute"}, {head: "Group"}, {head: "Compared with"}, {head: "Part"},
		{head: "Part of the gap (points)"}, {head: "Range from"}, {head: "Range to"}}
	var rows [][]cell
	var plots []chart
	start := p.next() + 1
	for i, st := range d.res.Stages {
		for _, g := range st.GapDecomposition {
			first := start + len(rows)
			if !d.gapShown(i, g) {
				rows = append(rows, append(d.gapHead(st, g), append([]cell{text(withheldReason)}, withheldCells(3)...)...))
				continue
			}
			more, parts := d.gapRows(st, g, first)
			rows = append(rows, more...)
			if len(plots) == 0 && parts > 0 {
				plots = append(plots, gapChart(p, st, g, first, first+parts-1))
			}
		}
	}
	p.grid("bridge", columns, rows)
	p.gap()
	p.stack(plots)
	return p
}

// stack puts charts under each other below the last row.
func (p *page) stack(plots []chart) {
	for _, c := range plots {
		p.keepTogether(float64(c.main.Dimension.Height)*.75 + 12)
		row := p.next()
		c.at = at(1, row)
		p.charts = append(p.charts, c)
		for end := p.rowBelow(row, float64(c.main.Dimension.Height)*.75+12); p.next() < end; {
			p.add()
		}
	}
}

// keepTogether begins a new printed page if what comes next, so many points high,
// would be cut by the end of this one.
func (p *page) keepTogether(points float64) {
	from := 1
	if n := len(p.breaks); n > 0 {
		from = p.breaks[n-1]
	}
	room := p.pageHeight()
	used, pages := p.between(from, p.next()), 0
	for ; used > room; pages++ {
		used -= room
	}
	// Renderers differ by some percent in what a page takes: near its end, nobody
	// knows on which page the next row comes.
	if used > 0 && used+points > .97*room || pages > 0 && used < .08*room {
		p.breaks = append(p.breaks, p.next())
	}
}

// gapShown tells whether both groups' counts may be printed: a gap within
// requisitions is close to their difference.
func (d *draft) gapShown(i int, g result.GapDecomposition) bool {
	found := 0
	for a, imp := range d.res.Stages[i].Impact {
		if imp.Attribute != g.Attribute {
			continue
		}
		for k, group := range imp.Groups {
			if group.Group == g.Group || group.Group == g.ReferenceGroup {
				if d.shown.groups[i][a][k].shade() != open {
					return false
				}
				found++
			}
		}
	}
	return found == 2
}

func (d *draft) gapHead(st result.StageResult, g result.GapDecomposition) []cell {
	return []cell{text(stageName(st.Stage)), text(attributeName(g.Attribute)), text(g.Group), text(g.ReferenceGroup)}
}

const (
	partJobRelated  = "job_related"
	partWeak        = "weak"
	partUnexplained = "unexplained"
)

// gapRows are the parts, then their live sum, then the sum of the weak ones for
// reading. It returns how many rows the sum covers.
func (d *draft) gapRows(st result.StageResult, g result.GapDecomposition, first int) (rows [][]cell, parts int) {
	total, all := 0.0, true
	add := func(name string, e result.Estimate) {
		rows = append(rows, append(append(d.gapHead(st, g), text(name)), estimate(e, 100, asPoints)...))
	}
	for _, part := range g.Parts {
		if part.Part == partWeak {
			continue
		}
		add(d.partName(part.Part), part.Estimate)
		parts++
		if part.Estimate.Value == nil {
			all = false
			continue
		}
		total += tidy(*part.Estimate.Value * 100)
	}
	gap := append(d.gapHead(st, g), plain(partGap, body().strong().wrapped().boxed()))
	numbers := estimate(g.Gap, 100, asPoints)
	if all && parts > 0 && g.Gap.Estimable() {
		numbers[0].value = total
		numbers[0].formula = fmt.Sprintf("SUM(%s)", area(bridgeValue, first, bridgeValue, first+parts-1))
	}
	rows = append(rows, append(gap, numbers...))
	for _, part := range g.Parts {
		if part.Part == partWeak {
			add(partAllWeak, part.Estimate)
		}
	}
	return rows, parts
}

func (d *draft) partName(part string) string {
	switch part {
	case partJobRelated:
		return blockJobRelated
	case partUnexplained:
		return partRest
	}
	return d.label(part)
}

func gapChart(p *page, st result.StageResult, g result.GapDecomposition, first, last int) chart {
	title := fmt.Sprintf(titleBridge, stageName(st.Stage), g.Group, g.ReferenceGroup)
	return barChart{title: title, kind: excelize.Bar, format: "0.0", width: 760, height: uint(120 + 24*(last-first+1)), reverse: true,
		series: []excelize.ChartSeries{{Name: title, Categories: fixed(p.name, bridgePart, first, bridgePart, last),
			Values: fixed(p.name, bridgeValue, first, bridgeValue, last), Fill: solid(chartRelated)}}}.at("")
}

func (d *draft) noBridge() string {
	for _, st := range d.res.Stages {
		if len(st.GapDecomposition) > 0 {
			return ""
		}
	}
	if !d.anyGroups() {
		return absentGroups
	}
	return absentBridge
}
