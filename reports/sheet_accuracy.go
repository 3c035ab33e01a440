package reports

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
)

// accuracyPage shows how often the program's readings are right, by what people found
// in a sample of them.
func (d *draft) accuracyPage() *page {
	e := d.res.ExtractionError
	p := newPage(sheetAccuracy, 28, 23, 12, 13, 13, 13, 13, 13, 13)
	p.title(sheetAccuracy)
	note := fmt.Sprintf(accuracyNote, e.Run, counted(e.Answered, "line", "lines"), grouped(e.CannotTell), grouped(e.Unanswered))
	if e.Elsewhere > 0 {
		note += " " + fmt.Sprintf(accuracyElse, counted(e.Elsewhere, "answer is", "answers are"))
	}
	p.note(note)
	p.add(backLink())
	d.readingAccuracy(p)
	d.readingAnswers(p)
	return p
}

// readingAccuracy lists sensitivity and specificity of each signal. Where a count of
// documents is withheld they are rounded to whole percents, and shares that would give
// it away stay out.
func (d *draft) readingAccuracy(p *page) {
	columns := []column{{head: "Signal"}, {head: "Truly have it"}, {head: "Read as present"}, {head: "Sensitivity"}, {head: "Sensitivity from"}, {head: "Sensitivity to"},
		{head: "Specificity"}, {head: "Specificity from"}, {head: "Specificity to"}}
	var rows [][]cell
	var notes []string
	for k, a := range d.res.ExtractionError.Signals {
		hide := !d.shown.answers(d.res, &d.res.ExtractionError.Signals[k])
		cells := []cell{text(d.label(a.Signal))}
		if hide {
			a.Sensitivity, a.Specificity = rough(a.Sensitivity), rough(a.Specificity)
			cells = append(cells, hiddenCell(withheld), hiddenCell(withheld))
		} else {
			cells = append(cells, text(rangeText(a.Prevalence)), value(&a.ReadShare, 1, asPercent))
		}
		rows = append(rows, slices.Concat(cells, estimate(a.Sensitivity, 1, asPercent), estimate(a.Specificity, 1, asPercent)))
		if why := reasons(namedEstimate{"Sensitivity", a.Sensitivity}, namedEstimate{"specificity", a.Specificity}); why != "" {
			notes = append(notes, d.label(a.Signal)+": "+maskNumbersIf(hide, why)+".")
		}
	}
	p.grid("reading_accuracy", columns, rows)
	p.gap()
	p.bullets(headNotEstimable, notes)
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

func readingName(r result.Reading) string {
	switch r {
	case result.ReadPresent:
		return answerPresent
	case result.ReadNearMiss:
		return answerNear
	}
	return answerAbsent
}
