package disclosure

import "weaksignal/audit/result"

// chainStages states what a reader knows of a funnel: those who advanced are
// those who enter the next stage, but for the few who left on their own.
func (s *Shown) chainStages(l *ledger, stages []result.StageResult) {
	first, prev := -1, -1
	for i, st := range stages {
		if st.Stage == result.BottomLine {
			if first >= 0 {
				l.same(&s.Stages[first].people, &s.Stages[i].people)
				l.same(&s.Stages[prev].advanced, &s.Stages[i].advanced)
				s.eachGroup(stages, first, i, func(a, z *Tally) { l.same(&a.people, &z.people) })
				s.eachGroup(stages, prev, i, func(a, z *Tally) { l.same(&a.advanced, &z.advanced) })
			}
			continue
		}
		if prev >= 0 {
			l.follow(s.Stages[prev], s.Stages[i])
			s.eachGroup(stages, prev, i, l.follow)
			s.eachSide(stages, prev, i, l.follow)
		} else {
			first = i
		}
		prev = i
	}
}

// eachSide pairs the sides of the same signal and block, and the rows of the same
// route, source or level, at two stages.
func (s *Shown) eachSide(stages []result.StageResult, i, j int, do func(a, b *Tally)) {
	for a, left := range stages[i].Signals {
		for b, right := range stages[j].Signals {
			if left.Signal == right.Signal && left.Block == right.Block {
				do(s.Present[i][a], s.Present[j][b])
				do(s.Absent[i][a], s.Absent[j][b])
			}
		}
	}
	for a, left := range stages[i].Routes {
		for b, right := range stages[j].Routes {
			if left.Kind == right.Kind && left.Name == right.Name && left.Level == right.Level {
				do(s.Routes[i][a], s.Routes[j][b])
			}
		}
	}
}

// eachGroup pairs the rows of the same attribute and group at two stages.
func (s *Shown) eachGroup(stages []result.StageResult, i, j int, do func(a, b *Tally)) {
	for a, left := range stages[i].Impact {
		for b, right := range stages[j].Impact {
			if left.Attribute != right.Attribute {
				continue
			}
			for g, lg := range left.Groups {
				for h, rg := range right.Groups {
					if lg.Group == rg.Group {
						do(s.Groups[i][a][g], s.Groups[j][b][h])
					}
				}
			}
		}
	}
}

// follow states that those who advanced in a entered b, apart from a known few, so
// that neither of the two gives away what is withheld of the other.
func (l *ledger) follow(a, b *Tally) { l.same(&a.advanced, &b.people) }

// same states that two counts are one, where they are.
func (l *ledger) same(a, b *variable) {
	if a.value >= b.value {
		l.state(a, []*variable{b}, a.value-b.value)
		return
	}
	l.state(b, []*variable{a}, b.value-a.value)
}
