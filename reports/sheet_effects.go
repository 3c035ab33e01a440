package reports

import (
	"fmt"
	"unicode/utf8"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// Columns of Effects, from 1. Estimate, low and high stand side by side for the
// forest plot.
const (
	effectValue = 5
	effectChart = 11 // where charts begin
	effectData  = 22 // the chart's own numbers, not printed
)

// effectsPage shows the adjusted differences: a table and, beside it, a forest
// plot for each stage.
func effectsPage(d *draft) *sheet.Page {
	widths := []float64{17, 23, 11, 19, 10, 9, 9, 9, 9.5, 1}
	for len(widths) < effectData-1 {
		widths = append(widths, 9)
	}
	p := sheet.New(words.SheetEffects, append(widths, 22, 9, 9, 9, 16, 8, 8, 8, 8)...)
	p.PrintColumns = effectData - 1
	p.MinHeight = 20
	p.Title(words.SheetEffects)
	p.Note(words.EffectsNote)
	p.Add(backLink())
	rows, forests := effectRows(d, p.Next()+1)
	columns := []sheet.Column{{Head: "Stage"}, {Head: "Signal"}, {Head: "Counts as"}, {Head: "Verdict"}, {Head: "Adjusted difference (points)"},
		{Head: "Range from"}, {Head: "Range to"}, {Head: "p"}, {Head: "Adjusted p"}}
	first, last := p.Grid("effects", columns, rows)
	sheet.MarkVerdicts(p, 4, first, last)
	sheet.PlaceForests(p, forests)
	return p
}

// effectRows fills the table and one forest for each stage.
func effectRows(d *draft, start int) ([][]sheet.Cell, []*sheet.Forest) {
	var rows [][]sheet.Cell
	var forests []*sheet.Forest
	for i, st := range d.res.Stages {
		f := &sheet.Forest{Sheet: words.SheetEffects, Value: effectValue, Data: effectData, Beside: effectChart, Width: 760,
			Title: fmt.Sprintf(words.TitleForest, stageName(st.Stage)), Margin: st.Margin * 100}
		for j, s := range st.Signals {
			row := start + len(rows)
			sh := d.shown.Signal(i, j)
			rows = append(rows, effectRow(d, st, s, sh))
			e := disclosure.Guarded(s.Adjusted.AverageMarginalEffect, st, sh)
			if sh < disclosure.AllHidden && e.Estimable() && e.Low != nil && e.High != nil {
				color, symbol := forestMark(s.Verdict)
				f.Rows = append(f.Rows, sheet.ForestRow{Row: row, Label: forestLabel(d, s), Value: *e.Value * 100, Low: *e.Low * 100, High: *e.High * 100, Color: color, Symbol: symbol})
			}
		}
		if len(f.Rows) > 0 {
			f.Last = start + len(rows) - 1
			f.First = f.Last - len(st.Signals) + 1
			f.Scale()
			forests = append(forests, f)
		}
	}
	return rows, forests
}

func effectRow(d *draft, st result.StageResult, s result.SignalResult, sh disclosure.Shade) []sheet.Cell {
	cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(d.signalText(st, s)), sheet.Text(blockName(s.Block)), sheet.Plain(verdictWord(s.Verdict), sheet.Body().Boxed().Strong())}
	if sh >= disclosure.AllHidden {
		return append(cells, withheldCells(5)...)
	}
	cells = append(cells, estimate(disclosure.Guarded(s.Effect.Estimate, st, sh), 100, sheet.AsPoints)...)
	return append(cells, sheet.Probability(s.Effect.P), sheet.Probability(s.Effect.PAdjusted))
}

// forestMark tells verdicts apart by colour and by shape.
func forestMark(v result.Verdict) (color, symbol string) {
	switch v {
	case result.Associated:
		return sheet.ChartAlert, "triangle"
	case result.NoMaterialAssociation:
		return sheet.ChartCalm, "circle"
	}
	return sheet.ChartDoubt, "diamond"
}

// forestLabel marks job-related and context signals, as one signal may count as
// several.
func forestLabel(d *draft, s result.SignalResult) string {
	label, mark := d.label(s.Signal), ""
	if s.Block != result.Weak {
		mark = " *"
	}
	if utf8.RuneCountInString(label+mark) > sheet.MaxForestLabel {
		label = words.SentenceCase(words.Underscored(s.Signal)) // shorter than the label, as a rule
	}
	return fitLine(label, sheet.MaxForestLabel-len(mark)) + mark
}
