package resample

import (
	"math"
	"math/rand/v2"

	"weaksignal/audit/stats"
)

// DrawHypergeometric draws how many of m drawn without replacement come from the first
// kind, of which there are a beside b others: by inversion outwards from the mode.
func DrawHypergeometric(a, b, m int, rng *rand.Rand) int {
	lo, hi := max(0, m-b), min(a, m)
	if lo == hi {
		return lo
	}
	mode := int((float64(a) + 1) * (float64(m) + 1) / (float64(a+b) + 2))
	mode = min(max(mode, lo), hi)
	p := math.Exp(logChoose(a, mode) + logChoose(b, m-mode) - logChoose(a+b, m))
	u := rng.Float64() - p
	up, down, pUp, pDown := mode, mode, p, p
	for u > 0 && (up < hi || down > lo) {
		if up < hi {
			pUp *= float64(a-up) * float64(m-up) / (float64(up+1) * float64(b-m+up+1))
			up++
			if u -= pUp; u <= 0 {
				return up
			}
		}
		if down > lo {
			pDown *= float64(down) * float64(b-m+down) / (float64(a-down+1) * float64(m-down+1))
			down--
			if u -= pDown; u <= 0 {
				return down
			}
		}
	}
	return mode
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// Permutations is the number of draws of a permutation test.
const Permutations = 999

// PermutationP is the p-value (b+1)/(m+1) of a permutation test with m = [Permutations]
// deals, of which b are at least as extreme as what was observed. It is never 0: Phipson
// & Smyth (2010) Stat Appl Genet Mol Biol 9:39.
func PermutationP(workers int, asExtreme func(deal int) bool) float64 {
	extreme := make([]bool, Permutations)
	stats.Parallel(workers, Permutations, func(i int) { extreme[i] = asExtreme(i) })
	b := 0
	for _, e := range extreme {
		if e {
			b++
		}
	}
	return float64(b+1) / (Permutations + 1)
}
