package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

func noReading(d *draft) string {
	if d.res.ExtractionError == nil {
		return words.AbsentReading
	}
	return ""
}

// readingPage shows what becomes of the findings with the reading errors taken out that
// people found.
func readingPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetReading, 15, 26, 21, 10, 11, 9, 9, 9, 9, 27, 10, 10, 21, 34)
	p.Title(words.SheetReading)
	p.Note(words.ReadingNote)
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Stage"}, {Head: "Signal"}, {Head: "Verdict"}, {Head: "As read (points)"}, {Head: "Errors taken out (points)"},
		{Head: "Range from"}, {Head: "Range to"}, {Head: "Least (points)"}, {Head: "Most (points)"}, {Head: "Verdict with errors taken out"},
		{Head: "True rate with"}, {Head: "True rate without"}, {Head: "Truly have it"}, {Head: "Notes"}}
	var rows [][]sheet.Cell
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			if s.Misread != nil {
				rows = append(rows, readingRow(d, i, j, st, s))
			}
		}
	}
	first, last := p.Grid("reading_errors", columns, rows)
	sheet.MarkVerdicts(p, 3, first, last)
	sheet.MarkVerdicts(p, 10, first, last)
	return p
}

func readingRow(d *draft, i, j int, st result.StageResult, s result.SignalResult) []sheet.Cell {
	m, sh := s.Misread, d.shown.Signal(i, j)
	cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(d.signalText(st, s)), sheet.Plain(verdictWord(s.Verdict), sheet.Body().Boxed().Strong())}
	if sh >= disclosure.AllHidden {
		return append(append(cells, withheldCells(10)...), sheet.Text(words.WithheldReason))
	}
	cells = append(cells, estimate(disclosure.Guarded(s.Effect.Estimate, st, sh), 100, sheet.AsPoints)[0])
	corrected := disclosure.Guarded(m.Effect, st, sh)
	cells = append(cells, estimate(corrected, 100, sheet.AsPoints)...)
	if corrected.Estimable() && sh <= disclosure.Open {
		cells = append(cells, sheet.Value(m.Lowest, 100, sheet.AsPoints), sheet.Value(m.Highest, 100, sheet.AsPoints))
	} else {
		cells = append(cells, sheet.EmptyCell(), sheet.EmptyCell())
	}
	cells = append(cells, verdictsCell(m, s.Verdict))
	if sh > disclosure.Open {
		return append(append(cells, withheldCells(3)...), sheet.Text(words.JoinSentences(words.WithheldReason, readingNotes(d, s.Signal, m))))
	}
	return append(cells, estimate(m.PresentRate, 1, sheet.AsPercent)[0], estimate(m.AbsentRate, 1, sheet.AsPercent)[0], sheet.Text(rangeText(m.Prevalence)), sheet.Text(readingNotes(d, s.Signal, m)))
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
			others = append(others, verdictWord(x))
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
	hide := slices.ContainsFunc(d.res.ExtractionError.Signals, func(a result.SignalAccuracy) bool { return a.Signal == id && !d.shown.Answers(d.res, &a) })
	return maskNumbersIf(hide, note)
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

// accuracyPage shows how often the program's readings are right, by what people found
// in a sample of them.
func accuracyPage(d *draft) *sheet.Page {
	e := d.res.ExtractionError
	p := sheet.New(words.SheetAccuracy, 28, 23, 12, 13, 13, 13, 13, 13, 13)
	p.Title(words.SheetAccuracy)
	note := fmt.Sprintf(words.AccuracyNote, e.Run, words.Counted(e.Answered, "line", "lines"), words.Grouped(e.CannotTell), words.Grouped(e.Unanswered))
	if e.Elsewhere > 0 {
		note += " " + fmt.Sprintf(words.AccuracyElse, words.Counted(e.Elsewhere, "answer is", "answers are"))
	}
	p.Note(note)
	p.Add(backLink())
	readingAccuracy(d, p)
	readingAnswers(d, p)
	return p
}

// readingAccuracy lists sensitivity and specificity of each signal. Where a count of
// documents is withheld they are rounded to whole percents, and shares that would give
// it away stay out.
func readingAccuracy(d *draft, p *sheet.Page) {
	columns := []sheet.Column{{Head: "Signal"}, {Head: "Truly have it"}, {Head: "Read as present"}, {Head: "Sensitivity"}, {Head: "Sensitivity from"}, {Head: "Sensitivity to"},
		{Head: "Specificity"}, {Head: "Specificity from"}, {Head: "Specificity to"}}
	var rows [][]sheet.Cell
	var notes []string
	for k, a := range d.res.ExtractionError.Signals {
		hide := !d.shown.Answers(d.res, &d.res.ExtractionError.Signals[k])
		cells := []sheet.Cell{sheet.Text(d.label(a.Signal))}
		if hide {
			a.Sensitivity, a.Specificity = disclosure.Rough(a.Sensitivity), disclosure.Rough(a.Specificity)
			cells = append(cells, sheet.HiddenCell(words.Withheld), sheet.HiddenCell(words.Withheld))
		} else {
			cells = append(cells, sheet.Text(rangeText(a.Prevalence)), sheet.Value(&a.ReadShare, 1, sheet.AsPercent))
		}
		rows = append(rows, slices.Concat(cells, estimate(a.Sensitivity, 1, sheet.AsPercent), estimate(a.Specificity, 1, sheet.AsPercent)))
		if why := reasons(namedEstimate{"Sensitivity", a.Sensitivity}, namedEstimate{"specificity", a.Specificity}); why != "" {
			notes = append(notes, d.label(a.Signal)+": "+maskNumbersIf(hide, why)+".")
		}
	}
	p.Grid("reading_accuracy", columns, rows)
	p.Gap()
	p.Bullets(words.HeadNotEstimable, notes)
}

// readingAnswers counts what people found for each answer of the program.
func readingAnswers(d *draft, p *sheet.Page) {
	p.Heading(words.HeadAnswers)
	p.Head([]sheet.Column{{Head: "Signal"}, {Head: "The program's answer"}, {Head: "Documents"}, {Head: "Checked"}, {Head: "People found it"},
		{Head: "Can't tell"}, {Head: "Program right"}, {Head: "from"}, {Head: "to"}})
	for k, a := range d.res.ExtractionError.Signals {
		hide := !d.shown.Answers(d.res, &d.res.ExtractionError.Signals[k])
		for _, s := range a.Strata {
			cells := []sheet.Cell{sheet.Text(d.label(a.Signal)), sheet.Text(readingName(s.Reading))}
			if hide {
				p.Add(append(cells, withheldCells(7)...)...)
				continue
			}
			cells = append(cells, sheet.Count(s.Documents), sheet.Count(s.Reviewed), sheet.Count(s.Confirmed), sheet.Count(s.CannotTell))
			p.Add(append(cells, estimate(s.PredictiveValue, 1, sheet.AsPercent)...)...)
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
