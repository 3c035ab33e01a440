package appendix

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

func noReading(d *draft) string {
	if d.Result.ExtractionError == nil {
		return words.AbsentReading
	}
	return ""
}

func readingColumns() []sheet.Column {
	points := words.UnitPoints
	return slices.Concat([]sheet.Column{text("Stage", 15, words.MeaningStage), text("Signal", 26, words.MeaningSignal), text("Verdict", 24, words.MeaningVerdict), text("Verdict with errors taken out", 27, words.MeaningVerdictsThen), text("Notes", 34, words.MeaningNotes), text("Truly have it", 21, words.MeaningTruly),
		number("As read (points)", points, words.MeaningEffect)}, interval("Errors taken out (points)", points, words.MeaningErrorsOut, "Range from", "Range to"),
		[]sheet.Column{number("Least (points)", points, words.MeaningLeast), number("Most (points)", points, words.MeaningLeast), number("True rate with", words.UnitPercent, words.MeaningTrueRate), number("True rate without", words.UnitPercent, words.MeaningTrueRate)})
}

// readingPage shows what becomes of the findings with the reading errors taken out that
// people found, and how often the program's readings are right.
func readingPage(d *draft) *sheet.Page {
	p := d.page(words.SheetReading, words.ReadingNote, readingColumns())
	p.KeyColumns = 2
	var rows [][]sheet.Cell
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		var hidden withheldRows
		for _, j := range byVerdict(st.Signals) {
			s := st.Signals[j]
			switch {
			case s.Misread == nil:
			case d.Shown.Signal(i, j) >= disclosure.AllHidden:
				hidden.add(d.PartLabel(s.Signal, s.Block))
			default:
				rows = append(rows, readingRow(d, i, j, st, s))
			}
		}
		rows = append(rows, hidden.row(len(readingColumns()), 5, sheet.Text(reports.StageName(st.Stage)))...)
	}
	first, last := p.Grid("reading_errors", readingColumns(), rows)
	sheet.MarkVerdicts(p, 3, first, last)
	sheet.MarkVerdicts(p, 4, first, last)
	accuracyTables(d, p)
	return p
}

func readingRow(d *draft, i, j int, st result.StageResult, s result.SignalResult) []sheet.Cell {
	m, sh := s.Misread, d.Shown.Signal(i, j)
	notes := readingNotes(d, s.Signal, m)
	cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(d.SignalName(st, s)), sheet.Plain(reports.VerdictWord(s.Verdict), sheet.Body().Boxed().Strong()), verdictsCell(m, s.Verdict)}
	if sh > disclosure.Open {
		cells = append(cells, sheet.Text(words.JoinSentences(words.WithheldReason, notes)), sheet.HiddenText(words.Withheld))
	} else {
		cells = append(cells, sheet.Text(notes), sheet.Text(rangeText(m.Prevalence)))
	}
	cells = append(cells, cell.Estimate(shownEffect(st, s, sh), 100, sheet.AsPoints)[0])
	corrected := disclosure.Guarded(m.Effect, st, sh)
	cells = append(cells, cell.Estimate(corrected, 100, sheet.AsPoints)...)
	if sh > disclosure.Open {
		return append(cells, cell.Withheld(4)...)
	}
	least := []sheet.Cell{sheet.EmptyCell(), sheet.EmptyCell()}
	if corrected.Estimable() {
		least = []sheet.Cell{sheet.Value(m.Lowest, 100, sheet.AsPoints), sheet.Value(m.Highest, 100, sheet.AsPoints)}
	}
	return append(append(cells, least...), cell.Estimate(m.PresentRate, 1, sheet.AsPercent)[0], cell.Estimate(m.AbsentRate, 1, sheet.AsPercent)[0])
}

// verdictsCell says which verdicts the run could have given.
func verdictsCell(m *result.Misread, v result.Verdict) sheet.Cell {
	look := sheet.Body().Strong().Wrapped().Boxed()
	switch {
	case len(m.Verdicts) == 0:
		return sheet.EmptyCell()
	case !m.Changes(v):
		return sheet.Plain(words.ReadingSame, look)
	}
	var others []string
	for _, x := range m.Verdicts {
		if x != v {
			others = append(others, reports.VerdictWord(x))
		}
	}
	return sheet.Plain(words.ReadingTurn+strings.Join(others, words.VerdictsOr), look)
}

func readingNotes(d *draft, id string, m *result.Misread) string {
	note := ""
	if m.Effect.NotEstimable != "" {
		note = words.SentenceCase(m.Effect.NotEstimable) + "."
	}
	if m.Cut > cutWorthSaying {
		note = words.JoinSentences(note, fmt.Sprintf(words.ReadingCut, words.InPercent(m.Cut)))
	}
	hide := slices.ContainsFunc(d.Result.ExtractionError.Signals, func(a result.SignalAccuracy) bool { return a.Signal == id && !d.Shown.Answers(d.Result, &a) })
	return reports.MaskNumbersIf(hide, note)
}

// cutWorthSaying is the share of applications that don't fit the accuracy above which
// the sheet says so: a twentieth, as with unknown values.
const cutWorthSaying = 0.05

// rangeText prints "14.3 % (9.1 to 19.5)".
func rangeText(e result.Estimate) string {
	if !e.Estimable() {
		return words.NotEstimable
	}
	if e.Low == nil || e.High == nil {
		return words.InPercent(*e.Value)
	}
	return fmt.Sprintf("%s (%.1f to %.1f)", words.InPercent(*e.Value), *e.Low*100, *e.High*100)
}

// accuracyTables show how often the program's readings are right, by what people found
// in a sample of them.
func accuracyTables(d *draft, p *sheet.Page) {
	e := d.Result.ExtractionError
	p.Gap()
	p.Heading(words.HeadAccuracy)
	note := fmt.Sprintf(words.AccuracyNote, e.Run, words.Counted(e.Answered, "line", "lines"), words.Grouped(e.CannotTell), words.Grouped(e.Unanswered))
	if e.Elsewhere > 0 {
		note += " " + fmt.Sprintf(words.AccuracyElse, words.Counted(e.Elsewhere, "answer is", "answers are"))
	}
	p.Note(note)
	readingAccuracy(d, p)
	readingAnswers(d, p)
}

// readingAccuracy lists sensitivity and specificity of each signal. Where a count of
// documents is withheld they are rounded to whole percents, and shares that would give
// it away stay out.
func readingAccuracy(d *draft, p *sheet.Page) {
	columns := slices.Concat([]sheet.Column{signalColumn(), text("Truly have it", 0, words.MeaningTruly), number("Read as present", words.UnitPercent, words.MeaningReadPresent)},
		interval("Sensitivity", words.UnitPercent, words.MeaningSensitivity, "Sensitivity from", "Sensitivity to"), interval("Specificity", words.UnitPercent, words.MeaningSpecificity, "Specificity from", "Specificity to"))
	var rows [][]sheet.Cell
	var notes []string
	for k, a := range d.Result.ExtractionError.Signals {
		hide := !d.Shown.Answers(d.Result, &d.Result.ExtractionError.Signals[k])
		cells := []sheet.Cell{sheet.Text(d.Label(a.Signal))}
		if hide {
			a.Sensitivity, a.Specificity = disclosure.Rough(a.Sensitivity), disclosure.Rough(a.Specificity)
			cells = append(cells, sheet.HiddenCell(words.Withheld), sheet.HiddenCell(words.Withheld))
		} else {
			cells = append(cells, sheet.Text(rangeText(a.Prevalence)), sheet.Value(&a.ReadShare, 1, sheet.AsPercent))
		}
		rows = append(rows, slices.Concat(cells, cell.Estimate(a.Sensitivity, 1, sheet.AsPercent), cell.Estimate(a.Specificity, 1, sheet.AsPercent)))
		if why := reports.Reasons(reports.Named{Name: "Sensitivity", Estimate: a.Sensitivity}, reports.Named{Name: "specificity", Estimate: a.Specificity}); why != "" {
			notes = append(notes, d.Label(a.Signal)+": "+reports.MaskNumbersIf(hide, why)+".")
		}
	}
	p.Grid("", columns, rows)
	p.Gap()
	p.Bullets(words.HeadNotEstimable, notes)
}

// readingAnswers counts what people found for each answer of the program.
func readingAnswers(d *draft, p *sheet.Page) {
	p.Heading(words.HeadAnswers)
	p.Head(append([]sheet.Column{signalColumn(), text("The program's answer", 0, words.MeaningAnswer), number("Documents", words.UnitDocuments, words.MeaningDocuments), number("Checked", words.UnitDocuments, words.MeaningChecked), number("People found it", words.UnitDocuments, words.MeaningFoundIt), number("Can't tell", words.UnitDocuments, words.MeaningCannotTell)},
		interval("Program right", words.UnitPercent, words.MeaningRight, "Right from", "Right to")...))
	for k, a := range d.Result.ExtractionError.Signals {
		hide := !d.Shown.Answers(d.Result, &d.Result.ExtractionError.Signals[k])
		for _, s := range a.Strata {
			cells := []sheet.Cell{sheet.Text(d.Label(a.Signal)), sheet.Text(readingName(s.Reading))}
			if hide {
				p.Add(append(cells, cell.Withheld(7)...)...)
				continue
			}
			cells = append(cells, sheet.Count(s.Documents), sheet.Count(s.Reviewed), sheet.Count(s.Confirmed), sheet.Count(s.CannotTell))
			p.Add(append(cells, cell.Estimate(s.PredictiveValue, 1, sheet.AsPercent)...)...)
		}
	}
}

func readingName(r result.Reading) string {
	switch r {
	case result.ReadPresent:
		return words.AnswerPresent
	case result.ReadNearMiss:
		return words.AnswerNear
	}
	return words.AnswerAbsent
}
