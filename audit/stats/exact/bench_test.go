package exact

import (
	"math/rand/v2"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/proportions"
)

// manyStrata draws strata of n applicants, a quarter with the signal, 30 % selected.
func manyStrata(strata, n int) []stats.Table {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]stats.Table, strata)
	for i := range out {
		t := stats.Table{N1: n / 4, N2: n - n/4}
		for range t.N1 {
			if r.Float64() < 0.3 {
				t.X1++
			}
		}
		for range t.N2 {
			if r.Float64() < 0.295 {
				t.X2++
			}
		}
		out[i] = t
	}
	return out
}

func BenchmarkFisherLarge(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Fisher(stats.Table{X1: 150_000, N1: 500_000, X2: 149_000, N2: 500_000}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkConditionalOddsRatioLarge(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ConditionalOddsRatio(stats.Table{X1: 150_000, N1: 500_000, X2: 149_000, N2: 500_000}, 0.95); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStratified(b *testing.B) {
	for _, c := range []struct {
		name      string
		strata, n int
	}{{"12x30", 12, 30}, {"400x20", 400, 20}, {"400x2500", 400, 2500}} {
		strata := manyStrata(c.strata, c.n)
		for _, f := range []struct {
			name string
			run  func() error
		}{
			{"CMH", func() error { _, err := CMH(strata); return err }},
			{"ExactCMH", func() error { _, err := ExactCMH(strata); return err }},
			{"CommonOddsRatio", func() error { _, err := CommonOddsRatio(strata, 0.95); return err }},
			{"BreslowDay", func() error { _, err := BreslowDay(strata); return err }},
			{"MHRiskDifference", func() error { _, err := MHRiskDifference(strata, 0.95); return err }},
		} {
			b.Run(f.name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := f.run(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkTwoByTwo(b *testing.B) {
	t := stats.Table{X1: 7, N1: 20, X2: 2, N2: 18}
	for _, f := range []struct {
		name string
		run  func() error
	}{
		{"Newcombe", func() error { _, err := proportions.Newcombe(t, 0.95); return err }},
		{"Koopman", func() error { _, err := proportions.Koopman(t, 0.95); return err }},
		{"Fisher", func() error { _, err := Fisher(t); return err }},
		{"ConditionalOddsRatio", func() error { _, err := ConditionalOddsRatio(t, 0.95); return err }},
	} {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
