package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
)

func (d *draft) noReading() string {
	if d.res.ExtractionError == nil {
		return absentReading
	}
	return ""
}

// readingPage shows what becomes of the findings with the reading errors taken out that
// people found.
func (d *draft) readingPage() *page {
	p := newPage(sheetReading, 15, 26, 21, 10, 11, 9, 9, 9, 9, 27, 10, 10, 21, 34)
	p.title(sheetReading)
	p.note(readingNote)
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Signal"}, {head: "Verdict"}, {head: "As read (points)"}, {head: "Errors taken out (points)"},
		{head: "Range from"}, {head: "Range to"}, {head: "Least (points)"}, {head: "Most (points)"}, {head: "Verdict with errors taken out"},
		{head: "True rate with"}, {head: "True rate without"}, {head: "Truly have it"}, {head: "Notes"}}
	var rows [][]cell
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			if s.Misread != nil {
				rows = append(rows, d.readingRow(i, j, st, s))
			}
		}
	}
	first, last := p.grid("reading_errors", columns, rows)
	markVerdicts(p, 3, first, last)
	markVerdicts(p, 10, first, last)
	return p
}

func (d *draft) readingRow(i, j int, st result.StageResult, s result.SignalResult) []cell {
	m, sh := s.Misread, d.shown.signal(i, j)
	cells := []cell{text(stageName(st.Stage)), text(d.signalText(st, s)), plain(verdictWord(s.Verdict), body().boxed().strong())}
	if sh >= allHidden {
		return append(append(cells, withheldCells(10)...), text(withheldReason))
	}
	cells = append(cells, estimate(guarded(s.Adjusted.Decisive(), st, sh), 100, asPoints)[0])
	corrected := guarded(m.Effect, st, sh)
	cells = append(cells, estimate(corrected, 100, asPoints)...)
	if corrected.Estimable() && sh <= open {
		cells = append(cells, value(m.Lowest, 100, asPoints), value(m.Highest, 100, asPoints))
	} else {
		cells = append(cells, emptyCell(), emptyCell())
	}
	cells = append(cells, verdictsCell(m, s.Verdict))
	if sh > open {
		return append(append(cells, withheldCells(3)...), text(joinSentences(withheldReason, d.readingNotes(s.Signal, m))))
	}
	return append(cells, estimate(m.PresentRate, 1, asPercent)[0], estimate(m.AbsentRate, 1, asPercent)[0], text(rangeText(m.Prevalence)), text(d.readingNotes(s.Signal, m)))
}

// verdictsCell says which verdicts the run could have given.
func verdictsCell(m *result.Misread, v result.Verdict) cell {
	look := body().strong().wrapped().boxed()
	switch {
	case len(m.Verdicts) == 0:
		return emptyCell()
	case !m.Changes(v):
		return plain(readingSame, look)
	}
	var others []string
	for _, x := range m.Verdicts {
		if x != v {
			others = append(others, verdictWord(x))
		}
	}
	return plain(readingTurn+strings.Join(others, verdictsOr), look)
}

func (d *draft) readingNotes(id string, m *result.Misread) string {
	note := ""
	if m.Effect.NotEstimable != "" {
		note = sentenceCase(m.Effect.NotEstimable) + "."
	}
	if m.Cut > cutWorthSaying {
		note = joinSentences(note, fmt.Sprintf(readingCut, inPercent(m.Cut)))
	}
	hide := slices.ContainsFunc(d.res.ExtractionError.Signals, func(a result.SignalAccuracy) bool { return a.Signal == id && !d.shown.answers(d.res, &a) })
	return maskNumbersIf(hide, note)
}

// cutWorthSaying is the share of applications that don't fit the accuracy above which
// the sheet says so: a twentieth, as with unknown values.
const cutWorthSaying = 0.05

func maskNumbersIf(hide bool, s string) string {
	if hide {
		return maskNumbers(s)
	}
	return s
}

// rangeText prints "14.3 % (9.1 to 19.5)".
func rangeText(e result.Estimate) string {
	if !e.Estimable() {
		return notEstimable
	}
	if e.Low == nil || e.High == nil {
		return inPercent(*e.Value)
	}
	return fmt.Sprintf("%s (%.1f to %.1f)", inPercent(*e.Value), *e.Low*100, *e.High*100)
}
