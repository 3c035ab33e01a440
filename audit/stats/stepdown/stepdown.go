// Package stepdown adjusts the p-values of many comparisons that are permuted
// together, one p for each comparison.
//
// A test of the largest gap says that some comparison differs, and would convict an
// equal one because another is low. Stepping down tests the largest against the
// largest of all, the next against the largest of the rest, and so on.
package stepdown

import (
	"fmt"
	"sort"
)

// MaxT gives each comparison its adjusted p-value, in (0,1], from its observed
// statistic (large = far from equal) and that of each permutation:
//
//	order observed downwards t_(1) ≥ t_(2) ≥ …
//	p_(j) = max_{i ≤ j} (1 + #{d : max_{l ≥ i} t*_(l),d ≥ t_(i)}) / (draws + 1)
//
// It controls the familywise error rate strongly where the joint distribution of the
// statistics of true hypotheses does not depend on the others (subset pivotality);
// statistics have to be on one scale, so studentised. draw(d) returns the statistics of
// permutation d, len == len(observed); the slice may be reused by the next call.
//
// Source: Westfall & Young (1993), Resampling-Based Multiple Testing, algorithm 4.1;
// Ge, Dudoit & Speed (2003) TEST 12:1–77, box 2.
func MaxT(observed []float64, draws int, draw func(d int) []float64) ([]float64, error) {
	k := len(observed)
	if k == 0 || draws < 1 {
		return nil, fmt.Errorf("a step-down test needs comparisons and permutations, got %d and %d", k, draws)
	}
	order := make([]int, k)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return observed[order[a]] > observed[order[b]] })
	exceed := make([]int, k)
	for d := range draws {
		t := draw(d)
		if len(t) != k {
			return nil, fmt.Errorf("permutation %d has %d statistics for %d comparisons", d, len(t), k)
		}
		most := t[order[k-1]]
		for j := k - 1; j >= 0; j-- {
			most = max(most, t[order[j]])
			if most >= observed[order[j]]-1e-12 {
				exceed[j]++
			}
		}
	}
	p, last := make([]float64, k), 0.0
	for j, at := range order {
		last = max(last, float64(exceed[j]+1)/float64(draws+1))
		p[at] = last
	}
	return p, nil
}
