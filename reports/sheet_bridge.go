package reports

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

const (
	bridgePart  = 5
	bridgeValue = 6
)

// bridgePage splits the gap between two groups into parts.
func bridgePage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetBridge, 20, 18, 24, 24, 34, 14, 13, 13)
	p.Title(words.SheetBridge)
	p.Note(words.BridgeNote)
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Stage"}, {Head: "Attribute"}, {Head: "Group"}, {Head: "Compared with"}, {Head: "Part"},
		{Head: "Part of the gap (points)"}, {Head: "Range from"}, {Head: "Range to"}}
	var rows [][]sheet.Cell
	var plots []sheet.Chart
	start := p.Next() + 1
	for i, st := range d.res.Stages {
		for _, g := range st.GapDecomposition {
			first := start + len(rows)
			if !d.gapShown(i, g) {
				rows = append(rows, append(gapHead(d, st, g), append([]sheet.Cell{sheet.Text(words.WithheldReason)}, withheldCells(3)...)...))
				continue
			}
			more, parts := gapRows(d, st, g, first)
			rows = append(rows, more...)
			if len(plots) == 0 && parts > 0 {
				plots = append(plots, gapChart(p, st, g, first, first+parts-1))
			}
		}
	}
	p.Grid("bridge", columns, rows)
	p.Gap()
	p.Stack(plots)
	return p
}

func gapHead(d *draft, st result.StageResult, g result.GapDecomposition) []sheet.Cell {
	return []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(attributeName(g.Attribute)), sheet.Text(g.Group), sheet.Text(g.ReferenceGroup)}
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
		rows = append(rows, append(append(gapHead(d, st, g), sheet.Text(name)), estimate(e, 100, sheet.AsPoints)...))
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
	numbers := estimate(g.Gap, 100, sheet.AsPoints)
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
	return d.label(part)
}

func gapChart(p *sheet.Page, st result.StageResult, g result.GapDecomposition, first, last int) sheet.Chart {
	title := fmt.Sprintf(words.TitleBridge, stageName(st.Stage), g.Group, g.ReferenceGroup)
	return sheet.Bars{Title: title, Kind: excelize.Bar, Format: "0.0", Width: 760, Height: uint(120 + 24*(last-first+1)), Reverse: true,
		Series: []excelize.ChartSeries{{Name: title, Categories: sheet.Fixed(p.Name, bridgePart, first, bridgePart, last),
			Values: sheet.Fixed(p.Name, bridgeValue, first, bridgeValue, last), Fill: sheet.Solid(sheet.ChartRelated)}}}.At("")
}

func noBridge(d *draft) string {
	for _, st := range d.res.Stages {
		if len(st.GapDecomposition) > 0 {
			return ""
		}
	}
	if !d.anyGroups() {
		return words.AbsentGroups
	}
	return words.AbsentBridge
}

// whatIfPage has the groups' rates and ratios with the weak signals taken out.
func whatIfPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetWhatIf, 20, 22, 28, 28, 12, 12, 10, 10, 12, 12, 12, 10, 10)
	p.Title(words.HeadWhatIf)
	p.Note(words.WhatIfNote)
	p.Add(backLink())
	p.Grid("what_if", []sheet.Column{{Head: "Stage"}, {Head: "Attribute"}, {Head: "Group"}, {Head: "Compared with"}, {Head: "Rate before"}, {Head: "Rate after"},
		{Head: "Rate from"}, {Head: "Rate to"}, {Head: "Change (points)"}, {Head: "Ratio before"}, {Head: "Ratio after"}, {Head: "Ratio from"}, {Head: "Ratio to"}}, whatIfRows(d))
	return p
}

// whatIfRows leaves out groups whose counts, or whose reference group's, are withheld.
func whatIfRows(d *draft) (rows [][]sheet.Cell) {
	for i, st := range d.res.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.Neutralised == nil {
					continue
				}
				pair := result.GapDecomposition{Attribute: imp.Attribute, Group: g.Group, ReferenceGroup: imp.ReferenceGroup}
				if !d.pairShown(i, pair) {
					continue // whatIfNote says so
				}
				cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(attributeName(imp.Attribute)), sheet.Text(g.Group), sheet.Text(imp.ReferenceGroup)}
				w := g.Neutralised
				cells = append(cells, estimate(w.Before, 1, sheet.AsPercent)[0])
				cells = append(cells, estimate(w.After, 1, sheet.AsPercent)...)
				cells = append(cells, estimate(w.Change, 100, sheet.AsPoints)[0], estimate(w.RatioBefore, 1, sheet.AsRatio)[0])
				rows = append(rows, append(cells, estimate(w.RatioAfter, 1, sheet.AsRatio)...))
			}
		}
	}
	return rows
}

func noWhatIf(d *draft) string {
	if len(whatIfRows(d)) > 0 {
		return ""
	}
	if why := noBridge(d); why != "" {
		return why
	}
	return words.AbsentOpen
}
