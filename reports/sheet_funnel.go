package reports

import (
	"fmt"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

// funnelPage follows applications through the stages, and by route and source.
func (d *draft) funnelPage() *page {
	p := newPage(sheetFunnel, 30, 22, 26, 14, 14, 14, 14, 14, 14)
	p.title(sheetFunnel)
	p.note(funnelNote)
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Entered and decided"}, {head: "Advanced"}, {head: "Rate"}, {head: "Rate so far"},
		{head: "Left out"}, {head: "Skipped"}, {head: "Requisitions"}}
	var rows [][]cell
	start, allOpen, product := p.next()+1, true, 1.0
	for i, st := range d.res.Stages {
		t, row := d.shown.stages[i], start+i
		cells := []cell{text(stageName(st.Stage)), people(t), advanced(t), rate(t, at(2, row), at(3, row))}
		if t.shade() != open && st.Stage != result.BottomLine {
			allOpen = false
		}
		if t.shade() == open {
			product *= float64(t.advanced.value) / float64(t.people.value)
		}
		rows = append(rows, append(cells, soFar(st, allOpen, product, start, row), count(st.Excluded), count(st.Skipped), count(st.Requisitions)))
	}
	first, last := p.grid("funnel", columns, rows)
	d.wholeRows(p)
	p.gap()
	if d.openStages() > 1 {
		p.stack([]chart{d.funnelChart(p, first, last)})
	}
	d.stageEffects(p)
	return p
}

// soFar is the product of the rates down to a stage, as long as all of them are shown.
func soFar(st result.StageResult, allOpen bool, product float64, start, row int) cell {
	if st.Stage == result.BottomLine || !allOpen {
		return emptyCell()
	}
	return cell{value: product, look: number(asPercent), formula: fmt.Sprintf("PRODUCT(%s)", area(4, start, 4, row))}
}

// wholeRows hold, beside the product of the stage rates above, hired over applicants
// and the two ratios of the last steps; a ratio that would rest on few people stays out.
func (d *draft) wholeRows(p *page) {
	n := len(d.res.Stages)
	if d.res.Funnel == nil || len(d.res.Funnel.Rows) == 0 || n < 3 || d.res.Stages[n-1].Stage != result.BottomLine {
		return
	}
	all, row := d.res.Funnel.Rows[0], p.next()
	if t := d.shown.stages[n-1]; t.shade() == open && t.advanced.value == all.Hired && all.Applicants-all.Hired >= smallOutcome {
		p.add(text(funnelHired), count(all.Applicants), count(all.Hired),
			cell{value: float64(all.Hired) / float64(all.Applicants), look: number(asPercent), formula: fmt.Sprintf("%s/%s", at(3, row), at(2, row))})
	}
	for i, st := range d.res.Stages {
		if st.Stage == "onsite" && all.OnsiteToOffer.Estimable() && d.shown.stages[i].shade() == open {
			p.add(text(funnelOnsite), emptyCell(), emptyCell(), value(all.OnsiteToOffer.Value, 1, asPercent))
		}
		if st.Stage == "offer" && all.OfferAcceptance.Estimable() {
			accepted := st.Advanced
			if declined := all.OfferAcceptance.N - accepted; accepted >= smallOutcome && declined >= smallOutcome && d.shown.stages[i].shade() == open {
				p.add(text(funnelAcceptance), emptyCell(), emptyCell(), value(all.OfferAcceptance.Value, 1, asPercent))
			} else {
				p.add(text(funnelAcceptance), emptyCell(), emptyCell(), hiddenCell(withheldOutcome))
			}
		}
	}
	p.note(funnelWholeNote)
}

// openStages counts the stages whose people may be printed.
func (d *draft) openStages() int {
	n := 0
	for i, st := range d.res.Stages {
		if st.Stage != result.BottomLine && d.shown.stages[i].shade() < allHidden {
			n++
		}
	}
	return n
}

// funnelChart draws people who entered and who advanced, stage by stage; the
// bottom line repeats them and is left out.
func (d *draft) funnelChart(p *page, first, last int) chart {
	if n := len(d.res.Stages); n > 1 && d.res.Stages[n-1].Stage == result.BottomLine {
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

// routesPage compares levels, career routes and sources.
func (d *draft) routesPage() *page {
	p := newPage(sheetRoutes, 26, 16, 30, 18, 16, 16, 14)
	p.title(headRoutes)
	p.note(routesNote)
	p.add(backLink())
	var rows [][]cell
	start := p.next() + 1
	for i, st := range d.res.Stages {
		for r, route := range st.Routes {
			t, row := d.shown.routes[i][r], start+len(rows)
			rows = append(rows, []cell{text(stageName(st.Stage)), text(sentenceCase(route.Kind)), text(sentenceCase(underscored(route.Name))), text(sentenceCase(levelOf(route))),
				people(t), advanced(t), rate(t, at(5, row), at(6, row))})
		}
	}
	p.grid("routes", []column{{head: "Stage"}, {head: "Kind"}, {head: "Route or source"}, {head: "Level"}, {head: "People"}, {head: "Advanced"}, {head: "Rate"}}, rows)
	return p
}

func (d *draft) noRoutes() string {
	for _, st := range d.res.Stages {
		if len(st.Routes) > 0 {
			return ""
		}
	}
	return absentRoutes
}

// levelOf is the level that a route's row is of; a row of a level names it already.
func levelOf(r result.RouteResult) string {
	if r.Kind == kindLevel {
		return ""
	}
	return r.Level
}

func (d *draft) noStages() string {
	if len(d.res.Stages) == 0 {
		return absentStages
	}
	return ""
}
