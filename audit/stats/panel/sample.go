package panel

import (
	"math"
	"math/rand/v2"
)

// Sample keeps each application with the probability that leaves about size of
// them; strata that lose one of their classes go.
func (p *Panel) Sample(size int, seed uint64) *Panel {
	rng := rand.New(rand.NewPCG(seed, 303))
	total := 0.0
	for _, n := range p.N {
		total += n
	}
	keep := float64(size) / total
	thin := func(count float64) (kept float64) {
		for range int(math.Round(count)) {
			if rng.Float64() < keep {
				kept++
			}
		}
		return kept
	}
	q := &Panel{K: p.K, Width: p.K, Start: []int{0}, Active: p.Active, Units: p.Units, Folds: p.Folds, Plain: p.Plain}
	for s := range p.Strata() {
		lo, hi := p.Start[s], p.Start[s+1]
		n, y := make([]float64, hi-lo), make([]float64, hi-lo)
		for i := range n {
			y[i] = thin(p.Y[lo+i])
			n[i] = y[i] + thin(p.N[lo+i]-p.Y[lo+i])
		}
		before := len(q.Unit)
		q.copyPart(p, s, n, y, 0)
		if len(q.Unit) > before {
			q.Unit[before], q.Fold[before] = p.Unit[s], p.Fold[s]
		}
	}
	q.number()
	return q
}
