package reports

import "weaksignal/audit/result"

// chainStages states what a reader knows of a funnel: those who advanced are
// those who enter the next stage, but for the few who left on their own.
func (s *shown) chainStages(l *ledger, stages []result.StageResult) {
	first, prev := -1, -1
	for i, st := range stages {
		if st.Stage == result.BottomLine {
			if first >= 0 {
				l.same(&s.stages[first].people, &s.stages[i].people)
				l.same(&s.stages[prev].advanced, &s.stages[i].advanced)
				s.eachGroup(stages, first, i, func(a, z *tally) { l.same(&a.people, &z.people) })
				s.eachGroup(stages, prev, i, func(a, z *tally) { l.same(&a.advanced, &z.advanced) })
			}
			continue
		}
		if prev >= 0 {
			l.follow(s.stages[prev], s.stages[i])
			s.eachGroup(stages, prev, i, l.follow)
			s.eachSide(stages, prev, i, coverOutcome)
		} else {
			first = i
		}
		prev = i
	}
}

// coverOutcome withholds the people of b, the next stage of a, where a's outcome is
// too small to show and they would tell it: where few were rejected. Where few advanced, they are a small
// group of their own. Unlike [ledger.follow] it states no sum, which would cost the
// stages' totals too.
func coverOutcome(a, b *tally) {
	if a.advanced.primary && b.people.value > 0 {
		b.people.hidden, b.people.primary = true, true
		b.advanced.hidden, b.advanced.primary = true, true
	}
}

// eachSide pairs the sides of the same signal and block, and the rows of the same
// route, source or level, at two stages.
func (s *shown) eachSide(stages []result.StageResult, i, j int, do func(a, b *tally)) {
	for a, left := range stages[i].Signals {
		for b, right := range stages[j].Signals {
			if left.Signal == right.Signal && left.Block == right.Block {
				do(s.present[i][a], s.present[j][b])
				do(s.absent[i][a], s.absent[j][b])
			}
		}
	}
	for a, left := range stages[i].Routes {
		for b, right := range stages[j].Routes {
			if left.Kind == right.Kind && left.Name == right.Name && left.Level == right.Level {
				do(s.routes[i][a], s.routes[j][b])
			}
		}
	}
}

// eachGroup pairs the rows of the same attribute and group at two stages.
func (s *shown) eachGroup(stages []result.StageResult, i, j int, do func(a, b *tally)) {
	for a, left := range stages[i].Impact {
		for b, right := range stages[j].Impact {
			if left.Attribute != right.Attribute {
				continue
			}
			for g, lg := range left.Groups {
				for h, rg := range right.Groups {
					if lg.Group == rg.Group {
						do(s.groups[i][a][g], s.groups[j][b][h])
					}
				}
			}
		}
	}
}

// follow states that those who advanced in a entered b, apart from a known few, so
// that people in b don't give away a withheld outcome in a. Where b is a small
// group there is nothing to state: those few are the outcome in a, which may be
// printed from smallOutcome on, and what became of them in b is withheld.
func (l *ledger) follow(a, b *tally) {
	if b.people.primary {
		return
	}
	l.state(&a.advanced, []*variable{&b.people}, a.advanced.value-b.people.value)
}

// same states that two counts are one, where they are.
func (l *ledger) same(a, b *variable) {
	if a.value >= b.value {
		l.state(a, []*variable{b}, a.value-b.value)
		return
	}
	l.state(b, []*variable{a}, b.value-a.value)
}
