package reports

import (
	"fmt"
	"unicode/utf8"

	"weaksignal/audit/result"
)

// Columns of Effects, from 1. Estimate, low and high stand side by side for the
// forest plot.
const (
	effectValue = 5
	effectChart = 11 // where charts begin
	effectData  = 22 // the chart's own numbers, not printed
)

// effectsPage shows the adjusted differences: a table and, beside it, a forest
// plot for each stage.
func (d *draft) effectsPage() *page {
	widths := []float64{17, 23, 11, 19, 10, 9, 9, 9, 9.5, 1}
	for len(widths) < effectData-1 {
		widths = append(widths, 9)
	}
	p := newPage(sheetEffects, append(widths, 22, 9, 9, 9, 16, 8, 8, 8, 8)...)
	p.printColumns = effectData - 1
	p.minHeight = 20
	p.title(sheetEffects)
	p.note(effectsNote)
	p.add(backLink())
	rows, forests := d.effectRows(p.next() + 1)
	columns := []column{{head: "Stage"}, {head: "Signal"}, {head: "Counts as"}, {head: "Verdict"}, {head: "Adjusted difference (points)"},
		{head: "Range from"}, {head: "Range to"}, {head: "p"}, {head: "Adjusted p"}}
	first, last := p.grid("effects", columns, rows)
	markVerdicts(p, 4, first, last)
	p.placeForests(forests)
	return p
}

// forestLabel marks job-related and context signals, as one signal may count as
// several.
func (d *draft) forestLabel(s result.SignalResult) string {
	label, mark := d.label(s.Signal), ""
	if s.Block != result.Weak {
		mark = " *"
	}
	if utf8.RuneCountInString(label+mark) > maxForestLabel {
		label = sentenceCase(underscored(s.Signal)) // shorter than the label, as a rule
	}
	return fitLine(label, maxForestLabel-len(mark)) + mark
}

// effectRows fills the table and one forest for each stage.
func (d *draft) effectRows(start int) ([][]cell, []*forest) {
	var rows [][]cell
	var forests []*forest
	for i, st := range d.res.Stages {
		f := &forest{sheet: sheetEffects, value: effectValue, data: effectData, width: 760,
			title: fmt.Sprintf(titleForest, stageName(st.Stage)), margin: st.Margin * 100}
		for j, s := range st.Signals {
			row := start + len(rows)
			sh := d.shown.signal(i, j)
			rows = append(rows, d.effectRow(st, s, sh))
			e := guarded(s.Adjusted.AverageMarginalEffect, st, sh)
			if sh < allHidden && e.Estimable() && e.Low != nil && e.High != nil {
				f.rows = append(f.rows, forestRow{row, d.forestLabel(s), *e.Value * 100, *e.Low * 100, *e.High * 100, s.Verdict})
			}
		}
		if len(f.rows) > 0 {
			f.last = start + len(rows) - 1
			f.first = f.last - len(st.Signals) + 1
			f.scale()
			forests = append(forests, f)
		}
	}
	return rows, forests
}

func (d *draft) effectRow(st result.StageResult, s result.SignalResult, sh shade) []cell {
	cells := []cell{text(stageName(st.Stage)), text(d.signalText(st, s)), text(blockName(s.Block)), plain(verdictWord(s.Verdict), body().boxed().strong())}
	if sh >= allHidden {
		return append(cells, withheldCells(5)...)
	}
	cells = append(cells, estimate(guarded(s.Adjusted.AverageMarginalEffect, st, sh), 100, asPoints)...)
	p, adjusted := s.Adjusted.DecisiveP()
	return append(cells, probability(p), probability(adjusted))
}

// placeForests puts each plot beside the first row of its stage, or under the
// plot before it, and writes its own numbers into the columns on the right.
func (p *page) placeForests(forests []*forest) {
	free, top := p.headRow+1, 1
	for _, f := range forests {
		start := max(free, f.first)
		end := max(f.last+1, p.rowBelow(start, float64(forestHeight(len(f.rows)))*.75+12))
		if p.between(top, end) > p.pageHeight() && start > p.headRow+1 {
			top = max(f.first, free) // below the plot before, which a break would cut
			p.breaks = append(p.breaks, top)
		}
		for i, r := range f.rows {
			p.put(r.row, f.data, f.dataCells(i))
		}
		for i, g := range f.guideRows() {
			p.put(f.rows[0].row+i, f.data+4, g)
		}
		start = max(start, top)
		p.charts = append(p.charts, f.chart(at(effectChart, start), f.rows[0].row))
		free = p.rowBelow(start, float64(forestHeight(len(f.rows)))*.75+12)
	}
	for p.next() < free {
		p.add()
	}
	if len(forests) > 0 {
		p.put(p.headRow, effectData, []cell{plain(chartNumbers, body().muted())})
	}
}

// put writes cells into an existing or a later row from the given column on.
func (p *page) put(row, column int, cells []cell) {
	for p.next() <= row {
		p.add()
	}
	ln := &p.lines[row-1]
	for len(ln.cells) < column-1+len(cells) {
		ln.cells = append(ln.cells, cell{})
	}
	copy(ln.cells[column-1:], cells)
}

// between is the height of rows from, up to and without to.
func (p *page) between(from, to int) float64 {
	_, below := p.size(min(to-1, len(p.lines)))
	_, above := p.size(min(from-1, len(p.lines)))
	return below - above
}

// rowBelow is the first row that lies at least so many points under the top of the
// given one.
func (p *page) rowBelow(row int, points float64) int {
	for ; points > 0; row++ {
		height := 15.0
		if row <= len(p.lines) && p.lines[row-1].height > 0 {
			height = p.lines[row-1].height
		}
		points -= height
	}
	return row
}
