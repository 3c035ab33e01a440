package reports

import (
	"math"

	"github.com/xuri/excelize/v2"

	"weaksignal/audit"
)

// forestRow is one interval of a forest plot: where its numbers stand in the
// table of the sheet, in percentage points.
type forestRow struct {
	row              int
	label            string
	value, low, high float64
	verdict          audit.Verdict
}

// forest builds a forest plot from scatter series, as excelize has no error bars:
// a line of two points for each interval, a marker for each estimate, and a point
// without a marker at the left edge that carries the label. Every number is a
// plain cell of the sheet.
type forest struct {
	sheet             string
	value             int // column of the table; low and high follow it
	data              int // first of the columns for the chart's own numbers
	title             string
	rows              []forestRow
	margin            float64
	first, last       int // rows of the stage in the table
	width             uint
	axisLow, axisHigh float64
	labelAt, tick     float64
}

// forestTop is what title, axis and axis title take, in pixels.
const forestTop = 84

// forestHeight is the chart's height in pixels for n rows.
func forestHeight(n int) uint { return uint(forestTop + 28*max(n, 9)) }

// scale fixes the horizontal axis: all intervals, zero, the margins, and a gutter
// of two fifths on the left for the labels.
func (f *forest) scale() {
	low, high := -f.margin, f.margin
	for _, r := range f.rows {
		low, high = math.Min(low, r.low), math.Max(high, r.high)
	}
	f.tick = niceStep(high-low, 5)
	f.axisHigh = math.Ceil(high/f.tick) * f.tick
	plotLow := math.Floor(low/f.tick) * f.tick
	gutter := math.Ceil((f.axisHigh-plotLow)*0.42/f.tick) * f.tick
	f.axisLow = plotLow - gutter
	f.labelAt = f.axisLow
}

// dataCells are the chart's own numbers beside table row i: label, position twice
// (for the two ends of the interval) and the place of the label.
func (f *forest) dataCells(i int) []cell {
	position := float64(len(f.rows) - i)
	small := body().muted().as("0.0")
	return []cell{plain(f.rows[i].label, body().muted()), {value: position, look: small}, {value: position, look: small}, {value: f.labelAt, look: small}}
}

// maxForestLabel cuts a label that would wrap or run into the intervals.
const maxForestLabel = 16

func (f *forest) ref(c1, r1, c2, r2 int) string { return fixed(f.sheet, c1, r1, c2, r2) }

// chart builds the plot; guide is the row of the sheet that holds the guide lines.
func (f *forest) chart(at string, guide int) chart {
	main := f.base()
	main.Title = chartTitle(f.title)
	for i, color := range []string{chartLine, chartRest, chartRest} {
		line := excelize.LineOptions{Type: excelize.LineSolid, Width: 1, Fill: solid(color)}
		if i > 0 {
			line.Dash = excelize.LineDashDash
		}
		main.Series = append(main.Series, excelize.ChartSeries{Name: f.ref(f.data+4, guide+i, f.data+4, guide+i),
			Categories: f.ref(f.data+5, guide+i, f.data+6, guide+i), Values: f.ref(f.data+7, guide+i, f.data+8, guide+i),
			Fill: solid(color), Line: line, Marker: excelize.ChartMarker{Symbol: "none"}})
	}
	labels := f.base()
	labels.PlotArea.ShowSerName = true
	for _, r := range f.rows {
		color, symbol := forestMark(r.verdict)
		name := f.ref(f.data, r.row, f.data, r.row)
		main.Series = append(main.Series,
			excelize.ChartSeries{Name: name, Categories: f.ref(f.value+1, r.row, f.value+2, r.row), Values: f.ref(f.data+1, r.row, f.data+2, r.row),
				Fill: solid(color), Line: excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Fill: solid(color)}, Marker: excelize.ChartMarker{Symbol: "none"}},
			excelize.ChartSeries{Name: name, Categories: f.ref(f.value, r.row, f.value, r.row), Values: f.ref(f.data+1, r.row, f.data+1, r.row),
				Fill: solid(color), Line: excelize.LineOptions{Type: excelize.LineNone},
				Marker: excelize.ChartMarker{Symbol: symbol, Size: 8, Fill: solid(color), Border: excelize.LineOptions{Type: excelize.LineSolid, Width: .75, Fill: solid(color)}}})
		labels.Series = append(labels.Series, excelize.ChartSeries{Name: name, Categories: f.ref(f.data+3, r.row, f.data+3, r.row),
			Values: f.ref(f.data+1, r.row, f.data+1, r.row), Line: excelize.LineOptions{Type: excelize.LineNone}, Marker: excelize.ChartMarker{Symbol: "none"}})
	}
	return chart{at: at, main: main, combo: []*excelize.Chart{labels}}
}

func (f *forest) base() *excelize.Chart {
	top, bottom := float64(len(f.rows))+.6, .4
	return &excelize.Chart{Type: excelize.Scatter, Format: oneCell(), Legend: excelize.ChartLegend{Position: "none"},
		Dimension: excelize.ChartDimension{Width: f.width, Height: forestHeight(len(f.rows))}, ShowBlanksAs: "gap",
		XAxis: excelize.ChartAxis{Minimum: &f.axisLow, Maximum: &f.axisHigh, MajorUnit: f.tick, Font: chartFont(9),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0.##"}, Title: axisTitle(axisPoints), TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis: excelize.ChartAxis{None: true, Minimum: &bottom, Maximum: &top}}
}

// forestMark tells verdicts apart by colour and by shape.
func forestMark(v audit.Verdict) (color, symbol string) {
	switch v {
	case audit.ReliedOn:
		return chartAlert, "triangle"
	case audit.NoMaterialReliance:
		return chartCalm, "circle"
	}
	return chartDoubt, "diamond"
}

// guideRows are the cells of the three guide lines: zero and the margin on both
// sides.
func (f *forest) guideRows() [][]cell {
	small := body().muted().as("0.0")
	n := func(x float64) cell { return cell{value: x, look: small} }
	top := float64(len(f.rows)) + .6
	var rows [][]cell
	for i, x := range []float64{0, -f.margin, f.margin} {
		rows = append(rows, []cell{{value: []string{guideZero, guideMargin, guideMargin}[i], look: body().muted()}, n(x), n(x), n(.4), n(top)})
	}
	return rows
}
