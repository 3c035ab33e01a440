package disclosure

import "math"

// unbounded stands for "no limit known"; sums of it must not overflow.
const unbounded = math.MaxInt32

// maxPasses ends a propagation that goes on by steps of one: what it has found by
// then are the narrow ranges, which matter.
const maxPasses = 60

// infer works out, as a careful reader would, the range of every hidden count:
// from the words that stand in its place ("fewer than 10"), from advanced ≤
// people, and from every sum, until nothing narrows any more. Interval
// propagation is exact for one sum and a close bound for chains of them; the test
// beside it attacks with linear algebra as well.
func (l *ledger) infer() {
	for _, t := range l.rows {
		t.people.reset(unbounded)
		if t.people.hidden && !t.people.fixed && !t.unprinted {
			t.people.lo, t.people.hi = t.told()
		}
		t.advanced.reset(t.people.hi)
	}
	for _, s := range l.sums {
		for _, v := range s.members() {
			if v.row == nil {
				v.reset(unbounded)
			}
		}
	}
	for pass, narrowed := 0, true; narrowed && pass < maxPasses; pass++ {
		narrowed = false
		for _, s := range l.sums {
			narrowed = s.narrow() || narrowed
		}
		for _, t := range l.rows {
			narrowed = t.advanced.within(0, t.people.hi) || narrowed
			narrowed = t.people.within(t.advanced.lo, unbounded) || narrowed
		}
	}
}

// told is what the word in place of the people of a row says of them: "fewer than 10"
// is from 0 to 9, and what is withheld beside it is not.
func (t *Tally) told() (lo, hi int) {
	switch {
	case t.Shade() == SmallGroup:
		if t.named {
			return 1, SmallPeople - 1
		}
		return 0, SmallPeople - 1
	case t.people.tier == tierUnstated:
		return 1, unbounded // its row stands there only where there is somebody
	}
	return SmallPeople, unbounded
}

func (v *variable) reset(hi int) {
	if v.hidden && !v.fixed {
		v.lo, v.hi = 0, hi
		return
	}
	v.lo, v.hi = v.value, v.value
}

// within intersects the range of v with [lo, hi] and tells whether it shrank. The
// true count never leaves its range, so that inputs that contradict each other
// (more advanced than people) cannot empty it.
func (v *variable) within(lo, hi int) bool {
	lo, hi = min(lo, v.value), max(hi, v.value)
	shrank := false
	if lo > v.lo {
		v.lo, shrank = lo, true
	}
	if hi < v.hi {
		v.hi, shrank = hi, true
	}
	return shrank
}

// narrow applies total = Σ parts in each direction once.
func (s sum) narrow() bool {
	lo, hi := 0, 0
	for _, v := range s.parts {
		lo += v.lo
		hi += v.hi
	}
	shrank := s.total.within(lo, min(hi, unbounded))
	for _, v := range s.parts {
		otherLo, otherHi := lo-v.lo, hi-v.hi
		low := 0
		if otherHi < unbounded {
			low = s.total.lo - otherHi
		}
		high := unbounded
		if s.total.hi < unbounded {
			high = s.total.hi - otherLo
		}
		lo, hi = lo-v.lo, hi-v.hi
		shrank = v.within(max(low, 0), high) || shrank
		lo, hi = lo+v.lo, hi+v.hi
	}
	return shrank
}

// pins tells whether this sum alone leaves v, one of its members, fewer than
// minCandidates values, given what else is known of the other members.
func (s sum) pins(v *variable) bool {
	lo, hi := 0, 0
	for _, o := range s.parts {
		if o != v {
			lo += o.lo
			hi += o.hi
		}
	}
	if v == s.total {
		return hi-lo+1 < minCandidates
	}
	return s.total.hi-lo-max(s.total.lo-hi, 0)+1 < minCandidates
}
