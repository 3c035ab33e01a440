package reports

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"weaksignal/audit"
)

// funnelPage follows applications through the stages, and by route and source.
func (d *draft) funnelPage() *page {
	p := newPage(sheetFunnel, 30, 22, 26, 14, 14, 14, 14)
	p.title(sheetFunnel)
	p.note(funnelNote)
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Entered and decided"}, {head: "Advanced"}, {head: "Rate"},
		{head: "Left out"}, {head: "Skipped"}, {head: "Requisitions"}}
	var rows [][]cell
	start, allOpen := p.next()+1, true
	for i, st := range d.res.Stages {
		t, row := d.shown.stages[i], start+i
		cells := []cell{text(stageName(st.Stage)), people(t), advanced(t), rate(t, at(2, row), at(3, row))}
		if t.shade() != open && st.Stage != audit.BottomLine {
			allOpen = false
		}
		rows = append(rows, append(cells, count(st.Excluded), count(st.Skipped), count(st.Requisitions)))
	}
	first, last := p.grid("funnel", columns, rows)
	d.productRow(p, first, last, allOpen)
	p.gap()
	if d.openStages() > 1 {
		p.stack([]chart{d.funnelChart(p, first, last)})
	}
	d.routeTable(p)
	return p
}

// productRow holds the product of the stage rates beside the observed bottom line.
func (d *draft) productRow(p *page, first, last int, ok bool) {
	n := len(d.res.Stages)
	if !ok || n < 3 || d.res.Stages[n-1].Stage != audit.BottomLine {
		return
	}
	product := 1.0
	for i := range n - 1 {
		t := d.shown.stages[i]
		product *= float64(t.advanced.value) / float64(t.people.value)
	}
	p.add(plain(funnelProduct, body().wrapped().boxed()), emptyCell(), emptyCell(),
		cell{value: product, look: number(asPercent), formula: fmt.Sprintf("PRODUCT(%s)", area(4, first, 4, last-1))})
}

// openStages counts the stages whose people may be printed.
func (d *draft) openStages() int {
	n := 0
	for i, st := range d.res.Stages {
		if st.Stage != audit.BottomLine && d.shown.stages[i].shade() < allHidden {
			n++
		}
	}
	return n
}

// funnelChart draws people who entered and who advanced, stage by stage; the
// bottom line repeats them and is left out.
func (d *draft) funnelChart(p *page, first, last int) chart {
	if n := len(d.res.Stages); n > 1 && d.res.Stages[n-1].Stage == audit.BottomLine {
		last--
	}
	c := barChart{title: titleFunnel, kind: excelize.Bar, format: "#,##0", width: 760, height: uint(140 + 44*(last-first+1)), reverse: true}
	for i, color := range []string{chartRest, chartRelated} {
		col := 2 + i
		c.series = append(c.series, excelize.ChartSeries{Name: fixed(p.name, col, first-1, col, first-1),
			Categories: fixed(p.name, 1, first, 1, last), Values: fixed(p.name, col, first, col, last), Fill: solid(color)})
	}
	return c.at("")
}

// routeTable compares career routes and sources, by level.
func (d *draft) routeTable(p *page) {
	rows := 0
	for _, st := range d.res.Stages {
		rows += len(st.Routes)
	}
	if rows == 0 {
		return
	}
	p.heading(headRoutes)
	p.head([]column{{head: "Stage"}, {head: "Kind"}, {head: "Route or source"}, {head: "Level"}, {head: "People"}, {head: "Advanced"}, {head: "Rate"}})
	for i, st := range d.res.Stages {
		for r, route := range st.Routes {
			t, row := d.shown.routes[i][r], p.next()
			p.add(text(stageName(st.Stage)), text(sentenceCase(route.Kind)), text(sentenceCase(underscored(route.Name))), text(route.Level),
				people(t), advanced(t), rate(t, at(5, row), at(6, row)))
		}
	}
}

func (d *draft) noStages() string {
	if len(d.res.Stages) == 0 {
		return absentStages
	}
	return ""
}
