package appendix

import (
	"fmt"
	"strings"
	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

// groupChart shows the visible rates of the first attribute at the first stage.
func groupChart(d *draft, p *sheet.Page, groupData int) {
	for i, st := range d.Result.Stages {
		for a, imp := range st.Impact {
			var cells [][]sheet.Cell
			for g, group := range imp.Groups {
				if t := d.Shown.Groups[i][a][g]; t.Shade() == disclosure.Open {
					cells = append(cells, []sheet.Cell{sheet.Plain(group.Group, sheet.Body().Muted()), {Value: float64(t.Selected()) / float64(t.N()), Look: sheet.Body().Muted().As(sheet.AsPercent)}})
				}
			}
			if len(cells) < 2 {
				continue
			}
			p.Gap()
			row, top := p.Next(), p.HeadRow+1
			p.Put(p.HeadRow, groupData, []sheet.Cell{sheet.Plain(words.ChartNumbers, sheet.Body().Muted()), sheet.Plain("Rate", sheet.Body().Muted())})
			for k, c := range cells {
				p.Put(top+k, groupData, c)
			}
			last := top + len(cells) - 1
			height := uint(110 + 24*len(cells))
			zero := 0.0
			rates := sheet.Bars{Min: &zero, Title: fmt.Sprintf(words.TitleGroups, reports.StageName(st.Stage), reports.AttributeName(imp.Attribute)), Kind: excelize.Bar, Format: "0%",
				Width: 640, Height: height, Reverse: true, Labels: true,
				Series: []excelize.ChartSeries{{Name: words.AxisRate, Categories: sheet.Fixed(p.Name, groupData, top, groupData, last),
					Values: sheet.Fixed(p.Name, groupData+1, top, groupData+1, last), Fill: sheet.Solid(sheet.ChartRelated)}}}
			p.KeepTogether(float64(height) * .75)
			row = max(row, p.Next())
			p.Charts = append(p.Charts, rates.At(sheet.At(1, row)))
			for end := p.RowBelow(row, float64(height)*.75+8); p.Next() < end; {
				p.Add()
			}
			return
		}
	}
}

// attributeTable has what belongs to an attribute as a whole, not to one group.
func attributeTable(d *draft, p *sheet.Page) {
	var rows [][]sheet.Cell
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		for a, imp := range st.Impact {
			if len(imp.Groups) == 0 {
				continue
			}
			rows = append(rows, []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(reports.AttributeName(imp.Attribute)), sheet.Text(imp.ReferenceGroup), highestCell(d.Highest(i, a, imp), imp),
				sheet.Text(attributeNotes(d, i, a, imp)), levelCell(d, i, a, imp.OmnibusP)})
		}
	}
	p.Gap()
	p.Heading(words.HeadAttributes)
	p.Note(words.AttributesNote)
	p.Grid("", []sheet.Column{stageColumn(), attributeColumn(), text("Reference group", 0, words.MeaningReference), text("Highest rate of all", 0, words.MeaningHighest), notesColumn(0), probability("Omnibus p", words.MeaningOmnibus)}, rows)
}

// levelCell is a p that comes from the counts of all groups; where one of them is
// withheld, only on which side of the level it lies.
func levelCell(d *draft, i, a int, p *float64) sheet.Cell { return levelWord(p, d.Shown.Hides(i, a)) }

func levelWord(p *float64, hide bool) sheet.Cell {
	switch {
	case p == nil || !hide:
		return sheet.Probability(p)
	case *p < failAlpha:
		return sheet.HiddenCell(words.BelowAlpha)
	}
	return sheet.HiddenCell(words.NotBelowAlpha)
}

// attributeNotes are the attribute's warnings. Each is made of counts: where one of
// them is withheld, nothing is left to say.
func attributeNotes(d *draft, i, a int, imp result.Impact) string {
	if len(imp.Warnings) > 0 && d.Shown.Hides(i, a) {
		return words.WithheldReason
	}
	return strings.Join(imp.Warnings, " ")
}

func highestCell(group string, imp result.Impact) sheet.Cell {
	switch {
	case imp.Statutory.ReferenceGroup == "":
		return sheet.EmptyCell()
	case group == "":
		hidden := sheet.HiddenCell(words.Withheld)
		hidden.Look.Right = false
		return hidden
	}
	return sheet.Text(group)
}

// noAnswers says why there is no group at all.
func noAnswers(d *draft) string {
	if why := noGroups(d); why != "" {
		return why
	}
	for _, st := range d.Result.Stages {
		for _, imp := range st.Impact {
			if len(imp.Groups) > 0 {
				return ""
			}
		}
	}
	return words.AbsentAnswers
}

func noGroups(d *draft) string {
	if !d.AnyGroups() {
		return words.AbsentGroups
	}
	return ""
}
