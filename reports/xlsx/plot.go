package xlsx

import (
	"math"

	"weaksignal/reports/page"
	"weaksignal/reports/sheet"
)

// dataColumn is the first of the columns that hold the numbers of pictures, to the right
// of the page.
const dataColumn = page.Grid + 2

const pixelsPerPoint = 4.0 / 3

// underBar is how far a range lies under the middle of its row, in pixels.
const underBar = 5.0

// plot lays out the rows of a picture and the charts between their cells, one for each
// run of rows; the last has the scale.
func (l *layer) plot(p *page.Plot) {
	l.heading(p.Heading)
	columns := append([]page.Column{p.Label, {Head: p.Axis, Span: p.Span}}, p.Columns...)
	l.heads(columns)
	l.Put(l.Next()-1, dataColumn, []sheet.Cell{sheet.Plain(chartNumbers, sheet.Body().Muted())})
	var run []int
	last := len(p.Rows) - 1
	for last >= 0 && p.Rows[last].Part {
		last--
	}
	for i, r := range p.Rows {
		if r.Part {
			l.strip(p, run, false)
			run = nil
			look := sheet.Body().Strong().Wrapped()
			look.Size = page.SizeTable
			l.across(r.Label, p.PlotRowHeight(r), look)
			continue
		}
		blank := append([]page.Cell{{Text: r.Label}, {}}, r.Cells...)
		l.AddHigh(p.PlotRowHeight(r), cells(columns, blank)...)
		run = append(run, i)
		if i == last {
			l.AddHigh(page.HeightAxis)
			l.strip(p, run, true)
			run = nil
		}
	}
	l.more(&p.Cut)
	l.gap()
}

const chartNumbers = "Numbers of the charts"

// strip draws the rows just laid, and writes their numbers.
func (l *layer) strip(p *page.Plot, run []int, scale bool) {
	if len(run) == 0 {
		return
	}
	above := l.Next() // the row after the last one
	if scale {
		above--
	}
	top := above - len(run)
	s := &sheet.Strip{Sheet: l.Name, Column: p.Label.Span + 1, Row: top, Width: int(float64(p.Span) * page.Unit * pixelsPerPoint), Low: shown(p, p.Low), High: shown(p, p.High), Alt: altOf(p, run)}
	if n := len(p.Ticks); n > 1 {
		s.Step = (s.High - s.Low) / float64(n-1)
	}
	if scale {
		s.Axis = int(page.HeightAxis * pixelsPerPoint)
	}
	for _, i := range run {
		s.Height += pixels(p.PlotRowHeight(p.Rows[i]))
	}
	y := float64(s.Height)
	for k, i := range run {
		r := p.Rows[i]
		height := float64(pixels(p.PlotRowHeight(r)))
		s.Rows = append(s.Rows, l.stripRow(p, r, top+k, y-height/2))
		y -= height
	}
	if !anyValue(p, run) {
		return
	}
	for k, g := range p.Guides {
		row, data := top, dataColumn+(k+1)*(sheet.StripCells+1) // beside the first row, which there always is
		at := shown(p, g.At)
		l.Put(row, data, []sheet.Cell{muted(g.Name), muted(at), muted(at), muted(0.0), muted(float64(s.Height))})
		s.Guides = append(s.Guides, sheet.StripGuide{Data: data, Row: row, Dashed: g.Dashed})
	}
	l.Charts = append(l.Charts, s.Chart())
}

func anyValue(p *page.Plot, run []int) bool {
	for _, i := range run {
		if p.Rows[i].Value != nil {
			return true
		}
	}
	return false
}

func pixels(points float64) int { return int(math.Round(points * pixelsPerPoint)) }

// shown is a number as the scale has it: points and percents, people as they are.
func shown(p *page.Plot, x float64) float64 {
	if p.Kind != page.Funnel {
		x *= 100
	}
	return sheet.Tidy(math.Round(x*10) / 10)
}

func muted(v any) sheet.Cell {
	return sheet.Cell{Value: v, Look: sheet.Body().Muted()}
}

// stripRow writes a row's numbers and says what is drawn of them. A range without a
// limit runs to the end of the scale.
func (l *layer) stripRow(p *page.Plot, r page.Row, row int, y float64) sheet.StripRow {
	out := sheet.StripRow{Data: dataColumn, Row: row, Color: colorOf(p, r), Value: r.Value != nil, Bar: p.Kind != page.Forest && r.Value != nil, Inner: r.Inner != nil}
	cell := func(x *float64, beyond float64) sheet.Cell {
		if x == nil {
			return muted(shown(p, beyond))
		}
		return muted(shown(p, min(max(*x, p.Low), p.High)))
	}
	numbers := []sheet.Cell{muted(r.Label)}
	if r.Value == nil {
		l.Put(row, dataColumn, numbers)
		return out
	}
	out.Range = p.Kind != page.Funnel && (r.Low != nil || r.High != nil)
	if p.Kind == page.Forest {
		out.Mark = map[page.Tone]string{page.Alert: "triangle", page.Calm: "circle", page.Doubt: "diamond"}[r.Tone]
		if out.Mark == "" {
			out.Mark = "square"
		}
	}
	ranged, inner := y, cell(r.Inner, 0)
	if out.Bar && out.Range {
		y, ranged = y+underBar/2, y-underBar
	}
	numbers = append(numbers, cell(r.Low, p.Low), cell(r.High, p.High), muted(y), muted(y), inner, cell(r.Value, 0), muted(0.0), inner, muted(ranged), muted(ranged))
	l.Put(row, dataColumn, numbers)
	return out
}

func colorOf(p *page.Plot, r page.Row) string {
	switch {
	case p.Kind == page.Funnel && r.Inner == nil:
		return sheet.ChartRest // who entered; how many advanced is withheld
	case p.Kind == page.Funnel:
		return sheet.ChartRelated
	case r.Tone == page.Alert && p.Kind == page.Bars:
		return sheet.ChartWeak
	case r.Tone == page.Alert:
		return sheet.ChartAlert
	case p.Kind == page.Bars:
		return sheet.ChartBar
	case r.Tone == page.Calm:
		return sheet.ChartCalm
	case r.Tone == page.Doubt:
		return sheet.ChartDoubt
	}
	return sheet.ChartRelated
}

// maxAlt is how many characters a spreadsheet keeps of the words of a picture.
const maxAlt = 2000

// altOf are the words of a part of a picture, as many rows as there is room for.
func altOf(p *page.Plot, run []int) string {
	s := p.Heading + "."
	for _, i := range run {
		a := p.Rows[i].Alt
		if len(s)+len(a)+2 > maxAlt {
			return s + " …"
		}
		if a != "" {
			s += " " + a + "."
		}
	}
	return s
}
