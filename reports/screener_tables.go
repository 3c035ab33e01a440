package reports

import "weaksignal/audit/result"

// eachConsistency visits the stages that have screeners.
func (d *draft) eachConsistency(visit func(i int, st result.StageResult, c *result.Consistency)) {
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
	d.eachConsistency(func(_ int, st result.StageResult, c *result.Consistency) {
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
	p.heading(headWeigh)
	p.note(weighNote)
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
	p := newPage(sheetTraining, 24, 30, 12, 12, 12, 12, 18, 12, 12)
	p.title(headTraining)
	p.note(trainingNote)
	p.add(backLink())
	var rows [][]cell
	var warnings []string
	d.eachConsistency(func(i int, st result.StageResult, c *result.Consistency) {
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
func (d *draft) trainingRows(i int, st result.StageResult, t *result.Training) [][]cell {
	yes, no := d.shown.consistency[i].trained, d.shown.consistency[i].untrained
	all := []cell{text(stageName(st.Stage)), text(trainingAll), count(t.TrainedScreeners), shareOf(yes), count(t.UntrainedScreeners), shareOf(no)}
	if worse(yes.shade(), no.shade()) > open {
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
	d.eachConsistency(func(_ int, _ result.StageResult, c *result.Consistency) { found = found || c.Training != nil })
	if !found {
		return absentTraining
	}
	return ""
}

func (d *draft) signalShown(i int, of result.TrainingSignal) bool {
	for j, s := range d.res.Stages[i].Signals {
		if s.Signal == of.Signal && s.Block == of.Block {
			return d.shown.signal(i, j) == open
		}
	}
	return false
}

// shareOf is the share of a tally whose counts stand nowhere on the sheet.
func shareOf(t *tally) cell {
	if t.shade() != open {
		return hiddenCell(withheldOutcome)
	}
	return cell{value: float64(t.advanced.value) / float64(t.people.value), look: number(asPercent)}
}

// agreementTable has applications and documents that were judged more than once.
func (d *draft) agreementTable(p *page) {
	started := false
	add := func(st result.StageResult, what string, t *tally, alpha result.Estimate) {
		if !started {
			started = true
			p.gap()
			p.heading(headAgreement)
			p.note(agreementNote)
			p.head([]column{{head: "Stage"}, {head: "What"}, {head: "Judged more than once"}, {head: "Differently"}, {head: "Share"}, {head: "Alpha"}, {head: "From"}, {head: "To"}})
		}
		row := p.next()
		cells := []cell{text(stageName(st.Stage)), text(what), people(t), advanced(t), rate(t, at(3, row), at(4, row))}
		if t.shade() != open {
			p.add(append(cells, withheldCells(3)...)...)
			return
		}
		p.add(append(cells, estimate(alpha, 1, asRatio)...)...)
		if alpha.NotEstimable != "" {
			p.note("• Alpha: " + alpha.NotEstimable)
		}
	}
	d.eachConsistency(func(i int, st result.StageResult, c *result.Consistency) {
		if c.DoubleScreened != nil {
			add(st, agreeDouble, d.shown.consistency[i].double, c.DoubleScreened.Alpha)
		}
		if c.Identical != nil {
			add(st, agreeIdentical, d.shown.consistency[i].identical, c.Identical.Alpha)
		}
	})
}
