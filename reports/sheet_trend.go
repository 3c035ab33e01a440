package reports

import (
	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

const (
	trendData = 12
	// maxTrendLines is how many signals a line chart can hold and stay readable.
	maxTrendLines = 6
)

// trendPage follows the weak signals over closed periods.
func (d *draft) trendPage() *page {
	p := newPage(sheetTrend, 26, 24, 24, 24, 14, 12, 12, 14, 24, 2, 2, 22, 13, 13, 13, 13, 13, 13)
	p.printColumns = trendData - 3
	t := d.res.Trend
	p.title(sheetTrend)
	p.note(trendNote)
	p.add(backLink())
	columns := []column{{head: "Period"}, {head: "Stage"}, {head: "Signal"}, {head: "Verdict"}, {head: "Adjusted difference (points)"},
		{head: "Range from"}, {head: "Range to"}, {head: "People with it"}, {head: "Run"}}
	var rows [][]cell
	for i, point := range t.Points {
		for _, f := range point.Findings {
			now := i == len(t.Points)-1
			rows = append(rows, d.trendRow(point, f, lookHidden(f) || now && d.signalHidden(f.Stage, f.Signal)))
		}
	}
	first, last := p.grid("trend", columns, rows)
	markVerdicts(p, 4, first, last)
	p.gap()
	d.trendFindings(p)
	d.trendPool(p)
	if c, ok := d.trendChart(p); ok {
		p.stack([]chart{c})
	}
	return p
}

func period(l result.Look) string {
	s := l.From + " to " + l.Until
	if !l.Closed {
		s += trendOpen
	}
	return s
}

func (d *draft) trendRow(point result.Look, f result.LookFinding, hidden bool) []cell {
	row := []cell{text(period(point)), text(stageName(f.Stage)), text(d.label(f.Signal)), plain(verdictWord(f.Verdict), body().boxed().strong())}
	if hidden {
		return append(append(row, withheldCells(4)...), text(point.RunID))
	}
	row = append(row, estimate(f.Effect, 100, asPoints)...)
	return append(row, count(f.Present), text(point.RunID))
}

// lookHidden follows the rule of the other sheets for what history keeps: too few
// people with or without the signal.
func lookHidden(f result.LookFinding) bool {
	return f.Present < smallPeople || f.Known-f.Present < smallPeople
}

// trendFindings says what is new, what persists and what is gone.
func (d *draft) trendFindings(p *page) {
	t := d.res.Trend
	if len(t.Findings) == 0 {
		return
	}
	p.heading(headTrend)
	if t.Provisional {
		p.note(trendProvisional)
	}
	p.head([]column{{head: "Status"}, {head: "Stage"}, {head: "Signal"}, {head: "Changed beyond chance"}, {head: "Change (points)"}, {head: "Range from"}, {head: "Range to"}, {head: "Adjusted p"}})
	for _, f := range t.Findings {
		row := []cell{text(trendWord(f.Status)), text(stageName(f.Stage)), text(d.label(f.Signal))}
		if d.trendHidden(f) {
			p.add(append(row, withheldCells(5)...)...)
			continue
		}
		changed := wordNo
		if f.Changed {
			changed = wordYes
		}
		row = append(row, text(changed))
		row = append(row, estimate(f.Difference, 100, asPoints)...)
		p.add(append(row, probability(f.PAdjusted))...)
	}
	p.gap()
}

// trendHidden tells whether any look's effect of the signal is withheld: a change
// against a shown one would give it away. So is this run's where another sheet
// withholds its counts.
func (d *draft) trendHidden(f result.TrendFinding) bool {
	if d.signalHidden(f.Stage, f.Signal) {
		return true
	}
	for _, point := range d.res.Trend.Points {
		for _, l := range point.Findings {
			if l.Stage == f.Stage && l.Signal == f.Signal && lookHidden(l) {
				return true
			}
		}
	}
	return false
}

// signalHidden tells whether this run withholds the counts of a weak signal.
func (d *draft) signalHidden(stage, signal string) bool {
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			if st.Stage == stage && s.Signal == signal && s.Block == result.Weak && d.shown.signal(i, j) > open {
				return true
			}
		}
	}
	return false
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
	}
	return "○ None"
}

// trendChart draws the effects of the first signals of the first stage.
func (d *draft) trendChart(p *page) (chart, bool) {
	t := d.res.Trend
	if len(t.Points) < 2 || len(t.Points[0].Findings) == 0 {
		return chart{}, false
	}
	stage := t.Points[0].Findings[0].Stage
	var signals []string
	for _, f := range t.Points[len(t.Points)-1].Findings {
		if f.Stage == stage && len(signals) < maxTrendLines && !d.trendHidden(result.TrendFinding{Stage: f.Stage, Signal: f.Signal}) {
			signals = append(signals, f.Signal)
		}
	}
	if len(signals) == 0 {
		return chart{}, false
	}
	small := body().muted()
	head := []cell{plain(chartNumbers, small)}
	for _, s := range signals {
		head = append(head, plain(d.label(s), small))
	}
	p.put(p.headRow, trendData, head)
	top := p.headRow + 1
	for i, point := range t.Points {
		row := []cell{plain(point.Until, small)}
		for _, s := range signals {
			row = append(row, lookCell(point, stage, s))
		}
		p.put(top+i, trendData, row)
	}
	return d.trendLines(p, stage, signals, top, top+len(t.Points)-1), true
}

func lookCell(point result.Look, stage, signal string) cell {
	for _, f := range point.Findings {
		if f.Stage == stage && f.Signal == signal && f.Effect.Value != nil {
			return cell{value: tidy(*f.Effect.Value * 100), look: body().muted().as(asPoints)}
		}
	}
	return cell{}
}

func (d *draft) trendLines(p *page, stage string, signals []string, top, last int) chart {
	c := &excelize.Chart{Type: excelize.Line, Format: oneCell(), Title: chartTitle(stageName(stage) + ": " + titleTrend), ShowBlanksAs: "gap",
		Dimension: excelize.ChartDimension{Width: 860, Height: 340}, Legend: excelize.ChartLegend{Position: "bottom"},
		XAxis: excelize.ChartAxis{Font: chartFont(9), TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis: excelize.ChartAxis{Font: chartFont(9), MajorGridLines: true, Title: axisTitle(axisPoints), NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0"}}}
	colors := []string{chartWeak, chartRelated, chartCalm, "6B3FA0", "8A6D00", chartDoubt}
	symbols := []string{"circle", "square", "triangle", "diamond", "x", "star"}
	for i := range signals {
		col := trendData + 1 + i
		c.Series = append(c.Series, excelize.ChartSeries{Name: fixed(p.name, col, p.headRow, col, p.headRow),
			Categories: fixed(p.name, trendData, top, trendData, last), Values: fixed(p.name, col, top, col, last), Fill: solid(colors[i]),
			Line:   excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Fill: solid(colors[i])},
			Marker: excelize.ChartMarker{Symbol: symbols[i], Size: 7, Fill: solid(colors[i])}})
	}
	return chart{main: c}
}

func (d *draft) noTrend() string {
	if d.res.Trend == nil || len(d.res.Trend.Points) == 0 {
		return absentTrend
	}
	return ""
}
