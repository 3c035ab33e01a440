package disclosure

import "slices"

// keep prints for good what is printed so far.
func (l *ledger) keep() {
	for _, t := range l.rows {
		t.people.kept, t.advanced.kept = !t.people.hidden, !t.advanced.hidden
	}
}

// exposures are the primary counts that a reader can narrow too far, in order.
func (l *ledger) exposures() []*variable {
	l.infer()
	var out []*variable
	for _, t := range l.rows {
		for _, v := range []*variable{&t.people, &t.advanced} {
			if v.exposed() {
				out = append(out, v)
			}
		}
	}
	return out
}

// protectLast protects all counts by hiding only rows from the given one on: those
// before it are kept. Counts that were exposed before stay so.
func (l *ledger) protectLast(first int, before []*variable) {
	for _, t := range l.rows[first:] {
		for _, v := range []*variable{&t.people, &t.advanced} {
			if slices.ContainsFunc(v.twins, func(twin *variable) bool { return twin.hidden }) {
				v.hide()
			}
		}
	}
	for again := len(l.rows) > first; again; {
		l.protect()
		again = false
		exposed := l.exposures()
		for _, k := range l.determined() {
			exposed = append(exposed, k.count)
		}
		for _, v := range exposed {
			if slices.Contains(before, v) {
				continue
			}
			if cover := l.nearest(v); cover != nil {
				cover.hide()
				again = true
			}
		}
	}
}

// nearest is the cheapest count that may still be withheld in the sums of v, or in
// the sums of their counts, and so on; nil if there is none.
func (l *ledger) nearest(v *variable) *variable {
	reached, used := map[*variable]bool{v: true}, make([]bool, len(l.sums))
	for grown := true; grown; {
		grown = false
		var best *variable
		var found []*variable
		for i, s := range l.sums {
			members := s.members()
			if used[i] || !slices.ContainsFunc(members, func(m *variable) bool { return reached[m] }) {
				continue
			}
			used[i], grown = true, true
			for _, m := range members {
				if m.hidden || m.free() {
					found = append(found, m)
				}
				if m.free() && (best == nil || cheaper(m, best)) {
					best = m
				}
			}
		}
		if best != nil {
			return best
		}
		for _, m := range found {
			reached[m] = true
		}
	}
	return nil
}
