package stats

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

func separationOf(t *testing.T, p Patterns) *Separation {
	t.Helper()
	f, err := Firth(grouped(t, p))
	if err != nil {
		t.Fatal(err)
	}
	_, err = LogisticML(f.Grouped())
	if (err != nil) != (f.Separation != nil) {
		t.Errorf("maximum likelihood: %v, but separation %v", err, f.Separation)
	}
	return f.Separation
}

func TestSeparation(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	plain := Patterns{Columns: []string{"rare", "score"}}
	for i := range 20_000 {
		x, y := rng.NormFloat64(), 0.0
		if m, _ := expit(x); rng.Float64() < m {
			y = 1
		}
		rare := 0.0
		if i < 3 {
			rare, y = 1, 1
		}
		plain.X, plain.N, plain.Y = append(plain.X, rare, x), append(plain.N, 1), append(plain.Y, y)
		plain.Stratum = append(plain.Stratum, int32(i%20))
	}
	if s := separationOf(t, plain); s == nil || !reflect.DeepEqual(s.Columns, []int{0}) {
		t.Errorf("three of 20,000, all advanced: %v, want column 0", s)
	}
	plain.Y[1] = 0
	if s := separationOf(t, plain); s != nil {
		t.Errorf("two of three advanced: %v, want none", s)
	}
	// A strong but overlapping score: log odds 40 per unit, one pair out of order.
	strong := Patterns{Columns: []string{"score"}}
	for i := range 40 {
		y := 0.0
		if i >= 20 && i != 21 || i == 18 {
			y = 1
		}
		strong.X, strong.N, strong.Y = append(strong.X, float64(i)/10), append(strong.N, 1), append(strong.Y, y)
	}
	if s := separationOf(t, strong); s != nil {
		t.Errorf("overlapping score: %v, want none", s)
	}
	for i := range strong.Y {
		strong.Y[i] = float64(i / 20)
	}
	if s := separationOf(t, strong); s == nil || len(s.Columns) != 1 {
		t.Errorf("ordered score: %v, want column 0", s)
	}
	// Two columns that separate only together.
	both := Patterns{Columns: []string{"a", "b"}}
	for range 200 {
		a, b, y := rng.NormFloat64(), rng.NormFloat64(), 0.0
		if a+b > 0 {
			y = 1
		}
		both.X, both.N, both.Y = append(both.X, a, b), append(both.N, 1), append(both.Y, y)
	}
	if s := separationOf(t, both); s == nil || len(s.Columns) != 2 {
		t.Errorf("separating sum: %v, want both columns", s)
	}
}

// Conditional estimates in one large stratum are the unconditional ones but for
// a factor of order 1/n, and nothing overflows.
func TestConditionalLogitLargeStratum(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	p := Patterns{Columns: []string{"x", "wide"}}
	for range 1500 {
		x, wide, y := float64(rng.IntN(2)), 300*rng.NormFloat64(), 0.0
		if m, _ := expit(0.7*x + 0.02*wide); rng.Float64() < m {
			y = 1
		}
		p.X, p.N, p.Y = append(p.X, x, wide), append(p.N, 1), append(p.Y, y)
	}
	g := grouped(t, p)
	c, err := ConditionalLogit(g)
	if err != nil {
		t.Fatal(err)
	}
	u, err := LogisticML(g)
	if err != nil {
		t.Fatal(err)
	}
	for j := range p.Columns {
		a, _ := c.Coefficient(j)
		b, _ := u.Coefficient(j)
		agree(t, p.Columns[j], a, b, 0.003)
	}
}

// With pairs that differ in one binary covariate the conditional estimate is the
// log ratio of discordant pairs, half the unconditional one (Breslow & Day 1980, section 7.1).
func TestConditionalLogitPairs(t *testing.T) {
	p := Patterns{Columns: []string{"x"}}
	for s := range 40 {
		y := 1.0
		if s >= 28 {
			y = 0
		}
		p.X, p.N, p.Y = append(p.X, 1, 0), append(p.N, 1, 1), append(p.Y, y, 1-y)
		p.Stratum = append(p.Stratum, int32(s), int32(s))
	}
	g := grouped(t, p)
	c, err := ConditionalLogit(g)
	if err != nil {
		t.Fatal(err)
	}
	u, err := LogisticML(g)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := c.Coefficient(0)
	agree(t, "log odds", b, 0.8472978603872037, 1e-10) // log(28/12)
	full, _ := u.Coefficient(0)
	agree(t, "unconditional", full, 2*b, 1e-9)
	all := p
	all.Y = append([]float64(nil), p.Y...)
	for i := range all.Y {
		all.Y[i] = float64(1 - i%2)
	}
	_, err = ConditionalLogit(grouped(t, all))
	refused(t, "separated pairs", err)
}
