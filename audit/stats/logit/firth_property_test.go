package logit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
)

// small draws a table of a few applications, often separated.
func small(seed uint64) Patterns {
	rng := rand.New(rand.NewPCG(seed, 77))
	n, k, strata := 4+rng.IntN(40), 1+rng.IntN(5), 1+rng.IntN(4)
	p := Patterns{Columns: make([]string, k)}
	for j := range p.Columns {
		p.Columns[j] = fmt.Sprintf("x%d", j)
	}
	for range n {
		var first float64
		for j := range k {
			v := rng.NormFloat64()
			if j%2 == 0 {
				v = float64(rng.IntN(2))
			}
			if j == 0 {
				first = v
			}
			p.X = append(p.X, v)
		}
		y := float64(rng.IntN(2))
		if seed%3 == 0 && first == 1 {
			y = 1
		}
		p.N, p.Y, p.Stratum = append(p.N, 1), append(p.Y, y), append(p.Stratum, int32(rng.IntN(strata)))
	}
	return p
}

// Firth's fit and its tests exist for every small table, also a saturated one, its
// intervals for nearly every one, and they say the same: 0 is outside the 95 % interval exactly where p < .05.
func TestFirthOnSmallTables(t *testing.T) {
	oracle.Numeric(t)
	fitted, unsettled := 0, 0
	for seed := range uint64(300) {
		g, err := NewGrouped(small(seed), GroupedOptions{})
		if err != nil {
			oracle.Refused(t, "design", err)
			continue
		}
		f, err := Firth(g)
		if err != nil {
			t.Errorf("table %d: %v", seed, err)
			continue
		}
		fitted++
		for _, j := range g.Estimable() {
			low, high, err := f.Profile(j, 0.95)
			if err != nil {
				oracle.Refused(t, "profile", err)
				unsettled++
				continue
			}
			lr, err := f.LikelihoodRatio(j)
			if err != nil {
				t.Errorf("table %d, column %d: %v", seed, j, err)
				continue
			}
			if inside := low < 0 && 0 < high; inside != (lr.P > 0.05) && math.Abs(lr.P-0.05) > 1e-7 {
				t.Errorf("table %d, column %d: %v to %v, p = %v", seed, j, low, high, lr.P)
			}
		}
	}
	// A column that is nearly a combination of others, in a table of five rows, has a
	// profile too flat to follow.
	if fitted < 250 || unsettled > 3 {
		t.Errorf("%d tables had a fit, %d columns no interval", fitted, unsettled)
	}
}
