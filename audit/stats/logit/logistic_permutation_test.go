package logit

import (
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
	"weaksignal/audit/stats/resample"
)

// Rao's statistic of heldout.R: stats::anova(test = "Rao").
func TestPermutationStatistic(t *testing.T) {
	var want struct{ Rao float64 }
	oracle.Load(t, "regression/heldout.json", &want)
	p, err := pool(t).PermutationTest([]int{0, 1, 2}, 199, 1)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, "Rao's statistic", p.Statistic, want.Rao, 1e-9)
	if p.P != 1.0/200 {
		t.Errorf("p = %v of a strong block, want the smallest possible", p.P)
	}
}

// A block that is exchangeable within requisitions, though correlated with the
// rest, is rejected at the nominal rate.
func TestPermutationLevel(t *testing.T) {
	oracle.Numeric(t)
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
			if m, _ := Expit(1.2 * x); rng.Float64() < m {
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
	p := crowd(6_000)
	f, err := LogisticML(grouped(t, p))
	if err != nil {
		t.Fatal(err)
	}
	strata := len(f.g.Strata())
	draws := clusterBootstrap(strata, 200, 1, 2, func(count []float64) float64 {
		again := p
		again.N, again.Y = make([]float64, len(p.N)), make([]float64, len(p.Y))
		for i, s := range p.Stratum {
			again.N[i], again.Y[i] = count[s]*p.N[i], count[s]*p.Y[i]
		}
		g, err := NewGrouped(again, GroupedOptions{})
		if err != nil {
			return math.NaN()
		}
		f, err := LogisticML(g)
		if err != nil {
			return math.NaN()
		}
		b, _ := f.Coefficient(8)
		return b
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
	if r := math.Sqrt(ss) / se; !(r > 0.8 && r < 1.25) {
		t.Errorf("bootstrap standard error is %v times CR1's", r)
	}
	if low, high, err := resample.Percentile(draws, 0.95); err != nil || !(low < slope.Value && slope.Value < high) {
		t.Errorf("interval %v to %v around %v: %v", low, high, slope.Value, err)
	}
}

// clusterBootstrap draws clusters with replacement and calls statistic with the
// number of times that each was drawn.
func clusterBootstrap(clusters, draws int, seed uint64, workers int, statistic func(count []float64) float64) []float64 {
	out := make([]float64, draws)
	stats.Parallel(workers, draws, func(r int) {
		rng := rand.New(rand.NewPCG(seed, uint64(r)))
		count := make([]float64, clusters)
		for range clusters {
			count[rng.IntN(clusters)]++
		}
		out[r] = statistic(count)
	})
	return out
}
