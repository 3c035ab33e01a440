package sheet

import (
	"math"

	"github.com/xuri/excelize/v2"
)

// Colours of charts: told apart by their lightness too, for print in grey and for
// people who see colours differently.
const (
	ChartWeak    = "C2571A"
	ChartRelated = "1F5A94"
	ChartRest    = "9AA5B1"
	ChartBar     = "5B8FC7" // light enough for a range on it
	ChartAlert   = "A63D00"
	ChartCalm    = "2F7D32"
	ChartDoubt   = "52606D"
	chartLine    = "7B8794"
)

func ChartFont(size float64) excelize.Font {
	return excelize.Font{Family: fontName, Size: size, Color: inkBody}
}

func ChartTitle(s string) excelize.ChartTitle {
	f := ChartFont(11)
	f.Bold = true
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: Clean(s), Font: &f}}}
}

func AxisTitle(s string) excelize.ChartTitle {
	f := ChartFont(9)
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: Clean(s), Font: &f}}}
}

func Solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// OneCell anchors a chart with its own size, so that rows of any height don't
// stretch it.
func OneCell() excelize.GraphicOptions {
	return excelize.GraphicOptions{Positioning: "oneCell", OffsetX: 6, OffsetY: 4}
}

// Bars is a chart of bars, one per category, of one or more series.
type Bars struct {
	Title, axis   string
	Kind          excelize.ChartType
	Format        string
	Width, Height uint
	Labels        bool
	Series        []excelize.ChartSeries
	Min, Max      *float64
	Reverse       bool
}

func (b Bars) At(cell string) Chart {
	gap := uint(60)
	c := &excelize.Chart{Type: b.Kind, Series: b.Series, Format: OneCell(), Title: ChartTitle(b.Title), GapWidth: &gap,
		Dimension: excelize.ChartDimension{Width: b.Width, Height: b.Height}, ShowBlanksAs: "gap",
		Legend:   excelize.ChartLegend{Position: "bottom"},
		XAxis:    excelize.ChartAxis{Font: ChartFont(9), ReverseOrder: b.Reverse, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis:    excelize.ChartAxis{Font: ChartFont(9), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: b.Format}, Title: AxisTitle(b.axis), Minimum: b.Min, Maximum: b.Max},
		PlotArea: excelize.ChartPlotArea{ShowVal: b.Labels, NumFmt: excelize.ChartNumFmt{CustomNumFmt: b.Format}}}
	if len(b.Series) == 1 {
		c.Legend.Position = "none"
	}
	return Chart{at: cell, Main: c}
}

// niceStep is a tick distance of 1, 2 or 5 times a power of ten that cuts the span
// into about n parts.
func niceStep(span float64, n int) float64 {
	raw := span / float64(n)
	unit := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if raw <= m*unit {
			return m * unit
		}
	}
	return 10 * unit
}
