package disclosure

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// Shown says of every count in the workbook how much of it may be printed. All
// sheets ask the same one, so no sheet gives away what another withholds.
type Shown struct {
	Stages       []*Tally
	Present      [][]*Tally // by stage, signal
	Absent       [][]*Tally
	Groups       [][][]*Tally // by stage, attribute, group
	Unknown      [][]*Tally   // by stage, attribute
	Screeners    [][]*Tally
	Consistency  []consistencyTallies
	Routes       [][]*Tally
	Requisitions []*Tally      // by index of the source's Requisitions
	Prevalence   [][]*Tally    // of the first stage, by index of Prevalence, group
	Formats      []*Tally      // by index of ReadFailures.Formats
	Rules        [][]RuleTally // by index of Rules, table
	stageNames   []string
	everything   bool // nothing is withheld
}

// Source is what the counts of a workbook are made of.
type Source struct {
	Result *result.Result
	// Requisitions counts each requisition at each stage, as the workbook lists them.
	Requisitions []dataset.Stratum
}

// New settles what of a book is withheld: every count is entered, with every
// sum that a reader could use. Where a rule's view prints all its counts, the rest is
// protected a second time, against a reader who knows those. The tables by job come
// last, and cost no other sheet a count.
func New(b Source) *Shown {
	s, _ := settle(b)
	return s
}

func settle(b Source) (*Shown, *ledger) {
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
func enter(b Source) (*Shown, *ledger) {
	l, s := &ledger{}, &Shown{}
	for _, st := range b.Result.Stages {
		s.Stages = append(s.Stages, l.add(st.N, st.Advanced, tierStage))
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

func (s *Shown) enterSignals(l *ledger, i int, st result.StageResult) {
	var present, absent []*Tally
	for _, sig := range st.Signals {
		p, a := l.add(sig.Present.N, sig.Present.Advanced, tierSignal), l.add(sig.Absent.N, sig.Absent.Advanced, tierSignal)
		present, absent = append(present, p), append(absent, a)
		total := s.Stages[i]
		if sig.Present.N+sig.Absent.N+sig.Unknown != st.N {
			// Only some roles: their total isn't printed, but it is taken as known.
			total = fixedTally(p.people.value+a.people.value, p.advanced.value+a.advanced.value)
		}
		l.addUp(total, []*Tally{p, a})
	}
	s.Present, s.Absent = append(s.Present, present), append(s.Absent, absent)
}

func fixedTally(people, advanced int) *Tally {
	return &Tally{people: *known(people), advanced: *known(advanced)}
}

// enterScreeners enters the judgements of screeners. They add up to the stage, or,
// where several judged one application, to a total that is taken as known.
func (s *Shown) enterScreeners(l *ledger, i int, st result.StageResult) {
	var rows []*Tally
	var c consistencyTallies
	if st.Consistency != nil {
		people, advanced := 0, 0
		for _, sc := range st.Consistency.Screeners {
			t := l.add(sc.N, sc.Advanced, tierPart)
			t.named = true
			rows = append(rows, t)
			people, advanced = people+sc.N, advanced+sc.Advanced
		}
		if st.Consistency.DoubleScreened == nil {
			l.addUp(s.Stages[i], rows)
		} else {
			l.addUp(fixedTally(people, advanced), rows)
		}
		c = s.enterConsistency(l, i, st)
	}
	s.Screeners, s.Consistency = append(s.Screeners, rows), append(s.Consistency, c)
}

// consistencyTallies are the further counts of a stage's screening; nil where it has none.
type consistencyTallies struct{ Trained, Untrained, Double, Identical *Tally }

// enterConsistency enters trained and untrained judgements, and how many applications or
// documents were judged differently. The former add up to the stage, but for those of
// nameless screeners, or, where several judged one application, to a total that is taken
// as known: their rates are printed, and a fraction of small numbers tells them.
func (s *Shown) enterConsistency(l *ledger, i int, st result.StageResult) (c consistencyTallies) {
	if t := st.Consistency.Training; t != nil {
		c.Trained, c.Untrained = l.add(t.Trained.N, t.Trained.Advanced, tierPart), l.add(t.Untrained.N, t.Untrained.Advanced, tierPart)
		total := s.Stages[i]
		if st.Consistency.DoubleScreened != nil {
			total = fixedTally(t.Trained.N+t.Untrained.N, t.Trained.Advanced+t.Untrained.Advanced)
		}
		l.addUp(total, []*Tally{c.Trained, c.Untrained})
	}
	if d := st.Consistency.DoubleScreened; d != nil {
		c.Double = l.add(d.Applications, d.Differently, tierPart)
	}
	if d := st.Consistency.Identical; d != nil {
		c.Identical = l.add(d.Documents, d.Differently, tierPart)
	}
	return c
}

// enterRoutes enters levels, routes and sources. Each kind adds up to the stage, and
// the routes or sources of one level to that level.
func (s *Shown) enterRoutes(l *ledger, i int, st result.StageResult) {
	var rows []*Tally
	byKind, byLevel := map[string][]*Tally{}, map[[2]string][]*Tally{}
	levels := map[string]*Tally{}
	for _, r := range st.Routes {
		t := l.add(r.N, r.Advanced, tierPart)
		t.named = begins(i, st)
		rows = append(rows, t)
		byKind[r.Kind] = append(byKind[r.Kind], t)
		byLevel[[2]string{r.Kind, r.Level}] = append(byLevel[[2]string{r.Kind, r.Level}], t)
		if r.Kind == KindLevel {
			levels[r.Level] = t
		}
	}
	for _, kind := range []string{KindLevel, "route", "source"} {
		if len(byKind[kind]) == 0 {
			continue
		}
		l.addUp(s.Stages[i], byKind[kind])
		for _, r := range st.Routes {
			if own := byLevel[[2]string{kind, r.Level}]; r.Kind == KindLevel && kind != KindLevel && len(own) > 0 {
				l.addUp(levels[r.Level], own)
			}
		}
	}
	s.Routes = append(s.Routes, rows)
}

// KindLevel are the rows of Routes that hold a whole level.
const KindLevel = "level"

func (s *Shown) enterRequisitions(l *ledger, b Source) {
	last := map[string]*Tally{}
	for i, st := range b.Result.Stages {
		var rows []*Tally
		for j, r := range b.Requisitions {
			if r.Stage != st.Stage {
				continue
			}
			t := l.add(r.N, r.Advanced, tierPart)
			t.named = begins(i, st)
			rows = append(rows, t)
			s.requisitionAt(len(b.Requisitions), j, t)
			if before := last[r.Requisition]; before != nil && st.Stage != result.BottomLine {
				l.follow(before, t)
			}
			last[r.Requisition] = t
		}
		l.addUp(s.Stages[i], rows)
	}
}

func (s *Shown) requisitionAt(n, i int, t *Tally) {
	if s.Requisitions == nil {
		s.Requisitions = make([]*Tally, n)
	}
	s.Requisitions[i] = t
}
