package reports

import (
	"strings"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

const (
	reliancePart  = 3
	relianceValue = 4
	relianceShare = 13
	relianceData  = 17
)

func relianceColumns() []column {
	heads := []string{"Stage", "Level", "Part", "Explained", "Explained from", "Explained to", "Last in", "Last in from", "Last in to",
		"First in", "First in from", "First in to", "Share", "Share from", "Share to"}
	out := make([]column, len(heads))
	for i, h := range heads {
		out[i] = column{head: h}
	}
	return out
}

// reliancePage splits what the model explains over blocks and signals.
func (d *draft) reliancePage() *page {
	p := newPage(sheetReliance, 18, 13, 32, 12, 11, 11, 11, 11, 11, 9, 9, 9, 9, 9, 9, 2, 22, 12, 12)
	p.printColumns = relianceData - 2
	p.title(sheetReliance)
	p.note(relianceNote)
	p.add(backLink())
	var rows [][]cell
	start := p.next() + 1
	var split [][3]any // stage, weak share, job-related share
	firstSignal, lastSignal := 0, 0
	for i, st := range d.res.Stages {
		if st.Reliance == nil {
			continue
		}
		rows = append(rows, d.relianceRows(i, st)...)
		if firstSignal == 0 && len(st.Reliance.Signals) > 0 && d.shown.stages[i].shade() == open {
			lastSignal = start + len(rows) - 1
			firstSignal = lastSignal - len(st.Reliance.Signals) + 1
		}
		if weak, related, ok := shares(st.Reliance); ok && d.shown.stages[i].shade() == open {
			split = append(split, [3]any{stageName(st.Stage), weak, related})
		}
	}
	p.grid("reliance", relianceColumns(), rows)
	p.gap()
	d.relianceSummary(p)
	p.relianceCharts(split, firstSignal, lastSignal)
	return p
}

func (d *draft) relianceRows(i int, st result.StageResult) [][]cell {
	r := st.Reliance
	stage := text(stageName(st.Stage))
	if d.shown.stages[i].shade() != open {
		return [][]cell{append([]cell{stage, text(""), text(withheldReason)}, withheldCells(12)...)}
	}
	explained := append([]cell{stage, text(levelAll), text(partAll)}, estimate(r.Explained, 1, asPercent)...)
	rows := [][]cell{fill(explained, 15)}
	for _, b := range r.Blocks {
		row := append([]cell{stage, text(levelBlock), text(blockName(b.Block))}, estimate(b.Shapley, 1, asPercent)...)
		row = append(row, estimate(b.Unique, 1, asPercent)...)
		row = append(row, estimate(b.Alone, 1, asPercent)...)
		rows = append(rows, append(row, estimate(b.Share, 1, asPercent)...))
	}
	for _, s := range r.Signals {
		row := append([]cell{stage, text(levelSignal), text(d.partLabel(s.Signal, s.Block))}, estimate(s.Owen, 1, asPercent)...)
		row = fill(row, 12)
		rows = append(rows, append(row, estimate(s.Share, 1, asPercent)...))
	}
	return rows
}

// partLabel adds what a signal counts as, unless it is weak.
func (d *draft) partLabel(signal string, b result.Block) string {
	if b == result.Weak {
		return d.label(signal)
	}
	return d.label(signal) + " (" + strings.ToLower(blockName(b)) + ")"
}

// fill pads a row with empty cells.
func fill(row []cell, n int) []cell {
	for len(row) < n {
		row = append(row, emptyCell())
	}
	return row
}

// shares are both blocks' shares, if both are computed and neither is negative: a
// stack of bars shows nothing else.
func shares(r *result.Reliance) (weak, related float64, ok bool) {
	found := 0
	for _, b := range r.Blocks {
		if b.Share.Value == nil || *b.Share.Value < 0 {
			return 0, 0, false
		}
		switch b.Block {
		case result.Weak:
			weak = *b.Share.Value
			found++
		case result.JobRelated:
			related = *b.Share.Value
			found++
		}
	}
	return weak, related, found == 2
}

// relianceSummary holds one line per stage: changed selections, the permutation
// test, and the in-sample figures that peers print.
func (d *draft) relianceSummary(p *page) {
	p.heading(headReliance)
	p.head([]column{{head: "Stage"}, {head: "Permutation p"}, {head: "Held out"}, {head: "Changed selections"}, {head: "Changed from"}, {head: "Changed to"},
		{head: "If there were no effect"}, {head: "McFadden, signals"}, {head: "McFadden, all"}})
	var all []string
	for i, st := range d.res.Stages {
		r := st.Reliance
		if r == nil {
			continue
		}
		row := []cell{text(stageName(st.Stage)), probability(r.PermutationP), text(r.Folds)}
		if d.shown.stages[i].shade() != open {
			row[1] = hiddenCell(withheld)
			p.add(append(row, withheldCells(6)...)...)
			continue
		}
		row = append(row, estimate(r.ChangedSelections.Estimate, 1, asPercent)...)
		row = append(row, estimate(r.ChangedSelections.UnderNoEffect, 1, asPercent)[0],
			estimate(r.InSample.McFadden, 1, asNumber)[0], estimate(r.InSample.McFaddenTotal, 1, asNumber)[0])
		p.add(row...)
		missing := []namedEstimate{{partAll, r.Explained}, {"Changed selections", r.ChangedSelections.Estimate}}
		for _, b := range r.Blocks {
			missing = append(missing, namedEstimate{"Share", b.Share})
		}
		for _, w := range append([]string{reasons(missing...)}, r.Warnings...) {
			if w != "" {
				all = append(all, "• "+stageName(st.Stage)+": "+d.inWords(w))
			}
		}
	}
	for _, n := range all {
		p.note(n)
	}
	p.gap()
}

func (p *page) relianceCharts(split [][3]any, firstSignal, lastSignal int) {
	p.keepTogether(float64(110+26*(lastSignal-firstSignal+1)) * .75)
	row := p.next()
	if len(split) > 0 {
		top := p.headRow + 1
		p.put(p.headRow, relianceData, []cell{plain(chartNumbers, body().muted()), plain(blockWeak, body().muted()), plain(blockJobRelated, body().muted())})
		small := body().muted().as(asPercent)
		for i, s := range split {
			p.put(top+i, relianceData, []cell{plain(s[0].(string), body().muted()), {value: s[1], look: small}, {value: s[2], look: small}})
		}
		last := top + len(split) - 1
		full := 1.0
		c := barChart{title: titleSplit, kind: excelize.BarPercentStacked, format: "0%", width: 620, height: uint(130 + 34*len(split)), max: &full, reverse: true}
		for i, color := range []string{chartWeak, chartRelated} {
			col := relianceData + 1 + i
			c.series = append(c.series, excelize.ChartSeries{Name: fixed(p.name, col, p.headRow, col, p.headRow),
				Categories: fixed(p.name, relianceData, top, relianceData, last), Values: fixed(p.name, col, top, col, last), Fill: solid(color)})
		}
		p.charts = append(p.charts, c.at(at(1, row)))
	}
	height := 0.0
	if len(split) > 0 {
		height = float64(130+34*len(split)) * .75
	}
	if firstSignal > 0 {
		n := lastSignal - firstSignal + 1
		c := barChart{title: titleOwen, kind: excelize.Bar, format: "0.0%", width: 560, height: uint(110 + 26*n), reverse: true,
			series: []excelize.ChartSeries{{Name: titleOwen, Categories: fixed(p.name, reliancePart, firstSignal, reliancePart, lastSignal),
				Values: fixed(p.name, relianceValue, firstSignal, relianceValue, lastSignal), Fill: solid(chartWeak)}}}
		p.charts = append(p.charts, c.at(at(6, row)))
		height = max(height, float64(110+26*n)*.75)
	}
	for end := p.rowBelow(row, height+8); p.next() < end; {
		p.add()
	}
}

func (d *draft) noReliance() string {
	for _, st := range d.res.Stages {
		if st.Reliance != nil {
			return ""
		}
	}
	return absentReliance
}
