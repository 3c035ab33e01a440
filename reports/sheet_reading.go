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
	cells = append(cells, estimate(disclosure.Guarded(s.Adjusted.Decisive(), st, sh), 100, sheet.AsPoints)[0])
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
