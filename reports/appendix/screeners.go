package appendix

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// requisitionsTable counts each requisition at each stage.
func requisitionsTable(d *draft, p *sheet.Page) {
	columns := append([]sheet.Column{stageColumn(), text("Requisition", 0, words.MeaningRequisition), text("Role", 0, words.MeaningRole), text("Notes", 0, words.MeaningNotes)}, counts("People", "Advanced", "Rate", words.MeaningRequisitionPeople)...)
	var rows [][]sheet.Cell
	start := p.Next() + 4
	for _, i := range d.stages() {
		stage := d.Result.Stages[i].Stage
		var hidden withheldRows
		for k, r := range d.Book.Requisitions {
			t := d.Shown.Requisitions[k]
			if t == nil || r.Stage != stage {
				continue // nil: of a stage that the result doesn't hold
			}
			if t.Shade() >= disclosure.AllHidden {
				hidden.add(r.Requisition)
				continue
			}
			row := start + len(rows)
			rows = append(rows, []sheet.Cell{sheet.Text(reports.StageName(r.Stage)), sheet.Text(r.Requisition), sheet.Text(r.Role), sheet.EmptyCell(), cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(5, row), sheet.At(6, row))})
		}
		rows = append(rows, hidden.row(len(columns), 0, sheet.Text(reports.StageName(stage)))...)
	}
	if len(rows) == 0 {
		return
	}
	p.Gap()
	p.Heading(words.HeadRequisitions)
	p.Note(words.RequisitionsNote)
	p.Grid("", columns, rows)
}

func screenerColumns() []sheet.Column {
	return append([]sheet.Column{text("Stage", 24, words.MeaningStage), text("Screener", 28, words.MeaningScreener), {Head: "People", Width: 14, Unit: words.UnitPeople, Meaning: words.MeaningScreenerPeople},
		{Head: "Advanced", Width: 16, Unit: words.UnitPeople, Meaning: words.MeaningAdvanced}, {Head: "Rate", Width: 14, Unit: words.UnitPercent, Meaning: words.MeaningRate}},
		interval("Shrunken rate", words.UnitPercent, words.MeaningShrunken, "Shrunken from", "Shrunken to")...)
}

// screenersPage shows how far screeners differ and agree: pseudonyms, in their order,
// never by rate.
func screenersPage(d *draft) *sheet.Page {
	p := d.page(words.SheetScreeners, words.ScreenersNote, screenerColumns())
	p.Widen(14)
	p.KeyColumns = 2
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		if st.Consistency == nil {
			continue
		}
		var hidden withheldRows
		for k, s := range st.Consistency.Screeners {
			t, row := d.Shown.Screeners[i][k], start+len(rows)
			if t.Shade() >= disclosure.AllHidden {
				hidden.add(s.Screener)
				continue
			}
			cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(s.Screener), cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(3, row), sheet.At(4, row))}
			if t.Shade() == disclosure.Open {
				cells = append(cells, cell.Estimate(d.Shown.Shrunken(i, s.ShrunkenRate), 1, sheet.AsPercent)...)
			} else {
				cells = append(cells, cell.Withheld(3)...)
			}
			rows = append(rows, cells)
		}
		rows = append(rows, hidden.row(len(screenerColumns()), 0, sheet.Text(reports.StageName(st.Stage)))...)
	}
	p.Grid("screeners", screenerColumns(), rows)
	weighTable(d, p)
	spreadTable(d, p)
	agreementTable(d, p)
	trainingTable(d, p)
	return p
}

// spreadTable has the spread between screeners at each stage.
func spreadTable(d *draft, p *sheet.Page) {
	p.Gap()
	p.Heading(words.HeadSpread)
	p.Head(append(append([]sheet.Column{stageColumn()}, interval("Share of variation (ICC)", words.UnitPercent, words.MeaningICC, "ICC from", "ICC to")...),
		number("Median odds ratio", words.UnitRatio, words.MeaningMOR), probability("p", words.MeaningP), number("ICC, unadjusted", words.UnitPercent, words.MeaningCrudeICC)))
	var missing []string
	for i, st := range d.Result.Stages {
		c := st.Consistency
		if c == nil {
			continue
		}
		row := []sheet.Cell{sheet.Text(reports.StageName(st.Stage))}
		if d.Shown.Stages[i].Shade() != disclosure.Open {
			p.Add(append(row, cell.Withheld(6)...)...)
			continue
		}
		row = append(row, cell.Estimate(c.ICC, 1, sheet.AsPercent)...)
		row = append(row, cell.Estimate(c.MedianOddsRatio, 1, sheet.AsRatio)[0], sheet.Probability(c.P), cell.Estimate(c.Crude.ICC, 1, sheet.AsPercent)[0])
		p.Add(row...)
		if !c.ICC.Estimable() {
			missing = append(missing, "• "+reports.StageName(st.Stage)+": "+d.InWords(c.ICC.NotEstimable))
		}
	}
	for _, why := range missing {
		p.Note(why)
	}
}

func noScreeners(d *draft) string {
	for _, st := range d.Result.Stages {
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
	d.EachConsistency(func(_ int, st result.StageResult, c *result.Consistency) {
		for _, s := range c.Signals {
			if !s.SpreadSD.Estimable() {
				if line := reports.StageName(st.Stage) + ": " + d.InWords(s.SpreadSD.NotEstimable); len(why) == 0 || why[len(why)-1] != line {
					why = append(why, line)
				}
				continue
			}
			rows = append(rows, []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(d.Label(s.Signal)), sheet.Count(s.Screeners), sheet.Count(s.LeftOut), sheet.Value(s.SpreadSD.Value, 1, sheet.AsRatio),
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
		p.Grid("", []sheet.Column{stageColumn(), signalColumn(), number("Screeners compared", words.UnitScreeners, words.MeaningCompared), number("Left out", words.UnitScreeners, words.MeaningNotCompared),
			number("Spread (log odds)", words.UnitLogOdds, words.MeaningSpread), number("Q", words.UnitFromZero, words.MeaningQ), probability("p", words.MeaningP), probability("Adjusted p", words.MeaningAdjustedP)}, rows)
	}
	for _, line := range why {
		p.Note("• " + line)
	}
}

// trainingTable compares trained with untrained screeners, where the export tells.
func trainingTable(d *draft, p *sheet.Page) {
	var rows [][]sheet.Cell
	var warnings []string
	d.EachConsistency(func(i int, st result.StageResult, c *result.Consistency) {
		if c.Training == nil {
			return
		}
		rows = append(rows, trainingRows(d, i, st, c.Training)...)
		for _, w := range c.Training.Warnings {
			warnings = append(warnings, "• "+reports.StageName(st.Stage)+": "+reports.MaskNumbersIf(!d.open, w))
		}
	})
	if len(rows) == 0 {
		return
	}
	p.Gap()
	p.Heading(words.HeadTraining)
	p.Note(words.TrainingNote)
	p.Grid("", slices.Concat([]sheet.Column{stageColumn(), text("Applications", 0, words.MeaningApplications), number("Trained: screeners", words.UnitScreeners, words.MeaningTrained), number("Trained: rate", words.UnitPercent, words.MeaningTrainedRate),
		number("Untrained: screeners", words.UnitScreeners, words.MeaningTrained), number("Untrained: rate", words.UnitPercent, words.MeaningTrainedRate)}, interval("Trained less untrained (points)", words.UnitPoints, words.MeaningTraining, "Trained from", "Trained to")), rows)
	for _, w := range warnings {
		p.Note(w)
	}
}

// trainingRows are all applications of a stage, then its signals. Each side's own
// difference by a signal stays out: it may rest on three people.
func trainingRows(d *draft, i int, st result.StageResult, t *result.Training) [][]sheet.Cell {
	yes, no := d.Shown.Consistency[i].Trained, d.Shown.Consistency[i].Untrained
	stage := sheet.Text(reports.StageName(st.Stage))
	var hidden withheldRows
	if disclosure.Worse(yes.Shade(), no.Shade()) > disclosure.Open {
		hidden.add(words.TrainingAll)
		for _, s := range t.Signals {
			hidden.add(d.Label(s.Signal))
		}
		return hidden.row(9, 0, stage)
	}
	all := []sheet.Cell{stage, sheet.Text(words.TrainingAll), sheet.Count(t.TrainedScreeners), shareOf(yes), sheet.Count(t.UntrainedScreeners), shareOf(no)}
	rows := [][]sheet.Cell{append(all, cell.Estimate(t.RiskDifference, 100, sheet.AsPoints)...)}
	for _, s := range t.Signals {
		if !signalShown(d, i, s) {
			hidden.add(d.Label(s.Signal))
			continue
		}
		cells := []sheet.Cell{stage, sheet.Text(d.Label(s.Signal)), sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell()}
		rows = append(rows, append(cells, cell.Estimate(s.Difference, 100, sheet.AsPoints)...))
	}
	return append(rows, hidden.row(9, 0, stage)...)
}

func signalShown(d *draft, i int, of result.TrainingSignal) bool {
	for j, s := range d.Result.Stages[i].Signals {
		if s.Signal == of.Signal && s.Block == of.Block {
			return d.Shown.Signal(i, j) == disclosure.Open
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
			p.Head(append([]sheet.Column{stageColumn(), text("What", 0, words.MeaningJudgedWhat), number("Judged more than once", words.UnitPeople, words.MeaningJudged), number("Differently", words.UnitPeople, words.MeaningDifferently), number("Share", words.UnitPercent, words.MeaningRate)},
				interval("Alpha", words.UnitUpToOne, words.MeaningAlpha, "Alpha from", "Alpha to")...))
		}
		row := p.Next()
		cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(what), cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(3, row), sheet.At(4, row))}
		if t.Shade() != disclosure.Open {
			p.Add(append(cells, cell.Withheld(3)...)...)
			return
		}
		p.Add(append(cells, cell.Estimate(alpha, 1, sheet.AsRatio)...)...)
		if alpha.NotEstimable != "" {
			p.Note("• Alpha: " + alpha.NotEstimable)
		}
	}
	d.EachConsistency(func(i int, st result.StageResult, c *result.Consistency) {
		if c.DoubleScreened != nil {
			add(st, words.AgreeDouble, d.Shown.Consistency[i].Double, c.DoubleScreened.Alpha)
		}
		if c.Identical != nil {
			add(st, words.AgreeIdentical, d.Shown.Consistency[i].Identical, c.Identical.Alpha)
		}
	})
}
