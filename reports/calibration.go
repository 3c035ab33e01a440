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
	// Kind marks the rates of the overview: RatePower, RateFalseFlag, or "".
	Kind        string
	N           int
	Rate, Error float64
}

// WriteCalibration writes a workbook with the tables and charts of a calibration.
func WriteCalibration(ctx context.Context, w io.Writer, c *Calibration) error {
	pages := []*page{c.overviewPage(), c.coveragePage(), c.ratesPage()}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDefaultFont(fontName); err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", pages[0].name); err != nil {
		return err
	}
	for _, p := range pages[1:] {
		if _, err := f.NewSheet(p.name); err != nil {
			return err
		}
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
	columns := []column{{head: "Scenario"}, {head: "Estimand"}, {head: "Signals"}, {head: "Estimates"}, {head: "Not estimable"}, {head: "Truth"},
		{head: "Bias"}, {head: "Error of it"}, {head: "SE / SD"}, {head: "Coverage"}, {head: "Error of it"}, {head: "Width"}, {head: "Bar"}}
	columns[7].head, columns[10].head = "Bias: error", "Coverage: error"
	var rows [][]cell
	for _, r := range c.Coverage {
		rows = append(rows, r.cells())
	}
	p.grid("coverage", columns, rows)
	return p
}

func (r CoverageRow) cells() []cell {
	format := asRatio
	if r.Points {
		format = asPoints
	}
	return []cell{text(r.Scenario), text(r.Estimand), text(r.Class), count(r.N), count(r.NotEstimable), value(&r.Truth, 1, format),
		value(&r.Bias, 1, format), value(&r.BiasError, 1, format), value(r.SERatio, 1, asRatio), value(r.Coverage, 1, asPercent),
		value(&r.CoverageError, 1, asPercent), value(&r.Width, 1, format), text(r.Bar)}
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
