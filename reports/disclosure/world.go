package disclosure

import "slices"

// Another world is one of whole numbers that fits everything a reader knows and in
// which a withheld count is another. Ranges and sums alone do not prove that there is
// one: several of them together can leave a single whole number. Where none is found,
// the count is taken to be given away.

const (
	// worldDepth is how many counts another world may differ in, and worldSteps how
	// many changes are tried for one: what is safe is found in a few dozen.
	worldDepth = 40
	worldSteps = 1000
	// worldReach is by how much a count is changed to find another world.
	worldReach = 3
)

// worlds searches for other worlds.
type worlds struct {
	sums []sum
	of   map[*variable][]use
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
	w := &worlds{sums: sums, of: map[*variable][]use{}}
	for i, s := range sums {
		for _, v := range s.parts {
			w.of[v] = append(w.of[v], use{i, 1})
		}
		w.of[s.total] = append(w.of[s.total], use{i, -1})
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

// ways to mend what has the fewest.
func (w *worlds) ways() []step {
	var best []step
	first, at := true, -1
	for i, off := range w.off {
		var steps []step
		for _, v := range w.sums[i].parts {
			if w.may(v) {
				steps = append(steps, step{v, -off})
			}
		}
		if w.may(w.sums[i].total) {
			steps = append(steps, step{w.sums[i].total, off})
		}
		if first || len(steps) < len(best) || len(steps) == len(best) && i < at {
			best, first, at = steps, false, i
		}
	}
	for t := range w.over {
		by := t.advanced.value + w.change[&t.advanced] - t.people.value - w.change[&t.people]
		var steps []step
		for _, s := range []step{{&t.advanced, -by}, {&t.people, by}} {
			if w.may(s.v) {
				steps = append(steps, s)
			}
		}
		if first || len(steps) < len(best) {
			best, first = steps, false
		}
	}
	slices.SortStableFunc(best, func(a, b step) int { return len(w.of[a.v]) - len(w.of[b.v]) })
	return best
}
