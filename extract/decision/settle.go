package decision

import (
	"cmp"
	"fmt"
	"slices"

	"weaksignal/extract/decision/dates"
)

// settle makes of rows that say what was entered, and of rows whose "stage" is an
// outcome, rows that say what was decided where. A history export ends with a row
// "Rejected": it belongs to the stage that was entered last before it.
func (e *trails) settle(n int) {
	out := e.events[:0]
	for i := range n {
		t := e.trail(i)
		e.attachEnds(t)
		for k, v := range t {
			if v.stage != moved && !e.superseded(t, k) {
				out = append(out, v)
			}
		}
	}
	e.events = out
	e.sortEvents(n)
}

// moved marks a row whose content went to another one.
const moved = int8(-2)

// attachEnds gives the outcome of rows without a stage to the furthest stage that
// was entered by their date.
func (e *trails) attachEnds(t []event) {
	var last []int
	for k, v := range t {
		if v.stage == -1 && e.ends[v.raw] && v.outcome != OutcomeUnknown && !v.unmapped {
			last = append(last, k)
		}
	}
	slices.SortStableFunc(last, func(a, b int) int {
		return cmp.Or(cmp.Compare(uint32(t[a].day), uint32(t[b].day)), cmp.Compare(t[a].row, t[b].row))
	})
	for _, k := range last {
		end, at := t[k], -1
		for j, v := range t {
			if v.stage >= 0 && (v.day == dates.NoDay || end.day == dates.NoDay || v.day <= end.day) {
				at = j
			}
		}
		if at < 0 {
			continue
		}
		if o := end.outcome; o != Pending && o != Advanced {
			t[at].outcome, t[at].row, t[at].file = o, end.row, end.file
			if end.day != dates.NoDay {
				t[at].day, t[at].dated = end.day, end.dated
			}
			if end.screener != 0 {
				t[at].screener = end.screener
			}
		}
		t[k].stage = moved
	}
}

// superseded: row k says only that a stage was entered, and another row says what
// was decided there, or that it was entered again.
func (e *trails) superseded(t []event, k int) bool {
	v := t[k]
	if !v.entered || v.outcome != OutcomeUnknown {
		return false
	}
	for j, w := range t {
		if j != k && w.stage == v.stage && (w.outcome != OutcomeUnknown || j > k) {
			return true
		}
	}
	return false
}

// sameStage finds applications with two rows at the same stage text. Rows of two
// screeners are two judgements on one application, and no mistake; of two rows with
// different dates the later one counts. yield gets the rows of the others.
func (e *trails) sameStage(n int, yield func(i int, a, b event)) {
	for i := range n {
		t := e.trail(i)
		for k := 1; k < len(t); k++ {
			for j := range k {
				if t[j].raw == t[k].raw && t[j].stage == t[k].stage && !twoScreeners(t[j], t[k]) {
					a, b := t[j], t[k]
					if a.row > b.row {
						a, b = b, a
					}
					yield(i, a, b)
				}
			}
		}
	}
}

// contradict notes rows that cannot both be so: different outcomes at one stage,
// and no date that tells which came later.
func (e *trails) contradict(i int, a, b event, what string) {
	if e.odd == nil {
		e.odd = map[uint32]string{}
	}
	if _, known := e.odd[uint32(i)]; !known {
		e.odd[uint32(i)] = fmt.Sprintf("%s in rows %d and %d", what, a.row, b.row)
	}
}

// differ: the rows say different outcomes of one stage, and no dates in what order.
func differ(a, b event) bool {
	if !a.outcome.Ends() || !b.outcome.Ends() || a.outcome == b.outcome || a.outcome.Passes() && b.outcome.Passes() {
		return false
	}
	return a.day == dates.NoDay || b.day == dates.NoDay || a.day == b.day
}
