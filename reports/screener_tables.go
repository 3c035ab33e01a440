package reports

import (
	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// eachConsistency visits the stages that have screeners.
func (d *draft) eachConsistency(visit func(i int, st audit.StageResult, c *audit.Consistency)) {
	for i, st := range d.res.Stages {
		if st.Consistency != nil {
			visit(i, st, st.Consistency)
		}
	}
}

// weighTable asks of each weak signal whether it weighs the same with all screeners.
func (d *draft) weighTable(p *page) {
	var rows [][]cell
	var why []string
	d.eachConsistency(func(_ int, st audit.StageResult, c *audit.Consistency) {
		for _, s := range c.Signals {
			if !s.SpreadSD.Estimable() {
				if line := stageName(st.Stage) + ": " + d.inWords(s.SpreadSD.NotEstimable); len(why) == 0 || why[len(why)-1] != line {
					why = append(why, line)
				}
				continue
			}
			rows = append(rows, []cell{text(stageName(st.Stage)), text(d.label(s.Signal)), count(s.Screeners), count(s.LeftOut), value(s.SpreadSD.Value, 1, asRatio),
				value(s.Q, 1, asRatio), probability(s.P), probability(s.PAdjusted)})
		}
	})
	if len(rows)+len(why) == 0 {
		return
	}
	p.gap()
	p.heading(words.HeadWeigh)
	p.note(words.WeighNote)
	if len(rows) > 0 {
		p.grid("screeners_weigh", []column{{head: "Stage"}, {head: "Signal"}, {head: "Screeners compared"}, {head: "Left out"}, {head: "Spread (log odds)"},
			{head: "Q"}, {head: "p"}, {head: "Adjusted p"}}, rows)
	}
	for _, line := range why {
		p.note("• " + line)
	}
}

// trainingPage compares trained with untrained screeners, where the export tells.
func (d *draft) trainingPage() *page {
	p := newPage(words.SheetTraining, 24, 30, 12, 12, 12, 12, 18, 12, 12)
	p.title(words.HeadTraining)
	p.note(words.TrainingNote)
	p.add(backLink())
	var rows [][]cell
	var warnings []string
	d.eachConsistency(func(i int, st audit.StageResult, c *audit.Consistency) {
		if c.Training == nil {
			return
		}
		rows = append(rows, d.trainingRows(i, st, c.Training)...)
		for _, w := range c.Training.Warnings {
			warnings = append(warnings, "• "+stageName(st.Stage)+": "+maskNumbers(w))
		}
	})
	p.grid("training", []column{{head: "Stage"}, {head: "Applications"}, {head: "Trained: screeners"}, {head: "Trained: rate"}, {head: "Untrained: screeners"},
		{head: "Untrained: rate"}, {head: "Trained less untrained (points)"}, {head: "From"}, {head: "To"}}, rows)
	for _, w := range warnings {
		p.note(w)
	}
	return p
}

// trainingRows are all applications of a stage, then its signals. Each side's own
// difference by a signal stays out: it may rest on three people.
func (d *draft) trainingRows(i int, st audit.StageResult, t *audit.Training) [][]cell {
	yes, no := d.shown.Consistency[i].Trained, d.shown.Consistency[i].Untrained
	all := []cell{text(stageName(st.Stage)), text(words.TrainingAll), count(t.TrainedScreeners), shareOf(yes), count(t.UntrainedScreeners), shareOf(no)}
	if disclosure.Worse(yes.Shade(), no.Shade()) > disclosure.Open {
		return [][]cell{append(all, withheldCells(3)...)}
	}
	rows := [][]cell{append(all, estimate(t.RiskDifference, 100, asPoints)...)}
	for _, s := range t.Signals {
		cells := []cell{text(stageName(st.Stage)), text(d.label(s.Signal)), emptyCell(), emptyCell(), emptyCell(), emptyCell()}
		if d.signalShown(i, s) {
			cells = append(cells, estimate(s.Difference, 100, asPoints)...)
		} else {
			cells = append(cells, withheldCells(3)...)
		}
		rows = append(rows, cells)
	}
	return rows
}

func (d *draft) noTraining() string {
	found := false
	d.eachConsistency(func(_ int, _ audit.StageResult, c *audit.Consistency) { found = found || c.Training != nil })
	if !found {
		return words.AbsentTraining
	}
	return ""
}

func (d *draft) signalShown(i int, of audit.TrainingSignal) bool {
	for j, s := range d.res.Stages[i].Signals {
		if s.Signal == of.Signal && s.Block == of.Block {
			return d.shown.Signal(i, j) == disclosure.Open
		}
	}
	return false
}

// shareOf is the share of a tally whose counts stand nowhere on the sheet.
func shareOf(t *disclosure.Tally) cell {
	if t.Shade() != disclosure.Open {
		return hiddenCell(words.WithheldOutcome)
	}
	return cell{value: float64(t.Selected()) / float64(t.N()), look: number(asPercent)}
}

// agreementTable has applications and documents that were judged more than once.
func (d *draft) agreementTable(p *page) {
	started := false
	add := func(st audit.StageResult, what string, t *disclosure.Tally, alpha audit.Estimate) {
		if !started {
			started = true
			p.gap()
			p.heading(words.HeadAgreement)
			p.note(words.AgreementNote)
			p.head([]column{{head: "Stage"}, {head: "What"}, {head: "Judged more than once"}, {head: "Differently"}, {head: "Share"}, {head: "Alpha"}, {head: "From"}, {head: "To"}})
		}
		row := p.next()
		cells := []cell{text(stageName(st.Stage)), text(what), people(t), advanced(t), rate(t, at(3, row), at(4, row))}
		if t.Shade() != disclosure.Open {
			p.add(append(cells, withheldCells(3)...)...)
			return
		}
		p.add(append(cells, estimate(alpha, 1, asRatio)...)...)
		if alpha.NotEstimable != "" {
			p.note("• Alpha: " + alpha.NotEstimable)
		}
	}
	d.eachConsistency(func(i int, st audit.StageResult, c *audit.Consistency) {
		if c.DoubleScreened != nil {
			add(st, words.AgreeDouble, d.shown.Consistency[i].Double, c.DoubleScreened.Alpha)
		}
		if c.Identical != nil {
			add(st, words.AgreeIdentical, d.shown.Consistency[i].Identical, c.Identical.Alpha)
		}
	})
}
