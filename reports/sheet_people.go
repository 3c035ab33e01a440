package reports

import (
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// requisitionsPage counts each requisition at each stage.
func requisitionsPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetRequisitions, 24, 30, 26, 16, 16, 14)
	p.Title(words.SheetRequisitions)
	p.Note(words.RequisitionsNote)
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Stage"}, {Head: "Requisition"}, {Head: "Role"}, {Head: "People"}, {Head: "Advanced"}, {Head: "Rate"}}
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for i, r := range d.book.Requisitions {
		t := d.shown.Requisitions[i]
		if t == nil {
			continue // of a stage that the result doesn't hold
		}
		row := start + len(rows)
		rows = append(rows, []sheet.Cell{sheet.Text(stageName(r.Stage)), sheet.Text(r.Requisition), sheet.Text(r.Role), people(t), advanced(t), rate(t, sheet.At(4, row), sheet.At(5, row))})
	}
	p.Grid("requisitions", columns, rows)
	return p
}

func noRequisitions(d *draft) string {
	for _, t := range d.shown.Requisitions {
		if t != nil {
			return ""
		}
	}
	return words.AbsentRequisitions
}

// screenersPage shows how far screeners differ: pseudonyms, in their order, never
// by rate.
func screenersPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetScreeners, 24, 26, 14, 16, 14, 16, 16, 14)
	p.Title(words.SheetScreeners)
	p.Note(words.ScreenersNote)
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Stage"}, {Head: "Screener"}, {Head: "People"}, {Head: "Advanced"}, {Head: "Rate"},
		{Head: "Shrunken rate"}, {Head: "Shrunken from"}, {Head: "Shrunken to"}}
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for i, st := range d.res.Stages {
		if st.Consistency == nil {
			continue
		}
		for k, s := range st.Consistency.Screeners {
			t, row := d.shown.Screeners[i][k], start+len(rows)
			cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(s.Screener), people(t), advanced(t), rate(t, sheet.At(3, row), sheet.At(4, row))}
			if t.Shade() == disclosure.Open {
				cells = append(cells, estimate(d.shown.Shrunken(i, s.ShrunkenRate), 1, sheet.AsPercent)...)
			} else {
				cells = append(cells, withheldCells(3)...)
			}
			rows = append(rows, cells)
		}
	}
	p.Grid("screeners", columns, rows)
	return p
}

// screenerTestsPage asks how far screeners differ and agree, for readers with statistics.
func screenerTestsPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetScreenerTests, 24, 26, 14, 16, 14, 16, 16, 14)
	p.Title(words.SheetScreenerTests)
	p.Note(words.ScreenerTestsNote)
	p.Add(backLink())
	weighTable(d, p)
	spreadTable(d, p)
	agreementTable(d, p)
	return p
}

// spreadTable has the spread between screeners at each stage.
func spreadTable(d *draft, p *sheet.Page) {
	p.Gap()
	p.Heading(words.HeadSpread)
	p.Head([]sheet.Column{{Head: "Stage"}, {Head: "Share of variation (ICC)"}, {Head: "ICC from"}, {Head: "ICC to"}, {Head: "Median odds ratio"},
		{Head: "p"}, {Head: "ICC, unadjusted"}})
	var missing []string
	for i, st := range d.res.Stages {
		c := st.Consistency
		if c == nil {
			continue
		}
		row := []sheet.Cell{sheet.Text(stageName(st.Stage))}
		if d.shown.Stages[i].Shade() != disclosure.Open {
			p.Add(append(row, withheldCells(6)...)...)
			continue
		}
		row = append(row, estimate(c.ICC, 1, sheet.AsPercent)...)
		row = append(row, estimate(c.MedianOddsRatio, 1, sheet.AsRatio)[0], sheet.Probability(c.P), estimate(c.Crude.ICC, 1, sheet.AsPercent)[0])
		p.Add(row...)
		if !c.ICC.Estimable() {
			missing = append(missing, "• "+stageName(st.Stage)+": "+d.inWords(c.ICC.NotEstimable))
		}
	}
	for _, why := range missing {
		p.Note(why)
	}
}

func noScreeners(d *draft) string {
	for _, st := range d.res.Stages {
		if st.Consistency != nil && len(st.Consistency.Screeners) > 0 {
			return ""
		}
	}
	return words.AbsentScreeners
}

// weighTable asks of each weak signal whether it weighs the same with all screeners.
func weighTable(d *draft, p *sheet.Page) {
	var rows [][]sheet.Cell
	var why []string
	d.eachConsistency(func(_ int, st result.StageResult, c *result.Consistency) {
		for _, s := range c.Signals {
			if !s.SpreadSD.Estimable() {
				if line := stageName(st.Stage) + ": " + d.inWords(s.SpreadSD.NotEstimable); len(why) == 0 || why[len(why)-1] != line {
					why = append(why, line)
				}
				continue
			}
			rows = append(rows, []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(d.label(s.Signal)), sheet.Count(s.Screeners), sheet.Count(s.LeftOut), sheet.Value(s.SpreadSD.Value, 1, sheet.AsRatio),
				sheet.Value(s.Q, 1, sheet.AsRatio), sheet.Probability(s.P), sheet.Probability(s.PAdjusted)})
		}
	})
	if len(rows)+len(why) == 0 {
		return
	}
	p.Gap()
	p.Heading(words.HeadWeigh)
	p.Note(words.WeighNote)
	if len(rows) > 0 {
		p.Grid("screeners_weigh", []sheet.Column{{Head: "Stage"}, {Head: "Signal"}, {Head: "Screeners compared"}, {Head: "Left out"}, {Head: "Spread (log odds)"},
			{Head: "Q"}, {Head: "p"}, {Head: "Adjusted p"}}, rows)
	}
	for _, line := range why {
		p.Note("• " + line)
	}
}

// trainingPage compares trained with untrained screeners, where the export tells.
func trainingPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetTraining, 24, 30, 12, 12, 12, 12, 18, 12, 12)
	p.Title(words.HeadTraining)
	p.Note(words.TrainingNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	var warnings []string
	d.eachConsistency(func(i int, st result.StageResult, c *result.Consistency) {
		if c.Training == nil {
			return
		}
		rows = append(rows, trainingRows(d, i, st, c.Training)...)
		for _, w := range c.Training.Warnings {
			warnings = append(warnings, "• "+stageName(st.Stage)+": "+maskNumbers(w))
		}
	})
	p.Grid("training", []sheet.Column{{Head: "Stage"}, {Head: "Applications"}, {Head: "Trained: screeners"}, {Head: "Trained: rate"}, {Head: "Untrained: screeners"},
		{Head: "Untrained: rate"}, {Head: "Trained less untrained (points)"}, {Head: "From"}, {Head: "To"}}, rows)
	for _, w := range warnings {
		p.Note(w)
	}
	return p
}

// trainingRows are all applications of a stage, then its signals. Each side's own
// difference by a signal stays out: it may rest on three people.
func trainingRows(d *draft, i int, st result.StageResult, t *result.Training) [][]sheet.Cell {
	yes, no := d.shown.Consistency[i].Trained, d.shown.Consistency[i].Untrained
	all := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(words.TrainingAll), sheet.Count(t.TrainedScreeners), shareOf(yes), sheet.Count(t.UntrainedScreeners), shareOf(no)}
	if disclosure.Worse(yes.Shade(), no.Shade()) > disclosure.Open {
		return [][]sheet.Cell{append(all, withheldCells(3)...)}
	}
	rows := [][]sheet.Cell{append(all, estimate(t.RiskDifference, 100, sheet.AsPoints)...)}
	for _, s := range t.Signals {
		cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(d.label(s.Signal)), sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell()}
		if signalShown(d, i, s) {
			cells = append(cells, estimate(s.Difference, 100, sheet.AsPoints)...)
		} else {
			cells = append(cells, withheldCells(3)...)
		}
		rows = append(rows, cells)
	}
	return rows
}

func noTraining(d *draft) string {
	found := false
	d.eachConsistency(func(_ int, _ result.StageResult, c *result.Consistency) { found = found || c.Training != nil })
	if !found {
		return words.AbsentTraining
	}
	return ""
}

func signalShown(d *draft, i int, of result.TrainingSignal) bool {
	for j, s := range d.res.Stages[i].Signals {
		if s.Signal == of.Signal && s.Block == of.Block {
			return d.shown.Signal(i, j) == disclosure.Open
		}
	}
	return false
}

// shareOf is the share of a tally whose counts stand nowhere on the sheet.
func shareOf(t *disclosure.Tally) sheet.Cell {
	if t.Shade() != disclosure.Open {
		return sheet.HiddenCell(words.WithheldOutcome)
	}
	return sheet.Cell{Value: float64(t.Selected()) / float64(t.N()), Look: sheet.Number(sheet.AsPercent)}
}

// agreementTable has applications and documents that were judged more than once.
func agreementTable(d *draft, p *sheet.Page) {
	started := false
	add := func(st result.StageResult, what string, t *disclosure.Tally, alpha result.Estimate) {
		if !started {
			started = true
			p.Gap()
			p.Heading(words.HeadAgreement)
			p.Note(words.AgreementNote)
			p.Head([]sheet.Column{{Head: "Stage"}, {Head: "What"}, {Head: "Judged more than once"}, {Head: "Differently"}, {Head: "Share"}, {Head: "Alpha"}, {Head: "From"}, {Head: "To"}})
		}
		row := p.Next()
		cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(what), people(t), advanced(t), rate(t, sheet.At(3, row), sheet.At(4, row))}
		if t.Shade() != disclosure.Open {
			p.Add(append(cells, withheldCells(3)...)...)
			return
		}
		p.Add(append(cells, estimate(alpha, 1, sheet.AsRatio)...)...)
		if alpha.NotEstimable != "" {
			p.Note("• Alpha: " + alpha.NotEstimable)
		}
	}
	d.eachConsistency(func(i int, st result.StageResult, c *result.Consistency) {
		if c.DoubleScreened != nil {
			add(st, words.AgreeDouble, d.shown.Consistency[i].Double, c.DoubleScreened.Alpha)
		}
		if c.Identical != nil {
			add(st, words.AgreeIdentical, d.shown.Consistency[i].Identical, c.Identical.Alpha)
		}
	})
}
