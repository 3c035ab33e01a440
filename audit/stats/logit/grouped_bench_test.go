package logit

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// crowd draws the pool of the speed bar: 9 binary and 2 numeric covariates, 40
// requisitions, years as an integer and skills in tenths, collapsed to patterns.
func crowd(rows int) Patterns {
	rng := rand.New(rand.NewPCG(1, 2))
	p := Patterns{Columns: make([]string, 11)}
	for j := range p.Columns {
		p.Columns[j] = fmt.Sprintf("x%d", j)
	}
	type key struct {
		s int32
		x [11]float64
	}
	at := map[key]int{}
	for range rows {
		k := key{s: int32(rng.IntN(40))}
		eta := -1 + 0.02*float64(k.s)
		for j := range 9 {
			if rng.Float64() < 0.05+0.04*float64(j) {
				k.x[j] = 1
				eta += 0.1 * float64(j-3)
			}
		}
		k.x[9], k.x[10] = float64(rng.IntN(20)), float64(rng.IntN(11))/10
		eta += 0.05*(k.x[9]-10) + k.x[10] - 0.5
		i, ok := at[k]
		if !ok {
			i = len(p.N)
			at[k] = i
			p.N, p.Y = append(p.N, 0), append(p.Y, 0)
			p.X = append(p.X, k.x[:]...)
			p.Stratum = append(p.Stratum, k.s)
		}
		p.N[i]++
		if m, _ := Expit(eta); rng.Float64() < m {
			p.Y[i]++
		}
	}
	return p
}

func BenchmarkFit(b *testing.B) {
	for _, rows := range []int{100_000, 1_000_000} {
		p := crowd(rows)
		b.Run(fmt.Sprintf("group/%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			b.ReportMetric(float64(len(p.N)), "patterns")
			for b.Loop() {
				grouped(b, p)
			}
		})
		g := grouped(b, p)
		var fit *Fit
		b.Run(fmt.Sprintf("ml/%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fit, _ = LogisticML(g)
			}
			b.ReportMetric(float64(fit.Iterations), "steps")
		})
		b.Run(fmt.Sprintf("firth/%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fit, _ = Firth(g)
			}
			b.ReportMetric(float64(fit.Iterations), "steps")
		})
		b.Run(fmt.Sprintf("ame/%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				cov, _ := fit.ClusterCovariance(ByStratum, CR1)
				for j := range 9 {
					m, _ := fit.DiscreteChange(j, nil)
					cov.SE(m.Difference)
				}
				for j := 9; j < 11; j++ {
					m, _ := fit.Derivative(j, nil)
					cov.SE(m.Difference)
				}
			}
		})
		if rows > 100_000 {
			continue
		}
		b.Run(fmt.Sprintf("profile/%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fit.Profile(3, 0.95)
			}
		})
	}
}

// BenchmarkBeyond measures what the audit does after the fit, on 100,000 applications.
func BenchmarkBeyond(b *testing.B) {
	p := crowd(100_000)
	for i := range p.N {
		p.Cluster = append(p.Cluster, int32(i%60))
	}
	g := grouped(b, p)
	fit, err := LogisticML(g)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"cr2", func() { fit.ClusterCovariance(ByStratum, CR2) }},
		{"conditional", func() { ConditionalLogit(g) }},
		{"permutation", func() { g.PermutationTest([]int{0, 1, 2, 3}, 1, 1) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.run()
			}
		})
	}
}
