package reports

import (
	"slices"

	"github.com/xuri/excelize/v2"
)

// Kinds of rates that the overview charts.
const (
	RatePower     = "power"
	RateFalseFlag = "false flag"
)

const (
	sheetOverview = "Overview"
	// chartRows is the distance of two charts in rows of the default height.
	chartRows    = 18
	overviewNote = "First chart: the share of 95 % intervals of the headline effect that hold the truth, by what was planted. Second: how often a planted effect was judged relied on, and how often any signal without an effect was (at most 5 % without any effect)."
)

// overview is one scenario in five numbers; nil where there is none.
type overview struct {
	scenario, about string
	coverage        map[string]*float64 // by class
	power, flags    *float64
}

func (c *Calibration) overviews() (rows []overview, classes []string) {
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
		switch o := at(r.Scenario, r.About); r.Kind {
		case RatePower:
			o.power = &r.Rate
		case RateFalseFlag:
			o.flags = &r.Rate
		}
	}
	slices.Sort(classes)
	return rows, classes
}

// overviewPage has one row per scenario, and charts of it.
func (c *Calibration) overviewPage() *page {
	p := newPage(sheetOverview, 18, 52, 16, 16, 16, 16, 16)
	p.title("Calibration: " + sheetOverview)
	p.note(overviewNote)
	p.note(c.Command)
	found, classes := c.overviews()
	columns := []column{{head: "Scenario"}, {head: "Pool"}}
	for _, class := range classes {
		columns = append(columns, column{head: "Coverage: " + class})
	}
	columns = append(columns, column{head: "Power"}, column{head: "Any false flag"})
	var rows [][]cell
	for _, o := range found {
		row := []cell{text(o.scenario), text(o.about)}
		for _, class := range classes {
			row = append(row, value(o.coverage[class], 1, asPercent))
		}
		rows = append(rows, append(row, value(o.power, 1, asPercent), value(o.flags, 1, asPercent)))
	}
	first, last := p.grid("overview", columns, rows)
	if last < first {
		return p
	}
	p.gap()
	below := p.next()
	one, least := 1.0, 0.6
	series := func(column int, color string) excelize.ChartSeries {
		return excelize.ChartSeries{Name: fixed(p.name, column, first-1, column, first-1), Categories: fixed(p.name, 1, first, 1, last),
			Values: fixed(p.name, column, first, column, last), Fill: solid(color)}
	}
	coverage := barChart{title: "Coverage of the headline interval", kind: excelize.Col, format: "0%", width: 1080, height: 340, max: &one}
	for i := range classes {
		coverage.series = append(coverage.series, series(3+i, []string{chartRelated, chartRest, chartWeak, chartCalm}[i%4]))
	}
	left := coverage.at(at(1, below))
	left.main.YAxis.Minimum = &least
	n := 3 + len(classes)
	verdicts := barChart{title: "Power and false flags", kind: excelize.Col, format: "0%", width: 1080, height: 340, max: &one,
		series: []excelize.ChartSeries{series(n, chartRelated), series(n+1, chartAlert)}}
	p.charts = append(p.charts, left, verdicts.at(at(1, below+chartRows)))
	return p
}
