package disclosure

import (
	"slices"

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
			t.named = true
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
			t := l.add(g.N, g.Advanced, rank)
			t.named = begins(i, st)
			rows = append(rows, t)
		}
		u := l.addUnstated(imp.Unknown.N, imp.Unknown.Advanced)
		groups, unknown = append(groups, rows), append(unknown, u)
		l.addUp(s.Stages[i], append(slices.Clip(rows), u))
	}
	for a, imp := range st.Impact {
		if imp.Intersectional {
			enterMargins(l, st.Impact, groups, unknown, a)
		}
	}
	s.Groups, s.Unknown = append(s.Groups, groups), append(s.Unknown, unknown)
}

// begins tells whether a stage names whoever entered the selection; later ones have a
// row for those too who did not come so far.
func begins(i int, st result.StageResult) bool { return i == 0 || st.Stage == result.BottomLine }

// enterMargins ties the groups of an intersection to those of its two attributes: the
// women are the Black women, the white women and so on, and those who did not state
// the other attribute. The place of a name in a cell's tells which attribute it is of:
// two attributes may share a label.
func enterMargins(l *ledger, impact []result.Impact, groups [][]*Tally, unknown []*Tally, cross int) {
	first, second := marginsOf(impact, cross)
	if first < 0 {
		return
	}
	lacking := [2][]*Tally{}
	for side, pair := range [2][2]int{{first, second}, {second, first}} {
		for g, group := range impact[pair[0]].Groups {
			var parts []*Tally
			for _, other := range impact[pair[1]].Groups {
				name := group.Group + CrossSign + other.Group
				if side == 1 {
					name = other.Group + CrossSign + group.Group
				}
				if c := slices.IndexFunc(impact[cross].Groups, func(x result.GroupResult) bool { return x.Group == name }); c >= 0 {
					parts = append(parts, groups[cross][c])
				}
			}
			if free := l.addUpTo(groups[pair[0]][g], parts); free != nil {
				lacking[side] = append(lacking[side], free)
			}
		}
	}
	// Who is in no cell has not stated the first attribute, or only not the second.
	l.addUp(unknown[cross], append(slices.Clip(lacking[0]), unknown[first]))
	l.addUp(unknown[cross], append(slices.Clip(lacking[1]), unknown[second]))
	// Who has not stated the second has stated the first, or neither.
	neither := l.addUpTo(unknown[second], lacking[0])
	if neither != nil {
		l.addUp(unknown[first], append(slices.Clip(lacking[1]), neither))
	}
}

// marginsOf are the attributes that an intersection crosses, in its order; −1 where
// the table does not hold both.
func marginsOf(impact []result.Impact, cross int) (first, second int) {
	for a, left := range impact {
		for b, right := range impact {
			if a != b && !left.Intersectional && !right.Intersectional && left.Attribute+CrossSign+right.Attribute == impact[cross].Attribute {
				return a, b
			}
		}
	}
	return -1, -1
}

// CrossSign separates the attributes, and the groups, of an intersection.
const CrossSign = " × "
