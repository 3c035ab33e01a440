package proportions_test

import (
	"fmt"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
	"weaksignal/audit/stats/internal/oracle"
	"weaksignal/audit/stats/proportions"

	"gonum.org/v1/gonum/stat/distuv"
)

// coverage enumerates every outcome of two binomial samples and returns, over a
// grid of rates, the mean and least probability that the interval contains the
// truth. Outcomes without an interval count as covered only by saying nothing:
// they are left out, and the probability is conditional on the rest.
func coverage(n1, n2 int, f func(stats.Table, float64) (stats.Interval, error), truth func(p1, p2 float64) float64) (mean, least float64) {
	intervals := map[[2]int]stats.Interval{}
	for x1 := 0; x1 <= n1; x1++ {
		for x2 := 0; x2 <= n2; x2++ {
			if iv, err := f(stats.Table{X1: x1, N1: n1, X2: x2, N2: n2}, 0.95); err == nil {
				intervals[[2]int{x1, x2}] = iv
			}
		}
	}
	least = 1
	count := 0.0
	for i := 1; i < 40; i++ {
		for j := 1; j < 40; j++ {
			p1, p2 := float64(i)/40, float64(j)/40
			b1, b2 := distuv.Binomial{N: float64(n1), P: p1}, distuv.Binomial{N: float64(n2), P: p2}
			var in, all float64
			for x1 := 0; x1 <= n1; x1++ {
				for x2 := 0; x2 <= n2; x2++ {
					iv, ok := intervals[[2]int{x1, x2}]
					if !ok {
						continue
					}
					w := b1.Prob(float64(x1)) * b2.Prob(float64(x2))
					all += w
					if v := truth(p1, p2); iv.Low <= v+1e-12 && v-1e-12 <= iv.High {
						in += w
					}
				}
			}
			mean += in / all
			least = min(least, in/all)
			count++
		}
	}
	return mean / count, least
}

// Coverage by full enumeration in small samples: near the level on average for
// the score methods, never below it for the exact one.
func TestCoverageInSmallSamples(t *testing.T) {
	oracle.Numeric(t)
	difference := func(p1, p2 float64) float64 { return p1 - p2 }
	ratio := func(p1, p2 float64) float64 { return p1 / p2 }
	odds := func(p1, p2 float64) float64 { return p1 * (1 - p2) / (p2 * (1 - p1)) }
	for _, c := range []struct {
		name              string
		f                 func(stats.Table, float64) (stats.Interval, error)
		truth             func(p1, p2 float64) float64
		least, mean, most float64
	}{
		{"Newcombe", proportions.Newcombe, difference, 0.88, 0.945, 0.97},
		// Least where both rates are 1/40 and most samples, left out, have nobody.
		{"Koopman", proportions.Koopman, ratio, 0.875, 0.945, 0.97},
		{"exact odds ratio", exact.ConditionalOddsRatio, odds, 0.95, 0.97, 1},
	} {
		for _, n := range [][2]int{{10, 10}, {8, 20}} {
			mean, least := coverage(n[0], n[1], c.f, c.truth)
			t.Logf("%s %v: mean %.4f, least %.4f", c.name, n, mean, least)
			if least < c.least || mean < c.mean || mean > c.most {
				t.Errorf("%s %v: mean coverage %.4f and least %.4f, want %v to %v and %v", c.name, n, mean, least, c.mean, c.most, c.least)
			}
		}
	}
}

func TestWilsonCoverage(t *testing.T) {
	for _, n := range []int{5, 12, 30} {
		mean, least := coverage(n, 1, func(t stats.Table, level float64) (stats.Interval, error) {
			return proportions.Wilson(t.X1, t.N1, level)
		}, func(p1, _ float64) float64 { return p1 })
		t.Logf("%s: mean %.4f, least %.4f", fmt.Sprint(n), mean, least)
		if mean < 0.945 || mean > 0.97 || least < 0.83 {
			t.Errorf("n = %d: mean coverage %.4f, least %.4f", n, mean, least)
		}
	}
}
