package page

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// maxTodo is how many things to do page 1 lists.
const maxTodo = 3

// todo lists what to do, counsel before any change.
func todo(m *maker) []string {
	var out []string
	i := m.first()
	var found, unknown []int
	if i >= 0 {
		found, unknown = m.verdicts(i, result.Associated), m.verdicts(i, result.CannotTell)
	}
	if len(found) > 0 || anyIndicated(m) {
		out = append(out, doCounsel)
	}
	if len(found) > 0 {
		var names []string
		for _, j := range found {
			names = append(names, m.name(m.res.Stages[i].Signals[j].Signal))
		}
		out = append(out, listed(doAsk, names))
	}
	if i >= 0 && (m.among() == amongUnadjusted || len(m.res.Intake.UndeclaredRoles) > 0) {
		out = append(out, doDeclare)
	}
	in := m.res.Intake
	if lost := in.Documents.Unreadable + in.Documents.Doubtful + in.Applications.Unmatched; lost > 0 && m.Worklist != "" {
		out = append(out, fmt.Sprintf(doWorklist, m.Worklist, words.Counted(lost, "input", "inputs")))
	}
	if len(unknown) > 0 {
		out = append(out, doMore)
	}
	if !m.anyGroups() {
		out = append(out, doGroups)
	}
	if len(out) == 0 {
		out = append(out, doAgain)
	}
	return out[:min(len(out), maxTodo)]
}

func anyIndicated(m *maker) bool {
	for _, st := range m.res.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.Verdict == indicated {
					return true
				}
			}
		}
	}
	return false
}

// enoughPoints is the difference asked for beside the margin.
const enoughPoints = .10

// enough says how many applications would answer what can't be told. Standard errors
// fall with the root of the number of applications, so n · (seen ÷ wanted)² show what is
// wanted; the answer holds for applications like these, over more requisitions.
func enough(m *maker) string {
	i := m.first()
	if i < 0 {
		return ""
	}
	unknown := m.verdicts(i, result.CannotTell)
	low, high, ok := sizes(m, i, unknown)
	st := m.res.Stages[i]
	switch {
	case len(unknown) == 0:
		return ""
	case !ok || m.Shown.Stages[i].Shade() > disclosure.NoOutcome:
		return enoughReadings
	}
	needed := func(wanted float64) string {
		from, to := needs(st.N, low, wanted), needs(st.N, high, wanted)
		if words.About(from) == words.About(to) {
			return words.About(from)
		}
		return words.About(from) + " to " + words.About(to)
	}
	here := fmt.Sprintf(atLeastNow, words.Grouped(st.N))
	if wanted := max(enoughPoints, 2*st.Margin); low > wanted {
		return fmt.Sprintf(enoughText, needed(wanted), here, words.Figure(100*wanted, marginDigits(wanted)), needed(st.Margin), margin(st))
	}
	return fmt.Sprintf(enoughOne, needed(st.Margin), here, margin(st))
}

// needs is never fewer than there are: what is not told by these is not told by fewer.
func needs(n int, seen, wanted float64) float64 {
	return float64(n) * math.Max(1, (seen/wanted)*(seen/wanted))
}
