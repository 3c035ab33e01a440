package reports

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// prevalencePage shows how common each weak signal is in each group of this pool:
// whether a signal goes with privilege is measured here, not assumed.
func prevalencePage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetPrevalence, 22, 26, 32, 16, 16, 12, 12, 12)
	p.Title(words.SheetPrevalence)
	p.Note(words.PrevalenceNote)
	p.Add(backLink())
	columns := []sheet.Column{{Head: "Attribute"}, {Head: "Signal"}, {Head: "Group"}, {Head: "People"}, {Head: "With the signal"},
		{Head: "Share"}, {Head: "Share from"}, {Head: "Share to"}}
	var rows [][]sheet.Cell
	start := p.Next() + 1
	for k, prev := range d.res.Stages[0].Prevalence {
		for g, group := range prev.Groups {
			t, row := d.shown.Prevalence[k][g], start+len(rows)
			cells := []sheet.Cell{sheet.Text(attributeName(prev.Attribute)), sheet.Text(d.label(prev.Signal)), sheet.Text(group.Group),
				people(t), advanced(t), rate(t, sheet.At(4, row), sheet.At(5, row))}
			if t.Shade() == disclosure.Open {
				cells = append(cells, estimate(group.Rate, 1, sheet.AsPercent)[1:]...)
			} else {
				cells = append(cells, withheldCells(2)...)
			}
			rows = append(rows, cells)
		}
	}
	p.Grid("prevalence", columns, rows)
	publishedEvidence(d, p)
	return p
}

// publishedEvidence stands beside what this pool shows: what others found on each
// signal of the table.
func publishedEvidence(d *draft, p *sheet.Page) {
	var said []string
	for _, s := range d.book.Signals {
		measured := slices.ContainsFunc(d.res.Stages[0].Prevalence, func(prev result.Prevalence) bool { return prev.Signal == s.ID })
		if measured && len(s.Evidence) > 0 {
			said = append(said, d.label(s.ID)+": "+evidence(s.Evidence))
		}
	}
	if len(said) > 0 {
		p.Gap()
		p.Bullets(words.HeadEvidence, said)
	}
}

func noPrevalence(d *draft) string {
	if len(d.res.Stages) == 0 || len(d.res.Stages[0].Prevalence) == 0 {
		return words.AbsentGroups
	}
	return noAnswers(d)
}
