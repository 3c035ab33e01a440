package stats

import (
	"math"
	"sort"
)

// The functions of this file adjust a family of p-values. Missing ones (nil)
// stay missing and do not count in the size of the family m. Order is kept; ties
// get equal results; arguments are not changed. The same as R's p.adjust.

// Holm is the step-down adjustment max_{j<=i} (m−j+1)·p(j), at most 1. Controls
// the familywise error rate under any dependence.
// Source: Holm (1979) Scand J Stat 6:65–70.
func Holm(p []*float64) []*float64 {
	return adjust(p, func(sorted []float64) {
		m := len(sorted)
		for i := range sorted {
			sorted[i] *= float64(m - i)
			if i > 0 {
				sorted[i] = math.Max(sorted[i], sorted[i-1])
			}
		}
	})
}

// BenjaminiHochberg is min_{j>=i} m/j·p(j). Controls the false discovery rate
// for independent or positively dependent tests. Synonyms: BH, FDR, q-value of step-up.
// Source: Benjamini & Hochberg (1995) JRSSB 57:289–300.
func BenjaminiHochberg(p []*float64) []*float64 {
	return adjust(p, func(sorted []float64) {
		m := len(sorted)
		for i := m - 1; i >= 0; i-- {
			sorted[i] *= float64(m) / float64(i+1)
			if i+1 < m {
				sorted[i] = math.Min(sorted[i], sorted[i+1])
			}
		}
	})
}

// adjust sorts the p-values that there are, lets change rewrite them in place,
// caps them at 1 and puts them back. A p-value that is no probability counts as missing.
func adjust(p []*float64, change func(sorted []float64)) []*float64 {
	var order []int
	for i, v := range p {
		if v != nil && *v >= 0 && *v <= 1 {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return *p[order[a]] < *p[order[b]] })
	sorted := make([]float64, len(order))
	for i, at := range order {
		sorted[i] = *p[at]
	}
	change(sorted)
	out := make([]*float64, len(p))
	for i, at := range order {
		v := math.Min(1, sorted[i])
		out[at] = &v
	}
	return out
}
