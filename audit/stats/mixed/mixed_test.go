package mixed

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
	"weaksignal/audit/stats/logit"
)

type mixedOracle struct {
	SD, LogLik, Without  float64
	Modes, Own, Standard []float64
	Coef                 map[string]float64
}

// Values of mixed.R: lme4::glmer with nAGQ = 25.
func TestRandomInterceptAgainstLme4(t *testing.T) {
	var want struct{ Crude, Full mixedOracle }
	oracle.Load(t, "regression/mixed.json", &want)
	table := oracle.ReadTable(t, "regression/pool.csv")
	for name, c := range map[string]struct {
		p    logit.Patterns
		want mixedOracle
	}{
		"crude": {design(table, "decision", "", "screener"), want.Crude},
		"full":  {design(table, "decision", "requisition", "screener", poolColumns...), want.Full},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := RandomIntercept(grouped(t, c.p))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d iterations", f.Iterations)
			// glmer's own optimum is good to about 1e-5.
			oracle.Agree(t, "SD", f.SD, c.want.SD, 1e-5)
			oracle.Agree(t, "log-likelihood", f.LogLik, c.want.LogLik, 1e-9)
			oracle.Agree(t, "log-likelihood without", f.WithoutLogLik, c.want.Without, 1e-11)
			for j, col := range c.p.Columns {
				b := slope(f, j)
				oracle.Agree(t, col, b, c.want.Coef[col], 2e-5)
			}
			for i, r := range f.Rates(0.95) {
				if math.Abs(r.Intercept-c.want.Modes[i]) > 2e-6 {
					t.Errorf("mode %d = %v, want %v", i, r.Intercept, c.want.Modes[i])
				}
				oracle.Agree(t, "own rate", r.Own, c.want.Own[i], 1e-6)
				oracle.Agree(t, "standard rate", r.Standard, c.want.Standard[i], 1e-6)
			}
			lr := 2 * (c.want.LogLik - c.want.Without)
			oracle.Agree(t, "LR", f.Test().Statistic, lr, 1e-6)
			oracle.Agree(t, "p", f.Test().P, math.Erfc(math.Sqrt(lr/2))/2, 1e-6)
			checkSDInterval(t, f)
		})
	}
}

// At the ends of the interval the profile likelihood has dropped by the cut.
func checkSDInterval(t *testing.T, f *Fit) {
	low, high, err := f.SDInterval(0.95)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("SD %v to %v around %v", low, high, f.SD)
	if !(low <= f.SD && f.SD < high) {
		t.Fatalf("interval %v to %v around %v", low, high, f.SD)
	}
	for _, sd := range []float64{low, high} {
		if sd == 0 {
			continue
		}
		m := newMixture(f.d)
		theta := append([]float64(nil), f.theta...)
		theta[len(theta)-1] = sd
		s, _, ok := m.maximize(theta, len(theta)-1, mixedTolerance)
		if !ok {
			t.Fatal("no fit at the end")
		}
		oracle.Agree(t, "drop", 2*(f.LogLik-s.loglik), 3.841458820694124, 1e-5)
	}
}

// The published relations: ICC = .5 at σ² = π²/3, and MOR = e^(0.95 σ) (Larsen & Merlo 2005).
func TestSpreadMeasures(t *testing.T) {
	oracle.Agree(t, "ICC", ICC(math.Pi/math.Sqrt(3)), 0.5, 1e-15)
	oracle.Agree(t, "MOR", MedianOddsRatio(1), math.Exp(0.9538725524), 1e-9)
	oracle.Agree(t, "MOR of 0", MedianOddsRatio(0), 1, 1e-15)
}

func TestRandomInterceptRefuses(t *testing.T) {
	nested := logit.Patterns{N: []float64{4, 4, 4, 4}, Y: []float64{1, 2, 3, 2}, Stratum: []int32{0, 0, 1, 2}, Cluster: []int32{0, 0, 1, 2}}
	_, err := RandomIntercept(grouped(t, nested))
	oracle.Refused(t, "nested", err)
	// No spread at all: the likelihood is highest at 0.
	even := logit.Patterns{N: []float64{10, 10, 10}, Y: []float64{4, 4, 4}, Cluster: []int32{0, 1, 2}}
	f, err := RandomIntercept(grouped(t, even))
	if err != nil {
		t.Fatal(err)
	}
	if p := f.Test(); f.SD != 0 || p.P != 1 || p.Statistic != 0 {
		t.Errorf("SD %v, %+v; want 0 and p = 1", f.SD, p)
	}
	for _, r := range f.Rates(0.95) {
		oracle.Agree(t, "shrunken rate", r.Own, 0.4, 1e-9)
	}
}

// A planted spread comes back, and a large one does not break the quadrature.
func TestRandomInterceptRecovers(t *testing.T) {
	for _, sd := range []float64{0.5, 3} {
		t.Run(fmt.Sprint(sd), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(11, 12))
			p := logit.Patterns{Columns: []string{"x"}}
			for c := range 200 {
				u := sd * rng.NormFloat64()
				for x := range 2 {
					m, _ := logit.Expit(-0.5 + float64(x) + u)
					n := 20.0
					y := 0.0
					for range int(n) {
						if rng.Float64() < m {
							y++
						}
					}
					p.X, p.N, p.Y, p.Cluster = append(p.X, float64(x)), append(p.N, n), append(p.Y, y), append(p.Cluster, int32(c))
				}
			}
			f, err := RandomIntercept(grouped(t, p))
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(f.SD/sd-1) > 0.15 {
				t.Errorf("SD = %v, planted %v", f.SD, sd)
			}
			if b := slope(f, 0); math.Abs(b-1) > 0.2 {
				t.Errorf("slope = %v, planted 1", b)
			}
		})
	}
}

var poolColumns = []string{"referral", "school", "award", "years", "graduated", "match"}

// design makes patterns of one application each.
func design(table map[string][]float64, outcome, stratum, cluster string, columns ...string) logit.Patterns {
	y := table[outcome]
	p := logit.Patterns{Columns: columns, Y: y, N: make([]float64, len(y))}
	for i := range y {
		p.N[i] = 1
		for _, c := range columns {
			p.X = append(p.X, table[c][i])
		}
		if stratum != "" {
			p.Stratum = append(p.Stratum, int32(table[stratum][i]))
		}
		p.Cluster = append(p.Cluster, int32(table[cluster][i]))
	}
	return p
}

func grouped(t testing.TB, p logit.Patterns) *logit.Grouped {
	t.Helper()
	g, err := logit.NewGrouped(p, logit.GroupedOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// slope is that of the caller's column j per unit.
func slope(f *Fit, j int) float64 {
	w := slices.Index(f.d.Columns, j)
	return f.theta[f.d.Strata+w] / f.d.Scale[w]
}

// BenchmarkRandomIntercept fits 100,000 applications of 40 requisitions and 60 screeners.
func BenchmarkRandomIntercept(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	p := logit.Patterns{Columns: []string{"referral", "years"}}
	for s := range 40 {
		for c := range 60 {
			for x := range 21 {
				n, y := 2.0, 0.0
				m, _ := logit.Expit(-1 + 0.02*float64(s) + 0.3*float64(x%2) + 0.05*float64(x/2) + 0.1*float64(c%5))
				for range int(n) {
					if rng.Float64() < m {
						y++
					}
				}
				p.X, p.N, p.Y = append(p.X, float64(x%2), float64(x/2)), append(p.N, n), append(p.Y, y)
				p.Stratum, p.Cluster = append(p.Stratum, int32(s)), append(p.Cluster, int32(c))
			}
		}
	}
	g := grouped(b, p)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := RandomIntercept(g); err != nil {
			b.Fatal(err)
		}
	}
}
