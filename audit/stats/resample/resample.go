package resample

import (
	"math/rand/v2"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// ResampleTable draws as many applications as the table has, with replacement: a
// multinomial over its four cells. Draw r of a seed has a generator of its own.
func ResampleTable(t stats.Table, seed, r uint64) stats.Table {
	rng := rand.New(rand.NewPCG(seed, r))
	left := t.N1 + t.N2
	cells := []int{t.X1, t.N1 - t.X1, t.X2, t.N2 - t.X2}
	rest := left
	for i, c := range cells {
		p := 0.0
		if rest > 0 {
			p = float64(c) / float64(rest)
		}
		rest -= c
		n := left
		if rest > 0 {
			n = binomial(rng, left, p)
		}
		cells[i] = n
		left -= n
	}
	return stats.Table{X1: cells[0], N1: cells[0] + cells[1], X2: cells[2], N2: cells[2] + cells[3]}
}

func binomial(rng *rand.Rand, n int, p float64) int {
	if n == 0 || p <= 0 {
		return 0
	}
	if p >= 1 {
		return n
	}
	return int(distuv.Binomial{N: float64(n), P: p, Src: rng}.Rand())
}
