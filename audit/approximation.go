package audit

import (
	"fmt"
	"math"
	"math/rand/v2"

	"weaksignal/audit/result"
)

// approximationSample is how many applications, about, the one-step split is
// checked on.
const approximationSample = 20000

// approximation compares the one-step split with refits on a sample small enough
// for both: the relative error of the weak block's Shapley value.
func approximation(p *panel, g *game, plan ModelPlan) *result.Estimate {
	sample, which := p, fmt.Sprintf("all %.0f applications", total(p.n))
	if total(p.n) > approximationSample {
		sample = p.sample(approximationSample, plan.Seed)
		which = fmt.Sprintf("a random sample of %.0f applications", total(sample.n))
	}
	method := "relative error of the weak block's Shapley value by one Newton step against refits, on " + which
	_, shapley, _ := g.Parts(0)
	full := sample.fit(true, -1, nil)
	value := func(exact bool) float64 {
		gain := 0.0
		h := newHeldOut(sample, 4)
		h.exact = exact
		for i, c := range shapley {
			if c == 0 {
				continue
			}
			for _, d := range h.score(g.columns(g.Sets()[i]), full).deviance {
				gain -= c * d
			}
		}
		return gain
	}
	exact := value(true)
	e := result.Point((value(false)-exact)/exact, method, int(total(sample.n)))
	return &e
}

// sample keeps each application with the probability that leaves about size of
// them; strata that lose one of their classes go.
func (p *panel) sample(size int, seed uint64) *panel {
	rng := rand.New(rand.NewPCG(seed, 303))
	total := 0.0
	for _, n := range p.n {
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
	q := &panel{k: p.k, width: p.k, start: []int{0}, active: p.active, units: p.units, folds: p.folds, plain: p.plain}
	for s := range p.strata() {
		lo, hi := p.start[s], p.start[s+1]
		n, y := make([]float64, hi-lo), make([]float64, hi-lo)
		for i := range n {
			y[i] = thin(p.y[lo+i])
			n[i] = y[i] + thin(p.n[lo+i]-p.y[lo+i])
		}
		before := len(q.unit)
		q.copyPart(p, s, n, y, 0)
		if len(q.unit) > before {
			q.unit[before], q.fold[before] = p.unit[s], p.fold[s]
		}
	}
	q.number()
	return q
}
