package reports

import (
	"fmt"
	"math"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

const (
	trendData = 12
	// maxTrendLines is how many signals a line chart can hold and stay readable.
	maxTrendLines = 6
)

// trendPage follows the weak signals over closed periods.
func trendPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetTrend, 26, 24, 24, 24, 14, 12, 12, 14, 24, 2, 2, 22, 13, 13, 13, 13, 13, 13)
	p.PrintColumns = trendData - 3
	t := d.res.Trend
	p.Title(words.SheetTrend)
	p.Note(words.TrendNote)
	if t.MeasureChanged {
		p.Note(words.TrendChanged)
	}
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Period"}, {Head: "Stage"}, {Head: "Signal"}, {Head: "Verdict"}, {Head: "Adjusted difference (points)"},
		{Head: "Range from"}, {Head: "Range to"}, {Head: "People with it"}, {Head: "Run"}}
	var rows [][]sheet.Cell
	for i, point := range t.Points {
		for _, f := range point.Findings {
			now := i == len(t.Points)-1
			rows = append(rows, trendRow(d, point, f, lookHidden(f) || now && d.signalHidden(f.Stage, f.Signal)))
		}
	}
	first, last := p.Grid("trend", columns, rows)
	sheet.MarkVerdicts(p, 4, first, last)
	p.Gap()
	trendFindings(d, p)
	trendPool(d, p)
	if c, ok := trendChart(d, p); ok {
		p.Stack([]sheet.Chart{c})
	}
	return p
}

func period(l result.Look) string {
	s := l.From + " to " + l.Until
	if !l.Closed {
		s += words.TrendOpen
	}
	if l.Measure != result.MeasureDecisive {
		s += words.TrendEarlier
	}
	return s
}

func trendRow(d *draft, point result.Look, f result.LookFinding, hidden bool) []sheet.Cell {
	row := []sheet.Cell{sheet.Text(period(point)), sheet.Text(stageName(f.Stage)), sheet.Text(d.label(f.Signal)), sheet.Plain(verdictWord(f.Verdict), sheet.Body().Boxed().Strong())}
	if hidden {
		return append(append(row, withheldCells(4)...), sheet.Text(point.RunID))
	}
	row = append(row, estimate(f.Effect, 100, sheet.AsPoints)...)
	return append(row, sheet.Count(f.Present), sheet.Text(point.RunID))
}

// trendFindings says what is new, what persists and what is gone.
func trendFindings(d *draft, p *sheet.Page) {
	t := d.res.Trend
	if len(t.Findings) == 0 {
		return
	}
	p.Heading(words.HeadTrend)
	if t.Provisional {
		p.Note(words.TrendProvisional)
	}
	p.Head([]sheet.Column{{Head: "Status"}, {Head: "Stage"}, {Head: "Signal"}, {Head: "Changed beyond chance"}, {Head: "Change (points)"}, {Head: "Range from"}, {Head: "Range to"}, {Head: "Adjusted p"}})
	for _, f := range t.Findings {
		row := []sheet.Cell{sheet.Text(trendWord(f.Status)), sheet.Text(stageName(f.Stage)), sheet.Text(d.label(f.Signal))}
		if d.trendHidden(f) {
			p.Add(append(row, withheldCells(5)...)...)
			continue
		}
		changed := words.WordNo
		if f.Changed {
			changed = words.WordYes
		}
		row = append(row, sheet.Text(changed))
		row = append(row, estimate(f.Difference, 100, sheet.AsPoints)...)
		p.Add(append(row, sheet.Probability(f.PAdjusted))...)
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

// comparable are the looks whose effects are of the last one's measure.
func comparable(points []result.Look) []result.Look {
	measure := points[len(points)-1].Measure
	return slices.DeleteFunc(slices.Clone(points), func(l result.Look) bool { return l.Measure != measure })
}

// trendChart draws the effects of the first signals of the first stage.
func trendChart(d *draft, p *sheet.Page) (sheet.Chart, bool) {
	points := comparable(d.res.Trend.Points)
	if len(points) < 2 || len(points[0].Findings) == 0 {
		return sheet.Chart{}, false
	}
	stage := points[0].Findings[0].Stage
	var signals []string
	for _, f := range points[len(points)-1].Findings {
		if f.Stage == stage && len(signals) < maxTrendLines && !d.trendHidden(result.TrendFinding{Stage: f.Stage, Signal: f.Signal}) {
			signals = append(signals, f.Signal)
		}
	}
	if len(signals) == 0 {
		return sheet.Chart{}, false
	}
	small := sheet.Body().Muted()
	head := []sheet.Cell{sheet.Plain(words.ChartNumbers, small)}
	for _, s := range signals {
		head = append(head, sheet.Plain(d.label(s), small))
	}
	p.Put(p.HeadRow, trendData, head)
	top := p.HeadRow + 1
	for i, point := range points {
		row := []sheet.Cell{sheet.Plain(point.Until, small)}
		for _, s := range signals {
			row = append(row, lookCell(point, stage, s))
		}
		p.Put(top+i, trendData, row)
	}
	return trendLines(d, p, stage, signals, top, top+len(points)-1), true
}

func lookCell(point result.Look, stage, signal string) sheet.Cell {
	for _, f := range point.Findings {
		if f.Stage == stage && f.Signal == signal && f.Effect.Value != nil {
			return sheet.Cell{Value: sheet.Rounded(*f.Effect.Value*100, sheet.AsPoints), Look: sheet.Body().Muted().As(sheet.AsPoints)}
		}
	}
	return sheet.Cell{}
}

func trendLines(d *draft, p *sheet.Page, stage string, signals []string, top, last int) sheet.Chart {
	c := &excelize.Chart{Type: excelize.Line, Format: sheet.OneCell(), Title: sheet.ChartTitle(stageName(stage) + ": " + words.TitleTrend), ShowBlanksAs: "gap",
		Dimension: excelize.ChartDimension{Width: 860, Height: 340}, Legend: excelize.ChartLegend{Position: "bottom"},
		XAxis: excelize.ChartAxis{Font: sheet.ChartFont(9), TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis: excelize.ChartAxis{Font: sheet.ChartFont(9), MajorGridLines: true, Title: sheet.AxisTitle(words.AxisPoints), NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0"}}}
	colors := []string{sheet.ChartWeak, sheet.ChartRelated, sheet.ChartCalm, "6B3FA0", "8A6D00", sheet.ChartDoubt}
	symbols := []string{"circle", "square", "triangle", "diamond", "x", "star"}
	for i := range signals {
		col := trendData + 1 + i
		c.Series = append(c.Series, excelize.ChartSeries{Name: sheet.Fixed(p.Name, col, p.HeadRow, col, p.HeadRow),
			Categories: sheet.Fixed(p.Name, trendData, top, trendData, last), Values: sheet.Fixed(p.Name, col, top, col, last), Fill: sheet.Solid(colors[i]),
			Line:   excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Fill: sheet.Solid(colors[i])},
			Marker: excelize.ChartMarker{Symbol: symbols[i], Size: 7, Fill: sheet.Solid(colors[i])}})
	}
	return sheet.Chart{Main: c}
}

func noTrend(d *draft) string {
	if d.res.Trend == nil || len(d.res.Trend.Points) == 0 {
		return words.AbsentTrend
	}
	return ""
}

// trendPool holds the pool of this period against the one before: a change of the
// decisions may come from other applicants, or from documents read less well.
func trendPool(d *draft, p *sheet.Page) {
	t := d.res.Trend
	if len(t.Pool) == 0 {
		return
	}
	p.Heading(words.HeadPool)
	p.Note(words.PoolNote)
	p.Head([]sheet.Column{{Head: "Changed beyond chance"}, {Head: "What"}, {Head: "This period"}, {Head: "Period before"}, {Head: "Change (points)"}, {Head: "Range from"}, {Head: "Range to"}, {Head: "Adjusted p"}})
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
	case signal && d.trendHidden(result.TrendFinding{Stage: d.res.Stages[0].Stage, Signal: drift.Signal}):
		return append([]sheet.Cell{sheet.HiddenCell(words.Withheld), row[1]}, withheldCells(6)...)
	case !signal && (smallShare(drift.Now) || smallShare(drift.Previous)):
		return append(row, withheldCells(6)...)
	}
	row = append(row, estimate(drift.Now, 1, sheet.AsPercent)[0], estimate(drift.Previous, 1, sheet.AsPercent)[0])
	row = append(row, estimate(drift.Difference, 100, sheet.AsPoints)...)
	return append(row, sheet.Probability(drift.PAdjusted))
}

func driftName(d *draft, drift result.Drift) string {
	switch drift.Kind {
	case "unreadable":
		return words.DriftUnread
	case "unmatched":
		return words.DriftUnmatched
	}
	return fmt.Sprintf(words.DriftPrevalence, d.label(drift.Signal))
}

// smallShare tells whether a percentage would rest on too few cases.
func smallShare(e result.Estimate) bool {
	if e.Value == nil {
		return false // nothing is printed
	}
	n := int(math.Round(*e.Value * float64(e.N)))
	return n < disclosure.SmallPeople || e.N-n < disclosure.SmallPeople
}
