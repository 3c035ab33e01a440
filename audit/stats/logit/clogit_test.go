package logit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
)

// Values of clogit.R: survival::clogit, method "exact".
func TestConditionalLogitAgainstSurvival(t *testing.T) {
	var want struct {
		Coef, SE, CR0, CR1, LR, P map[string]float64
		LogLik, Null              float64
		BlockLR                   float64 `json:"block_lr"`
		Profile                   map[string][2]float64
	}
	oracle.Load(t, "regression/clogit.json", &want)
	f, err := ConditionalLogit(pool(t))
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, "log-likelihood", f.LogLik, want.LogLik, 1e-12)
	oracle.Agree(t, "null log-likelihood", f.NullLogLik, want.Null, 1e-12)
	for j, term := range poolColumns {
		b, _ := f.Coefficient(j)
		oracle.Agree(t, term, b, want.Coef[term], 1e-9)
		se, _ := f.SE(j)
		oracle.Agree(t, term+" SE", se, want.SE[term], 1e-9)
		for c, w := range map[Correction]map[string]float64{CR0: want.CR0, CR1: want.CR1} {
			se, err := f.ClusterSE(j, c)
			if err != nil {
				t.Fatal(err)
			}
			oracle.Agree(t, term+" SE "+string(c), se, w[term], 1e-7) // the script differentiates numerically
		}
		checkLikelihood(t, f, j, term, want.LR[term], want.P[term], want.Profile[term], 1e-7)
	}
	lr, err := f.LikelihoodRatio(0, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, "block LR", lr.Statistic, want.BlockLR, 1e-9)
}

// Both ways to sum over subsets give the same likelihood, score and information,
// also where some applications are almost certain.
func TestTiltedIsRecursion(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	for _, c := range []struct{ n, m int }{{6, 1}, {30, 1}, {30, 15}, {60, 40}, {400, 90}, {400, 399}} {
		for _, spread := range []float64{0, 1, 8} {
			p := Patterns{Columns: []string{"a", "b"}}
			for i := range c.n {
				y := 0.0
				if i < c.m {
					y = 1
				}
				p.X, p.N, p.Y = append(p.X, float64(i%2), rng.NormFloat64()), append(p.N, 1), append(p.Y, y)
			}
			g := grouped(t, p)
			beta := []float64{0.3 * spread, spread}
			var score, info [2][]float64
			for i := range 2 {
				score[i], info[i] = make([]float64, 2), make([]float64, 4)
			}
			a := newSubsets(2).stratum(g, 0, len(g.n), beta, score[0], info[0])
			b := newTilted(2).stratum(g, 0, len(g.n), beta, score[1], info[1])
			name := fmt.Sprintf("%d of %d, spread %v", c.m, c.n, spread)
			oracle.Agree(t, name+": log-likelihood", b, a, 1e-12)
			for j := range score[0] {
				if d := score[0][j] - score[1][j]; math.Abs(d) > 1e-10*float64(c.n) {
					t.Errorf("%s: score differs by %v", name, d)
				}
			}
			for _, j := range []int{0, 1, 3} {
				if d := info[0][j] - info[1][j]; math.Abs(d) > 1e-10*float64(c.n) {
					t.Errorf("%s: information differs by %v", name, d)
				}
			}
		}
	}
}
