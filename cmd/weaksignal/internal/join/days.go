package join

import "time"

// Days counts decided applications by the day of their decision, "2026-01-31",
// whatever period is audited: so that a run can tell whether decisions came in for
// a period after its audit.
type Days map[string]int

func (d Days) add(t time.Time, times int) {
	if !t.IsZero() {
		d[t.Format(time.DateOnly)] += times
	}
}

// Within counts the decisions from the first to the last day, both included.
func (d Days) Within(first, last string) int {
	n := 0
	for day, k := range d {
		if day >= first && day <= last {
			n += k
		}
	}
	return n
}
