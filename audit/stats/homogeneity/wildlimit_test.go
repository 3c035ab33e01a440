package homogeneity

import (
	"math"
	"math/rand/v2"
	"testing"
)

// WildLimit answers as Wild where many count once, some twice in one stratum, and some in
// several; strata that move together because the same people are in them are not taken for
// heterogeneity.
func TestWildLimitIsWild(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	for round := range 6 {
		const strata = 12
		v := make([]float64, strata)
		var parts []Part
		person := int32(0)
		add := func(k int, who int32, value float64) {
			parts = append(parts, Part{Stratum: k, Person: who, Value: value})
			v[k] += value * value
		}
		for k := range strata {
			for range 60 {
				add(k, 0, rng.NormFloat64())
			}
			for range 10 {
				person++
				x := rng.NormFloat64()
				add(k, person, x)
				add(k, person, x)
			}
		}
		for range 100 {
			person++
			x := rng.NormFloat64()
			for _, k := range rng.Perm(strata)[:3] {
				add(k, person, x)
			}
		}
		const draws = 4000
		exact, err1 := Wild(parts, v, draws, 1)
		limit, err2 := WildLimit(parts, v, draws, 1)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if exact.Statistic != limit.Statistic || math.Abs(exact.P-limit.P) > .04 {
			t.Errorf("round %d: p %v of %v, Wild %v of %v", round, limit.P, limit.Statistic, exact.P, exact.Statistic)
		}
	}
}
