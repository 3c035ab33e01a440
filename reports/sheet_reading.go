package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit"
)

func (d *draft) noReading() string {
	if d.res.ExtractionError == nil {
		return absentReading
	}
	return ""
}

// readingPage shows what a review found of the program's readings, and what becomes of
// the findings with its errors taken out.
func (d *draft) readingPage() *page {
	e := d.res.ExtractionError
	p := newPage(sheetReading, 24, 30, 22, 12, 13, 11, 11, 11, 11, 30, 19, 11, 11, 22, 40)
	p.title(sheetReading)
	note := fmt.Sprintf(readingNote, e.Run, counted(e.Answered, "line", "lines"), grouped(e.CannotTell), grouped(e.Unanswered))
	if e.Elsewhere > 0 {
		note += " " + sentenceCase(fmt.Sprintf(readingElse, counted(e.Elsewhere, "answer was", "answers were")))
	}
	p.note(note)
	p.add(backLink())
	d.readingEffects(p)
	p.gap()
	d.readingAccuracy(p)
	p.gap()
	d.readingAnswers(p)
	return p
}

// readingEffects is the native table: each finding as read and with errors taken out.
func (d *draft) readingEffects(p *page) {
	columns := []column{{head: "Stage"}, {head: "Signal"}, {head: "Verdict"}, {head: "As read (points)"}, {head: "Errors taken out (points)"},
		{head: "Range from"}, {head: "Range to"}, {head: "Least (points)"}, {head: "Most (points)"}, {head: "Verdict with errors taken out"},
		{head: "Does it change?"}, {head: "True rate with"}, {head: "True rate without"}, {head: "Truly have it"}, {head: "Notes"}}
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
	markVerdicts(p, 11, first, last)
}

func (d *draft) readingRow(i, j int, st audit.StageResult, s audit.SignalResult) []cell {
	m, sh := s.Misread, d.shown.signal(i, j)
	cells := []cell{text(stageName(st.Stage)), text(d.signalText(st, s)), plain(verdictWord(s.Verdict), body().boxed().strong())}
	if sh >= allHidden {
		return append(append(cells, withheldCells(11)...), text(withheldReason))
	}
	cells = append(cells, estimate(guarded(s.Adjusted.Decisive(), st, sh), 100, asPoints)[0])
	corrected := guarded(m.Effect, st, sh)
	cells = append(cells, estimate(corrected, 100, asPoints)...)
	if corrected.Estimable() && sh <= open {
		cells = append(cells, value(m.Lowest, 100, asPoints), value(m.Highest, 100, asPoints))
	} else {
		cells = append(cells, emptyCell(), emptyCell())
	}
	cells = append(cells, text(verdictsOf(m)), changeCell(m, s.Verdict))
	if sh > open {
		return append(append(cells, withheldCells(3)...), text(joinSentences(withheldReason, d.readingNotes(s.Signal, m))))
	}
	return append(cells, estimate(m.PresentRate, 1, asPercent)[0], estimate(m.AbsentRate, 1, asPercent)[0], text(rangeText(m.Prevalence)), text(d.readingNotes(s.Signal, m)))
}

func verdictsOf(m *audit.Misread) string {
	var words []string
	for _, v := range m.Verdicts {
		words = append(words, verdictWord(v))
	}
	return strings.Join(words, verdictsOr)
}

func changeCell(m *audit.Misread, v audit.Verdict) cell {
	if len(m.Verdicts) == 0 {
		return emptyCell()
	}
	word := readingSame
	if m.Changes(v) {
		word = readingTurn
	}
	return plain(word, body().boxed().strong())
}

func (d *draft) readingNotes(id string, m *audit.Misread) string {
	note := ""
	if m.Effect.NotEstimable != "" {
		note = sentenceCase(m.Effect.NotEstimable) + "."
	}
	if m.Cut > cutWorthSaying {
		note = joinSentences(note, fmt.Sprintf(readingCut, inPercent(m.Cut)))
	}
	hide := slices.ContainsFunc(d.res.ExtractionError.Signals, func(a audit.SignalAccuracy) bool { return a.Signal == id && !d.shown.answers(d.res, &a) })
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
func rangeText(e audit.Estimate) string {
	if !e.Estimable() {
		return notEstimable
	}
	if e.Low == nil || e.High == nil {
		return inPercent(*e.Value)
	}
	return fmt.Sprintf("%s (%.1f to %.1f)", inPercent(*e.Value), *e.Low*100, *e.High*100)
}

// readingAccuracy lists sensitivity and specificity of each signal. Where a count of
// documents is withheld they are rounded to whole percents, and shares that would give
// it away stay out.
func (d *draft) readingAccuracy(p *page) {
	p.heading(headAccuracy)
	p.head([]column{{head: "Signal"}, {head: "Truly have it"}, {head: "Read as present"}, {head: "Sensitivity"}, {head: "from"}, {head: "to"},
		{head: "Specificity"}, {head: "from"}, {head: "to"}})
	for k, a := range d.res.ExtractionError.Signals {
		hide := !d.shown.answers(d.res, &d.res.ExtractionError.Signals[k])
		cells := []cell{text(d.label(a.Signal))}
		if hide {
			a.Sensitivity, a.Specificity = rough(a.Sensitivity), rough(a.Specificity)
			cells = append(cells, hiddenCell(withheld), hiddenCell(withheld))
		} else {
			cells = append(cells, text(rangeText(a.Prevalence)), value(&a.ReadShare, 1, asPercent))
		}
		p.add(slices.Concat(cells, estimate(a.Sensitivity, 1, asPercent), estimate(a.Specificity, 1, asPercent))...)
		if why := reasons(namedEstimate{"Sensitivity", a.Sensitivity}, namedEstimate{"specificity", a.Specificity}); why != "" {
			p.note("• " + d.label(a.Signal) + ": " + maskNumbersIf(hide, why) + ".")
		}
	}
}

// readingAnswers counts what people found for each answer of the program.
func (d *draft) readingAnswers(p *page) {
	p.heading(headAnswers)
	p.head([]column{{head: "Signal"}, {head: "The program's answer"}, {head: "Documents"}, {head: "Checked"}, {head: "People found it"},
		{head: "Can't tell"}, {head: "Program right"}, {head: "from"}, {head: "to"}})
	for k, a := range d.res.ExtractionError.Signals {
		hide := !d.shown.answers(d.res, &d.res.ExtractionError.Signals[k])
		for _, s := range a.Strata {
			cells := []cell{text(d.label(a.Signal)), text(readingName(s.Reading))}
			if hide {
				p.add(append(cells, withheldCells(7)...)...)
				continue
			}
			cells = append(cells, count(s.Documents), count(s.Reviewed), count(s.Confirmed), count(s.CannotTell))
			p.add(append(cells, estimate(s.PredictiveValue, 1, asPercent)...)...)
		}
	}
}

func readingName(r audit.Reading) string {
	switch r {
	case audit.ReadPresent:
		return answerPresent
	case audit.ReadNearMiss:
		return answerNear
	}
	return answerAbsent
}
