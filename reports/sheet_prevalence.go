package reports

import (
	"slices"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// prevalencePage shows how common each weak signal is in each group of this pool:
// whether a signal goes with privilege is measured here, not assumed.
func (d *draft) prevalencePage() *page {
	p := newPage(words.SheetPrevalence, 22, 26, 32, 16, 16, 12, 12, 12)
	p.title(words.SheetPrevalence)
	p.note(words.PrevalenceNote)
	p.add(backLink())
	columns := []column{{head: "Attribute"}, {head: "Signal"}, {head: "Group"}, {head: "People"}, {head: "With the signal"},
		{head: "Share"}, {head: "Share from"}, {head: "Share to"}}
	var rows [][]cell
	start := p.next() + 1
	for k, prev := range d.res.Stages[0].Prevalence {
		for g, group := range prev.Groups {
			t, row := d.shown.Prevalence[k][g], start+len(rows)
			cells := []cell{text(attributeName(prev.Attribute)), text(d.label(prev.Signal)), text(group.Group),
				people(t), advanced(t), rate(t, at(4, row), at(5, row))}
			if t.Shade() == disclosure.Open {
				cells = append(cells, estimate(group.Rate, 1, asPercent)[1:]...)
			} else {
				cells = append(cells, withheldCells(2)...)
			}
			rows = append(rows, cells)
		}
	}
	p.grid("prevalence", columns, rows)
	d.publishedEvidence(p)
	return p
}

// publishedEvidence stands beside what this pool shows: what others found on each
// signal of the table.
func (d *draft) publishedEvidence(p *page) {
	var said []string
	for _, s := range d.book.Signals {
		measured := slices.ContainsFunc(d.res.Stages[0].Prevalence, func(prev audit.Prevalence) bool { return prev.Signal == s.ID })
		if measured && len(s.Evidence) > 0 {
			said = append(said, d.label(s.ID)+": "+evidence(s.Evidence))
		}
	}
	if len(said) > 0 {
		p.gap()
		p.bullets(words.HeadEvidence, said)
	}
}

func (d *draft) noPrevalence() string {
	if len(d.res.Stages) == 0 || len(d.res.Stages[0].Prevalence) == 0 {
		return words.AbsentGroups
	}
	return d.noAnswers()
}
