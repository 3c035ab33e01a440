package page

import (
	"cmp"
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// maxWhy bounds the names after one reason, in characters.
const maxWhy = 70

// whyUnknown says of the signals that can't be told what stands in the way, a line a
// reason, the commonest first.
func whyUnknown(m *maker, i int) []string {
	names, order := map[string][]string{}, []string{}
	for _, j := range m.verdicts(i, result.CannotTell) {
		s := m.res.Stages[i].Signals[j]
		why := m.why(i, j)
		if why == "" {
			continue
		}
		if names[why] == nil {
			order = append(order, why)
		}
		names[why] = append(names[why], m.name(s.Signal))
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(len(names[b]), len(names[a])) })
	var out []string
	for _, why := range order {
		out = append(out, fmt.Sprintf(whyItem, why, words.List(upTo(names[why], maxWhy))))
	}
	return out
}

// why is in a few words what stands in the way of a verdict; "" where nothing does or it
// may not be told.
func (m *maker) why(i, j int) string {
	s := &m.res.Stages[i].Signals[j]
	if s.Verdict != result.CannotTell || m.Shown.Signal(i, j) >= disclosure.AllHidden {
		return ""
	}
	var by []string
	for _, id := range s.Why.By {
		by = append(by, clip(m.name(id), maxName))
	}
	return words.WhyShort(s.Why, by)
}
