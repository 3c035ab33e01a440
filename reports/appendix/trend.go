package appendix

import (
	"fmt"
	"math"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// maxTrendPlots is how many signals get a plot over time: the associated ones come first.
const maxTrendPlots = 6

// Columns of Trend, from 1, for the plots.
const (
	trendVerdict = 4
	trendEffect  = 6
)

func trendColumns() []sheet.Column {
	return slices.Concat([]sheet.Column{text("Stage", 20, words.MeaningStage), text("Signal", 26, words.MeaningSignal), {Head: "Period", Width: 30, Meaning: words.MeaningPeriod, Unit: words.UnitDates}, text("Verdict", 26, words.MeaningLookVerdict),
		{Head: "Run", Width: 20, Meaning: words.MeaningRun, Unit: words.UnitWords}}, interval("Effect (points)", words.UnitPoints, words.MeaningEffect, "Effect from", "Effect to"),
		[]sheet.Column{number("People with it", words.UnitPeople, words.MeaningWithInPeriod), probability("Periods alike p", words.MeaningPeriodsAlike)})
}

// trendPage follows the weak signals over closed periods, and all of them together.
func trendPage(d *draft) *sheet.Page {
	columns := trendColumns()
	p := d.page(words.SheetTrend, words.TrendNote, columns)
	if d.Result.Trend.MeasureChanged {
		p.Note(words.TrendChanged)
	}
	p.Widen(2, 22)
	p.PrintColumns, p.KeyColumns = len(columns), 2
	var rows [][]sheet.Cell
	var hidden withheldRows
	forests := map[[2]string]*sheet.Forest{}
	start := p.Next() + 1
	for _, f := range d.Result.Trend.Points[len(d.Result.Trend.Points)-1].Findings {
		more, plot := signalTrend(d, f, start+len(rows))
		if more == nil {
			hidden.add(d.Label(f.Signal) + " (" + reports.StageName(f.Stage) + ")")
		}
		rows = append(rows, more...)
		if plot != nil {
			forests[[2]string{f.Stage, f.Signal}] = plot
		}
	}
	rows = append(rows, hidden.row(len(columns), trendVerdict, sheet.EmptyCell())...)
	first, last := p.Grid("trend", columns, rows)
	sheet.MarkVerdicts(p, trendVerdict, first, last)
	p.Gap()
	trendFindings(d, p)
	trendPool(d, p)
	sheet.PlaceForests(p, trendPlots(d, p, forests))
	return p
}

// signalTrend is one signal at each look, then over the closed periods together; nil where
// a count of any look is withheld, as the sum over all would give it away.
func signalTrend(d *draft, f result.LookFinding, start int) (rows [][]sheet.Cell, plot *sheet.Forest) {
	if d.TrendHidden(result.TrendFinding{Stage: f.Stage, Signal: f.Signal}) && !d.open {
		return nil, nil
	}
	t := d.Result.Trend
	plot = &sheet.Forest{Sheet: words.SheetTrend, Value: trendEffect, Data: len(trendColumns()) + 2, Beside: 1, Width: 860, Margin: f.Margin * 100,
		Title: fmt.Sprintf(words.TitleTrend, d.Label(f.Signal), reports.StageName(f.Stage))}
	mark := func(label string, e result.Estimate, color, symbol string) {
		if e.Value != nil && e.Low != nil && e.High != nil {
			plot.Rows = append(plot.Rows, sheet.ForestRow{Row: start + len(rows) - 1, Label: label, Value: *e.Value * 100, Low: *e.Low * 100, High: *e.High * 100, Color: color, Symbol: symbol})
		}
	}
	lead := []sheet.Cell{sheet.Text(reports.StageName(f.Stage)), sheet.Text(d.Label(f.Signal))}
	for _, point := range t.Points {
		for _, l := range point.Findings {
			if l.Stage != f.Stage || l.Signal != f.Signal {
				continue
			}
			cells := append(slices.Clone(lead), sheet.Text(period(point)), sheet.Plain(reports.VerdictWord(l.Verdict), sheet.Body().Boxed().Strong()), sheet.Text(point.RunID))
			rows = append(rows, append(append(cells, cell.Estimate(l.Effect, 100, sheet.AsPoints)...), sheet.Count(l.Present), sheet.EmptyCell()))
			if point.Measure == t.Points[len(t.Points)-1].Measure { // another measure has another scale
				color, symbol := forestMark(l.Verdict)
				mark(point.Until, l.Effect, color, symbol)
			}
		}
	}
	for _, x := range t.Pooled {
		if x.Stage == f.Stage && x.Signal == f.Signal && x.Looks > 1 {
			strong := sheet.Body().Boxed().Strong().Wrapped()
			cells := append(slices.Clone(lead), sheet.Plain(fmt.Sprintf(words.TrendPooled, x.Looks), strong), sheet.Plain(words.TrendNoVerdict, sheet.Body().Boxed().Wrapped()), sheet.EmptyCell())
			rows = append(rows, append(append(cells, cell.Estimate(x.Effect, 100, sheet.AsPoints)...), sheet.Count(x.Present), sheet.Probability(x.P)))
			mark(words.TrendPooledLabel, x.Effect, sheet.ChartRelated, "square")
		}
	}
	if len(plot.Rows) < 3 { // the plot's own numbers take three rows
		return rows, nil
	}
	plot.Scale()
	return rows, plot
}

// trendPlots are the plots of the signals of the first stage, associated ones first, under
// the tables.
func trendPlots(d *draft, p *sheet.Page, all map[[2]string]*sheet.Forest) []*sheet.Forest {
	t := d.Result.Trend
	now := t.Points[len(t.Points)-1].Findings
	var chosen []*sheet.Forest
	for _, verdict := range []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell} {
		for _, f := range now {
			plot := all[[2]string{f.Stage, f.Signal}]
			if plot != nil && f.Verdict == verdict && f.Stage == now[0].Stage && len(chosen) < maxTrendPlots {
				plot.First, plot.Last = p.Next(), p.Next()
				chosen = append(chosen, plot)
			}
		}
	}
	return chosen
}

func period(l result.Look) string {
	s := l.From + " to " + l.Until
	switch {
	case l.Empty:
		s += words.TrendEmpty
	case !l.Closed:
		s += words.TrendOpen
	}
	if l.Measure != result.MeasureDecisive {
		s += words.TrendEarlier
	}
	return s
}

// trendFindings says what is new, what persists and what is gone.
func trendFindings(d *draft, p *sheet.Page) {
	t := d.Result.Trend
	if len(t.Findings) == 0 {
		return
	}
	p.Heading(words.HeadTrend)
	switch {
	case t.Points[len(t.Points)-1].Empty:
		p.Note(words.TrendEmptyLine)
	case t.Provisional:
		p.Note(words.TrendProvisional)
	}
	p.Head(append([]sheet.Column{stageColumn(), signalColumn(), text("Status", 0, words.MeaningStatus), text("Changed beyond chance", 0, words.MeaningChangedBeyond), probability("Adjusted p", words.MeaningAdjustedP)},
		interval("Change (points)", words.UnitPoints, words.MeaningChange, "Change from", "Change to")...))
	withheld := 0
	for _, f := range t.Findings {
		if d.TrendHidden(f) && !d.open {
			withheld++
			continue
		}
		changed := words.WordNo
		if f.Changed {
			changed = words.WordYes
		}
		row := []sheet.Cell{sheet.Text(reports.StageName(f.Stage)), sheet.Text(d.Label(f.Signal)), sheet.Text(trendWord(f.Status)), sheet.Text(changed), sheet.Probability(f.PAdjusted)}
		p.Add(append(row, cell.Estimate(f.Difference, 100, sheet.AsPoints)...)...)
	}
	if withheld > 0 {
		p.Note("• " + fmt.Sprintf(words.RowsWithheld, words.Counted(withheld, "row", "rows")))
	}
	p.Gap()
}

func trendWord(status string) string {
	switch status {
	case result.TrendNew:
		return "▲ New"
	case result.TrendPersisting:
		return "▲ Persisting"
	case result.TrendResolved:
		return "○ No longer found"
	case result.TrendProvisional:
		return "? Provisional"
	case result.TrendIncomparable:
		return "≠ Not comparable"
	}
	return "○ None"
}

func noTrend(d *draft) string {
	if d.Result.Trend == nil || len(d.Result.Trend.Points) == 0 {
		return words.AbsentTrend
	}
	return ""
}

// trendPool holds the pool of this period against the one before: a change of the
// decisions may come from other applicants, or from documents read less well.
func trendPool(d *draft, p *sheet.Page) {
	t := d.Result.Trend
	if len(t.Pool) == 0 {
		return
	}
	p.Heading(words.HeadPool)
	p.Note(words.PoolNote)
	p.Head(slices.Concat([]sheet.Column{text("Changed beyond chance", 0, words.MeaningChangedBeyond), text("What", 0, words.MeaningDrift), number("This period", words.UnitPercent, words.MeaningShareNow), number("Period before", words.UnitPercent, words.MeaningShareBefore), probability("Adjusted p", words.MeaningAdjustedP)},
		interval("Change (points)", words.UnitPoints, words.MeaningChange, "Change from", "Change to")))
	for _, drift := range t.Pool {
		p.Add(driftRow(d, drift)...)
	}
	p.Gap()
}

func driftRow(d *draft, drift result.Drift) []sheet.Cell {
	changed := words.WordNo
	if drift.Changed {
		changed = words.WordYes
	}
	row := []sheet.Cell{sheet.Text(changed), sheet.Text(driftName(d, drift))}
	signal := drift.Kind == "prevalence"
	switch {
	case d.open:
	case signal && d.TrendHidden(result.TrendFinding{Stage: d.Result.Stages[0].Stage, Signal: drift.Signal}):
		return append([]sheet.Cell{sheet.HiddenCell(words.Withheld), row[1]}, cell.Withheld(6)...)
	case !signal && (smallShare(drift.Now) || smallShare(drift.Previous)):
		return append(row, cell.Withheld(6)...)
	}
	row = append(row, cell.Estimate(drift.Now, 1, sheet.AsPercent)[0], cell.Estimate(drift.Previous, 1, sheet.AsPercent)[0])
	return append(append(row, sheet.Probability(drift.PAdjusted)), cell.Estimate(drift.Difference, 100, sheet.AsPoints)...)
}

func driftName(d *draft, drift result.Drift) string {
	switch drift.Kind {
	case "unreadable":
		return words.DriftUnread
	case "unmatched":
		return words.DriftUnmatched
	}
	return fmt.Sprintf(words.DriftPrevalence, d.Label(drift.Signal))
}

// smallShare tells whether a percentage would rest on too few cases.
func smallShare(e result.Estimate) bool {
	if e.Value == nil {
		return false // nothing is printed
	}
	n := int(math.Round(*e.Value * float64(e.N)))
	return n < disclosure.SmallPeople || e.N-n < disclosure.SmallPeople
}
