package page

import (
	"math"

	"weaksignal/reports/words"
)

// Height of a page in points that blocks may fill: the paper less margins, header and
// footer, and two hundredths for what renderers differ by.
func (p Paper) Height() float64 {
	if p == Letter {
		return 682
	}
	return 732
}

// sized blocks know how much of a page they take.
type sized interface{ height() float64 }

// cutter blocks can be shortened.
type cutter interface {
	sized
	cut() *Cut
	drop()
	Len() int
}

func (c *Cut) cut() *Cut { return c }

func (l *List) drop()  { l.Items = l.Items[:len(l.Items)-1] }
func (t *Table) drop() { t.Rows = t.Rows[:len(t.Rows)-1] }

// drop takes the last row, or the last part where there are several and only whole ones
// go, and the heading that would be left with nothing under it.
func (p *Plot) drop() {
	n := len(p.Rows) - 1
	if p.Whole {
		for at := n; at > 0; at-- {
			if p.Rows[at].Part {
				n = at
				break
			}
		}
	}
	p.Rows = p.Rows[:n]
	for n := len(p.Rows); n > 0 && p.Rows[n-1].Part; n = len(p.Rows) {
		p.Rows = p.Rows[:n-1]
	}
}

// rows counts what a block holds, headings of parts left out.
func rows(c cutter) int {
	p, ok := c.(*Plot)
	if !ok {
		return c.Len()
	}
	n := 0
	for _, r := range p.Rows {
		if !r.Part {
			n++
		}
	}
	return n
}

// fit shortens a page until it holds: of the blocks that give the readiest, of equal ones
// the longest, one row at a time. What nobody gives is shrunk by the printer, for which the fixed blocks are
// bounded in their words.
func fit(p *Page, paper Paper, first bool) {
	for _, b := range p.Blocks {
		if plot, ok := b.(*Plot); ok {
			plot.oneLine()
		}
	}
	for Over(p, paper, first) > 0 {
		var best cutter
		for _, b := range p.Blocks {
			c, ok := b.(cutter)
			if !ok || c.cut().Give == 0 || c.Len() <= c.cut().Least {
				continue
			}
			if best == nil || c.cut().Give > best.cut().Give || c.cut().Give == best.cut().Give && c.Len() > best.Len() {
				best = c
			}
		}
		if best == nil {
			break
		}
		before := rows(best)
		best.drop()
		best.cut().More += before - rows(best)
	}
	for _, b := range p.Blocks {
		if plot, ok := b.(*Plot); ok {
			plot.scale()
		}
	}
}

func total(p *Page) float64 {
	sum := 0.0
	for _, b := range p.Blocks {
		if s, ok := b.(sized); ok {
			sum += s.height()
		}
	}
	return sum
}

// scale fixes the axis: all values, ranges and guides, at round numbers.
func (p *Plot) scale() {
	low, high := math.Inf(1), math.Inf(-1)
	see := func(x *float64) {
		if x != nil {
			low, high = min(low, *x), max(high, *x)
		}
	}
	for _, r := range p.Rows {
		see(r.Value)
		see(r.Low)
		see(r.High)
	}
	for _, g := range p.Guides {
		see(&g.At)
	}
	if p.Kind != Forest || math.IsInf(low, 0) {
		low, high = min(low, 0), max(high, 0)
	}
	if high-low < 1e-9 {
		high = low + 1
	}
	parts := 4
	if p.Kind == Funnel && high >= 10000 { // long numbers would touch
		parts = 2
	}
	step := niceStep(high-low, parts)
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	p.Low, p.High, p.Ticks = first*step, last*step, nil
	for k := first; k <= last; k++ {
		p.Ticks = append(p.Ticks, Tick{At: k * step, Text: p.tick(k * step)})
	}
}

// tick writes a number of the axis: fractions in points or percent, people as they are.
func (p *Plot) tick(x float64) string {
	if p.Kind != Funnel {
		x *= 100
	}
	digits := 0
	if math.Abs(x-math.Round(x)) > 1e-6 {
		digits = 1
	}
	return words.Figure(x, digits)
}

// niceStep is 1, 2 or 5 times a power of ten that cuts the span into about n parts.
func niceStep(span float64, n int) float64 {
	raw := span / float64(n)
	unit := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if raw <= m*unit*1.0001 {
			return m * unit
		}
	}
	return 10 * unit
}

// oneLine keeps the rows of a plot to a line each, so that the picture is even.
func (p *Plot) oneLine() {
	for i := range p.Rows {
		if r := &p.Rows[i]; !r.Part {
			r.Label = oneLine(r.Label, p.Label.Span)
		}
	}
}

// Over is by how many points a fitted page is higher than its paper; 0 or less where it
// holds.
func Over(p *Page, paper Paper, first bool) float64 { return total(p) - room(paper, first) }

// room is what a page has for its blocks.
func room(paper Paper, first bool) float64 {
	if first {
		return paper.Height() - HeightTitle - lineHeight(SizeNote) - 3
	}
	return paper.Height() - HeightTitle
}
