package main

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// dice is a source of draws for one purpose.
type dice struct{ *rand.Rand }

// roll gives the dice for one purpose. Purposes are independent of each other, so
// that an edit to one part of the pool leaves the draws of the others as they were.
func roll(seed uint64, purpose string, keys ...any) dice {
	h := fnv.New64a()
	fmt.Fprint(h, purpose)
	for _, k := range keys {
		fmt.Fprintf(h, "|%v", k)
	}
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

func (d dice) chance(p float64) bool { return d.Float64() < p }

// between draws an integer in [low, high].
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

func (d dice) pick(list []string) string { return list[d.IntN(len(list))] }

// sample draws n different members of list in random order; all of them if n >= len(list).
func (d dice) sample(list []string, n int) []string {
	n = min(n, len(list))
	out := make([]string, 0, n)
	for _, i := range d.Perm(len(list))[:n] {
		out = append(out, list[i])
	}
	return out
}

// share is a label with its weight.
type share struct {
	label  string
	weight float64
}

// among draws one label with probability proportional to its weight.
func (d dice) among(shares []share) string {
	total := 0.0
	for _, s := range shares {
		total += s.weight
	}
	u := d.Float64() * total
	for _, s := range shares {
		if u -= s.weight; u < 0 {
			return s.label
		}
	}
	return shares[len(shares)-1].label
}

// logistic is the inverse logit.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
