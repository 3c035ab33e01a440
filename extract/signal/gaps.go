package signal

import (
	"fmt"
	"sort"

	"weaksignal/extract/catalogue"
)

// roughMonths: an end written as a year alone may be off by so much.
const roughMonths = 6

// gap is a stretch of months with no dated entry.
type gap struct {
	months, least int // between the dates as read, and at the least
	line          int // index of the line of the entry after it
}

// gaps gives the stretches between dated entries, by their dates alone. What the
// text says about the time is not read. known is false with fewer than two dated
// entries of work or study: then no stretch lies between any.
func gaps(spans []span) (out []gap, known bool) {
	var dated []span
	n := 0
	for _, s := range spans {
		if s.End == 0 || s.End > s.Start {
			dated = append(dated, s)
		}
		if s.Kind != KindOther {
			n++
		}
	}
	if n < 2 {
		return nil, false
	}
	sort.SliceStable(dated, func(i, j int) bool { return dated[i].Start < dated[j].Start })
	until, rough := dated[0].End, dated[0].rough
	for _, s := range dated[1:] {
		if until == 0 { // goes on to this day
			break
		}
		if free := s.Start - until; free > 0 {
			g := gap{months: free, least: free, line: s.line}
			if rough {
				g.least -= roughMonths
			}
			if s.rough {
				g.least -= roughMonths
			}
			out = append(out, g)
		}
		if s.End == 0 || s.End > until {
			until, rough = s.End, s.rough
		}
	}
	return out, true
}

// onGaps judges the detectors that ask for a stretch without work or study.
func (d *Detector) onGaps(p *page, work []finding) {
	for n := range d.rules {
		r := &d.rules[n]
		for k := range r.detectors {
			t := &r.detectors[k]
			if t.On != catalogue.OnGap {
				continue
			}
			found, known := gaps(p.spans)
			if !known {
				work[n].unknown = keep(work[n].unknown, Evidence{Why: "fewer than two dated entries of work or study"})
			}
			for _, g := range found {
				if g.months < t.Months || t.Under != 0 && g.months >= t.Under {
					continue
				}
				v := verdict{accepted: g.least >= t.Months, why: fmt.Sprintf("%s: %d months", t.Name, g.months)}
				if !v.accepted {
					v.why = "the dates name years only: the months between them are not known"
				}
				work[n].add(r, t, &unit{}, v, d.evidence(p, g.line))
			}
		}
	}
}
