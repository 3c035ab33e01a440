package appendix

import (
	"fmt"

	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

const (
	sheetTruth  = "Truth"
	truthNote   = "The pool is simulated: what was planted is known. Each line holds an estimate against it. Of intervals at 95 %, about 19 in 20 should hold the truth; lines of one pool move together, so that several misses at once are no proof of a fault."
	absentTruth = "no truth file was given"
	truthYes    = "✓ covered"
	truthNo     = "✗ missed"
	truthNone   = "no interval"
	// truthFewest is how many applications an estimate rests on to be shown at all.
	truthFewest = 10
)

func noTruth(d *draft) string {
	if len(d.Book.Truth) == 0 {
		return absentTruth
	}
	return ""
}

// truthPage lists estimates of a simulated pool beside what was planted.
func truthPage(d *draft) *sheet.Page {
	columns := []sheet.Column{text("Stage", 15, words.MeaningStage), text("Signal or group", 26, words.MeaningSubject), text("Counts as", 11, words.MeaningCountsAs), text("Quantity", 32, words.MeaningQuantity), text("Scale", 11, words.MeaningScale),
		number("Truth", words.UnitAsScale, words.MeaningTruth), number("Estimate", words.UnitAsScale, words.MeaningEstimate), number("From", words.UnitAsScale, words.MeaningFrom), number("To", words.UnitAsScale, words.MeaningTo), text("Interval holds it", 13, words.MeaningCovered), text("Why there is no estimate", 34, words.MeaningNotes)}
	p := d.page(sheetTruth, truthNote, columns)
	p.Note(truthTally(d))
	var rows [][]sheet.Cell
	for _, r := range d.Book.Truth {
		rows = append(rows, truthRow(d, r))
	}
	first, last := p.Grid("truth", columns, rows)
	if last >= first {
		where := sheet.Area(10, first, 10, last)
		p.Mark(where, fmt.Sprintf(`LEFT($%s,1)="✗"`, sheet.At(10, first)), sheet.InkAlert, sheet.FillAlert)
		p.Mark(where, fmt.Sprintf(`LEFT($%s,1)="✓"`, sheet.At(10, first)), sheet.InkCalm, sheet.FillCalm)
	}
	return p
}

func truthRow(d *draft, r reports.TruthRow) []sheet.Cell {
	subject := r.Subject
	if r.Signal {
		subject = d.Label(r.Subject)
	}
	scale, format := showScale(r.Scale)
	cells := []sheet.Cell{sheet.Text(reports.StageName(r.Stage)), sheet.Text(subject), sheet.Text(reports.BlockName(r.Block)), sheet.Text(r.Quantity), sheet.Text(string(r.Scale))}
	if truthWithheld(r) && !d.open {
		return append(append(cells, cell.Withheld(5)...), sheet.Text(words.WithheldReason))
	}
	cells = append(cells, sheet.Value(&r.Truth, scale, format))
	cells = append(cells, cell.Estimate(r.Estimate, scale, format)...)
	return append(cells, sheet.Text(truthMark(r)), sheet.Text(r.Estimate.NotEstimable))
}

// truthWithheld: rows rest on so few that their counts could be read off.
func truthWithheld(r reports.TruthRow) bool {
	return r.Estimate.N < truthFewest && r.Estimate.Estimable()
}

func truthMark(r reports.TruthRow) string {
	switch covered, ok := r.Covered(); {
	case !ok:
		return truthNone
	case covered:
		return truthYes
	}
	return truthNo
}

// showScale gives the factor and the number format of a scale.
func showScale(s reports.Scale) (factor float64, format string) {
	switch s {
	case reports.ScalePoints:
		return 100, sheet.AsPoints
	case reports.ScalePercent:
		return 1, sheet.AsPercent
	}
	return 1, sheet.AsRatio
}

func truthTally(d *draft) string {
	covered, all := 0, 0
	for _, r := range d.Book.Truth {
		if in, ok := r.Covered(); ok && (d.open || !truthWithheld(r)) {
			all++
			if in {
				covered++
			}
		}
	}
	return fmt.Sprintf("%d of %d intervals hold the truth.", covered, all)
}
