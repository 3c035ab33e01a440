package decision

import (
	"fmt"
	"time"

	"weaksignal/extract/decision/dates"
)

// Placing says which date puts an application into a period.
type Placing uint8

// An application is placed by the date of its last decision; without one by that of
// its last transition, the day on which it entered its last stage; without that by
// the date of the application. So a period holds those who went on, whom many systems
// give no date of decision, beside those who were rejected.
const (
	Undated Placing = iota
	ByDecision
	ByTransition
	ByApplication
)

// String is what sentences call the date.
func (p Placing) String() string {
	return [...]string{"no date", "the date of decision", "the date of the last transition", "the date of application"}[p]
}

// placed is the date that puts application i into a period.
func (e *Export) placed(i int, decided time.Time) (time.Time, Placing) {
	if decided.IsZero() {
		if e.applied[i] == dates.NoDay {
			return time.Time{}, Undated
		}
		return dates.DayTime(e.applied[i]), ByApplication
	}
	by := ByTransition
	for _, v := range e.trail(i) {
		if entry := e.entry[v.file]; v.day != dates.NoDay && int(v.dated) < len(entry) && !entry[v.dated] {
			by = ByDecision
		}
	}
	return decided, by
}

// Placings counts applications that were advanced or rejected by the date that places
// them.
type Placings struct {
	File               string // where they stand
	Advanced, Rejected [ByApplication + 1]int
}

// Add counts one application.
func (p *Placings) Add(o Outcome, by Placing, times int) {
	switch {
	case o.Passes():
		p.Advanced[by] += times
	case o == Rejected:
		p.Rejected[by] += times
	}
}

// undatedShare is the share of an outcome without any date from which a period would
// compare what is left of it with the whole of the others.
const undatedShare = 0.02

// Placings counts the applications of an export by the date that places them.
func (e *Export) Placings() Placings {
	var p Placings
	if len(e.files) > 0 {
		p.File = e.files[0]
	}
	for i := range e.Len() {
		o, decided := e.final(i)
		_, by := e.placed(i, decided)
		p.Add(o, by, 1)
	}
	return p
}

// RemedyUndated is the remedy of [Placings.Err] for an export.
const RemedyUndated = "export the date of decision or of the application (decided_at, applied_at), or audit without --since and --until"

// Err refuses a period where applications of one outcome have no date at all: leaving
// them out would change every rate. remedy says where dates come from.
func (p Placings) Err(remedy string) error {
	for _, o := range []struct {
		name   string
		counts [ByApplication + 1]int
	}{{"advanced or hired", p.Advanced}, {"rejected", p.Rejected}} {
		all := 0
		for _, n := range o.counts {
			all += n
		}
		if n := o.counts[Undated]; float64(n) > undatedShare*float64(all) {
			return &InputError{File: p.File, Reason: fmt.Sprintf("a period is to be audited, and %d of the %d applications that were %s have no date: neither of decision nor of a transition or the application", n, all, o.name), Remedy: remedy}
		}
	}
	return nil
}

// Note says how applications without a date of decision were placed; "" where all
// have one.
func (p Placings) Note() string {
	advanced, rejected := p.Advanced[ByTransition]+p.Advanced[ByApplication], p.Rejected[ByTransition]+p.Rejected[ByApplication]
	if advanced+rejected == 0 {
		return ""
	}
	return fmt.Sprintf("Without a date of decision an application belongs to the period of its last transition (%d advanced, %d rejected), else of its application (%d advanced, %d rejected); with one are %d advanced and %d rejected",
		p.Advanced[ByTransition], p.Rejected[ByTransition], p.Advanced[ByApplication], p.Rejected[ByApplication], p.Advanced[ByDecision], p.Rejected[ByDecision])
}
