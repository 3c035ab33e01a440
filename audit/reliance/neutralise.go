package reliance

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/groups"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/proportions"
)

// Neutralise fills in what the groups' rates would be with the same places filled and
// the weak signals taken out of the model, for the attribute of roster t.
func (w *WhatIf) Neutralise(t int, im *result.Impact) {
	if w == nil || im.ReferenceGroup == "" || w.first[t] < 0 {
		return
	}
	ref := reference(im)
	for g := range im.Groups {
		if !im.Groups[g].Small && w.n[w.first[t]+g] > 0 {
			im.Groups[g].Neutralised = w.group(w.first[t]+g, w.first[t]+ref)
		}
	}
}

func reference(im *result.Impact) int {
	for g := range im.Groups {
		if im.Groups[g].Group == im.ReferenceGroup {
			return g
		}
	}
	return -1
}

// group is the result of the group of one cell against the reference group's cell.
// The intervals of what was observed are those of its rates; those of the model's
// answer and of the change, of the model's coefficients with these applicants.
func (w *WhatIf) group(g, ref int) *result.Neutralised {
	n := int(w.n[g])
	method := fmt.Sprintf("model-based: places filled again without the weak signals, %d draws; percentile interval over %d draws of the coefficients%s", residualDraws, coefficientDraws, w.note)
	own := dataset.Cell{N: n, Advanced: int(w.before[g])}
	share := func(counts []float64) float64 { return counts[g] / w.n[g] }
	before := rates.Count(own, w.plan.Level).Rate
	before.Method = "rate in the model's applications, Wilson score interval"
	out := &result.Neutralised{N: n, Before: before, After: w.estimate(share, 0, math.Inf(1), method, n),
		Change: w.estimate(func(counts []float64) float64 { return share(counts) - share(w.before) }, -1, 1, "change of the rate, "+method, n)}
	out.RatioBefore, out.RatioAfter = result.NotEstimable("impact ratio", n, groups.NoReference), result.NotEstimable("impact ratio", n, groups.NoReference)
	switch {
	case w.n[ref] == 0 || w.before[ref] == 0:
		return out
	case g == ref:
		out.RatioBefore = result.Point(1, "1 by definition: the reference group", n)
		out.RatioAfter = out.RatioBefore
		return out
	}
	iv, err := proportions.Koopman(rates.Table(own, dataset.Cell{N: int(w.n[ref]), Advanced: int(w.before[ref])}), w.plan.Level)
	out.RatioBefore = rates.Interval(iv, err, w.plan.Level, "impact ratio in the model's applications, Koopman score interval", n)
	out.RatioAfter = w.estimate(func(counts []float64) float64 { return counts[g] / w.n[g] / (counts[ref] / w.n[ref]) }, 0, math.Inf(1), method, n)
	return out
}
