package reports

import (
	"fmt"

	"weaksignal/audit/result"
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
	if len(d.book.Truth) == 0 {
		return absentTruth
	}
	return ""
}

// truthPage lists estimates of a simulated pool beside what was planted.
func truthPage(d *draft) *sheet.Page {
	p := sheet.New(sheetTruth, 15, 26, 11, 32, 11, 11, 11, 11, 11, 13, 34)
	p.Title(sheetTruth)
	p.Note(truthNote)
	p.Note(truthTally(d))
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Stage"}, {Head: "Signal or group"}, {Head: "Counts as"}, {Head: "Quantity"}, {Head: "Scale"},
		{Head: "Truth"}, {Head: "Estimate"}, {Head: "From"}, {Head: "To"}, {Head: "Interval holds it"}, {Head: "Why there is no estimate"}}
	var rows [][]sheet.Cell
	for _, r := range d.book.Truth {
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

func truthRow(d *draft, r TruthRow) []sheet.Cell {
	subject := r.Subject
	if r.Signal {
		subject = d.label(r.Subject)
	}
	scale, format := r.Scale.show()
	cells := []sheet.Cell{sheet.Text(stageName(r.Stage)), sheet.Text(subject), sheet.Text(blockName(r.Block)), sheet.Text(r.Quantity), sheet.Text(string(r.Scale))}
	if r.withheld() {
		return append(append(cells, withheldCells(5)...), sheet.Text(words.WithheldReason))
	}
	cells = append(cells, sheet.Value(&r.Truth, scale, format))
	cells = append(cells, estimate(r.Estimate, scale, format)...)
	return append(cells, sheet.Text(r.mark()), sheet.Text(r.Estimate.NotEstimable))
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
		return 100, sheet.AsPoints
	case ScalePercent:
		return 1, sheet.AsPercent
	}
	return 1, sheet.AsRatio
}

func truthTally(d *draft) string {
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

// Scale says how a quantity is printed.
type Scale string

const (
	ScalePoints  Scale = "points"   // a difference of fractions, printed in percentage points
	ScalePercent Scale = "percent"  // a fraction
	ScaleRatio   Scale = "ratio"    // of two fractions
	ScaleLogOdds Scale = "log odds" // a coefficient
)

// TruthRow holds one estimate of a simulated pool against what was planted.
type TruthRow struct {
	Stage string
	// Subject is a signal's id where Signal is set, else a group in words.
	Subject  string
	Signal   bool
	Block    result.Block
	Quantity string
	Scale    Scale
	Truth    float64
	Estimate result.Estimate
}

// Covered tells whether the interval holds the truth; ok is false without an interval.
func (r TruthRow) Covered() (covered, ok bool) {
	_, low, high, estimable := r.Estimate.Bounds()
	if !estimable || r.Estimate.Level == 0 {
		return false, false
	}
	return low <= r.Truth && r.Truth <= high, true
}
