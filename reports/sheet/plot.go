package sheet

import "github.com/xuri/excelize/v2"

// Strip is a picture that stands beside rows of cells: each of its rows at the height of
// theirs, with a bar, a range and a mark. Its numbers are cells of the same sheet.
type Strip struct {
	Sheet string
	// Column and Row of the cell that the picture begins at; Width and Height of its
	// rows in pixels, Axis what the scale takes below them (0 = no scale is drawn).
	Column, Row         int
	Width, Height, Axis int
	Low, High, Step     float64
	Alt                 string
	Rows                []StripRow
	Guides              []StripGuide
}

// StripRow is one row: where its numbers stand. Columns from Data on hold the label,
// low, high, twice the height, where the bar begins, the value, zero, the inner value, and
// twice the height of the range: under a bar, as renderers differ in what they draw on top.
type StripRow struct {
	Data, Row int
	// Color of all; Mark "" = none.
	Color, Mark              string
	Bar, Range, Inner, Value bool
}

// StripGuide is a line across all rows: Columns from Data on hold its name, twice its
// place, and both ends of its height.
type StripGuide struct {
	Data, Row int
	Dashed    bool
}

// StripCells is how many columns the numbers of a row take.
const StripCells = 11

const (
	barWidth   = 6.0
	rangeWidth = 1.5
	sidePixels = 9
)

// Chart draws the strip.
func (s *Strip) Chart() Chart {
	bottom, top := 0.0, float64(s.Height)
	c := &excelize.Chart{Type: excelize.Scatter, Format: OneCell(), Legend: excelize.ChartLegend{Position: "none"}, ShowBlanksAs: "gap",
		Dimension: excelize.ChartDimension{Width: uint(s.Width), Height: uint(s.Height + s.Axis)},
		XAxis: excelize.ChartAxis{Minimum: &s.Low, Maximum: &s.High, MajorUnit: s.Step, MajorGridLines: true, Font: ChartFont(9),
			TickLabelPosition: excelize.ChartTickLabelLow, NumFmt: excelize.ChartNumFmt{CustomNumFmt: `#,##0.##;−#,##0.##`}},
		YAxis: excelize.ChartAxis{None: true, Minimum: &bottom, Maximum: &top}}
	if s.Axis == 0 {
		c.XAxis.TickLabelPosition = excelize.ChartTickLabelNone
	}
	if s.Step >= 1 {
		c.XAxis.NumFmt.CustomNumFmt = `#,##0;−#,##0`
	}
	c.Format.OffsetX, c.Format.OffsetY, c.Format.AltText = 0, 0, s.Alt
	for _, g := range s.Guides {
		line := excelize.LineOptions{Type: excelize.LineSolid, Width: 1, Fill: Solid(chartLine)}
		if g.Dashed {
			line.Dash = excelize.LineDashDash
		}
		c.Series = append(c.Series, s.series(g.Data, g.Row, 1, 2, 3, 4, line, chartLine))
	}
	for _, r := range s.Rows {
		s.draw(c, r)
	}
	side := float64(sidePixels) / float64(s.Width)
	return Chart{at: At(s.Column, s.Row), Main: c, inner: &inner{x: side, w: 1 - 2*side, h: float64(s.Height) / float64(s.Height+s.Axis), step: s.Step}}
}

func (s *Strip) draw(c *excelize.Chart, r StripRow) {
	thick := func(width float64, color string) excelize.LineOptions {
		return excelize.LineOptions{Type: excelize.LineSolid, Width: width, Fill: Solid(color)}
	}
	ink := r.Color
	if r.Bar {
		light := r.Color
		if r.Inner {
			light = ChartRest
		}
		c.Series = append(c.Series, s.series(r.Data, r.Row, 5, 6, 3, 4, thick(barWidth, light), light))
		ink = inkBody
	}
	if r.Inner {
		c.Series = append(c.Series, s.series(r.Data, r.Row, 7, 8, 3, 4, thick(barWidth, r.Color), r.Color))
	}
	if r.Range {
		c.Series = append(c.Series, s.series(r.Data, r.Row, 1, 2, 9, 10, thick(rangeWidth, ink), ink))
	}
	if r.Value && r.Mark != "" {
		mark := s.series(r.Data, r.Row, 6, 6, 3, 3, excelize.LineOptions{Type: excelize.LineNone}, r.Color)
		mark.Marker = excelize.ChartMarker{Symbol: r.Mark, Size: 8, Fill: Solid(r.Color), Border: excelize.LineOptions{Type: excelize.LineSolid, Width: .75, Fill: Solid(r.Color)}}
		c.Series = append(c.Series, mark)
	}
}

// series joins two points, or has one: columns of places and of heights after Data.
func (s *Strip) series(data, row, x1, x2, y1, y2 int, line excelize.LineOptions, color string) excelize.ChartSeries {
	return excelize.ChartSeries{Name: Fixed(s.Sheet, data, row, data, row), Categories: Fixed(s.Sheet, data+x1, row, data+x2, row),
		Values: Fixed(s.Sheet, data+y1, row, data+y2, row), Fill: Solid(color), Line: line, Marker: excelize.ChartMarker{Symbol: "none"}}
}
