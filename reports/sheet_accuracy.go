package reports

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

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
