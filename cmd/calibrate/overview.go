package main

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/sheet"
)

const (
	sheetOverview = "Overview"
	// chartRows is the distance of two charts in rows of the default height.
	chartRows    = 18
	overviewNote = "First chart: the share of 95 % intervals of the headline effect that hold the truth, by what was planted. Second: how often a planted effect was found associated, and how often any signal without an effect was (at most 5 % without any effect)."
)

// overview is one scenario in five numbers; nil where there is none.
type overview struct {
	scenario, about string
	coverage        map[string]*float64 // by class
	power, flags    *float64
}

func (c *calibration) overviews() (rows []overview, classes []string) {
	at := func(scenario, about string) *overview {
		for i := range rows {
			if rows[i].scenario == scenario {
				return &rows[i]
			}
		}
		rows = append(rows, overview{scenario: scenario, about: about, coverage: map[string]*float64{}})
		return &rows[len(rows)-1]
	}
	for _, r := range c.Coverage {
		o := at(r.Scenario, r.About)
		if r.Headline {
			o.coverage[r.Class] = r.Coverage
			if !slices.Contains(classes, r.Class) {
				classes = append(classes, r.Class)
			}
		}
	}
	for _, r := range c.Rates {
		switch o := at(r.Scenario, r.About); r.Line {
		case power:
			o.power = &r.Rate
		case falseFlag:
			o.flags = &r.Rate
		}
	}
	slices.Sort(classes)
	return rows, classes
}

// overviewPage has one row per scenario, and charts of it.
func (c *calibration) overviewPage() *sheet.Page {
	p := sheet.New(sheetOverview, 18, 52, 16, 16, 16, 16, 16)
	p.Title("Calibration: " + sheetOverview)
	p.Note(overviewNote)
	p.Note(c.Command)
	found, classes := c.overviews()
	columns := []sheet.Column{{Head: "Scenario"}, {Head: "Pool"}}
	for _, class := range classes {
		columns = append(columns, sheet.Column{Head: "Coverage: " + class})
	}
	columns = append(columns, sheet.Column{Head: "Power"}, sheet.Column{Head: "Any false flag"})
	var rows [][]sheet.Cell
	for _, o := range found {
		row := []sheet.Cell{sheet.Text(o.scenario), sheet.Text(o.about)}
		for _, class := range classes {
			row = append(row, sheet.Value(o.coverage[class], 1, sheet.AsPercent))
		}
		rows = append(rows, append(row, sheet.Value(o.power, 1, sheet.AsPercent), sheet.Value(o.flags, 1, sheet.AsPercent)))
	}
	first, last := p.Grid("overview", columns, rows)
	if last < first {
		return p
	}
	p.Gap()
	below := p.Next()
	one, least := 1.0, 0.6
	series := func(column int, color string) excelize.ChartSeries {
		return excelize.ChartSeries{Name: sheet.Fixed(p.Name, column, first-1, column, first-1), Categories: sheet.Fixed(p.Name, 1, first, 1, last),
			Values: sheet.Fixed(p.Name, column, first, column, last), Fill: sheet.Solid(color)}
	}
	coverage := sheet.Bars{Title: "Coverage of the headline interval", Kind: excelize.Col, Format: "0%", Width: 1080, Height: 340, Max: &one}
	for i := range classes {
		coverage.Series = append(coverage.Series, series(3+i, []string{sheet.ChartRelated, sheet.ChartRest, sheet.ChartWeak, sheet.ChartCalm}[i%4]))
	}
	left := coverage.At(sheet.At(1, below))
	left.Main.YAxis.Minimum = &least
	n := 3 + len(classes)
	verdicts := sheet.Bars{Title: "Power and false flags", Kind: excelize.Col, Format: "0%", Width: 1080, Height: 340, Max: &one,
		Series: []excelize.ChartSeries{series(n, sheet.ChartRelated), series(n+1, sheet.ChartAlert)}}
	p.Charts = append(p.Charts, left, verdicts.At(sheet.At(1, below+chartRows)))
	return p
}
