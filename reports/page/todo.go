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

// enough says how many decisions would answer where there are too few of them, as the
// verdicts have it.
func enough(m *maker) string {
	i := m.first()
	if i < 0 {
		return ""
	}
	st := m.res.Stages[i]
	few, low, high := false, math.MaxInt, 0
	for _, j := range m.verdicts(i, result.CannotTell) {
		switch w := st.Signals[j].Why; w.Kind {
		case result.WhyTooFew, result.WhyUncorrected, result.WhySmall:
			few = true
			if w.Enough != nil && m.Shown.Signal(i, j) <= disclosure.Open {
				low, high = min(low, *w.Enough), max(high, *w.Enough)
			}
		}
	}
	switch {
	case !few:
		return ""
	case high == 0 || m.Shown.Stages[i].Shade() > disclosure.NoOutcome:
		return enoughUnsaid
	}
	need := words.Grouped(low)
	if high > low {
		need += " to " + words.Grouped(high)
	}
	return fmt.Sprintf(enoughText, need, words.Grouped(st.N), margin(st))
}
