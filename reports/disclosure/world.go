package disclosure

import (
	"math"
	"slices"
)

// Another world is one of whole numbers that fits everything a reader knows and in
// which a withheld count is another. Ranges and sums alone do not prove that there is
// one: several of them together can leave a single whole number. Where none is found,
// the count is taken to be given away.

const (
	// worldDepth is how many counts another world may differ in, and worldSteps how
	// many changes are tried for one: what is safe is found in a few dozen.
	worldDepth = 40
	worldSteps = 300
	// worldReach is by how much a count is changed to find another world.
	worldReach = 3
)

// worlds searches for other worlds.
type worlds struct {
	sums []sum
	of   map[*variable][]use
	rank map[*Tally]int // in the order in which the sums name the rows
	// The world tried: changes of counts, and by how much each sum is off for them.
	change map[*variable]int
	off    map[int]int
	over   map[*Tally]bool // rows in which more advanced than there are people
	steps  int
}

// use of a count in a sum: +1 as a part, −1 as the total.
type use struct{ sum, times int }

// pinned hides, for each primary count without another world, the nearest counts that
// may be withheld until there is one, and tells whether it hid any. A world stays one
// when more is withheld, so each count is searched for once; new sums ask anew.
func (l *ledger) pinned() bool {
	if l.safe == nil || l.searched != len(l.sums) {
		l.safe, l.searched = map[*variable]bool{}, len(l.sums)
	}
	w := newWorlds(l.sums)
	hid := false
	for _, t := range l.rows {
		if t.advanced.value > t.people.value {
			continue // an input that contradicts itself has no world at all
		}
		for _, v := range []*variable{&t.people, &t.advanced} {
			if !v.primary || !v.hidden || v.fixed || l.safe[v] {
				continue
			}
			for !w.find(v) {
				c := l.nearest(v)
				if c == nil { // nothing is left to hide beside it
					clear(w.change)
					break
				}
				c.hide()
				hid = true
			}
			l.safe[v] = true
			for u := range w.change {
				l.safe[u] = true
			}
		}
	}
	return hid
}

func newWorlds(sums []sum) *worlds {
	w := &worlds{sums: sums, of: map[*variable][]use{}, rank: map[*Tally]int{}}
	enter := func(v *variable, u use) {
		w.of[v] = append(w.of[v], u)
		if _, known := w.rank[v.row]; v.row != nil && !known {
			w.rank[v.row] = len(w.rank)
		}
	}
	for i, s := range sums {
		for _, v := range s.parts {
			enter(v, use{i, 1})
		}
		enter(s.total, use{i, -1})
	}
	return w
}

// find tells whether there is another world for v; it stands in change.
func (w *worlds) find(v *variable) bool {
	for by := 1; by <= worldReach; by++ {
		for _, signed := range []int{by, -by} {
			w.change, w.off, w.over, w.steps = map[*variable]int{}, map[int]int{}, map[*Tally]bool{}, worldSteps
			if w.move(v, signed) && w.mend(worldDepth) {
				return true
			}
		}
	}
	return false
}

// move changes a count, once.
func (w *worlds) move(v *variable, by int) bool {
	if !w.may(v) || v.value+by < v.lo || v.value+by > v.hi {
		return false
	}
	w.change[v] = by
	w.note(v, by)
	return true
}

func (w *worlds) may(v *variable) bool {
	_, changed := w.change[v]
	return v.hidden && !v.fixed && !changed
}

// note keeps what a change breaks.
func (w *worlds) note(v *variable, by int) {
	for _, u := range w.of[v] {
		if w.off[u.sum] += u.times * by; w.off[u.sum] == 0 {
			delete(w.off, u.sum)
		}
	}
	if t := v.row; t != nil && t.advanced.value <= t.people.value {
		delete(w.over, t)
		if t.advanced.value+w.change[&t.advanced] > t.people.value+w.change[&t.people] {
			w.over[t] = true
		}
	}
}

// mend changes further counts until nothing is broken.
func (w *worlds) mend(depth int) bool {
	if len(w.off) == 0 && len(w.over) == 0 {
		return true
	}
	if w.steps--; depth == 0 || w.steps < 0 {
		return false
	}
	for _, step := range w.ways() {
		if !w.move(step.v, step.by) {
			continue
		}
		if w.mend(depth - 1) {
			return true
		}
		delete(w.change, step.v)
		w.note(step.v, -step.by)
	}
	return false
}

type step struct {
	v  *variable
	by int
}

// ways to mend what has the fewest. Ties go to the first sum, then to the first row, so
// that the same book withholds the same counts.
func (w *worlds) ways() []step {
	fewest, at := math.MaxInt, -1
	for i := range w.off {
		if n := w.count(i, fewest); n < fewest || n == fewest && i < at {
			fewest, at = n, i
		}
	}
	var crowded *Tally
	for t := range w.over {
		n := 0
		for _, v := range []*variable{&t.advanced, &t.people} {
			if w.may(v) {
				n++
			}
		}
		if n < fewest || n == fewest && crowded != nil && w.rank[t] < w.rank[crowded] {
			fewest, crowded = n, t
		}
	}
	var steps []step
	if crowded != nil {
		by := crowded.advanced.value + w.change[&crowded.advanced] - crowded.people.value - w.change[&crowded.people]
		steps = w.allowed(steps, &crowded.advanced, -by)
		steps = w.allowed(steps, &crowded.people, by)
	} else {
		for _, v := range w.sums[at].parts {
			steps = w.allowed(steps, v, -w.off[at])
		}
		steps = w.allowed(steps, w.sums[at].total, w.off[at])
	}
	slices.SortStableFunc(steps, func(a, b step) int { return len(w.of[a.v]) - len(w.of[b.v]) })
	return steps
}

// count is how many counts of a sum may be changed, as far as it is no more than most.
func (w *worlds) count(i, most int) int {
	n := 0
	if w.may(w.sums[i].total) {
		n++
	}
	for _, v := range w.sums[i].parts {
		if n > most {
			break
		}
		if w.may(v) {
			n++
		}
	}
	return n
}

func (w *worlds) allowed(steps []step, v *variable, by int) []step {
	if w.may(v) {
		return append(steps, step{v, by})
	}
	return steps
}
