package statefolder

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/audit/trend"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/join"
)

// maxOutdated is how many outdated periods are named one by one.
const maxOutdated = 3

// Compare makes the entry of this run for the history, and adds to the result the
// trend against earlier runs, where there are any of other, closed periods, and
// what is to be said of decisions that came in late. What this run's report withholds
// (hidden) is marked, so that no later one prints it.
func (s *State) Compare(r *result.Result, decided join.Days, level float64, hidden func(stage, signal string) bool) {
	from, until := s.Period.Days()
	from, until = cmp.Or(from, r.Intake.PeriodFrom), cmp.Or(until, r.Intake.PeriodUntil)
	now := trend.LookOf(r, from, until, s.closed, level)
	for i := range now.Findings {
		now.Findings[i].Withheld = hidden(now.Findings[i].Stage, now.Findings[i].Signal)
	}
	earlier := make([]result.Look, len(s.past))
	for i, e := range s.past {
		earlier[i] = e.Look
	}
	earlier = newestOfEach(earlier)
	s.look = trend.Compare(earlier, now)
	now = s.look.Points[len(s.look.Points)-1]
	s.entry = history.Entry{Key: pointKey(s.series, r.Run, now), Series: s.series, Run: r.Run, Look: now}
	if len(s.look.Points) > 1 {
		r.Trend = s.look
	}
	r.Intake.Warnings = append(r.Intake.Warnings, late(earlier, now, decided)...)
	if s.Lost != "" {
		r.Intake.Warnings = append(r.Intake.Warnings, s.Lost)
	}
}

// Judge is what --fail-on goes by where a period was asked for; nil where not.
func (s *State) Judge() *result.Trend {
	if s.windowed {
		return s.look
	}
	return nil
}

// newestOfEach keeps the last of several looks at one closed period: a database of
// schema version 1 may hold an older one beside it.
func newestOfEach(looks []result.Look) []result.Look {
	var kept []result.Look
	for _, l := range looks {
		kept = slices.DeleteFunc(kept, func(k result.Look) bool { return l.Closed && k.Closed && k.From == l.From && k.Until == l.Until })
		kept = append(kept, l)
	}
	return kept
}

// late says which closed periods hold more or fewer decisions now than when they
// were audited last. This run brings its own period up to date; of others it says
// how, unless rows only went: old ones may have been deleted on purpose.
func late(earlier []result.Look, now result.Look, decided join.Days) []string {
	var said, outdated []string
	for _, l := range earlier {
		before, after := l.Decided(), decided.Within(l.From, l.Until)
		switch {
		case !l.Closed || len(decided) == 0:
		case l.From == now.From && l.Until == now.Until:
			if before != now.Decided() {
				said = append(said, fmt.Sprintf("This period was audited before with %d decided applications; now it has %d. "+
					"Its point in the trend is replaced, and it stays one look.", before, now.Decided()))
			}
		case after > before:
			outdated = append(outdated, fmt.Sprintf("%s to %s (%d then, %d now)", l.From, l.Until, before, after))
		}
	}
	if len(outdated) == 0 {
		return said
	}
	slices.Sort(outdated)
	more := ""
	if n := len(outdated) - maxOutdated; n > 0 {
		outdated, more = outdated[n:], fmt.Sprintf(" and %d earlier", n)
	}
	return append(said, fmt.Sprintf("Decisions came in late for periods that were audited already: %s%s. "+
		"Audit such a period again with --since and --until; it stays one look.", strings.Join(outdated, ", "), more))
}

// pointKey identifies a point of the history: a closed period of a series is one
// point however often it is audited; an open one is a point for each state of its
// inputs.
func pointKey(series string, run result.RunRecord, look result.Look) string {
	parts := []string{series, look.From, look.Until}
	if !look.Closed {
		for _, in := range run.Inputs {
			if in.Kind != "reviewed" { // it moves no number of the trend
				parts = append(parts, in.Kind+" "+in.SHA256)
			}
		}
		slices.Sort(parts[3:])
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}
