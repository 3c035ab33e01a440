package trend

import (
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
	"weaksignal/audit/stats/proportions"
)

// part is a count of a whole.
type part struct{ n, of int }

// drifts compares the pool of two periods: prevalence of each weak signal at the
// first stage, and, of the applications decided in the period, the shares whose
// résumé could not be read and that no résumé was found for. Counts of the whole
// folder and export would hide a change, since both grow from period to period.
func drifts(previous *result.Look, now result.Look, level float64) []result.Drift {
	if previous == nil || len(now.Stages) == 0 {
		return nil
	}
	var all []result.Drift
	var p []*float64
	add := func(kind, signal string, a, b part) {
		d, pv := drift(kind, signal, a, b, now.Level)
		all, p = append(all, d), append(p, pv)
	}
	first := now.Stages[0].Stage
	for _, f := range now.Findings {
		for _, g := range previous.Findings {
			if f.Stage == first && findingKey(f) == findingKey(g) {
				add("prevalence", f.Signal, part{f.Present, f.Known}, part{g.Present, g.Known})
			}
		}
	}
	if now.Found > 0 && previous.Found > 0 { // a candidates table has no documents
		add("unreadable", "", part{now.Unread, now.Audited}, part{previous.Unread, previous.Audited})
		add("unmatched", "", part{now.Unmatched, now.Decided()}, part{previous.Unmatched, previous.Decided()})
	}
	for i, q := range stats.Holm(p) {
		all[i].PAdjusted = q
		all[i].Changed = now.Closed && q != nil && *q < level
	}
	return all
}

func drift(kind, signal string, now, before part, level float64) (result.Drift, *float64) {
	d := result.Drift{Kind: kind, Signal: signal, Now: share(now, level), Previous: share(before, level)}
	const method = "difference of shares, Newcombe hybrid score interval"
	t := stats.Table{X1: now.n, N1: now.of, X2: before.n, N2: before.of}
	diff, err := proportions.Newcombe(t, level)
	if err != nil {
		d.Difference = result.NotEstimable(method, now.of+before.of, err.Error())
		return d, nil
	}
	d.Difference = result.Interval(diff.Value, diff.Low, diff.High, level, method, now.of+before.of)
	fisher, err := exact.Fisher(t)
	if err != nil {
		return d, nil
	}
	return d, &fisher.P
}

func share(p part, level float64) result.Estimate {
	const method = "share, Wilson score interval"
	w, err := proportions.Wilson(p.n, p.of, level)
	if err != nil {
		return result.NotEstimable(method, p.of, err.Error())
	}
	return result.Interval(w.Value, w.Low, w.High, level, method, p.of)
}
