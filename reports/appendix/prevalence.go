package appendix

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// prevalenceTable shows how common each weak signal is in each group of this pool:
// whether a signal goes with privilege is measured here, not assumed.
func prevalenceTable(d *draft, p *sheet.Page) {
	p.Gap()
	p.Heading(words.HeadPrevalence)
	if why := noPrevalence(d); why != "" {
		p.Note(words.LeftOut + why + ".")
		return
	}
	p.Note(words.PrevalenceNote)
	columns := slices.Concat([]sheet.Column{stageColumn(), attributeColumn(), signalColumn(), groupColumn(), notesColumn(0)},
		[]sheet.Column{number("People known", words.UnitPeople, words.MeaningKnown), number("With the signal", words.UnitPeople, words.MeaningHave), number("Share", words.UnitPercent, words.MeaningShareWith),
			number("Share from", words.UnitPercent, words.MeaningWilson), number("Share to", words.UnitPercent, words.MeaningTo)})
	var rows [][]sheet.Cell
	start, stage := p.Next()+1, sheet.Text(reports.StageName(d.Result.Stages[0].Stage))
	for k, prev := range d.Result.Stages[0].Prevalence {
		var hidden withheldRows
		lead := []sheet.Cell{stage, sheet.Text(reports.AttributeName(prev.Attribute)), sheet.Text(d.Label(prev.Signal))}
		for g, group := range prev.Groups {
			t, row := d.Shown.Prevalence[k][g], start+len(rows)
			if t.Shade() >= disclosure.AllHidden {
				hidden.add(group.Group)
				continue
			}
			cells := append(slices.Clone(lead), sheet.Text(group.Group), sheet.EmptyCell(), cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(groupPeople, row), sheet.At(groupAdvanced, row)))
			if t.Shade() == disclosure.Open {
				cells = append(cells, cell.Estimate(group.Rate, 1, sheet.AsPercent)[1:]...)
			} else {
				cells = append(cells, cell.Withheld(2)...)
			}
			rows = append(rows, cells)
		}
		rows = append(rows, hidden.row(len(columns), groupWhy, lead...)...)
	}
	p.Grid("", columns, rows)
	publishedEvidence(d, p)
}

// publishedEvidence stands beside what this pool shows: what others found on each
// signal of the table.
func publishedEvidence(d *draft, p *sheet.Page) {
	var said []string
	for _, s := range d.Book.Signals {
		measured := slices.ContainsFunc(d.Result.Stages[0].Prevalence, func(prev result.Prevalence) bool { return prev.Signal == s.ID })
		if measured && len(s.Evidence) > 0 {
			said = append(said, d.Label(s.ID)+": "+evidence(s.Evidence))
		}
	}
	if len(said) > 0 {
		p.Gap()
		p.Bullets(words.HeadEvidence, said)
	}
}

func noPrevalence(d *draft) string {
	if len(d.Result.Stages) == 0 || len(d.Result.Stages[0].Prevalence) == 0 {
		return words.AbsentGroups
	}
	return noAnswers(d)
}
