package homogeneity

import (
	"math"
	"math/rand/v2"
)

// WildLimit is [Wild] for large pools: only people with parts in several strata have signs
// drawn, who alone tie strata together; what all others add to a stratum's score is drawn
// at once from its normal limit, with the sum of their squares as its variance.
func WildLimit(parts []Part, v []float64, draws int, seed uint64) (Result, error) {
	if len(v) < 2 {
		return Result{}, ErrNoInformation
	}
	u := make([]float64, len(v))
	for _, p := range parts {
		u[p.Stratum] += p.Value
	}
	crossing, people, alone := apart(parts, len(v))
	t, rng, exceed := spread(u, v), rand.New(rand.NewPCG(seed, 0)), 0
	sign := make([]float64, people)
	for range draws {
		for who := range sign {
			sign[who] = float64(2*rng.IntN(2) - 1)
		}
		for k, ss := range alone {
			u[k] = math.Sqrt(ss) * rng.NormFloat64()
		}
		for _, p := range crossing {
			u[p.Stratum] += sign[p.Person] * p.Value
		}
		if spread(u, v) >= t*(1-1e-9) {
			exceed++
		}
	}
	return Result{P: float64(exceed+1) / float64(draws+1), Draws: draws, Strata: len(v), Statistic: t}, nil
}

// apart gives the parts of people with several strata, numbered from 0, one for each of
// their strata, and by stratum the squares of what everybody else adds.
func apart(parts []Part, strata int) (crossing []Part, people int, alone []float64) {
	alone = make([]float64, strata)
	var of [][]Part // by person, one part a stratum
	at := map[int32]int{}
	for _, p := range parts {
		if p.Person == 0 {
			alone[p.Stratum] += p.Value * p.Value
			continue
		}
		k, known := at[p.Person]
		if !known {
			k = len(of)
			at[p.Person] = k
			of = append(of, nil)
		}
		merged := false
		for i := range of[k] {
			if of[k][i].Stratum == p.Stratum {
				of[k][i].Value += p.Value
				merged = true
			}
		}
		if !merged {
			of[k] = append(of[k], p)
		}
	}
	for _, own := range of {
		if len(own) == 1 {
			alone[own[0].Stratum] += own[0].Value * own[0].Value
			continue
		}
		for _, p := range own {
			p.Person = int32(people)
			crossing = append(crossing, p)
		}
		people++
	}
	return crossing, people, alone
}
