package reports

import (
	"fmt"
	"maps"
	"slices"

	"weaksignal/audit/result"
)

// ratesPage has the rates of each signal, group, level, route and source at every
// stage side by side, and their product: what a reader would follow through the
// funnel. Counts stand on Findings, Groups and Routes.
func (d *draft) ratesPage() *page {
	stages := d.funnelStages()
	p := newPage(sheetStageRates, append([]float64{44, 26, 14}, slices.Repeat([]float64{14}, len(stages)+1)...)...)
	p.title(sheetStageRates)
	p.note(stageRatesNote)
	p.add(backLink())
	columns := []column{{head: "What"}, {head: "Value"}, {head: "Level"}}
	for _, i := range stages {
		columns = append(columns, column{head: stageName(d.res.Stages[i].Stage) + headRateOf})
	}
	p.grid("stage_rates", append(columns, column{head: "All stages (product)"}), d.ratesRows(stages, p.next()+1))
	return p
}

// ratesRows are the rows of which anything may be shown; start is the row of the first.
func (d *draft) ratesRows(stages []int, start int) (rows [][]cell) {
	add := func(cells []cell, of func(stage int) *tally) {
		if row := d.ratesRow(start+len(rows), stages, cells, of); row != nil {
			rows = append(rows, row)
		}
	}
	first := d.res.Stages[stages[0]]
	for _, s := range first.Signals {
		for _, present := range []bool{true, false} {
			value := valueWithout
			if present {
				value = valueWith
			}
			add([]cell{text(d.signalText(first, s)), text(value), emptyCell()}, func(i int) *tally { return d.shown.side(d.res.Stages, i, s, present) })
		}
	}
	for _, imp := range first.Impact {
		for _, g := range imp.Groups {
			if !imp.Intersectional {
				add([]cell{text(attributeName(imp.Attribute)), text(g.Group), emptyCell()}, func(i int) *tally { return d.shown.group(d.res.Stages, i, imp.Attribute, g.Group) })
			}
		}
	}
	for _, r := range first.Routes {
		add([]cell{text(sentenceCase(r.Kind)), text(sentenceCase(underscored(r.Name))), text(sentenceCase(levelOf(r)))}, func(i int) *tally { return d.shown.route(d.res.Stages, i, r) })
	}
	return rows
}

func (d *draft) noStageRates() string {
	if stages := d.funnelStages(); len(stages) < 2 || len(d.ratesRows(stages, 1)) == 0 {
		return absentStageRates
	}
	return ""
}

// funnelStages are the indexes of the stages, without the bottom line.
func (d *draft) funnelStages() []int {
	var out []int
	for i, st := range d.res.Stages {
		if st.Stage != result.BottomLine {
			out = append(out, i)
		}
	}
	return out
}

// ratesRow prints a rate where the counts behind it are shown, and the product where
// all are; nil if there is no rate to print.
func (d *draft) ratesRow(row int, stages []int, cells []cell, of func(stage int) *tally) []cell {
	from, product, all, some := len(cells)+1, 1.0, true, false
	for _, i := range stages {
		t := of(i)
		switch {
		case t == nil || t.shade() == empty:
			cells, all = append(cells, emptyCell()), false
		case t.shade() != open:
			cells, all = append(cells, hiddenCell(withheldOutcome)), false
		default:
			rate := float64(t.advanced.value) / float64(t.people.value)
			product, some = product*rate, true
			cells = append(cells, cell{value: rate, look: number(asPercent)})
		}
	}
	switch {
	case !some:
		return nil // stageRatesNote says so
	case !all:
		return append(cells, hiddenCell(withheldOutcome))
	}
	return append(cells, cell{value: product, look: number(asPercent), formula: fmt.Sprintf("PRODUCT(%s)", area(from, row, from+len(stages)-1, row))})
}

// side is the tally of one side of a signal at a stage; nil where it isn't there.
func (s *shown) side(stages []result.StageResult, i int, of result.SignalResult, present bool) *tally {
	for j, sig := range stages[i].Signals {
		if sig.Signal == of.Signal && sig.Block == of.Block {
			if s.signal(i, j) > open { // one side alone would give the other away
				return worseSide(s.present[i][j], s.absent[i][j])
			}
			if present {
				return s.present[i][j]
			}
			return s.absent[i][j]
		}
	}
	return nil
}

func worseSide(a, b *tally) *tally {
	if a.shade() > b.shade() {
		return a
	}
	return b
}

// group is the tally of a group at a stage; nil where it isn't there.
func (s *shown) group(stages []result.StageResult, i int, attribute, group string) *tally {
	for a, imp := range stages[i].Impact {
		for g := range imp.Groups {
			if imp.Attribute == attribute && imp.Groups[g].Group == group {
				return s.groups[i][a][g]
			}
		}
	}
	return nil
}

// route is the tally of a level, route or source at a stage; nil where it isn't there.
func (s *shown) route(stages []result.StageResult, i int, of result.RouteResult) *tally {
	for k, r := range stages[i].Routes {
		if r.Kind == of.Kind && r.Name == of.Name && r.Level == of.Level {
			return s.routes[i][k]
		}
	}
	return nil
}

// stageEffects compares effects at the first stage with later ones. An effect whose
// counts are withheld at either stage stays out.
func (d *draft) stageEffects(p *page) {
	if d.res.Funnel == nil || len(d.res.Funnel.Effects) == 0 {
		return
	}
	p.gap()
	p.keepTogether(min(float64(80+18*len(d.res.Funnel.Effects)), p.pageHeight()))
	p.heading(headStageEffects)
	p.note(stageEffectsNote)
	p.head([]column{{head: "Signal"}, {head: "First stage"}, {head: "Later stage"}, {head: "At the first (points)"}, {head: "At the later (points)"},
		{head: "Difference (points)"}, {head: "Range from"}, {head: "Range to"}, {head: "Adjusted p"}})
	missing := map[string]bool{}
	for _, e := range d.res.Funnel.Effects {
		if !e.Difference.Estimable() {
			missing[stageName(e.Later)+": "+d.ofStage(e.Later, e.Difference.NotEstimable)] = true
			continue
		}
		cells := []cell{text(d.label(e.Signal)), text(stageName(e.First)), text(stageName(e.Later))}
		if !d.effectShown(e.First, e) || !d.effectShown(e.Later, e) {
			p.add(append(cells, withheldCells(6)...)...)
			continue
		}
		cells = append(cells, estimate(e.AtFirst, 100, asPoints)[0], estimate(e.AtLater, 100, asPoints)[0])
		p.add(append(append(cells, estimate(e.Difference, 100, asPoints)...), probability(e.PAdjusted))...)
	}
	for _, why := range slices.Sorted(maps.Keys(missing)) {
		p.note("• " + whyNotCompared + why)
	}
}

// ofStage masks the numbers of a reason where the stage's counts are withheld.
func (d *draft) ofStage(stage, why string) string {
	for i, st := range d.res.Stages {
		if st.Stage == stage && d.shown.stages[i].shade() != open {
			return maskNumbers(why)
		}
	}
	return why
}

func (d *draft) effectShown(stage string, e result.EffectDifference) bool {
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			if st.Stage == stage && s.Signal == e.Signal && s.Block == e.Block {
				return d.shown.signal(i, j) == open
			}
		}
	}
	return false
}
