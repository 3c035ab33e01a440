package appendix

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

// Columns of Bridge, from 1, for formulas and the chart.
const (
	bridgePart  = 5
	bridgeValue = 6
)

func bridgeColumns() []sheet.Column {
	return append([]sheet.Column{text("Stage", 20, words.MeaningStage), text("Attribute", 18, words.MeaningAttribute), text("Group", 26, words.MeaningGroup), text("Compared with", 26, words.MeaningReferenceIs), text("Part", 34, words.MeaningPart)},
		interval("Part of the gap (points)", words.UnitPoints, words.MeaningGapPart, "Part from", "Part to")...)
}

// bridgePage splits the gap between two groups into parts, and says what would be
// otherwise without the weak signals.
func bridgePage(d *draft) *sheet.Page {
	columns := bridgeColumns()
	p := d.page(words.SheetBridge, words.BridgeNote, columns)
	p.Widen(11, 11, 11, 11, 11)
	p.KeyColumns = 3
	var rows [][]sheet.Cell
	var plots []sheet.Chart
	start := p.Next() + 1
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		var hidden withheldRows
		for _, g := range st.GapDecomposition {
			first := start + len(rows)
			if !d.GapShown(i, g) {
				hidden.add(g.Group + words.ComparedTo + g.ReferenceGroup)
				continue
			}
			more, parts := gapRows(d, st, g, first)
			rows = append(rows, more...)
			if len(plots) == 0 && parts > 0 {
				plots = append(plots, gapChart(p, st, g, first, first+parts-1))
			}
		}
		rows = append(rows, hidden.row(len(columns), bridgePart, sheet.Text(reports.StageName(st.Stage)))...)
	}
	p.Grid("bridge", columns, rows)
	p.Gap()
	p.Stack(plots)
	whatIfTable(d, p)
	return p
}

func gapHead(d *draft, st result.StageResult, g result.GapDecomposition) []sheet.Cell {
	return []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(reports.AttributeName(g.Attribute)), sheet.Text(g.Group), sheet.Text(g.ReferenceGroup)}
}

const (
	partJobRelated  = "job_related"
	partWeak        = "weak"
	partUnexplained = "unexplained"
)

// gapRows are the parts, then their live sum, then the sum of the weak ones for
// reading. It returns how many rows the sum covers.
func gapRows(d *draft, st result.StageResult, g result.GapDecomposition, first int) (rows [][]sheet.Cell, parts int) {
	total, all := 0.0, true
	add := func(name string, e result.Estimate) {
		rows = append(rows, append(append(gapHead(d, st, g), sheet.Text(name)), cell.Estimate(e, 100, sheet.AsPoints)...))
	}
	for _, part := range g.Parts {
		if part.Part == partWeak {
			continue
		}
		add(partName(d, part.Part), part.Estimate)
		parts++
		if part.Estimate.Value == nil {
			all = false
			continue
		}
		total += sheet.Rounded(*part.Estimate.Value*100, sheet.AsPoints)
	}
	gap := append(gapHead(d, st, g), sheet.Plain(words.PartGap, sheet.Body().Strong().Wrapped().Boxed()))
	numbers := cell.Estimate(g.Gap, 100, sheet.AsPoints)
	if all && parts > 0 && g.Gap.Estimable() {
		numbers[0].Value = total
		numbers[0].Formula = fmt.Sprintf("SUM(%s)", sheet.Area(bridgeValue, first, bridgeValue, first+parts-1))
	}
	rows = append(rows, append(gap, numbers...))
	for _, part := range g.Parts {
		if part.Part == partWeak {
			add(words.PartAllWeak, part.Estimate)
		}
	}
	return rows, parts
}

func partName(d *draft, part string) string {
	switch part {
	case partJobRelated:
		return words.BlockJobRelated
	case partUnexplained:
		return words.PartRest
	}
	return d.Label(part)
}

func gapChart(p *sheet.Page, st result.StageResult, g result.GapDecomposition, first, last int) sheet.Chart {
	title := fmt.Sprintf(words.TitleBridge, reports.StageName(st.Stage), g.Group, g.ReferenceGroup)
	return sheet.Bars{Title: title, Kind: excelize.Bar, Format: "0.0", Width: 760, Height: uint(120 + 24*(last-first+1)), Reverse: true,
		Series: []excelize.ChartSeries{{Name: title, Categories: sheet.Fixed(p.Name, bridgePart, first, bridgePart, last),
			Values: sheet.Fixed(p.Name, bridgeValue, first, bridgeValue, last), Fill: sheet.Solid(sheet.ChartRelated)}}}.At("")
}

func noBridge(d *draft) string {
	for _, st := range d.Result.Stages {
		if len(st.GapDecomposition) > 0 {
			return ""
		}
	}
	if !d.AnyGroups() {
		return words.AbsentGroups
	}
	return words.AbsentBridge
}

// whatIfTable has the groups' rates and ratios with the weak signals taken out.
func whatIfTable(d *draft, p *sheet.Page) {
	rows := whatIfRows(d)
	if len(rows) == 0 {
		return
	}
	p.Gap()
	p.Heading(words.HeadWhatIf)
	p.Note(words.WhatIfNote)
	p.Grid("", slices.Concat([]sheet.Column{stageColumn(), attributeColumn(), groupColumn(), text("Compared with", 0, words.MeaningReferenceIs), notesColumn(0), number("Rate before", words.UnitPercent, words.MeaningRateBefore)},
		interval("Rate after", words.UnitPercent, words.MeaningRateAfter, "Rate from", "Rate to"), []sheet.Column{number("Change (points)", words.UnitPoints, words.MeaningRateChange), number("Ratio before", words.UnitRatio, words.MeaningRatioBefore)},
		interval("Ratio after", words.UnitRatio, words.MeaningRatioAfter, "Ratio from", "Ratio to")), rows)
}

// whatIfRows leaves out groups whose counts, or whose reference group's, are withheld.
func whatIfRows(d *draft) (rows [][]sheet.Cell) {
	for i, st := range d.Result.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.Neutralised == nil {
					continue
				}
				pair := result.GapDecomposition{Attribute: imp.Attribute, Group: g.Group, ReferenceGroup: imp.ReferenceGroup}
				if !d.PairShown(i, pair) {
					continue // whatIfNote says so
				}
				cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(reports.AttributeName(imp.Attribute)), sheet.Text(g.Group), sheet.Text(imp.ReferenceGroup), sheet.EmptyCell()}
				w := g.Neutralised
				cells = append(cells, cell.Estimate(w.Before, 1, sheet.AsPercent)[0])
				cells = append(cells, cell.Estimate(w.After, 1, sheet.AsPercent)...)
				cells = append(cells, cell.Estimate(w.Change, 100, sheet.AsPoints)[0], cell.Estimate(w.RatioBefore, 1, sheet.AsRatio)[0])
				rows = append(rows, append(cells, cell.Estimate(w.RatioAfter, 1, sheet.AsRatio)...))
			}
		}
	}
	return rows
}
