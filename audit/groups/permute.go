package groups

import (
	"math"
	"math/rand/v2"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/resample"
	"weaksignal/audit/stats/stepdown"
)

// permuted is what dealing the groups' names anew says of an attribute.
type permuted struct {
	gap, omnibus *float64
	// adjusted, by group: nil for the reference, small groups, and those never beside
	// the reference in a requisition.
	adjusted []*float64
	// deficit, by group: the studentised difference within requisitions, positive where
	// the group is below the reference.
	deficit []float64
}

// permute deals [resample.Permutations] times within requisitions, by person. The omnibus
// test takes the largest relative gap between the rates of groups that are not small,
// 1 − lowest/highest, p = (b+1)/(m+1). Each group's own p is stepped down over the
// groups' studentised differences to the reference group ([stepdown.MaxT]), which is
// chosen in each deal by the rule that chose it here, unless it is configured: that it
// is the highest is part of what chance does. An equal group is then not convicted
// because another one is low, as it was by the omnibus test.
func permute(v *dataset.View, r *Roster, c *groupCounts, plan model.Plan) permuted {
	out := permuted{adjusted: make([]*float64, len(c.groups)), deficit: make([]float64, len(c.groups))}
	big := c.large()
	d := newDealer(v, r, big.to, len(big.of)+1)
	seen := d.observed()
	gap, ok := largestGap(seen.groups[:len(big.of)])
	if len(big.of) < 2 || !ok {
		return out
	}
	out.gap = &gap
	signed, compared := big.deficits(seen, big.refer(seen.groups))
	more, far := make([]bool, resample.Permutations), make([][]float64, resample.Permutations)
	stats.Parallel(plan.Workers, resample.Permutations, func(i int) {
		t := d.deal(rand.New(rand.NewPCG(plan.Seed+uint64(i), 910)))
		wide, ok := largestGap(t.groups[:len(big.of)])
		more[i] = !ok || wide >= gap-1e-12
		z, _ := big.deficits(t, big.refer(t.groups))
		far[i] = absolute(z)
	})
	out.omnibus = result.Probability(resample.PermutationP(1, func(i int) bool { return more[i] }))
	if c.reference < 0 {
		return out
	}
	p, err := stepdown.MaxT(absolute(signed), resample.Permutations, func(i int) []float64 { return far[i] })
	for k, g := range big.of {
		if out.deficit[g] = signed[k]; err == nil && compared[k] {
			out.adjusted[g] = result.Probability(p[k])
		}
	}
	return out
}

// large are the groups that are not small. The small ones are taken together as one
// more: they take selections in each deal, but no part in any comparison.
type large struct {
	of, to    []int // groups by place, and places by group
	barred    []bool
	reference int // by place, where it is configured
	fixed     bool
}

func (c *groupCounts) large() *large {
	out := &large{to: make([]int, len(c.groups)), reference: -1, fixed: c.fixed}
	for g := range c.groups {
		if !c.small[g] && c.groups[g].N > 0 {
			out.to[g] = len(out.of)
			out.of = append(out.of, g)
			out.barred = append(out.barred, c.barred[g])
		}
	}
	for g := range c.groups {
		if c.small[g] || c.groups[g].N == 0 {
			out.to[g] = len(out.of)
		}
	}
	if c.fixed && c.reference >= 0 {
		out.reference = out.to[c.reference]
	}
	return out
}

func (l *large) refer(groups []dataset.Cell) int {
	if l.fixed {
		return l.reference
	}
	return highest(groups[:len(l.of)], l.barred)
}

// deficits are each group's studentised differences to the reference group within
// requisitions: the square root of the Cochran–Mantel–Haenszel statistic of the two,
// signed, without continuity correction; 0 where they never meet.
//
//	z = Σ_s (x_ref − n_ref·m/n) / √Σ_s n_ref n_g m (n−m) / (n²(n−1))
func (l *large) deficits(t *table, ref int) (z []float64, compared []bool) {
	k := len(l.of)
	z, compared = make([]float64, k), make([]bool, k)
	if ref < 0 {
		return z, compared
	}
	sum, variance := make([]float64, k), make([]float64, k)
	for _, cells := range t.byStratum {
		own := cells[ref]
		if own.N == 0 {
			continue
		}
		for g, c := range cells[:k] {
			if g == ref || c.N == 0 {
				continue
			}
			n, m := float64(own.N+c.N), float64(own.Advanced+c.Advanced)
			sum[g] += float64(own.Advanced) - float64(own.N)*m/n
			variance[g] += float64(own.N) * float64(c.N) * m * (n - m) / (n * n * (n - 1))
		}
	}
	for g := range z {
		if compared[g] = variance[g] > 0; compared[g] {
			z[g] = sum[g] / math.Sqrt(variance[g])
		}
	}
	return z, compared
}

func absolute(z []float64) []float64 {
	out := make([]float64, len(z))
	for i := range z {
		out[i] = math.Abs(z[i])
	}
	return out
}

func largestGap(groups []dataset.Cell) (gap float64, ok bool) {
	low, high := math.Inf(1), 0.0
	for _, c := range groups {
		if c.N == 0 {
			continue
		}
		r := float64(c.Advanced) / float64(c.N)
		low, high = math.Min(low, r), math.Max(high, r)
	}
	if high == 0 {
		return 0, false
	}
	return 1 - low/high, true
}
