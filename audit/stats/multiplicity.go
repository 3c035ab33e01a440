package stats

import (
	"math"
	"slices"
	"sort"
)

// The functions of this file adjust a family of p-values. Missing ones (nil)
// stay missing and do not count in the size of the family m. Order is kept; ties
// get equal results; arguments are not changed. The same as R's p.adjust.

// Bonferroni is min(1, m·p). Controls the familywise error rate under any
// dependence; [Holm] does too and is never less powerful.
func Bonferroni(p []*float64) []*float64 {
	return adjust(p, func(sorted []float64) {
		for i := range sorted {
			sorted[i] *= float64(len(sorted))
		}
	})
}

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

// Hochberg is the step-up adjustment min_{j>=i} (m−j+1)·p(j). Controls the
// familywise error rate for independent or positively dependent tests.
// Source: Hochberg (1988) Biometrika 75:800–802.
func Hochberg(p []*float64) []*float64 {
	return stepUp(p, func(rank, m int) float64 { return float64(m - rank + 1) })
}

// Hommel is the closed test with Simes' test of every intersection: never less
// powerful than [Hochberg] under the same assumption of positive dependence.
// Source: Hommel (1988) Biometrika 75:383–386; algorithm of Wright (1992) Biometrics 48:1005–1013.
func Hommel(p []*float64) []*float64 {
	return adjust(p, func(sorted []float64) {
		n := len(sorted)
		out := slices.Clone(sorted)
		for m := n; m >= 2; m-- {
			// Simes' test of the m largest, with each smaller one in place of the first.
			simes := math.Inf(1)
			for rank := 2; rank <= m; rank++ {
				simes = math.Min(simes, float64(m)*sorted[n-m+rank-1]/float64(rank))
			}
			for i := range out {
				out[i] = math.Max(out[i], math.Min(float64(m)*sorted[min(i, n-m)], simes))
			}
		}
		copy(sorted, out)
	})
}

// BenjaminiHochberg is min_{j>=i} m/j·p(j). Controls the false discovery rate
// for independent or positively dependent tests. Synonyms: BH, FDR, q-value of step-up.
// Source: Benjamini & Hochberg (1995) JRSSB 57:289–300.
func BenjaminiHochberg(p []*float64) []*float64 {
	return stepUp(p, func(rank, m int) float64 { return float64(m) / float64(rank) })
}

// BenjaminiYekutieli is [BenjaminiHochberg] times 1+1/2+…+1/m: controls the false
// discovery rate under any dependence.
// Source: Benjamini & Yekutieli (2001) Ann Stat 29:1165–1188.
func BenjaminiYekutieli(p []*float64) []*float64 {
	return stepUp(p, func(rank, m int) float64 {
		var harmonic float64
		for i := 1; i <= m; i++ {
			harmonic += 1 / float64(i)
		}
		return harmonic * float64(m) / float64(rank)
	})
}

// stepUp multiplies each sorted p by its factor and takes minima from the largest down.
func stepUp(p []*float64, factor func(rank, m int) float64) []*float64 {
	return adjust(p, func(sorted []float64) {
		m := len(sorted)
		for i := m - 1; i >= 0; i-- {
			sorted[i] *= factor(i+1, m)
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
