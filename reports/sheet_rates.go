package reports

import (
	"fmt"
	"maps"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// ratesPage has the rates of each signal, group, level, route and source at every
// stage side by side, and their product: what a reader would follow through the
// funnel. Counts stand on Findings, Groups and Routes.
func ratesPage(d *draft) *sheet.Page {
	stages := d.funnelStages()
	p := sheet.New(words.SheetStageRates, append([]float64{44, 26, 14}, slices.Repeat([]float64{14}, len(stages)+1)...)...)
	p.Title(words.SheetStageRates)
	p.Note(words.StageRatesNote)
	p.Add(backLink())
	columns := []sheet.Column{{Head: "What"}, {Head: "Value"}, {Head: "Level"}}
	for _, i := range stages {
		columns = append(columns, sheet.Column{Head: stageName(d.res.Stages[i].Stage) + words.HeadRateOf})
	}
	p.Grid("stage_rates", append(columns, sheet.Column{Head: "All stages (product)"}), ratesRows(d, stages, p.Next()+1))
	return p
}

// ratesRows are the rows of which anything may be shown; start is the row of the first.
func ratesRows(d *draft, stages []int, start int) (rows [][]sheet.Cell) {
	add := func(cells []sheet.Cell, of func(stage int) *disclosure.Tally) {
		if row := ratesRow(d, start+len(rows), stages, cells, of); row != nil {
			rows = append(rows, row)
		}
	}
	first := d.res.Stages[stages[0]]
	for _, s := range first.Signals {
		for _, present := range []bool{true, false} {
			value := words.ValueWithout
			if present {
				value = words.ValueWith
			}
			add([]sheet.Cell{sheet.Text(d.signalText(first, s)), sheet.Text(value), sheet.EmptyCell()}, func(i int) *disclosure.Tally { return d.shown.Side(d.res.Stages, i, s, present) })
		}
	}
	for _, imp := range first.Impact {
		for _, g := range imp.Groups {
			if !imp.Intersectional {
				add([]sheet.Cell{sheet.Text(attributeName(imp.Attribute)), sheet.Text(g.Group), sheet.EmptyCell()}, func(i int) *disclosure.Tally { return d.shown.Group(d.res.Stages, i, imp.Attribute, g.Group) })
			}
		}
	}
	for _, r := range first.Routes {
		add([]sheet.Cell{sheet.Text(words.SentenceCase(r.Kind)), sheet.Text(words.SentenceCase(words.Underscored(r.Name))), sheet.Text(words.SentenceCase(levelOf(r)))}, func(i int) *disclosure.Tally { return d.shown.Route(d.res.Stages, i, r) })
	}
	return rows
}

func noStageRates(d *draft) string {
	if stages := d.funnelStages(); len(stages) < 2 || len(ratesRows(d, stages, 1)) == 0 {
		return words.AbsentStageRates
	}
	return ""
}

// ratesRow prints a rate where the counts behind it are shown, and the product where
// all are; nil if there is no rate to print.
func ratesRow(d *draft, row int, stages []int, cells []sheet.Cell, of func(stage int) *disclosure.Tally) []sheet.Cell {
	from, product, all, some := len(cells)+1, 1.0, true, false
	for _, i := range stages {
		t := of(i)
		switch {
		case t == nil || t.Shade() == disclosure.Empty:
			cells, all = append(cells, sheet.EmptyCell()), false
		case t.Shade() != disclosure.Open:
			cells, all = append(cells, sheet.HiddenCell(words.WithheldOutcome)), false
		default:
			rate := float64(t.Selected()) / float64(t.N())
			product, some = product*rate, true
			cells = append(cells, sheet.Cell{Value: rate, Look: sheet.Number(sheet.AsPercent)})
		}
	}
	switch {
	case !some:
		return nil // stageRatesNote says so
	case !all:
		return append(cells, sheet.HiddenCell(words.WithheldOutcome))
	}
	return append(cells, sheet.Cell{Value: product, Look: sheet.Number(sheet.AsPercent), Formula: fmt.Sprintf("PRODUCT(%s)", sheet.Area(from, row, from+len(stages)-1, row))})
}

// stageEffects compares effects at the first stage with later ones. An effect whose
// counts are withheld at either stage stays out.
func stageEffects(d *draft, p *sheet.Page) {
	if d.res.Funnel == nil || len(d.res.Funnel.Effects) == 0 {
		return
	}
	p.Gap()
	p.KeepTogether(min(float64(80+18*len(d.res.Funnel.Effects)), p.PageHeight()))
	p.Heading(words.HeadStageEffects)
	p.Note(words.StageEffectsNote)
	p.Head([]sheet.Column{{Head: "Signal"}, {Head: "First stage"}, {Head: "Later stage"}, {Head: "At the first (points)"}, {Head: "At the later (points)"},
		{Head: "Difference (points)"}, {Head: "Range from"}, {Head: "Range to"}, {Head: "Adjusted p"}})
	missing := map[string]bool{}
	for _, e := range d.res.Funnel.Effects {
		if !e.Difference.Estimable() {
			missing[stageName(e.Later)+": "+d.ofStage(e.Later, e.Difference.NotEstimable)] = true
			continue
		}
		cells := []sheet.Cell{sheet.Text(d.label(e.Signal)), sheet.Text(stageName(e.First)), sheet.Text(stageName(e.Later))}
		if !effectShown(d, e.First, e) || !effectShown(d, e.Later, e) {
			p.Add(append(cells, withheldCells(6)...)...)
			continue
		}
		cells = append(cells, estimate(e.AtFirst, 100, sheet.AsPoints)[0], estimate(e.AtLater, 100, sheet.AsPoints)[0])
		p.Add(append(append(cells, estimate(e.Difference, 100, sheet.AsPoints)...), sheet.Probability(e.PAdjusted))...)
	}
	for _, why := range slices.Sorted(maps.Keys(missing)) {
		p.Note("• " + words.WhyNotCompared + why)
	}
}

func effectShown(d *draft, stage string, e result.EffectDifference) bool {
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			if st.Stage == stage && s.Signal == e.Signal && s.Block == e.Block {
				return d.shown.Signal(i, j) == disclosure.Open
			}
		}
	}
	return false
}
