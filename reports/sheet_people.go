package reports

import (
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// requisitionsPage counts each requisition at each stage.
func (d *draft) requisitionsPage() *page {
	p := newPage(words.SheetRequisitions, 24, 30, 26, 16, 16, 14)
	p.title(words.SheetRequisitions)
	p.note(words.RequisitionsNote)
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Requisition"}, {head: "Role"}, {head: "People"}, {head: "Advanced"}, {head: "Rate"}}
	var rows [][]cell
	start := p.next() + 1
	for i, r := range d.book.Requisitions {
		t := d.shown.Requisitions[i]
		if t == nil {
			continue // of a stage that the result doesn't hold
		}
		row := start + len(rows)
		rows = append(rows, []cell{text(stageName(r.Stage)), text(r.Requisition), text(r.Role), people(t), advanced(t), rate(t, at(4, row), at(5, row))})
	}
	p.grid("requisitions", columns, rows)
	return p
}

func (d *draft) noRequisitions() string {
	for _, t := range d.shown.Requisitions {
		if t != nil {
			return ""
		}
	}
	return words.AbsentRequisitions
}

// screenersPage shows how far screeners differ: pseudonyms, in their order, never
// by rate.
func (d *draft) screenersPage() *page {
	p := newPage(words.SheetScreeners, 24, 26, 14, 16, 14, 16, 16, 14)
	p.title(words.SheetScreeners)
	p.note(words.ScreenersNote)
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Screener"}, {head: "People"}, {head: "Advanced"}, {head: "Rate"},
		{head: "Shrunken rate"}, {head: "Shrunken from"}, {head: "Shrunken to"}}
	var rows [][]cell
	start := p.next() + 1
	for i, st := range d.res.Stages {
		if st.Consistency == nil {
			continue
		}
		for k, s := range st.Consistency.Screeners {
			t, row := d.shown.Screeners[i][k], start+len(rows)
			cells := []cell{text(stageName(st.Stage)), text(s.Screener), people(t), advanced(t), rate(t, at(3, row), at(4, row))}
			if t.Shade() == disclosure.Open {
				cells = append(cells, estimate(s.ShrunkenRate, 1, asPercent)...)
			} else {
				cells = append(cells, withheldCells(3)...)
			}
			rows = append(rows, cells)
		}
	}
	p.grid("screeners", columns, rows)
	return p
}

// screenerTestsPage asks how far screeners differ and agree, for readers with statistics.
func (d *draft) screenerTestsPage() *page {
	p := newPage(words.SheetScreenerTests, 24, 26, 14, 16, 14, 16, 16, 14)
	p.title(words.SheetScreenerTests)
	p.note(words.ScreenerTestsNote)
	p.add(backLink())
	d.weighTable(p)
	d.spreadTable(p)
	d.agreementTable(p)
	return p
}

// spreadTable has the spread between screeners at each stage.
func (d *draft) spreadTable(p *page) {
	p.gap()
	p.heading(words.HeadSpread)
	p.head([]column{{head: "Stage"}, {head: "Share of variation (ICC)"}, {head: "ICC from"}, {head: "ICC to"}, {head: "Median odds ratio"},
		{head: "p"}, {head: "ICC, unadjusted"}})
	var missing []string
	for i, st := range d.res.Stages {
		c := st.Consistency
		if c == nil {
			continue
		}
		row := []cell{text(stageName(st.Stage))}
		if d.shown.Stages[i].Shade() != disclosure.Open {
			p.add(append(row, withheldCells(6)...)...)
			continue
		}
		row = append(row, estimate(c.ICC, 1, asPercent)...)
		row = append(row, estimate(c.MedianOddsRatio, 1, asRatio)[0], probability(c.P), estimate(c.Crude.ICC, 1, asPercent)[0])
		p.add(row...)
		if !c.ICC.Estimable() {
			missing = append(missing, "• "+stageName(st.Stage)+": "+d.inWords(c.ICC.NotEstimable))
		}
	}
	for _, why := range missing {
		p.note(why)
	}
}

func (d *draft) noScreeners() string {
	for _, st := range d.res.Stages {
		if st.Consistency != nil && len(st.Consistency.Screeners) > 0 {
			return ""
		}
	}
	return words.AbsentScreeners
}
