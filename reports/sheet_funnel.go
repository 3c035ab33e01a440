package reports

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// funnelPage follows applications through the stages, and by route and source.
func (d *draft) funnelPage() *page {
	p := newPage(words.SheetFunnel, 30, 22, 26, 14, 14, 14, 14, 14, 14)
	p.title(words.SheetFunnel)
	p.note(words.FunnelNote)
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Entered and decided"}, {head: "Advanced"}, {head: "Rate"}, {head: "Rate so far"},
		{head: "Left out"}, {head: "Skipped"}, {head: "Requisitions"}}
	var rows [][]cell
	start, allOpen, product := p.next()+1, true, 1.0
	for i, st := range d.res.Stages {
		t, row := d.shown.Stages[i], start+i
		cells := []cell{text(stageName(st.Stage)), people(t), advanced(t), rate(t, at(2, row), at(3, row))}
		if t.Shade() != disclosure.Open && st.Stage != audit.BottomLine {
			allOpen = false
		}
		if t.Shade() == disclosure.Open {
			product *= float64(t.Selected()) / float64(t.N())
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
func soFar(st audit.StageResult, allOpen bool, product float64, start, row int) cell {
	if st.Stage == audit.BottomLine || !allOpen {
		return emptyCell()
	}
	return cell{value: product, look: number(asPercent), formula: fmt.Sprintf("PRODUCT(%s)", area(4, start, 4, row))}
}

// wholeRows hold, beside the product of the stage rates above, hired over applicants
// and the two ratios of the last steps; a ratio that would rest on few people stays out.
func (d *draft) wholeRows(p *page) {
	n := len(d.res.Stages)
	if d.res.Funnel == nil || len(d.res.Funnel.Rows) == 0 || n < 3 || d.res.Stages[n-1].Stage != audit.BottomLine {
		return
	}
	all, row := d.res.Funnel.Rows[0], p.next()
	if t := d.shown.Stages[n-1]; t.Shade() == disclosure.Open && t.Selected() == all.Hired && all.Applicants-all.Hired >= disclosure.SmallOutcome {
		p.add(text(words.FunnelHired), count(all.Applicants), count(all.Hired),
			cell{value: float64(all.Hired) / float64(all.Applicants), look: number(asPercent), formula: fmt.Sprintf("%s/%s", at(3, row), at(2, row))})
	}
	for i, st := range d.res.Stages {
		if st.Stage == "onsite" && all.OnsiteToOffer.Estimable() && d.shown.Stages[i].Shade() == disclosure.Open {
			p.add(text(words.FunnelOnsite), emptyCell(), emptyCell(), value(all.OnsiteToOffer.Value, 1, asPercent))
		}
		if st.Stage == "offer" && all.OfferAcceptance.Estimable() {
			accepted := st.Advanced
			if declined := all.OfferAcceptance.N - accepted; accepted >= disclosure.SmallOutcome && declined >= disclosure.SmallOutcome && d.shown.Stages[i].Shade() == disclosure.Open {
				p.add(text(words.FunnelAcceptance), emptyCell(), emptyCell(), value(all.OfferAcceptance.Value, 1, asPercent))
			} else {
				p.add(text(words.FunnelAcceptance), emptyCell(), emptyCell(), hiddenCell(words.WithheldOutcome))
			}
		}
	}
	p.note(words.FunnelWholeNote)
}

// openStages counts the stages whose people may be printed.
func (d *draft) openStages() int {
	n := 0
	for i, st := range d.res.Stages {
		if st.Stage != audit.BottomLine && d.shown.Stages[i].Shade() < disclosure.AllHidden {
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
	c := barChart{title: words.TitleFunnel, kind: excelize.Bar, format: "#,##0", width: 760, height: uint(140 + 44*(last-first+1)), reverse: true}
	for i, color := range []string{chartRest, chartRelated} {
		col := 2 + i
		c.series = append(c.series, excelize.ChartSeries{Name: fixed(p.name, col, first-1, col, first-1),
			Categories: fixed(p.name, 1, first, 1, last), Values: fixed(p.name, col, first, col, last), Fill: solid(color)})
	}
	return c.at("")
}

// routesPage compares levels, career routes and sources.
func (d *draft) routesPage() *page {
	p := newPage(words.SheetRoutes, 26, 16, 30, 18, 16, 16, 14)
	p.title(words.HeadRoutes)
	p.note(words.RoutesNote)
	p.add(backLink())
	var rows [][]cell
	start := p.next() + 1
	for i, st := range d.res.Stages {
		for r, route := range st.Routes {
			t, row := d.shown.Routes[i][r], start+len(rows)
			rows = append(rows, []cell{text(stageName(st.Stage)), text(words.SentenceCase(route.Kind)), text(words.SentenceCase(words.Underscored(route.Name))), text(words.SentenceCase(levelOf(route))),
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
	return words.AbsentRoutes
}

// levelOf is the level that a route's row is of; a row of a level names it already.
func levelOf(r audit.RouteResult) string {
	if r.Kind == disclosure.KindLevel {
		return ""
	}
	return r.Level
}

func (d *draft) noStages() string {
	if len(d.res.Stages) == 0 {
		return words.AbsentStages
	}
	return ""
}
