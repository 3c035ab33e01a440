package reports

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

// funnelPage follows applications through the stages, and by route and source.
func funnelPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetFunnel, 30, 22, 26, 14, 14, 14, 14, 14, 14)
	p.Title(words.SheetFunnel)
	p.Note(words.FunnelNote)
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Stage"}, {Head: "Entered and decided"}, {Head: "Advanced"}, {Head: "Rate"}, {Head: "Rate so far"},
		{Head: "Left out"}, {Head: "Skipped"}, {Head: "Requisitions"}}
	var rows [][]sheet.Cell
	start, allOpen, product := p.Next()+1, true, 1.0
	for i, st := range d.res.Stages {
		t, row := d.shown.Stages[i], start+i
		cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), people(t), advanced(t), rate(t, sheet.At(2, row), sheet.At(3, row))}
		if t.Shade() != disclosure.Open && st.Stage != result.BottomLine {
			allOpen = false
		}
		if t.Shade() == disclosure.Open {
			product *= float64(t.Selected()) / float64(t.N())
		}
		rows = append(rows, append(cells, soFar(st, allOpen, product, start, row), sheet.Count(st.Excluded), sheet.Count(st.Skipped), sheet.Count(st.Requisitions)))
	}
	first, last := p.Grid("funnel", columns, rows)
	wholeRows(d, p)
	p.Gap()
	if openStages(d) > 1 {
		p.Stack([]sheet.Chart{funnelChart(d, p, first, last)})
	}
	stageEffects(d, p)
	return p
}

// soFar is the product of the rates down to a stage, as long as all of them are shown.
func soFar(st result.StageResult, allOpen bool, product float64, start, row int) sheet.Cell {
	if st.Stage == result.BottomLine || !allOpen {
		return sheet.EmptyCell()
	}
	return sheet.Cell{Value: product, Look: sheet.Number(sheet.AsPercent), Formula: fmt.Sprintf("PRODUCT(%s)", sheet.Area(4, start, 4, row))}
}

// wholeRows hold, beside the product of the stage rates above, hired over applicants
// and the two ratios of the last steps; a ratio that would rest on few people stays out.
func wholeRows(d *draft, p *sheet.Page) {
	n := len(d.res.Stages)
	if d.res.Funnel == nil || len(d.res.Funnel.Rows) == 0 || n < 3 || d.res.Stages[n-1].Stage != result.BottomLine {
		return
	}
	all, row := d.res.Funnel.Rows[0], p.Next()
	if t := d.shown.Stages[n-1]; t.Shade() == disclosure.Open && t.Selected() == all.Hired && all.Applicants-all.Hired >= disclosure.SmallOutcome {
		p.Add(sheet.Text(words.FunnelHired), sheet.Count(all.Applicants), sheet.Count(all.Hired),
			sheet.Cell{Value: float64(all.Hired) / float64(all.Applicants), Look: sheet.Number(sheet.AsPercent), Formula: fmt.Sprintf("%s/%s", sheet.At(3, row), sheet.At(2, row))})
	}
	for i, st := range d.res.Stages {
		if st.Stage == "onsite" && all.OnsiteToOffer.Estimable() && d.shown.Stages[i].Shade() == disclosure.Open {
			p.Add(sheet.Text(words.FunnelOnsite), sheet.EmptyCell(), sheet.EmptyCell(), sheet.Value(all.OnsiteToOffer.Value, 1, sheet.AsPercent))
		}
		if st.Stage == "offer" && all.OfferAcceptance.Estimable() {
			accepted := st.Advanced
			if declined := all.OfferAcceptance.N - accepted; accepted >= disclosure.SmallOutcome && declined >= disclosure.SmallOutcome && d.shown.Stages[i].Shade() == disclosure.Open {
				p.Add(sheet.Text(words.FunnelAcceptance), sheet.EmptyCell(), sheet.EmptyCell(), sheet.Value(all.OfferAcceptance.Value, 1, sheet.AsPercent))
			} else {
				p.Add(sheet.Text(words.FunnelAcceptance), sheet.EmptyCell(), sheet.EmptyCell(), sheet.HiddenCell(words.WithheldOutcome))
			}
		}
	}
	p.Note(words.FunnelWholeNote)
}

// openStages counts the stages whose people may be printed.
func openStages(d *draft) int {
	n := 0
	for i, st := range d.res.Stages {
		if st.Stage != result.BottomLine && d.shown.Stages[i].Shade() < disclosure.AllHidden {
			n++
		}
	}
	return n
}

// funnelChart draws people who entered and who advanced, stage by stage; the
// bottom line repeats them and is left out.
func funnelChart(d *draft, p *sheet.Page, first, last int) sheet.Chart {
	if n := len(d.res.Stages); n > 1 && d.res.Stages[n-1].Stage == result.BottomLine {
		last--
	}
	c := sheet.Bars{Title: words.TitleFunnel, Kind: excelize.Bar, Format: "#,##0", Width: 760, Height: uint(140 + 44*(last-first+1)), Reverse: true}
	for i, color := range []string{sheet.ChartRest, sheet.ChartRelated} {
		col := 2 + i
		c.Series = append(c.Series, excelize.ChartSeries{Name: sheet.Fixed(p.Name, col, first-1, col, first-1),
			Categories: sheet.Fixed(p.Name, 1, first, 1, last), Values: sheet.Fixed(p.Name, col, first, col, last), Fill: sheet.Solid(color)})
	}
	return c.At("")
}

// routesPage compares levels, career routes and sources.
func routesPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetRoutes, 26, 16, 30, 18, 16, 16, 14)
	p.Title(words.HeadRoutes)
	p.Note(words.RoutesNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for i, st := range d.res.Stages {
		for r, route := range st.Routes {
			t, row := d.shown.Routes[i][r], start+len(rows)
			rows = append(rows, []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(words.SentenceCase(route.Kind)), sheet.Text(words.SentenceCase(words.Underscored(route.Name))), sheet.Text(words.SentenceCase(levelOf(route))),
				people(t), advanced(t), rate(t, sheet.At(5, row), sheet.At(6, row))})
		}
	}
	p.Grid("routes", []sheet.Column{{Head: "Stage"}, {Head: "Kind"}, {Head: "Route or source"}, {Head: "Level"}, {Head: "People"}, {Head: "Advanced"}, {Head: "Rate"}}, rows)
	return p
}

func noRoutes(d *draft) string {
	for _, st := range d.res.Stages {
		if len(st.Routes) > 0 {
			return ""
		}
	}
	return words.AbsentRoutes
}

// levelOf is the level that a route's row is of; a row of a level names it already.
func levelOf(r result.RouteResult) string {
	if r.Kind == disclosure.KindLevel {
		return ""
	}
	return r.Level
}

func noStages(d *draft) string {
	if len(d.res.Stages) == 0 {
		return words.AbsentStages
	}
	return ""
}
