package reports

import (
	"fmt"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
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
	p := newPage(words.SheetFindings, 15, 22, 12, 22, 12, 11.5, 9, 12, 11.5, 9, 8.5, 11, 9, 11, 9.5, 9.5, 46)
	p.title(words.SheetFindings)
	p.note(words.FindingsNote)
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

func (d *draft) findingRow(i, j int, st audit.StageResult, s audit.SignalResult, row int) []cell {
	cells := []cell{text(stageName(st.Stage)), text(d.signalText(st, s)), text(blockName(s.Block)),
		plain(verdictWord(s.Verdict), body().boxed().strong())}
	sh := d.shown.Signal(i, j)
	with, without := d.shown.Present[i][j], d.shown.Absent[i][j]
	cells = append(cells, sideCells(with, sh, row, findWithN)...)
	cells = append(cells, sideCells(without, sh, row, findWithoutN)...)
	cells = append(cells, count(s.Unknown))
	cells = append(cells, comparison(with, without, sh, row)...)
	if sh >= disclosure.AllHidden {
		cells = append(cells, withheldCells(3)...)
		return append(cells, text(words.WithheldReason))
	}
	effect := disclosure.Guarded(s.Adjusted.AverageMarginalEffect, st, sh)
	cells = append(cells, estimate(effect, 100, asPoints)...)
	return append(cells, text(d.why(s, sh)))
}

// sideCells prints people, advanced and rate of one side of a signal.
func sideCells(t *disclosure.Tally, sh disclosure.Shade, row, column int) []cell {
	if sh <= disclosure.Open {
		return []cell{people(t), advanced(t), rate(t, at(column, row), at(column+1, row))}
	}
	return []cell{people(t), hiddenCell(words.WithheldOutcome), hiddenCell(words.WithheldOutcome)}
}

// comparison is the difference and the ratio of two visible rates, live.
func comparison(with, without *disclosure.Tally, sh disclosure.Shade, row int) []cell {
	switch {
	case sh > disclosure.Open:
		return withheldCells(2)
	case with.N() == 0 || without.N() == 0:
		return []cell{emptyCell(), emptyCell()}
	}
	a := float64(with.Selected()) / float64(with.N())
	b := float64(without.Selected()) / float64(without.N())
	left, right := at(findWithRate, row), at(findWithoutRate, row)
	return []cell{
		{value: (a - b) * 100, formula: fmt.Sprintf("(%s-%s)*100", left, right), look: number(asPoints)},
		{value: a / b, formula: fmt.Sprintf("%s/%s", left, right), look: number(asRatio)},
	}
}

// signalText names the signal, and its roles where they are not all.
func (d *draft) signalText(st audit.StageResult, s audit.SignalResult) string {
	name := d.label(s.Signal)
	if s.Kind == audit.Numeric {
		name += words.NumericSuffix
	}
	if len(s.Roles) > 0 && len(s.Roles) < d.roleCount(st) {
		name += " (" + words.List(s.Roles) + ")"
	}
	return name
}

// roleCount is the number of different roles that the stage's signals name.
func (d *draft) roleCount(st audit.StageResult) int {
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
func (d *draft) why(s audit.SignalResult, sh disclosure.Shade) string {
	if sh > disclosure.Open {
		return words.WithheldReason
	}
	why := s.Reason
	if missing := reasons(namedEstimate{words.AdjustedName, s.Adjusted.AverageMarginalEffect}); missing != "" {
		why = words.JoinSentences(why, words.SentenceCase(missing)+".")
	}
	return why
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
	return cell{value: words.BackToSummary, link: place(words.SheetSummary, 1), look: look{ink: inkLink, size: 9}}
}
