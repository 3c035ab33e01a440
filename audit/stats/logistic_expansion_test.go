package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

func oneFoldEach(g *Grouped) []int {
	fold := make([]int, len(g.Strata()))
	for s := range fold {
		fold[s] = s
	}
	return fold
}

// Values of heldout.R: brglm2 on the other requisitions, then the intercept by stats::glm.
func TestHeldOutAgainstR(t *testing.T) {
	var want struct {
		Model, Null []float64
		Rao         float64
	}
	load(t, "regression/heldout.json", &want)
	g := pool(t)
	got, err := g.HeldOut([]int{0, 3, 5}, oneFoldEach(g))
	if err != nil {
		t.Fatal(err)
	}
	null := g.NullDeviance(oneFoldEach(g))
	for h := range want.Model {
		agree(t, "held-out deviance", got[h], want.Model[h], 1e-9)
		agree(t, "null deviance", null[h], want.Null[h], 1e-12)
	}
	p, err := g.PermutationTest([]int{0, 1, 2}, 199, 1)
	if err != nil {
		t.Fatal(err)
	}
	agree(t, "Rao's statistic", p.Statistic, want.Rao, 1e-9)
	if p.P != 1.0/200 {
		t.Errorf("p = %v of a strong block, want the smallest possible", p.P)
	}
}

// Around the fit itself the expansion is exact, and close by it is good to a few per cent.
func TestExpansion(t *testing.T) {
	g := grouped(t, crowd(20_000))
	f, err := LogisticML(g)
	if err != nil {
		t.Fatal(err)
	}
	fold := oneFoldEach(g)
	all := g.Estimable()
	folds := f.Expand().Fold(fold, nil)
	agree(t, "log-likelihood", folds.LogLik(all), f.LogLik, 1e-12)
	slopes := folds.Slopes(all)
	for _, j := range all {
		b, _ := f.Coefficient(j)
		agree(t, "slope", slopes[j], b, 1e-9)
	}
	some := []int{0, 2, 4, 8, 9}
	r, err := f.Restrict(some)
	if err != nil {
		t.Fatal(err)
	}
	agree(t, "restricted log-likelihood", r.Expand().Fold(fold, nil).LogLik(some), r.LogLik, 1e-12)
	null := sum(g.NullDeviance(fold))
	exact, err := g.HeldOut(some, fold)
	if err != nil {
		t.Fatal(err)
	}
	explained := 1 - sum(exact)/null
	own := 1 - sum(r.Expand().Fold(fold, nil).HeldOut(some))/null
	full := 1 - sum(folds.HeldOut(some))/null
	t.Logf("explained: refits %.6f, own expansion %.6f, full model's %.6f", explained, own, full)
	if math.Abs(own/explained-1) > 0.005 || math.Abs(full/explained-1) > 0.05 {
		t.Errorf("explained %v by refits, %v by expansion of the subset, %v by that of the full model", explained, own, full)
	}
}

// A block that is exchangeable within requisitions, though correlated with the
// rest, is rejected at the nominal rate.
func TestPermutationLevel(t *testing.T) {
	rejected, runs := 0, 400
	for r := range runs {
		rng := rand.New(rand.NewPCG(uint64(r), 9))
		p := Patterns{Columns: []string{"weak", "related"}}
		for i := range 80 {
			x := rng.NormFloat64()
			z := 0.0
			if 0.8*x+0.6*rng.NormFloat64() > 0 {
				z = 1
			}
			y := 0.0
			if m, _ := expit(1.2 * x); rng.Float64() < m {
				y = 1
			}
			p.X, p.N, p.Y, p.Stratum = append(p.X, z, x), append(p.N, 1), append(p.Y, y), append(p.Stratum, int32(i%4))
		}
		res, err := grouped(t, p).PermutationTest([]int{0}, 99, uint64(r))
		if err != nil {
			t.Fatal(err)
		}
		if res.P <= 0.05 {
			rejected++
		}
	}
	rate := float64(rejected) / float64(runs)
	t.Logf("rejected %.3f at .05", rate)
	if rate > 0.09 || rate < 0.02 {
		t.Errorf("rejected %v at .05", rate)
	}
}

// The cluster bootstrap's standard error is near CR1's with many clusters.
func TestClusterBootstrap(t *testing.T) {
	g := grouped(t, crowd(20_000))
	f, err := LogisticML(g)
	if err != nil {
		t.Fatal(err)
	}
	e, fold := f.Expand(), oneFoldEach(g)
	draws := ClusterBootstrap(len(fold), 400, 1, 2, func(count []float64) float64 {
		return e.Fold(fold, count).Slopes(g.Estimable())[8]
	})
	var mean, ss float64
	for _, d := range draws {
		mean += d / float64(len(draws))
	}
	for _, d := range draws {
		ss += (d - mean) * (d - mean) / float64(len(draws)-1)
	}
	cov, _ := f.ClusterCovariance(ByStratum, CR1)
	slope, _ := f.Slope(8)
	se, _ := cov.SE(slope)
	if r := math.Sqrt(ss) / se; r < 0.85 || r > 1.2 {
		t.Errorf("bootstrap standard error is %v times CR1's", r)
	}
	if low, high, err := Percentile(draws, 0.95); err != nil || !(low < slope.Value && slope.Value < high) {
		t.Errorf("interval %v to %v around %v: %v", low, high, slope.Value, err)
	}
}
