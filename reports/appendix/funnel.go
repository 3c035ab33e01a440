package appendix

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

func funnelColumns() []sheet.Column {
	return []sheet.Column{text("Stage", 30, words.MeaningStage), {Head: "Entered and decided", Width: 26, Unit: words.UnitPeople, Meaning: words.MeaningEntered}, {Head: "Advanced", Width: 26, Unit: words.UnitPeople, Meaning: words.MeaningAdvanced},
		{Head: "Rate", Width: 15, Unit: words.UnitPercent, Meaning: words.MeaningRate}, {Head: "Rate so far", Width: 14, Unit: words.UnitPercent, Meaning: words.MeaningSoFar}, {Head: "Left out", Width: 14, Unit: words.UnitPeople, Meaning: words.MeaningLeftOut},
		{Head: "Skipped", Width: 14, Unit: words.UnitPeople, Meaning: words.MeaningSkipped}, {Head: "Requisitions", Width: 14, Unit: words.UnitRequisitions, Meaning: words.MeaningRequisitions}}
}

// funnelPage follows applications through the stages, and by signal, group, route,
// source and requisition.
func funnelPage(d *draft) *sheet.Page {
	p := d.page(words.SheetFunnel, words.FunnelNote, funnelColumns())
	p.Widen(14, 14)
	p.KeyColumns = 1
	var rows [][]sheet.Cell
	start, allOpen, product := p.Next()+1, true, 1.0
	for i, st := range d.Result.Stages {
		t, row := d.Shown.Stages[i], start+i
		cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(2, row), sheet.At(3, row))}
		if t.Shade() != disclosure.Open && st.Stage != result.BottomLine {
			allOpen = false
		}
		if t.Shade() == disclosure.Open {
			product *= float64(t.Selected()) / float64(t.N())
		}
		rows = append(rows, append(cells, soFar(st, allOpen, product, start, row), sheet.Count(st.Excluded), sheet.Count(st.Skipped), sheet.Count(st.Requisitions)))
	}
	first, last := p.Grid("funnel", funnelColumns(), rows)
	wholeRows(d, p)
	p.Gap()
	if openStages(d) > 1 {
		p.Stack([]sheet.Chart{funnelChart(d, p, first, last)})
	}
	stageEffects(d, p)
	ratesTable(d, p)
	routesTable(d, p)
	requisitionsTable(d, p)
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
	n := len(d.Result.Stages)
	if d.Result.Funnel == nil || len(d.Result.Funnel.Rows) == 0 || n < 3 || d.Result.Stages[n-1].Stage != result.BottomLine {
		return
	}
	all, row := d.Result.Funnel.Rows[0], p.Next()
	if t := d.Shown.Stages[n-1]; t.Shade() == disclosure.Open && t.Selected() == all.Hired && all.Applicants-all.Hired >= disclosure.SmallOutcome {
		p.Add(sheet.Text(words.FunnelHired), sheet.Count(all.Applicants), sheet.Count(all.Hired),
			sheet.Cell{Value: float64(all.Hired) / float64(all.Applicants), Look: sheet.Number(sheet.AsPercent), Formula: fmt.Sprintf("%s/%s", sheet.At(3, row), sheet.At(2, row))})
	}
	for i, st := range d.Result.Stages {
		if st.Stage == "onsite" && all.OnsiteToOffer.Estimable() && d.Shown.Stages[i].Shade() == disclosure.Open {
			p.Add(sheet.Text(words.FunnelOnsite), sheet.EmptyCell(), sheet.EmptyCell(), sheet.Value(all.OnsiteToOffer.Value, 1, sheet.AsPercent))
		}
		if st.Stage == "offer" && all.OfferAcceptance.Estimable() {
			accepted := st.Advanced
			if declined := all.OfferAcceptance.N - accepted; accepted >= disclosure.SmallOutcome && declined >= disclosure.SmallOutcome && d.Shown.Stages[i].Shade() == disclosure.Open {
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
	for i, st := range d.Result.Stages {
		if st.Stage != result.BottomLine && d.Shown.Stages[i].Shade() < disclosure.AllHidden {
			n++
		}
	}
	return n
}

// funnelChart draws people who entered and who advanced, stage by stage; the
// bottom line repeats them and is left out.
func funnelChart(d *draft, p *sheet.Page, first, last int) sheet.Chart {
	if n := len(d.Result.Stages); n > 1 && d.Result.Stages[n-1].Stage == result.BottomLine {
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

// routesTable compares levels, career routes and sources.
func routesTable(d *draft, p *sheet.Page) {
	columns := append([]sheet.Column{stageColumn(), text("Route or source", 0, words.MeaningRoute), text("Level", 0, words.MeaningRouteLevel), text("Kind", 0, words.MeaningKind)}, counts("People", "Advanced", "Rate", words.MeaningRoutePeople)...)
	var rows [][]sheet.Cell
	p.Gap()
	p.Heading(words.HeadRoutes)
	start := p.Next() + 2
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		var hidden withheldRows
		for r, route := range st.Routes {
			t, row := d.Shown.Routes[i][r], start+len(rows)
			name := words.SentenceCase(words.Underscored(route.Name))
			if t.Shade() >= disclosure.AllHidden {
				hidden.add(name)
				continue
			}
			rows = append(rows, []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(name), sheet.Text(words.SentenceCase(levelOf(route))), sheet.Text(words.SentenceCase(route.Kind)),
				cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(5, row), sheet.At(6, row))})
		}
		rows = append(rows, hidden.row(len(columns), 0, sheet.Text(reports.StageName(st.Stage)))...)
	}
	if len(rows) == 0 {
		p.Note(words.LeftOut + words.AbsentRoutes + ".")
		return
	}
	p.Note(words.RoutesNote)
	p.Grid("", columns, rows)
}

// levelOf is the level that a route's row is of; a row of a level names it already.
func levelOf(r result.RouteResult) string {
	if r.Kind == disclosure.KindLevel {
		return ""
	}
	return r.Level
}

func noStages(d *draft) string {
	if len(d.Result.Stages) == 0 {
		return words.AbsentStages
	}
	return ""
}
