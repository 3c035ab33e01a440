package moderation

import (
	"cmp"
	"math"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// Correct fills the corrected p-values of a stage: over the moderators of each signal, and
// over all signals and moderators, both Holm's. The clearest moderator comes first.
func Correct(signals []result.SignalResult) {
	var all []*float64
	for i := range signals {
		var own []*float64
		for k := range signals[i].DiffersBy {
			own = append(own, signals[i].DiffersBy[k].P)
		}
		all = append(all, own...)
		for k, p := range stats.Holm(own) {
			signals[i].DiffersBy[k].PSignal = p
		}
	}
	adjusted := stats.Holm(all)
	for i := range signals {
		for k := range signals[i].DiffersBy {
			signals[i].DiffersBy[k].PAdjusted = adjusted[0]
			adjusted = adjusted[1:]
		}
		slices.SortStableFunc(signals[i].DiffersBy, func(a, b result.Moderation) int { return cmp.Compare(value(a.P), value(b.P)) })
	}
}

func value(p *float64) float64 {
	if p == nil {
		return math.Inf(1)
	}
	return *p
}
