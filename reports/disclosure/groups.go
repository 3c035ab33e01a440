package disclosure

import (
	"slices"
	"strings"

	"weaksignal/audit/result"
)

// enterPrevalence enters people and how many of them have the signal. They add up
// to the signal's own count, and people to the group's, but for a few unknown.
func (s *Shown) enterPrevalence(l *ledger, stages []result.StageResult) {
	if len(stages) == 0 {
		return
	}
	for _, prev := range stages[0].Prevalence {
		var rows []*Tally
		var with []*variable
		for _, group := range prev.Groups {
			t := l.add(group.N, group.Present, tierCross)
			rows, with = append(rows, t), append(with, &t.advanced)
			if own := s.groupAt(stages[0], prev.Attribute, group.Group); own != nil {
				l.state(&own.people, []*variable{&t.people}, own.people.value-group.N)
			}
		}
		s.Prevalence = append(s.Prevalence, rows)
		for j, sig := range stages[0].Signals {
			if sig.Signal == prev.Signal && sig.Block == prev.Block {
				rest := sig.Present.N
				for _, v := range with {
					rest -= v.value
				}
				l.state(&s.Present[0][j].people, with, rest)
			}
		}
	}
}

// groupAt is the row of a group at the first stage, nil if there is none.
func (s *Shown) groupAt(st result.StageResult, attribute, group string) *Tally {
	for a, imp := range st.Impact {
		for g, row := range imp.Groups {
			if imp.Attribute == attribute && row.Group == group {
				return s.Groups[0][a][g]
			}
		}
	}
	return nil
}

func (s *Shown) enterGroups(l *ledger, i int, st result.StageResult) {
	var groups [][]*Tally
	var unknown []*Tally
	for _, imp := range st.Impact {
		var rows []*Tally
		for _, g := range imp.Groups {
			rank := tierGroup
			switch reference := g.Group == imp.ReferenceGroup; {
			case imp.Intersectional && !reference:
				rank = tierCross
			case !imp.Intersectional && reference:
				rank = tierReference
			}
			rows = append(rows, l.add(g.N, g.Advanced, rank))
		}
		u := l.addUnstated(imp.Unknown.N, imp.Unknown.Advanced)
		groups, unknown = append(groups, rows), append(unknown, u)
		l.addUp(s.Stages[i], append(slices.Clip(rows), u))
	}
	for a, imp := range st.Impact {
		if imp.Intersectional {
			enterMargins(l, st.Impact, groups, a)
		}
	}
	s.Groups, s.Unknown = append(s.Groups, groups), append(s.Unknown, unknown)
}

// enterMargins ties the groups of an intersection to those of its attributes: the
// women are the Black women, the white women and so on. A reader matches them by
// name, and so does this: a group belongs to every margin whose name is one of its
// parts.
func enterMargins(l *ledger, impact []result.Impact, groups [][]*Tally, cross int) {
	for m, margin := range impact {
		if margin.Intersectional || !hasPart(impact[cross].Attribute, margin.Attribute) {
			continue
		}
		for g, group := range margin.Groups {
			var parts []*Tally
			for c, cell := range impact[cross].Groups {
				if hasPart(cell.Group, group.Group) {
					parts = append(parts, groups[cross][c])
				}
			}
			l.addUpTo(groups[m][g], parts, impact[cross].Unknown.N)
		}
	}
}

// CrossSign separates the attributes, and the groups, of an intersection.
const CrossSign = " × "

func hasPart(cross, part string) bool {
	for _, p := range strings.Split(cross, CrossSign) {
		if p == part {
			return true
		}
	}
	return false
}
