package reliance

import (
	"fmt"
	"math/rand/v2"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/panel"
)

const (
	residualDraws    = 200
	coefficientDraws = 100
	nullPermutations = 20
	drawsEach        = 5 // residual draws per coefficient draw and per permutation
	// changedUpTo applications carry the draws of the coefficients and the permutations;
	// above, a random sample of about so many stands for them.
	changedUpTo = 20000
	// residualUpTo applications carry the draws of the residuals at the estimate: of more,
	// a random sample, whose noise is below a thousandth of any rate.
	residualUpTo = 2_000_000
)

// changedSelections asks who would be selected with the weak part of the model
// taken out, what else moved each decision staying as it was (refill).
//
// The value is the share of selections that change, averaged over draws. It is
// above 0 even without any association, as estimated coefficients aren't 0, and
// must be read beside its value with weak signals permuted within requisitions.
// Comparing observed selections with the model's own ranking instead would call
// half of them changed without any weak effect. n counts the model's applications.
func (w *WhatIf) changedSelections(n int) result.ChangedSelections {
	method := fmt.Sprintf("selections that change with the weak part taken out, same places in each requisition; %d draws of truncated-logistic residuals", residualDraws)
	if w == nil {
		e := result.NotEstimable(method, n, "no weak signal varies within a requisition")
		return result.ChangedSelections{Estimate: e, UnderNoEffect: e}
	}
	share := func(counts []float64) float64 { return counts[changedCell] / w.n[changedCell] }
	out := result.ChangedSelections{Estimate: w.estimate(share, 0, 1, fmt.Sprintf("%s; percentile interval over %d draws of the coefficients%s", method, coefficientDraws, w.note), n)}
	null := make([]float64, nullPermutations)
	stats.Parallel(w.plan.Workers, nullPermutations, func(i int) { null[i] = w.permuted(i) })
	lo, hi := quantiles(null, w.plan.Level)
	out.UnderNoEffect = result.Interval(panel.Total(null)/nullPermutations, lo, hi, w.plan.Level,
		fmt.Sprintf("the same with whole weak rows permuted within requisitions and the model fitted again, %d times%s; interval: percentiles of the permutations", nullPermutations, w.note), n)
	return out
}

// permuted is the changed share after permutation i of the weak rows within requisitions.
func (w *WhatIf) permuted(i int) float64 {
	rng := rand.New(rand.NewPCG(w.plan.Seed+uint64(i), 708))
	p := w.p
	q := &panel.Panel{K: p.K, Width: p.K, Start: []int{0}, Unit: p.Unit, Fold: p.Fold, Units: p.Units, Folds: p.Folds, Plain: p.Plain}
	for s := 0; s+1 < len(w.start); s++ {
		from := append([]int32(nil), w.row[w.start[s]:w.start[s+1]]...)
		rng.Shuffle(len(from), func(a, b int) { from[a], from[b] = from[b], from[a] })
		for u, row := range w.row[w.start[s]:w.start[s+1]] {
			at := len(q.X)
			q.X = append(q.X, p.X[int(row)*p.K:(int(row)+1)*p.K]...)
			for _, j := range w.weak {
				q.X[at+j] = p.X[int(from[u])*p.K+j]
			}
			y := 0.0
			if w.advanced[w.start[s]+u] {
				y = 1
			}
			q.N, q.Y = append(q.N, 1), append(q.Y, y)
		}
		q.Start = append(q.Start, len(q.N))
	}
	beta := q.Fit(true, -1, nil).Beta
	for _, j := range w.weak {
		beta[j] *= w.shrink
	}
	r := newRefill(q, w.weak)
	changed := 0
	for d := range drawsEach {
		r.fill(r.predict(beta), rand.New(rand.NewPCG(w.plan.Seed+uint64(d), 809+uint64(i))), func(a int) {
			if !r.advanced[a] {
				changed++
			}
		})
	}
	return float64(changed) / drawsEach / r.selected
}
