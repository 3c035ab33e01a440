package reports

import (
	"math"

	"github.com/xuri/excelize/v2"
)

// Colours of charts: told apart by their lightness too, for print in grey and for
// people who see colours differently.
const (
	chartWeak    = "C2571A"
	chartRelated = "1F5A94"
	chartRest    = "9AA5B1"
	chartAlert   = "A63D00"
	chartCalm    = "2F7D32"
	chartDoubt   = "52606D"
	chartLine    = "7B8794"
)

func chartFont(size float64) excelize.Font {
	return excelize.Font{Family: fontName, Size: size, Color: inkBody}
}

func chartTitle(s string) excelize.ChartTitle {
	f := chartFont(11)
	f.Bold = true
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: clean(s), Font: &f}}}
}

func axisTitle(s string) excelize.ChartTitle {
	f := chartFont(9)
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: clean(s), Font: &f}}}
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// oneCell anchors a chart with its own size, so that rows of any height don't
// stretch it.
func oneCell() excelize.GraphicOptions {
	return excelize.GraphicOptions{Positioning: "oneCell", OffsetX: 6, OffsetY: 4}
}

// barChart is a chart of bars, one per category, of one or more series.
type barChart struct {
	title, axis   string
	kind          excelize.ChartType
	format        string
	width, height uint
	labels        bool
	series        []excelize.ChartSeries
	min, max      *float64
	reverse       bool
}

func (b barChart) at(cell string) chart {
	gap := uint(60)
	c := &excelize.Chart{Type: b.kind, Series: b.series, Format: oneCell(), Title: chartTitle(b.title), GapWidth: &gap,
		Dimension: excelize.ChartDimension{Width: b.width, Height: b.height}, ShowBlanksAs: "gap",
		Legend:   excelize.ChartLegend{Position: "bottom"},
		XAxis:    excelize.ChartAxis{Font: chartFont(9), ReverseOrder: b.reverse, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis:    excelize.ChartAxis{Font: chartFont(9), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: b.format}, Title: axisTitle(b.axis), Minimum: b.min, Maximum: b.max},
		PlotArea: excelize.ChartPlotArea{ShowVal: b.labels, NumFmt: excelize.ChartNumFmt{CustomNumFmt: b.format}}}
	if len(b.series) == 1 {
		c.Legend.Position = "none"
	}
	return chart{at: cell, main: c}
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
