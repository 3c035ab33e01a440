package disclosure

import (
	"cmp"
	"math"
	"slices"
)

// Statistical disclosure control by cell suppression (Hundepool et al. 2012,
// Statistical Disclosure Control, ch. 4 and 5). A count is primary where it is small;
// further counts are withheld until nobody can narrow a primary one by adding and
// subtracting what is left (complementary suppression).
const (
	// SmallPeople: fewer people than this are never counted out. Source: the
	// project's rule on personal data, in line with the usual minimum of ten of
	// statistical offices for published research tables.
	SmallPeople = 10
	// SmallOutcome: an outcome (advanced, or not) of fewer people than this is no
	// basis of a percentage, and neither is its complement.
	SmallOutcome = 5
	// minCandidates is how many values a withheld small count must still be able
	// to take for a reader who does every subtraction there is.
	minCandidates = 3
)

// Shade says how much of a row may be shown.
type Shade int

const (
	Empty      Shade = iota // nobody: a zero identifies no one
	Open                    // both counts
	NoOutcome               // people, not how many advanced
	AllHidden               // neither; the row is not small itself
	SmallGroup              // neither; fewer than smallPeople
)

// tier ranks rows by what a reader loses with them; the lowest are withheld first
// to protect others.
type tier int

const (
	tierUnstated tier = iota // people who stated no group
	tierCross                // groups of an intersection
	tierPart                 // requisitions, screeners, routes
	tierSignal
	tierGroup
	tierReference // what the other groups are compared with
	tierStage
)

// variable is one count with what a reader can infer of it: lo ≤ value ≤ hi.
type variable struct {
	value   int
	hidden  bool
	primary bool // small itself: must stay uncertain
	fixed   bool // known to a reader whatever is hidden
	kept    bool // printed for good: later passes hide others
	tier    tier
	lo, hi  int
	row     *Tally
	// twins are counts that one subtraction turns into this one.
	twins []*variable
}

// Tally is one row of any table: people, and how many of them advanced.
type Tally struct {
	people, advanced variable
	// unprinted rows stand nowhere: no word tells their size.
	unprinted bool
	// named rows are there only because somebody is in them.
	named bool
}

// sum is total = Σ parts, which a reader may use to subtract.
type sum struct {
	total *variable
	parts []*variable
}

// ledger holds every count of the workbook and every way to add them up.
type ledger struct {
	rows []*Tally
	sums []sum
	// safe counts have another world under the first searched sums (world.go).
	safe     map[*variable]bool
	searched int
}

// add enters a row.
func (l *ledger) add(people, advanced int, rank tier) *Tally {
	t := &Tally{people: variable{value: people, tier: rank}, advanced: variable{value: advanced, tier: rank}}
	t.people.row, t.advanced.row = t, t
	if people == 0 {
		l.rows = append(l.rows, t)
		return t
	}
	if people < SmallPeople {
		t.people.hidden, t.people.primary = true, true
		t.advanced.hidden, t.advanced.primary = true, true
	}
	if advanced < SmallOutcome || people-advanced < SmallOutcome {
		t.advanced.hidden, t.advanced.primary = true, true
	}
	l.rows = append(l.rows, t)
	return t
}

// addUnstated enters those who stated no group. They have none that could be
// disclosed, so their number needs no protection, and is the first to be withheld
// where a small group needs cover.
func (l *ledger) addUnstated(people, advanced int) *Tally {
	t := l.add(people, advanced, tierUnstated)
	t.people.hidden, t.people.primary = false, false
	t.advanced.primary = false
	if people == 0 { // no row is printed for nobody, which says so
		t.people.fixed, t.advanced.fixed = true, true
	}
	return t
}

// known is a count that a reader has from elsewhere.
func known(value int) *variable { return &variable{value: value, fixed: true} }

// addUp states total = Σ parts for both counts. What the parts lack is a further
// part that is taken as known; parts that exceed the total state nothing.
func (l *ledger) addUp(total *Tally, parts []*Tally) {
	var people, advanced []*variable
	restPeople, restAdvanced := total.people.value, total.advanced.value
	for _, p := range parts {
		people, advanced = append(people, &p.people), append(advanced, &p.advanced)
		restPeople -= p.people.value
		restAdvanced -= p.advanced.value
	}
	l.state(&total.people, people, restPeople)
	l.state(&total.advanced, advanced, restAdvanced)
}

// addUpTo is addUp where what the parts lack is printed nowhere: it returns that row,
// nil where the parts exceed the total.
func (l *ledger) addUpTo(total *Tally, parts []*Tally) *Tally {
	free := &Tally{people: variable{hidden: true}, advanced: variable{hidden: true}, unprinted: true}
	free.people.row, free.advanced.row = free, free
	free.people.value, free.advanced.value = total.people.value, total.advanced.value
	for _, p := range parts {
		free.people.value -= p.people.value
		free.advanced.value -= p.advanced.value
	}
	if free.people.value < 0 || free.advanced.value < 0 {
		return nil
	}
	l.rows = append(l.rows, free)
	l.addUp(total, append(slices.Clip(parts), free))
	return free
}

func (l *ledger) state(total *variable, parts []*variable, rest int) {
	if rest < 0 || len(parts) == 0 {
		return
	}
	if len(parts) == 1 {
		total.twins, parts[0].twins = append(total.twins, parts[0]), append(parts[0].twins, total)
	}
	if rest > 0 {
		parts = append(slices.Clip(parts), known(rest))
	}
	l.sums = append(l.sums, sum{total, parts})
}

// protect hides further counts until every primary one has at least
// minCandidates possible values, none follows from a combination of sums and each is
// another in some world of whole numbers, or nothing is left to hide beside it.
func (l *ledger) protect() {
	for {
		l.infer()
		if l.hideWhere(sum.pins) || l.hideWhere(func(sum, *variable) bool { return true }) {
			continue
		}
		if !blur(l.determined()) && !l.pinned() {
			return
		}
	}
}

// hideWhere hides one more count in each sum that the test holds guilty of
// exposing a primary one, and tells whether it hid any. A row is changed once in a
// pass, as what a reader can infer must be worked out anew.
func (l *ledger) hideWhere(guilty func(sum, *variable) bool) bool {
	touched := map[*Tally]bool{}
	for _, s := range l.sums {
		members := s.members()
		if !slices.ContainsFunc(members, func(v *variable) bool { return v.exposed() && guilty(s, v) }) ||
			slices.ContainsFunc(members, func(v *variable) bool { return v.row != nil && touched[v.row] }) {
			continue
		}
		if v := s.cheapest(); v != nil {
			v.hide()
			touched[v.row] = true
		}
	}
	return len(touched) > 0
}

// blur hides, for each count that a combination of sums determines, the cheapest
// count of those sums.
func blur(leaks []leak) bool {
	changed := false
	for _, k := range leaks {
		var best *variable
		for _, s := range k.sums {
			for _, v := range s.members() {
				if v.free() && (best == nil || cheaper(v, best)) {
					best = v
				}
			}
		}
		if best != nil {
			best.hide()
			changed = true
		}
	}
	return changed
}

func (s sum) members() []*variable { return append(slices.Clip(s.parts), s.total) }

func (v *variable) exposed() bool {
	return v.primary && v.hidden && !v.fixed && v.hi-v.lo+1 < minCandidates
}

// free tells whether a count is printed so far and may still be withheld.
func (v *variable) free() bool { return !v.hidden && !v.fixed && !v.kept }

// cheapest is the visible part whose loss costs a reader least: of the lowest tier
// the smallest count above zero, then a zero; then the total; nil if all is hidden
// or fixed.
func (s sum) cheapest() *variable {
	var best *variable
	for _, v := range s.parts {
		if !v.free() {
			continue
		}
		if best == nil || cheaper(v, best) {
			best = v
		}
	}
	if best == nil && s.total.free() {
		return s.total
	}
	return best
}

func cheaper(a, b *variable) bool {
	worth := func(v *variable) int {
		if v.value == 0 {
			return math.MaxInt
		}
		return v.value
	}
	return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(worth(a), worth(b))) < 0
}

// hide withholds a count and its twins, without which nothing would be gained;
// without people there is no outcome either.
func (v *variable) hide() {
	if v.fixed || v.kept {
		return
	}
	v.hidden = true
	v.lo, v.hi = 0, unbounded
	if v.row != nil && v == &v.row.people {
		v.lo, v.hi = v.row.told()
	}
	if v.row != nil && v == &v.row.people && !v.row.advanced.hidden {
		v.row.advanced.hide()
	}
	for _, twin := range v.twins {
		if !twin.hidden {
			twin.hide()
		}
	}
}

// Shade tells what of the row may be shown.
func (t *Tally) Shade() Shade {
	switch {
	case t.people.value == 0 && !t.people.hidden:
		return Empty
	case t.people.hidden && t.people.value < SmallPeople && t.people.tier != tierUnstated:
		return SmallGroup
	case t.people.hidden:
		return AllHidden
	case t.advanced.hidden:
		return NoOutcome
	}
	return Open
}

// N is how many people the row counts, 0 or more, whether they may be shown or not.
func (t *Tally) N() int { return t.people.value }

// Selected is how many of them advanced, in [0, N], whether it may be shown or not.
func (t *Tally) Selected() int { return t.advanced.value }

// HidesPeople tells whether the people of the row are withheld.
func (t *Tally) HidesPeople() bool { return t.people.hidden }
