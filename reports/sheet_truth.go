package reports

import (
	"fmt"

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

func (d *draft) noTruth() string {
	if len(d.book.Truth) == 0 {
		return absentTruth
	}
	return ""
}

// truthPage lists estimates of a simulated pool beside what was planted.
func (d *draft) truthPage() *page {
	p := newPage(sheetTruth, 15, 26, 11, 32, 11, 11, 11, 11, 11, 13, 34)
	p.title(sheetTruth)
	p.note(truthNote)
	p.note(d.truthTally())
	p.add(backLink())
	columns := []column{{head: "Stage"}, {head: "Signal or group"}, {head: "Counts as"}, {head: "Quantity"}, {head: "Scale"},
		{head: "Truth"}, {head: "Estimate"}, {head: "From"}, {head: "To"}, {head: "Interval holds it"}, {head: "Why there is no estimate"}}
	var rows [][]cell
	for _, r := range d.book.Truth {
		rows = append(rows, d.truthRow(r))
	}
	first, last := p.grid("truth", columns, rows)
	if last >= first {
		where := area(10, first, 10, last)
		p.mark(where, fmt.Sprintf(`LEFT($%s,1)="✗"`, at(10, first)), inkAlert, fillAlert)
		p.mark(where, fmt.Sprintf(`LEFT($%s,1)="✓"`, at(10, first)), inkCalm, fillCalm)
	}
	return p
}

func (d *draft) truthRow(r TruthRow) []cell {
	subject := r.Subject
	if r.Signal {
		subject = d.label(r.Subject)
	}
	scale, format := r.Scale.show()
	cells := []cell{text(stageName(r.Stage)), text(subject), text(blockName(r.Block)), text(r.Quantity), text(string(r.Scale))}
	if r.withheld() {
		return append(append(cells, withheldCells(5)...), text(words.WithheldReason))
	}
	cells = append(cells, value(&r.Truth, scale, format))
	cells = append(cells, estimate(r.Estimate, scale, format)...)
	return append(cells, text(r.mark()), text(r.Estimate.NotEstimable))
}

// withheld rows rest on so few that their counts could be read off.
func (r TruthRow) withheld() bool { return r.Estimate.N < truthFewest && r.Estimate.Estimable() }

func (r TruthRow) mark() string {
	switch covered, ok := r.Covered(); {
	case !ok:
		return truthNone
	case covered:
		return truthYes
	}
	return truthNo
}

// show gives the factor and the number format of a scale.
func (s Scale) show() (factor float64, format string) {
	switch s {
	case ScalePoints:
		return 100, asPoints
	case ScalePercent:
		return 1, asPercent
	}
	return 1, asRatio
}

func (d *draft) truthTally() string {
	covered, all := 0, 0
	for _, r := range d.book.Truth {
		if in, ok := r.Covered(); ok && !r.withheld() {
			all++
			if in {
				covered++
			}
		}
	}
	return fmt.Sprintf("%d of %d intervals hold the truth.", covered, all)
}
