package reports

import (
	"slices"
	"strings"

	"weaksignal/audit/result"
)

// shown says of every count in the workbook how much of it may be printed. All
// sheets ask the same one, so no sheet gives away what another withholds.
type shown struct {
	stages       []*tally
	present      [][]*tally // by stage, signal
	absent       [][]*tally
	groups       [][][]*tally // by stage, attribute, group
	unknown      [][]*tally   // by stage, attribute
	screeners    [][]*tally
	consistency  []consistencyTallies
	routes       [][]*tally
	requisitions []*tally      // by index of Book.Requisitions
	prevalence   [][]*tally    // of the first stage, by index of Prevalence, group
	formats      []*tally      // by index of ReadFailures.Formats
	rules        [][]ruleTally // by index of Rules, table
	stageNames   []string
}

// newShown settles what of a book is withheld: every count is entered, with every
// sum that a reader could use. Where a rule's view prints all its counts, the rest is
// protected a second time, against a reader who knows those. The tables by job come
// last, and cost no other sheet a count.
func newShown(b *Book) *shown {
	s, _ := settle(b)
	return s
}

func settle(b *Book) (*shown, *ledger) {
	s, l := enter(b)
	l.protect()
	if s.reveal(l, b.Result) {
		l.protect()
	}
	before := l.exposures()
	l.keep()
	first := len(l.rows)
	s.enterRules(l, b)
	l.protectLast(first, before)
	return s, l
}

// enter fills a ledger with the book's counts and sums.
func enter(b *Book) (*shown, *ledger) {
	l, s := &ledger{}, &shown{}
	for _, st := range b.Result.Stages {
		s.stages = append(s.stages, l.add(st.N, st.Advanced, tierStage))
		s.stageNames = append(s.stageNames, st.Stage)
	}
	for i, st := range b.Result.Stages {
		s.enterSignals(l, i, st)
		s.enterGroups(l, i, st)
		s.enterScreeners(l, i, st)
		s.enterRoutes(l, i, st)
	}
	s.enterRequisitions(l, b)
	s.enterPrevalence(l, b.Result.Stages)
	s.enterFormats(l, b.Result)
	s.chainStages(l, b.Result.Stages)
	return s, l
}

func (s *shown) enterSignals(l *ledger, i int, st result.StageResult) {
	var present, absent []*tally
	for _, sig := range st.Signals {
		p, a := l.add(sig.Present.N, sig.Present.Advanced, tierSignal), l.add(sig.Absent.N, sig.Absent.Advanced, tierSignal)
		present, absent = append(present, p), append(absent, a)
		total := s.stages[i]
		if sig.Present.N+sig.Absent.N+sig.Unknown != st.N {
			// Only some roles: their total isn't printed, but it is taken as known.
			total = fixedTally(p.people.value+a.people.value, p.advanced.value+a.advanced.value)
		}
		l.addUp(total, []*tally{p, a})
	}
	s.present, s.absent = append(s.present, present), append(s.absent, absent)
}

func fixedTally(people, advanced int) *tally {
	return &tally{people: *known(people), advanced: *known(advanced)}
}

func (s *shown) enterGroups(l *ledger, i int, st result.StageResult) {
	var groups [][]*tally
	var unknown []*tally
	for _, imp := range st.Impact {
		var rows []*tally
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
		l.addUp(s.stages[i], append(slices.Clip(rows), u))
	}
	for a, imp := range st.Impact {
		if imp.Intersectional {
			enterMargins(l, st.Impact, groups, a)
		}
	}
	s.groups, s.unknown = append(s.groups, groups), append(s.unknown, unknown)
}

// enterMargins ties the groups of an intersection to those of its attributes: the
// women are the Black women, the white women and so on. A reader matches them by
// name, and so does this: a group belongs to every margin whose name is one of its
// parts.
func enterMargins(l *ledger, impact []result.Impact, groups [][]*tally, cross int) {
	for m, margin := range impact {
		if margin.Intersectional || !hasPart(impact[cross].Attribute, margin.Attribute) {
			continue
		}
		for g, group := range margin.Groups {
			var parts []*tally
			for c, cell := range impact[cross].Groups {
				if hasPart(cell.Group, group.Group) {
					parts = append(parts, groups[cross][c])
				}
			}
			l.addUpTo(groups[m][g], parts, impact[cross].Unknown.N)
		}
	}
}

// crossSign separates the attributes, and the groups, of an intersection.
const crossSign = " × "

func hasPart(cross, part string) bool {
	for _, p := range strings.Split(cross, crossSign) {
		if p == part {
			return true
		}
	}
	return false
}

// enterScreeners enters the judgements of screeners. They add up to the stage, or,
// where several judged one application, to a total that is taken as known.
func (s *shown) enterScreeners(l *ledger, i int, st result.StageResult) {
	var rows []*tally
	var c consistencyTallies
	if st.Consistency != nil {
		people, advanced := 0, 0
		for _, sc := range st.Consistency.Screeners {
			rows = append(rows, l.add(sc.N, sc.Advanced, tierPart))
			people, advanced = people+sc.N, advanced+sc.Advanced
		}
		if st.Consistency.DoubleScreened == nil {
			l.addUp(s.stages[i], rows)
		} else {
			l.addUp(fixedTally(people, advanced), rows)
		}
		c = enterConsistency(l, st)
	}
	s.screeners, s.consistency = append(s.screeners, rows), append(s.consistency, c)
}

// consistencyTallies are the further counts of a stage's screening; nil where it has none.
type consistencyTallies struct{ trained, untrained, double, identical *tally }

// enterConsistency enters trained and untrained judgements, whose sum a reader may
// know, and how many applications or documents were judged differently.
func enterConsistency(l *ledger, st result.StageResult) (c consistencyTallies) {
	if t := st.Consistency.Training; t != nil {
		c.trained, c.untrained = l.add(t.Trained.N, t.Trained.Advanced, tierPart), l.add(t.Untrained.N, t.Untrained.Advanced, tierPart)
		l.addUp(fixedTally(t.Trained.N+t.Untrained.N, t.Trained.Advanced+t.Untrained.Advanced), []*tally{c.trained, c.untrained})
	}
	if d := st.Consistency.DoubleScreened; d != nil {
		c.double = l.add(d.Applications, d.Differently, tierPart)
	}
	if d := st.Consistency.Identical; d != nil {
		c.identical = l.add(d.Documents, d.Differently, tierPart)
	}
	return c
}

// enterRoutes enters levels, routes and sources. Each kind adds up to the stage, and
// the routes or sources of one level to that level.
func (s *shown) enterRoutes(l *ledger, i int, st result.StageResult) {
	var rows []*tally
	byKind, byLevel := map[string][]*tally{}, map[[2]string][]*tally{}
	levels := map[string]*tally{}
	for _, r := range st.Routes {
		t := l.add(r.N, r.Advanced, tierPart)
		rows = append(rows, t)
		byKind[r.Kind] = append(byKind[r.Kind], t)
		byLevel[[2]string{r.Kind, r.Level}] = append(byLevel[[2]string{r.Kind, r.Level}], t)
		if r.Kind == kindLevel {
			levels[r.Level] = t
		}
	}
	for _, kind := range []string{kindLevel, "route", "source"} {
		if len(byKind[kind]) == 0 {
			continue
		}
		l.addUp(s.stages[i], byKind[kind])
		for _, r := range st.Routes {
			if own := byLevel[[2]string{kind, r.Level}]; r.Kind == kindLevel && kind != kindLevel && len(own) > 0 {
				l.addUp(levels[r.Level], own)
			}
		}
	}
	s.routes = append(s.routes, rows)
}

// kindLevel are the rows of Routes that hold a whole level.
const kindLevel = "level"

func (s *shown) enterRequisitions(l *ledger, b *Book) {
	last := map[string]*tally{}
	for i, st := range b.Result.Stages {
		var rows []*tally
		for j, r := range b.Requisitions {
			if r.Stage != st.Stage {
				continue
			}
			t := l.add(r.N, r.Advanced, tierPart)
			rows = append(rows, t)
			s.requisitionAt(len(b.Requisitions), j, t)
			if before := last[r.Requisition]; before != nil && st.Stage != result.BottomLine {
				l.follow(before, t)
			}
			last[r.Requisition] = t
		}
		l.addUp(s.stages[i], rows)
	}
}

func (s *shown) requisitionAt(n, i int, t *tally) {
	if s.requisitions == nil {
		s.requisitions = make([]*tally, n)
	}
	s.requisitions[i] = t
}

// signal tells whether the counts of both sides of a signal may be printed. One
// side alone would give the other away.
func (s *shown) signal(stage, i int) shade {
	return worse(s.present[stage][i].shade(), s.absent[stage][i].shade())
}

// worse orders shades by how much they withhold.
func worse(a, b shade) shade { return max(a, b) }
