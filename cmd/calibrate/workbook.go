package main

import (
	"context"
	"fmt"
	"io"

	"weaksignal/reports/sheet"
)

// calibration is how often the audit was right on simulated pools.
type calibration struct {
	// Command repeats the numbers.
	Command  string
	Pools    int
	Coverage []coverageRow
	Rates    []verdictRate
}

// coverageRow is one estimand in one scenario. Truth, Bias and Width are in points
// where Points is set, else on the estimand's own scale; errors are Monte Carlo
// standard errors.
type coverageRow struct {
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

// verdictRate is how often something happened in one scenario.
type verdictRate struct {
	Scenario, About string
	// Line indexes rateLines.
	Line        int
	N           int
	Rate, Error float64
	Bar         string
}

// writeCalibration writes a workbook with the tables and charts of a calibration.
func writeCalibration(ctx context.Context, w io.Writer, c *calibration) error {
	doc := sheet.Document{Pages: []*sheet.Page{c.overviewPage(), c.coveragePage(), c.ratesPage()}, Frame: sheet.Frame{RunID: "calibration", Confidentiality: "Simulated pools"}, Title: "Calibration"}
	if err := doc.Write(ctx, w); err != nil {
		return fmt.Errorf("write the calibration: %w", err)
	}
	return nil
}

const (
	calibrationNote = "Nominal 95 % intervals on simulated pools, each against the truth of its own pool. The bars are 93 % to 97 %; methods named exact may cover more. Errors are Monte Carlo standard errors."
	ratesNote       = "What the verdicts said on the same pools, with Monte Carlo standard errors."
	sheetCoverage   = "Coverage"
	sheetRates      = "Verdicts"
)

func (c *calibration) coveragePage() *sheet.Page {
	p := sheet.New(sheetCoverage, 18, 40, 16, 10, 12, 10, 10, 10, 9, 11, 9, 10, 16)
	p.Title("Calibration: " + sheetCoverage)
	p.Note(calibrationNote)
	p.Note(c.Command)
	columns := []sheet.Column{{Head: "Scenario"}, {Head: "Estimand"}, {Head: "Signals"}, {Head: "Estimates"}, {Head: "Not estimable"}, {Head: "Truth"},
		{Head: "Bias"}, {Head: "Error of it"}, {Head: "SE / SD"}, {Head: "Coverage"}, {Head: "Error of it"}, {Head: "Width"}, {Head: "Bar"}}
	columns[7].Head, columns[10].Head = "Bias: error", "Coverage: error"
	var rows [][]sheet.Cell
	for _, r := range c.Coverage {
		rows = append(rows, r.cells())
	}
	p.Grid("coverage", columns, rows)
	return p
}

func (r coverageRow) cells() []sheet.Cell {
	format := sheet.AsRatio
	if r.Points {
		format = sheet.AsPoints
	}
	return []sheet.Cell{sheet.Text(r.Scenario), sheet.Text(r.Estimand), sheet.Text(r.Class), sheet.Count(r.N), sheet.Count(r.NotEstimable), sheet.Value(&r.Truth, 1, format),
		sheet.Value(&r.Bias, 1, format), sheet.Value(&r.BiasError, 1, format), sheet.Value(r.SERatio, 1, sheet.AsRatio), sheet.Value(r.Coverage, 1, sheet.AsPercent),
		sheet.Value(&r.CoverageError, 1, sheet.AsPercent), sheet.Value(&r.Width, 1, format), sheet.Text(r.Bar)}
}

func (c *calibration) ratesPage() *sheet.Page {
	p := sheet.New(sheetRates, 18, 46, 60, 12, 12, 12, 24)
	p.Title("Calibration: " + sheetRates)
	p.Note(ratesNote)
	columns := []sheet.Column{{Head: "Scenario"}, {Head: "Pool"}, {Head: "What happened"}, {Head: "Rate"}, {Head: "Error"}, {Head: "Of"}, {Head: "Bar"}}
	var rows [][]sheet.Cell
	for _, r := range c.Rates {
		rows = append(rows, []sheet.Cell{sheet.Text(r.Scenario), sheet.Text(r.About), sheet.Text(rateLines()[r.Line].words), sheet.Value(&r.Rate, 1, sheet.AsPercent), sheet.Value(&r.Error, 1, sheet.AsPercent), sheet.Count(r.N), sheet.Text(r.Bar)})
	}
	p.Grid("verdicts", columns, rows)
	return p
}
