package sheet

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/words"
)

// ForestRow is one interval of a forest plot: where its numbers stand in the
// table of the sheet, in percentage points.
type ForestRow struct {
	Row              int
	Label            string
	Value, Low, High float64
	// Color and symbol tell kinds of rows apart.
	Color, Symbol string
}

// Forest builds a forest plot from scatter series, as excelize has no error bars:
// a line of two points for each interval, a marker for each estimate, and a point
// without a marker at the left edge that carries the label. The scale is drawn the
// same way: an axis would go on under the labels, and take its own steps. Every
// number is a plain cell of the sheet.
type Forest struct {
	Sheet             string
	Value             int // column of the table; low and high follow it
	Data              int // first of the columns for the chart's own numbers
	Beside            int // column in which charts begin
	Title             string
	Rows              []ForestRow
	Margin            float64
	First, Last       int // rows of the stage in the table
	Width             uint
	axisLow, axisHigh float64
	labelAt           float64
	ticks             []float64
}

// forestTop is what title, axis and axis title take, in pixels.
const forestTop = 84

// forestHeight is the chart's height in pixels for n rows. LibreOffice breaks labels
// at about a quarter of it, hence the least number.
func forestHeight(n int) uint { return uint(forestTop + 28*max(n, 12)) }

// Scale fixes the horizontal axis: all intervals, zero, the margins, and a gutter
// of two fifths on the left for the labels.
func (f *Forest) Scale() {
	low, high := -f.Margin, f.Margin
	for _, r := range f.Rows {
		low, high = math.Min(low, r.Low), math.Max(high, r.High)
	}
	step := niceStep(high-low, 5)
	first, last := math.Floor(low/step), math.Ceil(high/step)
	for k := first; k <= last; k++ {
		f.ticks = append(f.ticks, Tidy(k*step))
	}
	f.axisHigh = last*step + (last-first)*step*.03
	f.axisLow = first*step - (last-first)*step*.42
	f.labelAt = f.axisLow
}

// dataCells are the chart's own numbers beside table row i: label, position twice
// (for the two ends of the interval) and the place of the label.
func (f *Forest) dataCells(i int) []Cell {
	position := float64(len(f.Rows) - i)
	small := Body().Muted().As("0.0")
	return []Cell{Plain(f.Rows[i].Label, Body().Muted()), {Value: position, Look: small}, {Value: position, Look: small}, {Value: f.labelAt, Look: small}}
}

// MaxForestLabel cuts a label that would wrap or run into the intervals.
const MaxForestLabel = 18

func (f *Forest) ref(c1, r1, c2, r2 int) string { return Fixed(f.Sheet, c1, r1, c2, r2) }

// chart builds the plot; guide is the row of the sheet that holds the guide lines.
func (f *Forest) chart(at string, guide int) Chart {
	main := f.base()
	main.Title = ChartTitle(f.Title)
	for i, color := range []string{chartLine, ChartRest, ChartRest} {
		line := excelize.LineOptions{Type: excelize.LineSolid, Width: 1, Fill: Solid(color)}
		if i > 0 {
			line.Dash = excelize.LineDashDash
		}
		main.Series = append(main.Series, excelize.ChartSeries{Name: f.ref(f.Data+4, guide+i, f.Data+4, guide+i),
			Categories: f.ref(f.Data+5, guide+i, f.Data+6, guide+i), Values: f.ref(f.Data+7, guide+i, f.Data+8, guide+i),
			Fill: Solid(color), Line: line, Marker: excelize.ChartMarker{Symbol: "none"}})
	}
	scale, n := f.tickColumn(), len(f.ticks)
	line := excelize.LineOptions{Type: excelize.LineSolid, Width: 1, Fill: Solid(ChartRest)}
	main.Series = append(main.Series, excelize.ChartSeries{Name: f.ref(scale, guide, scale, guide),
		Categories: f.ref(scale, guide+1, scale+n-1, guide+1), Values: f.ref(scale, guide+2, scale+n-1, guide+2),
		Fill: Solid(ChartRest), Line: line, Marker: excelize.ChartMarker{Symbol: "plus", Size: 5, Border: line}})
	labels := f.base()
	labels.PlotArea.ShowSerName = true
	for k := range f.ticks {
		labels.Series = append(labels.Series, excelize.ChartSeries{Name: f.ref(scale+k, guide, scale+k, guide),
			Categories: f.ref(scale+n+k, guide+1, scale+n+k, guide+1), Values: f.ref(scale+n+k, guide+2, scale+n+k, guide+2),
			Line: excelize.LineOptions{Type: excelize.LineNone}, Marker: excelize.ChartMarker{Symbol: "none"}})
	}
	for _, r := range f.Rows {
		color, symbol := r.Color, r.Symbol
		name := f.ref(f.Data, r.Row, f.Data, r.Row)
		main.Series = append(main.Series,
			excelize.ChartSeries{Name: name, Categories: f.ref(f.Value+1, r.Row, f.Value+2, r.Row), Values: f.ref(f.Data+1, r.Row, f.Data+2, r.Row),
				Fill: Solid(color), Line: excelize.LineOptions{Type: excelize.LineSolid, Width: 2, Fill: Solid(color)}, Marker: excelize.ChartMarker{Symbol: "none"}},
			excelize.ChartSeries{Name: name, Categories: f.ref(f.Value, r.Row, f.Value, r.Row), Values: f.ref(f.Data+1, r.Row, f.Data+1, r.Row),
				Fill: Solid(color), Line: excelize.LineOptions{Type: excelize.LineNone},
				Marker: excelize.ChartMarker{Symbol: symbol, Size: 8, Fill: Solid(color), Border: excelize.LineOptions{Type: excelize.LineSolid, Width: .75, Fill: Solid(color)}}})
		labels.Series = append(labels.Series, excelize.ChartSeries{Name: name, Categories: f.ref(f.Data+3, r.Row, f.Data+3, r.Row),
			Values: f.ref(f.Data+1, r.Row, f.Data+1, r.Row), Line: excelize.LineOptions{Type: excelize.LineNone}, Marker: excelize.ChartMarker{Symbol: "none"}})
	}
	return Chart{at: at, Main: main, combo: []*excelize.Chart{labels}}
}

func (f *Forest) base() *excelize.Chart {
	top, bottom := float64(len(f.Rows))+.6, -.8
	return &excelize.Chart{Type: excelize.Scatter, Format: OneCell(), Legend: excelize.ChartLegend{Position: "none"},
		Dimension: excelize.ChartDimension{Width: f.Width, Height: forestHeight(len(f.Rows))}, ShowBlanksAs: "gap",
		XAxis: excelize.ChartAxis{None: true, Minimum: &f.axisLow, Maximum: &f.axisHigh},
		YAxis: excelize.ChartAxis{None: true, Minimum: &bottom, Maximum: &top}}
}

// tickColumn is the first of the columns that hold the scale: one for each tick,
// then one for the place of each tick's number.
func (f *Forest) tickColumn() int { return f.Data + 9 }

// tickLabelAt is where a number is put to stand in the middle under its tick, since
// labels stand to the right of their points: half its width and the usual distance
// to the left, in pixels, on a plot a little narrower than the chart.
func (f *Forest) tickLabelAt(t float64) float64 {
	pixels := 5 + 2.8*float64(utf8.RuneCountInString(tickWord(t)))
	return t - pixels*(f.axisHigh-f.axisLow)/(.94*float64(f.Width))
}

// guideRows are the cells of the three guide lines, zero and the margin on both
// sides, and beside them those of the scale: words, positions, heights.
func (f *Forest) guideRows() [][]Cell {
	small := Body().Muted().As("0.0")
	n := func(x float64) Cell { return Cell{Value: x, Look: small} }
	top := float64(len(f.Rows)) + .6
	var rows [][]Cell
	for i, x := range []float64{0, -f.Margin, f.Margin} {
		row := []Cell{{Value: []string{words.GuideZero, words.GuideMargin, words.GuideMargin}[i], Look: Body().Muted()}, n(x), n(x), n(.4), n(top)}
		for _, t := range f.ticks {
			row = append(row, []Cell{Plain(tickWord(t), Body().Muted()), n(t), n(.4)}[i])
		}
		for _, t := range f.ticks {
			row = append(row, []Cell{{}, n(f.tickLabelAt(t)), n(-.3)}[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// tickWord is a text, so that every reader prints it as it stands.
func tickWord(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), "-", "−", 1)
}

// PlaceForests puts each plot beside the first row of its stage, or under the
// plot before it, and writes its own numbers into the columns on the right.
func PlaceForests(p *Page, forests []*Forest) {
	free, top := p.HeadRow+1, 1
	for _, f := range forests {
		start := max(free, f.First)
		end := max(f.Last+1, p.RowBelow(start, float64(forestHeight(len(f.Rows)))*.75+12))
		// Under a table the first plot begins a page; on a sheet of several pages' width the
		// scale of print is no more than a guess, so that each does.
		under := f.Beside == 1 && (f == forests[0] || p.PagesWide > 1)
		if (p.between(top, end) > .95*p.PageHeight() || under) && start > p.HeadRow+1 {
			top = max(f.First, free) // below the plot before, which a break would cut
			p.breaks = append(p.breaks, top)
		}
		for i, r := range f.Rows {
			p.Put(r.Row, f.Data, f.dataCells(i))
		}
		for i, g := range f.guideRows() {
			p.Put(f.Rows[0].Row+i, f.Data+4, g)
		}
		start = max(start, top)
		p.Charts = append(p.Charts, f.chart(At(forests[0].Beside, start), f.Rows[0].Row))
		free = p.RowBelow(start, float64(forestHeight(len(f.Rows)))*.75+12)
	}
	for p.Next() < free {
		p.Add()
	}
	if len(forests) > 0 {
		p.Put(p.HeadRow, forests[0].Data, []Cell{Plain(words.ChartNumbers, Body().Muted())})
	}
}
