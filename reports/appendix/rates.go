package appendix

import (
	"fmt"
	"maps"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// ratesTable has the rates of each signal, group, level, route and source at every
// stage side by side, and their product: what a reader would follow through the
// funnel. Counts stand on Findings, Groups and below.
func ratesTable(d *draft, p *sheet.Page) {
	stages := d.FunnelStages()
	if len(stages) < 2 {
		return
	}
	rows := ratesRows(d, stages, p.Next()+4)
	if len(rows) == 0 {
		return
	}
	p.Gap()
	p.Heading(words.HeadStageRates)
	p.Note(words.StageRatesNote)
	columns := []sheet.Column{text("What", 0, words.MeaningWhat), text("Value", 0, words.MeaningValue), text("Level", 0, words.MeaningRouteLevel)}
	for _, i := range stages {
		columns = append(columns, number(reports.StageName(d.Result.Stages[i].Stage)+words.HeadRateOf, words.UnitPercent, words.MeaningRateAt))
	}
	p.Grid("", append(columns, number("All stages (product)", words.UnitPercent, words.MeaningProduct)), rows)
}

// ratesRows are the rows of which anything may be shown; start is the row of the first.
func ratesRows(d *draft, stages []int, start int) (rows [][]sheet.Cell) {
	add := func(cells []sheet.Cell, of func(stage int) *disclosure.Tally) {
		if row := ratesRow(d, start+len(rows), stages, cells, of); row != nil {
			rows = append(rows, row)
		}
	}
	first := d.Result.Stages[stages[0]]
	for _, s := range first.Signals {
		for _, present := range []bool{true, false} {
			value := words.ValueWithout
			if present {
				value = words.ValueWith
			}
			add([]sheet.Cell{sheet.Text(d.SignalName(first, s)), sheet.Text(value), sheet.EmptyCell()}, func(i int) *disclosure.Tally { return d.Shown.Side(d.Result.Stages, i, s, present) })
		}
	}
	for _, imp := range first.Impact {
		for _, g := range imp.Groups {
			if !imp.Intersectional {
				add([]sheet.Cell{sheet.Text(reports.AttributeName(imp.Attribute)), sheet.Text(g.Group), sheet.EmptyCell()}, func(i int) *disclosure.Tally { return d.Shown.Group(d.Result.Stages, i, imp.Attribute, g.Group) })
			}
		}
	}
	for _, r := range first.Routes {
		add([]sheet.Cell{sheet.Text(words.SentenceCase(r.Kind)), sheet.Text(words.SentenceCase(words.Underscored(r.Name))), sheet.Text(words.SentenceCase(levelOf(r)))}, func(i int) *disclosure.Tally { return d.Shown.Route(d.Result.Stages, i, r) })
	}
	return rows
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
	if d.Result.Funnel == nil || len(d.Result.Funnel.Effects) == 0 {
		return
	}
	p.Gap()
	p.KeepTogether(min(float64(80+18*len(d.Result.Funnel.Effects)), p.PageHeight()))
	p.Heading(words.HeadStageEffects)
	p.Note(words.StageEffectsNote)
	p.Head(append([]sheet.Column{signalColumn(), text("First stage", 0, words.MeaningStage), text("Later stage", 0, words.MeaningStage), number("At the first (points)", words.UnitPoints, words.MeaningAtStage), number("At the later (points)", words.UnitPoints, words.MeaningAtStage)},
		append(interval("Difference of effects (points)", words.UnitPoints, words.MeaningEffectsDiffer, "Effects from", "Effects to"), probability("Adjusted p", words.MeaningAdjustedP))...))
	missing, withheld := map[string]bool{}, 0
	for _, e := range d.Result.Funnel.Effects {
		if !e.Difference.Estimable() {
			missing[reports.StageName(e.Later)+": "+d.OfStage(e.Later, e.Difference.NotEstimable)] = true
			continue
		}
		cells := []sheet.Cell{sheet.Text(d.Label(e.Signal)), sheet.Text(reports.StageName(e.First)), sheet.Text(reports.StageName(e.Later))}
		if !effectShown(d, e.First, e) || !effectShown(d, e.Later, e) {
			withheld++
			continue
		}
		cells = append(cells, cell.Estimate(e.AtFirst, 100, sheet.AsPoints)[0], cell.Estimate(e.AtLater, 100, sheet.AsPoints)[0])
		p.Add(append(append(cells, cell.Estimate(e.Difference, 100, sheet.AsPoints)...), sheet.Probability(e.PAdjusted))...)
	}
	if withheld > 0 {
		p.Note("• " + fmt.Sprintf(words.RowsWithheld, words.Counted(withheld, "row", "rows")))
	}
	for _, why := range slices.Sorted(maps.Keys(missing)) {
		p.Note("• " + words.WhyNotCompared + why)
	}
}

func effectShown(d *draft, stage string, e result.EffectDifference) bool {
	for i, st := range d.Result.Stages {
		for j, s := range st.Signals {
			if st.Stage == stage && s.Signal == e.Signal && s.Block == e.Block {
				return d.Shown.Signal(i, j) == disclosure.Open
			}
		}
	}
	return false
}
