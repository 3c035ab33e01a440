package page

import (
	"strings"

	"weaksignal/reports/words"
)

// Sizes of type in points, the same in both files; printed they stay over nine, as a
// page is shrunk by at most a twentieth.
const (
	SizeTitle    = 16.0
	SizeHeadline = 12.5
	SizeHeading  = 11.5
	SizeBody     = 10.0
	SizeTable    = 9.5
	SizeNote     = 9.5
)

// Grid is the number of columns of a page, and Unit the width of one in points.
const (
	Grid = 24
	Unit = 18.75
)

// widths of Helvetica, and of Arial, from space to ~, in thousandths of the size
// (Adobe's font metrics for the standard 14 fonts).
const widths = "278278355556556889667191333333389584278333278278556556556556556556556556556556278278584584584556" +
	"1015667667722722667611778722278500667556833722778667778722667611722667944667667611278278278469556333" +
	"556556500556556278556556222222500222833556556556556333500278556500722500500500334260334584"

func glyph(r rune) float64 {
	switch {
	case r == '@':
		return 1015
	case r < ' ' || r > '~':
		return 600 // accented letters and signs
	}
	at := int(r-' ') * 3
	if r > '@' {
		at++ // the one glyph over 999
	}
	w := widths[at : at+3]
	return float64(w[0]-'0')*100 + float64(w[1]-'0')*10 + float64(w[2]-'0')
}

// textWidth is how wide a text is, in points.
func textWidth(s string, size float64, bold bool) float64 {
	sum := 0.0
	for _, r := range s {
		sum += glyph(r)
	}
	sum *= 1.03 // fonts that stand in for Arial are wider, more than the columns that go with them
	if bold {
		sum *= 1.1
	}
	return sum * size / 1000
}

// cellPadding is what a cell keeps free at both sides together.
const cellPadding = 7.0

// linesIn is how many lines a text takes in so many points of width.
func linesIn(s string, width, size float64, bold bool) int {
	room, total := (width-cellPadding)*.985, 0
	for part := range strings.SplitSeq(s, "\n") {
		lines, used := 1, 0.0
		for _, word := range strings.Fields(part) {
			w, space := textWidth(word, size, bold), textWidth(" ", size, bold)
			if used > 0 && used+space+w > room {
				lines, used = lines+1, 0
			} else if used > 0 {
				used += space
			}
			used += w
			for used > room {
				lines, used = lines+1, used-room
			}
		}
		total += lines
	}
	return max(total, 1)
}

// oneLine cuts a text to what one line of so many columns holds.
func oneLine(s string, span int) string {
	for r := []rune(s); linesIn(s, float64(span)*Unit, SizeTable, false) > 1 && len(r) > 1; {
		r = r[:len(r)-1]
		s = strings.TrimRight(string(r), " …") + "…"
	}
	return s
}

// lineHeight of type of a size, in points.
func lineHeight(size float64) float64 { return size*1.25 + .25 }

// TextHeight is the height of a paragraph across the page.
func TextHeight(s string, size float64, bold bool) float64 {
	return snap(float64(linesIn(s, Grid*Unit, size, bold))*lineHeight(size) + 2)
}

// snap rounds up to three quarters of a point, a pixel of a screen.
func snap(x float64) float64 {
	const pixel = .75
	n := int(x / pixel)
	if float64(n)*pixel < x-1e-9 {
		n++
	}
	return float64(n) * pixel
}

// HeadHeight and RowHeight are the heights of a table's rows.
func HeadHeight(columns []Column) float64 {
	lines := 1
	for _, c := range columns {
		lines = max(lines, linesIn(c.Head, float64(c.Span)*Unit, SizeTable, true))
	}
	return snap(float64(lines)*lineHeight(SizeTable) + 3)
}

// RowHeight is the height of a row with these cells.
func RowHeight(columns []Column, cells []Cell) float64 {
	lines := 1
	for i, c := range cells {
		lines = max(lines, linesIn(c.Text, float64(columns[i].Span)*Unit, SizeTable, c.Tone == Alert))
	}
	return snap(float64(lines)*lineHeight(SizeTable) + 3)
}

// PlotRowHeight is that of a row of a plot.
func (p *Plot) PlotRowHeight(r Row) float64 {
	if r.Part {
		return snap(float64(linesIn(r.Label, Grid*Unit, SizeTable, true))*lineHeight(SizeTable) + 4)
	}
	columns := append([]Column{p.Label}, p.Columns...)
	return RowHeight(columns, append([]Cell{{Text: r.Label}}, r.Cells...))
}

// Heights that do not depend on words.
const (
	HeightTitle   = 24.0
	HeightHeading = 20.25
	HeightAxis    = 18.0
	HeightGap     = 6.0
	HeightSign    = 27.0
)

func (h *Headline) height() float64 { return TextHeight(h.Text, SizeHeadline, true) + HeightGap }
func (h *Heading) height() float64  { return HeightHeading }

// Line is an item with its number or dot.
func (l *List) Line(i int) string {
	if l.Numbered {
		return words.Grouped(i+1) + ". " + l.Items[i]
	}
	return "• " + l.Items[i]
}
func (t *Text) height() float64 {
	return TextHeight(t.Text, t.Size(), false) + map[TextKind]float64{Caution: HeightGap}[t.Kind]
}

// Size of the type of a text.
func (t *Text) Size() float64 {
	if t.Kind == Note {
		return SizeNote
	}
	return SizeBody
}

func (l *List) height() float64 {
	sum := headingHeight(l.Heading) + moreHeight(&l.Cut)
	for i := range l.Items {
		sum += TextHeight(l.Line(i), SizeBody, false)
	}
	return sum
}

func (t *Table) height() float64 {
	sum := headingHeight(t.Heading) + HeadHeight(t.Columns) + moreHeight(&t.Cut) + HeightGap
	for _, r := range t.Rows {
		if t.Lines {
			sum += HeightSign
			continue
		}
		sum += RowHeight(t.Columns, r)
	}
	return sum
}

func (p *Plot) height() float64 {
	sum := headingHeight(p.Heading) + HeadHeight(append([]Column{p.Label, {Head: p.Axis, Span: p.Span}}, p.Columns...)) + HeightAxis + moreHeight(&p.Cut) + HeightGap
	for _, r := range p.Rows {
		sum += p.PlotRowHeight(r)
	}
	return sum
}

func headingHeight(s string) float64 {
	if s == "" {
		return 0
	}
	return HeightHeading
}

func moreHeight(c *Cut) float64 {
	if c.More == 0 {
		return 0
	}
	return TextHeight(c.MoreNote(), SizeNote, false)
}
