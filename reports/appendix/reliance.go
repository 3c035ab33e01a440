package appendix

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

const (
	reliancePart  = 3
	relianceValue = 4
	relianceShare = 13
	relianceData  = 17
)

func relianceColumns() []sheet.Column {
	percent := words.UnitPercent
	return slices.Concat([]sheet.Column{text("Stage", 18, words.MeaningStage), text("Level", 13, words.MeaningRelianceLevel), text("Part", 32, words.MeaningReliancePart)},
		interval("Explained", percent, words.MeaningExplained, "Explained from", "Explained to"), interval("Last in", percent, words.MeaningLastIn, "Last in from", "Last in to"),
		interval("First in", percent, words.MeaningFirstIn, "First in from", "First in to"), interval("Share", percent, words.MeaningRelianceShare, "Share from", "Share to"))
}

// reliancePage splits what the model explains over blocks and signals.
func reliancePage(d *draft) *sheet.Page {
	p := d.page(words.SheetReliance, words.RelianceNote, relianceColumns())
	p.Widen(2, 22, 12, 12)
	p.PrintColumns, p.KeyColumns = relianceData-2, 3
	var rows [][]sheet.Cell
	start := p.Next() + 1
	var split [][3]any // stage, weak share, job-related share
	firstSignal, lastSignal := 0, 0
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		if st.Reliance == nil {
			continue
		}
		rows = append(rows, relianceRows(d, i, st)...)
		if firstSignal == 0 && len(st.Reliance.Signals) > 0 && d.Shown.Stages[i].Shade() == disclosure.Open {
			lastSignal = start + len(rows) - 1
			firstSignal = lastSignal - len(st.Reliance.Signals) + 1
		}
		if weak, related, ok := shares(st.Reliance); ok && d.Shown.Stages[i].Shade() == disclosure.Open {
			split = append(split, [3]any{reports.StageName(st.Stage), weak, related})
		}
	}
	p.Grid("reliance", relianceColumns(), rows)
	p.Gap()
	relianceSummary(d, p)
	relianceCharts(p, split, firstSignal, lastSignal)
	return p
}

func relianceRows(d *draft, i int, st result.StageResult) [][]sheet.Cell {
	r := st.Reliance
	stage := sheet.Text(reports.StageName(st.Stage))
	if d.Shown.Stages[i].Shade() != disclosure.Open {
		return [][]sheet.Cell{sheet.Fill([]sheet.Cell{stage, sheet.EmptyCell(), sheet.HiddenText(words.WithheldReason)}, 15)}
	}
	explained := append([]sheet.Cell{stage, sheet.Text(words.LevelAll), sheet.Text(words.PartAll)}, cell.Estimate(r.Explained, 1, sheet.AsPercent)...)
	rows := [][]sheet.Cell{sheet.Fill(explained, 15)}
	for _, b := range r.Blocks {
		row := append([]sheet.Cell{stage, sheet.Text(words.LevelBlock), sheet.Text(reports.BlockName(b.Block))}, cell.Estimate(b.Shapley, 1, sheet.AsPercent)...)
		row = append(row, cell.Estimate(b.Unique, 1, sheet.AsPercent)...)
		row = append(row, cell.Estimate(b.Alone, 1, sheet.AsPercent)...)
		rows = append(rows, append(row, cell.Estimate(b.Share, 1, sheet.AsPercent)...))
	}
	for _, s := range r.Signals {
		row := append([]sheet.Cell{stage, sheet.Text(words.LevelSignal), sheet.Text(d.PartLabel(s.Signal, s.Block))}, cell.Estimate(s.Owen, 1, sheet.AsPercent)...)
		row = sheet.Fill(row, 12)
		rows = append(rows, append(row, cell.Estimate(s.Share, 1, sheet.AsPercent)...))
	}
	return rows
}

// shares are both blocks' shares, if both are computed and neither is negative: a
// stack of bars shows nothing else.
func shares(r *result.Reliance) (weak, related float64, ok bool) {
	found := 0
	for _, b := range r.Blocks {
		if b.Share.Value == nil || *b.Share.Value < 0 {
			return 0, 0, false
		}
		switch b.Block {
		case result.Weak:
			weak = *b.Share.Value
			found++
		case result.JobRelated:
			related = *b.Share.Value
			found++
		}
	}
	return weak, related, found == 2
}

// relianceSummary holds one line per stage: changed selections, the permutation
// test, and the in-sample figures that peers print.
func relianceSummary(d *draft, p *sheet.Page) {
	p.Heading(words.HeadReliance)
	p.Head(slices.Concat([]sheet.Column{stageColumn(), probability("Permutation p", words.MeaningPermutation), text("Held out", 0, words.MeaningHeldOut)},
		interval("Changed selections", words.UnitPercent, words.MeaningChanged, "Changed from", "Changed to"),
		[]sheet.Column{number("If there were no effect", words.UnitPercent, words.MeaningNoEffect), number("McFadden, signals", words.UnitP, words.MeaningMcFadden), number("McFadden, all", words.UnitP, words.MeaningMcFaddenAll)}))
	var all []string
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		r := st.Reliance
		if r == nil {
			continue
		}
		row := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Probability(r.PermutationP), sheet.Text(r.Folds)}
		if d.Shown.Stages[i].Shade() != disclosure.Open {
			row[1] = sheet.HiddenCell(words.Withheld)
			p.Add(append(row, cell.Withheld(6)...)...)
			continue
		}
		row = append(row, cell.Estimate(r.ChangedSelections.Estimate, 1, sheet.AsPercent)...)
		row = append(row, cell.Estimate(r.ChangedSelections.UnderNoEffect, 1, sheet.AsPercent)[0],
			cell.Estimate(r.InSample.McFadden, 1, sheet.AsNumber)[0], cell.Estimate(r.InSample.McFaddenTotal, 1, sheet.AsNumber)[0])
		p.Add(row...)
		missing := []reports.Named{{Name: words.PartAll, Estimate: r.Explained}, {Name: "Changed selections", Estimate: r.ChangedSelections.Estimate}}
		for _, b := range r.Blocks {
			missing = append(missing, reports.Named{Name: "Share", Estimate: b.Share})
		}
		for _, w := range append([]string{reports.Reasons(missing...)}, r.Warnings...) {
			if w != "" {
				all = append(all, "• "+reports.StageName(st.Stage)+": "+d.InWords(w))
			}
		}
	}
	for _, n := range all {
		p.Note(n)
	}
	p.Gap()
}

func relianceCharts(p *sheet.Page, split [][3]any, firstSignal, lastSignal int) {
	p.KeepTogether(float64(110+26*(lastSignal-firstSignal+1)) * .75)
	row := p.Next()
	if len(split) > 0 {
		top := p.HeadRow + 1
		p.Put(p.HeadRow, relianceData, []sheet.Cell{sheet.Plain(words.ChartNumbers, sheet.Body().Muted()), sheet.Plain(words.BlockWeak, sheet.Body().Muted()), sheet.Plain(words.BlockJobRelated, sheet.Body().Muted())})
		small := sheet.Body().Muted().As(sheet.AsPercent)
		for i, s := range split {
			p.Put(top+i, relianceData, []sheet.Cell{sheet.Plain(s[0].(string), sheet.Body().Muted()), {Value: s[1], Look: small}, {Value: s[2], Look: small}})
		}
		last := top + len(split) - 1
		full := 1.0
		c := sheet.Bars{Title: words.TitleSplit, Kind: excelize.BarPercentStacked, Format: "0%", Width: 620, Height: uint(130 + 34*len(split)), Max: &full, Reverse: true}
		for i, color := range []string{sheet.ChartWeak, sheet.ChartRelated} {
			col := relianceData + 1 + i
			c.Series = append(c.Series, excelize.ChartSeries{Name: sheet.Fixed(p.Name, col, p.HeadRow, col, p.HeadRow),
				Categories: sheet.Fixed(p.Name, relianceData, top, relianceData, last), Values: sheet.Fixed(p.Name, col, top, col, last), Fill: sheet.Solid(color)})
		}
		p.Charts = append(p.Charts, c.At(sheet.At(1, row)))
	}
	height := 0.0
	if len(split) > 0 {
		height = float64(130+34*len(split)) * .75
	}
	if firstSignal > 0 {
		n := lastSignal - firstSignal + 1
		c := sheet.Bars{Title: words.TitleOwen, Kind: excelize.Bar, Format: "0.0%", Width: 560, Height: uint(110 + 26*n), Reverse: true,
			Series: []excelize.ChartSeries{{Name: words.TitleOwen, Categories: sheet.Fixed(p.Name, reliancePart, firstSignal, reliancePart, lastSignal),
				Values: sheet.Fixed(p.Name, relianceValue, firstSignal, relianceValue, lastSignal), Fill: sheet.Solid(sheet.ChartWeak)}}}
		p.Charts = append(p.Charts, c.At(sheet.At(6, row)))
		height = max(height, float64(110+26*n)*.75)
	}
	for end := p.RowBelow(row, height+8); p.Next() < end; {
		p.Add()
	}
}

func noReliance(d *draft) string {
	for _, st := range d.Result.Stages {
		if st.Reliance != nil {
			return ""
		}
	}
	return words.AbsentReliance
}
