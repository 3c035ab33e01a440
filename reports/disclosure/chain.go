package disclosure

import "weaksignal/audit/result"

// chainStages states what a reader knows of a funnel: those who advanced are
// those who enter the next stage, but for the few who left on their own.
func (s *Shown) chainStages(l *ledger, stages []result.StageResult) {
	eachStep(stages, func(i, j int) {
		l.follow(s.Stages[i], s.Stages[j])
		s.eachSide(stages, i, j, l.follow)
	}, func(first, last, whole int) {
		l.same(&s.Stages[first].people, &s.Stages[whole].people)
		l.same(&s.Stages[last].advanced, &s.Stages[whole].advanced)
	})
}

// chainGroups states the same of each group: of crossed attributes, or of the others.
func (s *Shown) chainGroups(l *ledger, stages []result.StageResult, crossed bool) {
	eachStep(stages, func(i, j int) { s.eachGroup(stages, i, j, crossed, l.follow) }, func(first, last, whole int) {
		s.eachGroup(stages, first, whole, crossed, func(a, z *Tally) { l.same(&a.people, &z.people) })
		s.eachGroup(stages, last, whole, crossed, func(a, z *Tally) { l.same(&a.advanced, &z.advanced) })
	})
}

// eachStep visits each stage with the one after it, and then all stages together with
// the first and the last.
func eachStep(stages []result.StageResult, step func(i, j int), whole func(first, last, whole int)) {
	first, prev := -1, -1
	for i, st := range stages {
		if st.Stage == result.BottomLine {
			if first >= 0 {
				whole(first, prev, i)
			}
			continue
		}
		if prev >= 0 {
			step(prev, i)
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

// eachGroup pairs the rows of the same attribute and group at two stages, of crossed
// attributes or of the others.
func (s *Shown) eachGroup(stages []result.StageResult, i, j int, crossed bool, do func(a, b *Tally)) {
	for a, left := range stages[i].Impact {
		for b, right := range stages[j].Impact {
			if left.Attribute != right.Attribute || left.Intersectional != crossed {
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
