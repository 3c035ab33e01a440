package reports

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

// forestRow is one interval of a forest plot: where its numbers stand in the
// table of the sheet, in percentage points.
type forestRow struct {
	row              int
	label            string
	value, low, high float64
	verdict          result.Verdict
}

// forest builds a forest plot from scatter series, as excelize has no error bars:
// a line of two points for each interval, a marker for each estimate, and a point
// without a marker at the left edge that carries the label. The scale is drawn the
// same way: an axis would go on under the labels, and take its own steps. Every
// number is a plain cell of the sheet.
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
	labelAt           float64
	ticks             []float64
}

// forestTop is what title, axis and axis title take, in pixels.
const forestTop = 84

// forestHeight is the chart's height in pixels for n rows. LibreOffice breaks labels
// at about a quarter of it, hence the least number.
func forestHeight(n int) uint { return uint(forestTop + 28*max(n, 12)) }

// scale fixes the horizontal axis: all intervals, zero, the margins, and a gutter
// of two fifths on the left for the labels.
func (f *forest) scale() {
	low, high := -f.margin, f.margin
	for _, r := range f.rows {
		low, high = math.Min(low, r.low), math.Max(high, r.high)
	}
	step := niceStep(high-low, 5)
	first, last := math.Floor(low/step), math.Ceil(high/step)
	for k := first; k <= last; k++ {
		f.ticks = append(f.ticks, tidy(k*step))
	}
	f.axisHigh = last*step + (last-first)*step*.03
	f.axisLow = first*step - (last-first)*step*.42
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
const maxForestLabel = 18

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
	scale, n := f.tickColumn(), len(f.ticks)
	line := excelize.LineOptions{Type: excelize.LineSolid, Width: 1, Fill: solid(chartRest)}
	main.Series = append(main.Series, excelize.ChartSeries{Name: f.ref(scale, guide, scale, guide),
		Categories: f.ref(scale, guide+1, scale+n-1, guide+1), Values: f.ref(scale, guide+2, scale+n-1, guide+2),
		Fill: solid(chartRest), Line: line, Marker: excelize.ChartMarker{Symbol: "plus", Size: 5, Border: line}})
	labels := f.base()
	labels.PlotArea.ShowSerName = true
	for k := range f.ticks {
		labels.Series = append(labels.Series, excelize.ChartSeries{Name: f.ref(scale+k, guide, scale+k, guide),
			Categories: f.ref(scale+n+k, guide+1, scale+n+k, guide+1), Values: f.ref(scale+n+k, guide+2, scale+n+k, guide+2),
			Line: excelize.LineOptions{Type: excelize.LineNone}, Marker: excelize.ChartMarker{Symbol: "none"}})
	}
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
	top, bottom := float64(len(f.rows))+.6, -.8
	return &excelize.Chart{Type: excelize.Scatter, Format: oneCell(), Legend: excelize.ChartLegend{Position: "none"},
		Dimension: excelize.ChartDimension{Width: f.width, Height: forestHeight(len(f.rows))}, ShowBlanksAs: "gap",
		XAxis: excelize.ChartAxis{None: true, Minimum: &f.axisLow, Maximum: &f.axisHigh},
		YAxis: excelize.ChartAxis{None: true, Minimum: &bottom, Maximum: &top}}
}

// forestMark tells verdicts apart by colour and by shape.
func forestMark(v result.Verdict) (color, symbol string) {
	switch v {
	case result.ReliedOn:
		return chartAlert, "triangle"
	case result.NoMaterialReliance:
		return chartCalm, "circle"
	}
	return chartDoubt, "diamond"
}

// tickColumn is the first of the columns that hold the scale: one for each tick,
// then one for the place of each tick's number.
func (f *forest) tickColumn() int { return f.data + 9 }

// tickLabelAt is where a number is put to stand in the middle under its tick, since
// labels stand to the right of their points: half its width and the usual distance
// to the left, in pixels, on a plot a little narrower than the chart.
func (f *forest) tickLabelAt(t float64) float64 {
	pixels := 5 + 2.8*float64(utf8.RuneCountInString(tickWord(t)))
	return t - pixels*(f.axisHigh-f.axisLow)/(.94*float64(f.width))
}

// guideRows are the cells of the three guide lines, zero and the margin on both
// sides, and beside them those of the scale: words, positions, heights.
func (f *forest) guideRows() [][]cell {
	small := body().muted().as("0.0")
	n := func(x float64) cell { return cell{value: x, look: small} }
	top := float64(len(f.rows)) + .6
	var rows [][]cell
	for i, x := range []float64{0, -f.margin, f.margin} {
		row := []cell{{value: []string{guideZero, guideMargin, guideMargin}[i], look: body().muted()}, n(x), n(x), n(.4), n(top)}
		for _, t := range f.ticks {
			row = append(row, []cell{plain(tickWord(t), body().muted()), n(t), n(.4)}[i])
		}
		for _, t := range f.ticks {
			row = append(row, []cell{{}, n(f.tickLabelAt(t)), n(-.3)}[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// tickWord is a text, so that every reader prints it as it stands.
func tickWord(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), "-", "−", 1)
}
