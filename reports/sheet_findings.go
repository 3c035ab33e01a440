package reports

import (
	"fmt"

	"weaksignal/audit/result"
)

// Columns of Findings, from 1, for formulas.
const (
	findVerdict = 4 + iota
	findWithN
	findWithAdvanced
	findWithRate
	findWithoutN
	findWithoutAdvanced
	findWithoutRate
	findUnknown
	findDifference
	findRatio
)

func findingsColumns() []column {
	return []column{
		{"Stage", body().wrapped().boxed()}, {"Signal", body().wrapped().boxed()}, {"Counts as", body().boxed()},
		{"Verdict", body().boxed().strong()},
		{"With signal: people", number(asCount)}, {"With: advanced", number(asCount)}, {"With: rate", number(asPercent)},
		{"Without: people", number(asCount)}, {"Without: advanced", number(asCount)}, {"Without: rate", number(asPercent)},
		{"Not known", number(asCount)},
		{"Difference (points)", number(asPoints)}, {"Ratio", number(asRatio)},
		{"Adjusted difference (points)", number(asPoints)}, {"Range from", number(asPoints)}, {"Range to", number(asPoints)},
		{"Why this verdict", body().wrapped().boxed()},
	}
}

// findingsPage lists every signal at every stage with its counts, so that rates,
// difference and ratio can be recomputed by hand.
func (d *draft) findingsPage() *page {
	p := newPage(sheetFindings, 15, 22, 12, 22, 12, 11.5, 9, 12, 11.5, 9, 8.5, 11, 9, 11, 9.5, 9.5, 46)
	p.title(sheetFindings)
	p.note(findingsNote)
	p.add(backLink())
	var rows [][]cell
	start := p.next() + 1
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			row := start + len(rows)
			d.anchors[findingKey(st.Stage, s)] = place(p.name, row)
			rows = append(rows, d.findingRow(i, j, st, s, row))
		}
	}
	first, last := p.grid("findings", findingsColumns(), rows)
	markVerdicts(p, findVerdict, first, last)
	return p
}

func (d *draft) findingRow(i, j int, st result.StageResult, s result.SignalResult, row int) []cell {
	cells := []cell{text(stageName(st.Stage)), text(d.signalText(st, s)), text(blockName(s.Block)),
		plain(verdictWord(s.Verdict), body().boxed().strong())}
	sh := d.shown.signal(i, j)
	with, without := d.shown.present[i][j], d.shown.absent[i][j]
	cells = append(cells, sideCells(with, sh, row, findWithN)...)
	cells = append(cells, sideCells(without, sh, row, findWithoutN)...)
	cells = append(cells, count(s.Unknown))
	cells = append(cells, comparison(with, without, sh, row)...)
	if sh >= allHidden {
		cells = append(cells, withheldCells(3)...)
		return append(cells, text(withheldReason))
	}
	effect := guarded(s.Adjusted.AverageMarginalEffect, st, sh)
	cells = append(cells, estimate(effect, 100, asPoints)...)
	return append(cells, text(d.why(s, sh)))
}

// sideCells prints people, advanced and rate of one side of a signal.
func sideCells(t *tally, sh shade, row, column int) []cell {
	if sh <= open {
		return []cell{people(t), advanced(t), rate(t, at(column, row), at(column+1, row))}
	}
	return []cell{people(t), hiddenCell(withheldOutcome), hiddenCell(withheldOutcome)}
}

// comparison is the difference and the ratio of two visible rates, live.
func comparison(with, without *tally, sh shade, row int) []cell {
	switch {
	case sh > open:
		return withheldCells(2)
	case with.people.value == 0 || without.people.value == 0:
		return []cell{emptyCell(), emptyCell()}
	}
	a := float64(with.advanced.value) / float64(with.people.value)
	b := float64(without.advanced.value) / float64(without.people.value)
	left, right := at(findWithRate, row), at(findWithoutRate, row)
	return []cell{
		{value: (a - b) * 100, formula: fmt.Sprintf("(%s-%s)*100", left, right), look: number(asPoints)},
		{value: a / b, formula: fmt.Sprintf("%s/%s", left, right), look: number(asRatio)},
	}
}

// signalText names the signal, and its roles where they are not all.
func (d *draft) signalText(st result.StageResult, s result.SignalResult) string {
	name := d.label(s.Signal)
	if s.Kind == result.Numeric {
		name += numericSuffix
	}
	if len(s.Roles) > 0 && len(s.Roles) < d.roleCount(st) {
		name += " (" + list(s.Roles) + ")"
	}
	return name
}

// roleCount is the number of different roles that the stage's signals name.
func (d *draft) roleCount(st result.StageResult) int {
	seen := map[string]bool{}
	for _, s := range st.Signals {
		for _, r := range s.Roles {
			seen[r] = true
		}
	}
	return len(seen)
}

// why gives the reason of a verdict; its words may hold counts, so a withheld row
// has words of its own.
func (d *draft) why(s result.SignalResult, sh shade) string {
	if sh > open {
		return withheldReason
	}
	why := s.Reason
	if missing := reasons(namedEstimate{adjustedName, s.Adjusted.AverageMarginalEffect}); missing != "" {
		why = joinSentences(why, sentenceCase(missing)+".")
	}
	return why
}

func joinSentences(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

// markVerdicts colours a column by the symbol its words begin with; the colour
// repeats what symbol and word say.
func markVerdicts(p *page, column, first, last int) {
	if last < first {
		return
	}
	for _, m := range []struct{ symbol, ink, fill string }{
		{"▲", inkAlert, fillAlert}, {"▼", inkAlert, fillAlert}, {"○", inkCalm, fillCalm}, {"?", inkDoubt, fillDoubt},
	} {
		p.mark(area(column, first, column, last), fmt.Sprintf(`LEFT($%s,1)="%s"`, at(column, first), m.symbol), m.ink, m.fill)
	}
}

func backLink() cell {
	return cell{value: backToSummary, link: place(sheetSummary, 1), look: look{ink: inkLink, size: 9}}
}
