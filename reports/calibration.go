package reports

import (
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Calibration is how often the audit was right on simulated pools.
type Calibration struct {
	// Command repeats the numbers.
	Command  string
	Draws    int
	Coverage []CoverageRow
	Rates    []CalibrationRate
}

// CoverageRow is one estimand in one scenario. Truth, Bias and Width are in points
// where Points is set, else on the estimand's own scale; errors are Monte Carlo
// standard errors.
type CoverageRow struct {
	Scenario, About, Estimand, Class string
	Draws, N, NotEstimable           int
	Truth, Bias, BiasError, Width    float64
	Points, Headline                 bool
	// SERatio is the root mean square of the standard errors over the spread of the
	// estimates around their truths; nil where there are none.
	SERatio *float64
	// Coverage is the share of intervals that hold the truth; nil without intervals.
	Coverage      *float64
	CoverageError float64
	// Bar says how the coverage stands to the bars.
	Bar string
}

// CalibrationRate is how often something happened in one scenario.
type CalibrationRate struct {
	Scenario, About, What string
	N                     int
	Rate, Error           float64
}

// WriteCalibration writes a workbook with the tables and charts of a calibration.
func WriteCalibration(ctx context.Context, w io.Writer, c *Calibration) error {
	pages := []*page{c.coveragePage(), c.ratesPage()}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDefaultFont(fontName); err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", pages[0].name); err != nil {
		return err
	}
	if _, err := f.NewSheet(pages[1].name); err != nil {
		return err
	}
	st := newStyles(f)
	for _, p := range pages {
		if err := p.render(ctx, f, st, frame{runID: "calibration", confidentiality: "Simulated pools"}); err != nil {
			return fmt.Errorf("write the calibration: %w", err)
		}
	}
	return f.Write(w)
}

const (
	calibrationNote = "Nominal 95 % intervals on simulated pools, each against the truth of its own pool. The bars are 93 % to 97 %; methods named exact may cover more. Errors are Monte Carlo standard errors."
	ratesNote       = "What the verdicts said on the same pools, with Monte Carlo standard errors."
	sheetCoverage   = "Coverage"
	sheetRates      = "Verdicts"
)

func (c *Calibration) coveragePage() *page {
	p := newPage(sheetCoverage, 18, 40, 16, 10, 12, 10, 10, 10, 9, 11, 9, 10, 16)
	p.title("Calibration: " + sheetCoverage)
	p.note(calibrationNote)
	p.note(c.Command)
	chartRow := p.next()
	p.lines = append(p.lines, line{height: 320})
	columns := []column{{head: "Scenario"}, {head: "Estimand"}, {head: "Signals"}, {head: "Estimates"}, {head: "Not estimable"}, {head: "Truth"},
		{head: "Bias"}, {head: "Error of it"}, {head: "SE / SD"}, {head: "Coverage %"}, {head: "Error of it"}, {head: "Width"}, {head: "Bar"}}
	columns[7].head, columns[10].head = "Bias: error", "Coverage: error"
	var rows [][]cell
	for _, r := range c.sorted() {
		rows = append(rows, r.cells())
	}
	first, _ := p.grid("coverage", columns, rows)
	if n := c.headlines(); n > 0 {
		least := 80.0
		hundred := 100.0
		b := barChart{title: "Coverage of the headline interval, %", axis: "%", kind: excelize.Bar, format: "0", width: 900, height: 400, labels: true, reverse: true, max: &hundred,
			series: []excelize.ChartSeries{{Name: "coverage", Categories: fixed(p.name, 1, first, 3, first+n-1), Values: fixed(p.name, 10, first, 10, first+n-1), Fill: solid(chartRelated)}}}
		ch := b.at(at(1, chartRow))
		ch.main.YAxis.Minimum = &least
		p.charts = append(p.charts, ch)
	}
	return p
}

// sorted puts the headline's rows first, for the chart.
func (c *Calibration) sorted() []CoverageRow {
	var head, rest []CoverageRow
	for _, r := range c.Coverage {
		if r.Headline && r.Coverage != nil {
			head = append(head, r)
		} else {
			rest = append(rest, r)
		}
	}
	return append(head, rest...)
}

func (c *Calibration) headlines() (n int) {
	for _, r := range c.Coverage {
		if r.Headline && r.Coverage != nil {
			n++
		}
	}
	return n
}

func (r CoverageRow) cells() []cell {
	format := asRatio
	if r.Points {
		format = asPoints
	}
	points := 100 * r.CoverageError
	return []cell{text(r.Scenario), text(r.Estimand), text(r.Class), count(r.N), count(r.NotEstimable), value(&r.Truth, 1, format),
		value(&r.Bias, 1, format), value(&r.BiasError, 1, format), value(r.SERatio, 1, asRatio), value(r.Coverage, 100, asPoints),
		value(&points, 1, asPoints), value(&r.Width, 1, format), text(r.Bar)}
}

func (c *Calibration) ratesPage() *page {
	p := newPage(sheetRates, 18, 46, 60, 12, 12, 12)
	p.title("Calibration: " + sheetRates)
	p.note(ratesNote)
	columns := []column{{head: "Scenario"}, {head: "Pool"}, {head: "What happened"}, {head: "Rate"}, {head: "Error"}, {head: "Of"}}
	var rows [][]cell
	for _, r := range c.Rates {
		rows = append(rows, []cell{text(r.Scenario), text(r.About), text(r.What), value(&r.Rate, 1, asPercent), value(&r.Error, 1, asPercent), count(r.N)})
	}
	p.grid("verdicts", columns, rows)
	return p
}
