package reports

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
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

func findingsColumns() []sheet.Column {
	return []sheet.Column{
		{Head: "Stage", Look: sheet.Body().Wrapped().Boxed()}, {Head: "Signal", Look: sheet.Body().Wrapped().Boxed()}, {Head: "Counts as", Look: sheet.Body().Boxed()},
		{Head: "Verdict", Look: sheet.Body().Boxed().Strong()},
		{Head: "With signal: people", Look: sheet.Number(sheet.AsCount)}, {Head: "With: advanced", Look: sheet.Number(sheet.AsCount)}, {Head: "With: rate", Look: sheet.Number(sheet.AsPercent)},
		{Head: "Without: people", Look: sheet.Number(sheet.AsCount)}, {Head: "Without: advanced", Look: sheet.Number(sheet.AsCount)}, {Head: "Without: rate", Look: sheet.Number(sheet.AsPercent)},
		{Head: "Not known", Look: sheet.Number(sheet.AsCount)},
		{Head: "Difference (points)", Look: sheet.Number(sheet.AsPoints)}, {Head: "Ratio", Look: sheet.Number(sheet.AsRatio)},
		{Head: "Adjusted difference (points)", Look: sheet.Number(sheet.AsPoints)}, {Head: "Range from", Look: sheet.Number(sheet.AsPoints)}, {Head: "Range to", Look: sheet.Number(sheet.AsPoints)},
		{Head: "Why this verdict", Look: sheet.Body().Wrapped().Boxed()},
	}
}

// findingsPage lists every signal at every stage with its counts, so that rates,
// difference and ratio can be recomputed by hand.
func findingsPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetFindings, 15, 22, 12, 22, 12, 11.5, 9, 12, 11.5, 9, 8.5, 11, 9, 11, 9.5, 9.5, 46)
	p.Title(words.SheetFindings)
	p.Note(words.FindingsNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			row := start + len(rows)
			d.anchors[findingKey(st.Stage, s)] = sheet.Place(p.Name, row)
			rows = append(rows, findingRow(d, i, j, st, s, row))
		}
	}
	first, last := p.Grid("findings", findingsColumns(), rows)
	sheet.MarkVerdicts(p, findVerdict, first, last)
	return p
}

func findingRow(d *draft, i, j int, st result.StageResult, s result.SignalResult, row int) []sheet.Cell {
	cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(d.signalText(st, s)), sheet.Text(blockName(s.Block)),
		sheet.Plain(verdictWord(s.Verdict), sheet.Body().Boxed().Strong())}
	sh := d.shown.Signal(i, j)
	with, without := d.shown.Present[i][j], d.shown.Absent[i][j]
	cells = append(cells, sideCells(with, sh, row, findWithN)...)
	cells = append(cells, sideCells(without, sh, row, findWithoutN)...)
	cells = append(cells, sheet.Count(s.Unknown))
	cells = append(cells, comparison(with, without, sh, row)...)
	if sh >= disclosure.AllHidden {
		cells = append(cells, withheldCells(3)...)
		return append(cells, sheet.Text(words.WithheldReason))
	}
	effect := disclosure.Guarded(s.Adjusted.AverageMarginalEffect, st, sh)
	cells = append(cells, estimate(effect, 100, sheet.AsPoints)...)
	return append(cells, sheet.Text(d.why(s, sh)))
}

// sideCells prints people, advanced and rate of one side of a signal.
func sideCells(t *disclosure.Tally, sh disclosure.Shade, row, column int) []sheet.Cell {
	if sh <= disclosure.Open {
		return []sheet.Cell{people(t), advanced(t), rate(t, sheet.At(column, row), sheet.At(column+1, row))}
	}
	return []sheet.Cell{people(t), sheet.HiddenCell(words.WithheldOutcome), sheet.HiddenCell(words.WithheldOutcome)}
}

// comparison is the difference and the ratio of two visible rates, live.
func comparison(with, without *disclosure.Tally, sh disclosure.Shade, row int) []sheet.Cell {
	switch {
	case sh > disclosure.Open:
		return withheldCells(2)
	case with.N() == 0 || without.N() == 0:
		return []sheet.Cell{sheet.EmptyCell(), sheet.EmptyCell()}
	}
	a := float64(with.Selected()) / float64(with.N())
	b := float64(without.Selected()) / float64(without.N())
	left, right := sheet.At(findWithRate, row), sheet.At(findWithoutRate, row)
	return []sheet.Cell{
		{Value: (a - b) * 100, Formula: fmt.Sprintf("(%s-%s)*100", left, right), Look: sheet.Number(sheet.AsPoints)},
		{Value: a / b, Formula: fmt.Sprintf("%s/%s", left, right), Look: sheet.Number(sheet.AsRatio)},
	}
}

func noSignals(d *draft) string {
	if d.firstStage() < 0 {
		return words.AbsentSignals
	}
	return ""
}
