package groups

import (
	"math"
	"math/rand/v2"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/resample"
)

// omnibus tests the largest relative gap between the rates of the groups that are
// not small, 1 − lowest/highest: decisions are dealt anew within each requisition,
// everybody's chance there being the same. It needs no reference group, which is
// picked by looking. p = (b+1)/(m+1), m = 999.
func omnibus(c *groupCounts, plan model.Plan) (gap, p *float64) {
	groups := 0
	for g := range c.groups {
		if !c.small[g] && c.groups[g].N > 0 {
			groups++
		}
	}
	observed, ok := largestGap(c.groups, c.small)
	if groups < 2 || !ok {
		return nil, nil
	}
	big := c.lumped()
	dealt := resample.PermutationP(plan.Workers, func(i int) bool {
		rng := rand.New(rand.NewPCG(plan.Seed+uint64(i), 910))
		v, ok := largestGap(big.deal(rng), big.small)
		return !ok || v >= observed-1e-12
	})
	return &observed, result.Probability(dealt)
}

// lumped is the table with the small groups taken together: they take selections in
// each deal, but no part in the gap.
func (c *groupCounts) lumped() *groupCounts {
	to, k := make([]int, len(c.groups)), 0
	for g := range c.groups {
		if to[g] = -1; !c.small[g] {
			to[g] = k
			k++
		}
	}
	out := &groupCounts{groups: make([]dataset.Cell, k+1), small: make([]bool, k+1)}
	out.small[k] = true
	for _, cells := range c.byStratum {
		if cells == nil {
			continue
		}
		merged := make([]dataset.Cell, k+1)
		for g, x := range cells {
			at := to[g]
			if at < 0 {
				at = k
			}
			merged[at].N += x.N
			merged[at].Advanced += x.Advanced
		}
		out.byStratum = append(out.byStratum, merged)
	}
	return out
}

func largestGap(groups []dataset.Cell, small []bool) (gap float64, ok bool) {
	low, high := math.Inf(1), 0.0
	for g, c := range groups {
		if small[g] || c.N == 0 {
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

// deal gives each requisition's selections to its applications at random and
// counts them by group.
func (c *groupCounts) deal(rng *rand.Rand) []dataset.Cell {
	out := make([]dataset.Cell, len(c.groups))
	for _, cells := range c.byStratum {
		n, m := 0, 0
		for _, x := range cells {
			n += x.N
			m += x.Advanced
		}
		for g, x := range cells {
			got := resample.DrawHypergeometric(x.N, n-x.N, m, rng)
			out[g].N += x.N
			out[g].Advanced += got
			n -= x.N
			m -= got
		}
	}
	return out
}
