package reports

import (
	"slices"

	"weaksignal/audit/result"
)

// prevalencePage shows how common each weak signal is in each group of this pool:
// whether a signal goes with privilege is measured here, not assumed.
func (d *draft) prevalencePage() *page {
	p := newPage(sheetPrevalence, 22, 26, 32, 16, 16, 12, 12, 12)
	p.title(sheetPrevalence)
	p.note(prevalenceNote)
	p.add(backLink())
	columns := []column{{head: "Attribute"}, {head: "Signal"}, {head: "Group"}, {head: "People"}, {head: "With the signal"},
		{head: "Share"}, {head: "Share from"}, {head: "Share to"}}
	var rows [][]cell
	start := p.next() + 1
	for k, prev := range d.res.Stages[0].Prevalence {
		for g, group := range prev.Groups {
			t, row := d.shown.prevalence[k][g], start+len(rows)
			cells := []cell{text(attributeName(prev.Attribute)), text(d.label(prev.Signal)), text(group.Group),
				people(t), advanced(t), rate(t, at(4, row), at(5, row))}
			if t.shade() == open {
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
		measured := slices.ContainsFunc(d.res.Stages[0].Prevalence, func(prev result.Prevalence) bool { return prev.Signal == s.ID })
		if measured && len(s.Evidence) > 0 {
			said = append(said, d.label(s.ID)+": "+evidence(s.Evidence))
		}
	}
	if len(said) > 0 {
		p.gap()
		p.bullets(headEvidence, said)
	}
}

// enterPrevalence enters people and how many of them have the signal. They add up
// to the signal's own count, and people to the group's, but for a few unknown.
func (s *shown) enterPrevalence(l *ledger, stages []result.StageResult) {
	if len(stages) == 0 {
		return
	}
	for _, prev := range stages[0].Prevalence {
		var rows []*tally
		var with []*variable
		for _, group := range prev.Groups {
			t := l.add(group.N, group.Present, tierCross)
			rows, with = append(rows, t), append(with, &t.advanced)
			if own := s.groupAt(stages[0], prev.Attribute, group.Group); own != nil {
				l.state(&own.people, []*variable{&t.people}, own.people.value-group.N)
			}
		}
		s.prevalence = append(s.prevalence, rows)
		for j, sig := range stages[0].Signals {
			if sig.Signal == prev.Signal && sig.Block == prev.Block {
				rest := sig.Present.N
				for _, v := range with {
					rest -= v.value
				}
				l.state(&s.present[0][j].people, with, rest)
			}
		}
	}
}

// groupAt is the row of a group at the first stage, nil if there is none.
func (s *shown) groupAt(st result.StageResult, attribute, group string) *tally {
	for a, imp := range st.Impact {
		for g, row := range imp.Groups {
			if imp.Attribute == attribute && row.Group == group {
				return s.groups[0][a][g]
			}
		}
	}
	return nil
}

func (d *draft) noPrevalence() string {
	if len(d.res.Stages) == 0 || len(d.res.Stages[0].Prevalence) == 0 {
		return absentGroups
	}
	return d.noAnswers()
}
