package logit

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"weaksignal/audit/stats/internal/oracle"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

func separationOf(t *testing.T, p Patterns) *Separation {
	t.Helper()
	f, err := Firth(grouped(t, p))
	if err != nil {
		t.Fatal(err)
	}
	_, err = LogisticML(f.g)
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
		if m, _ := Expit(x); rng.Float64() < m {
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
		if m, _ := Expit(0.7*x + 0.02*wide); rng.Float64() < m {
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
		oracle.Agree(t, p.Columns[j], a, b, 0.003)
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
	oracle.Agree(t, "log odds", b, 0.8472978603872037, 1e-10) // log(28/12)
	full, _ := u.Coefficient(0)
	oracle.Agree(t, "unconditional", full, 2*b, 1e-9)
	all := p
	all.Y = append([]float64(nil), p.Y...)
	for i := range all.Y {
		all.Y[i] = float64(1 - i%2)
	}
	_, err = ConditionalLogit(grouped(t, all))
	oracle.Refused(t, "separated pairs", err)
}

// separable decides by linear programming (Konis 2007, section 3.4): is there a
// direction d in [-1,1]^p with (2y-1) xᵀd ≥ 0 for all rows and > 0 for one?
func separable(t *testing.T, g *Grouped) bool {
	t.Helper()
	k, n := len(g.active), len(g.n)
	p := k + len(g.strata)
	// Variables: u = d + 1 in [0, 2], slack of each bound, surplus of each row.
	a := mat.NewDense(n+p, 2*p+n, nil)
	b, c := make([]float64, n+p), make([]float64, 2*p+n)
	for i := range n {
		sign := 2*g.y[i] - 1
		row := append(make([]float64, len(g.strata)), g.x[i*k:(i+1)*k]...)
		row[g.stratum[i]] = 1
		for j, v := range row {
			a.Set(i, j, sign*v)
			c[j] -= sign * v
			b[i] += sign * v
		}
		a.Set(i, 2*p+i, -1)
		if b[i] < 0 { // the simplex wants b ≥ 0
			b[i] = -b[i]
			for j := range 2*p + n {
				a.Set(i, j, -a.At(i, j))
			}
		}
	}
	for j := range p {
		a.Set(n+j, j, 1)
		a.Set(n+j, p+j, 1)
		b[n+j] = 2
	}
	best, _, err := lp.Simplex(c, a, b, 1e-9, nil)
	if err != nil {
		t.Skipf("linear program: %v", err)
	}
	for _, v := range c[:p] {
		best += v * -1 // d = u - 1
	}
	return -best > 1e-6
}

// Maximum likelihood finds an estimate or verifies that there is none, as a
// linear program decides.
func TestSeparationIsDecided(t *testing.T) {
	oracle.Numeric(t)
	counts := map[bool]int{}
	for seed := range uint64(300) {
		g, err := NewGrouped(small(seed), GroupedOptions{})
		if err != nil {
			continue
		}
		_, err = LogisticML(g)
		if err != nil && !strings.Contains(err.Error(), "no finite maximum-likelihood estimate") {
			t.Errorf("table %d: %v", seed, err)
			continue
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			want := separable(t, g)
			if counts[want]++; (err != nil) != want {
				t.Errorf("%v, but separable: %v", err, want)
			}
		})
	}
	if counts[true] < 50 || counts[false] < 50 {
		t.Errorf("too few tables of one kind: %v", counts)
	}
}

// TestSeparationAlone: what separates by itself is told apart from what only joins in.
func TestSeparationAlone(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	whole := Patterns{Columns: []string{"same", "noise"}}
	sum := Patterns{Columns: []string{"a", "b"}}
	for i := range 200 {
		y, z, a := float64(i/7%2), float64(rng.IntN(15)), rng.NormFloat64()
		whole.X, whole.N, whole.Y = append(whole.X, y, z), append(whole.N, 1), append(whole.Y, y)
		whole.Stratum = append(whole.Stratum, int32(i%5))
		sum.X, sum.N, sum.Y = append(sum.X, a, 2*y-1-a+rng.Float64()/10), append(sum.N, 1), append(sum.Y, y)
	}
	opposite := whole
	opposite.X = nil
	for i := 0; i < len(whole.X); i += 2 {
		opposite.X = append(opposite.X, 1-whole.X[i], whole.X[i+1])
	}
	for name, c := range map[string]struct {
		p     Patterns
		alone []int
		words string
	}{
		"equals the decision":  {whole, []int{0}, "same predicts decisions without exception in part of the data"},
		"opposes the decision": {opposite, []int{0}, "same predicts decisions without exception in part of the data"},
		"only the sum tells":   {sum, nil, "a, b together predict decisions without exception in part of the data"},
	} {
		s := separationOf(t, c.p)
		if s == nil || !reflect.DeepEqual(s.Alone, c.alone) || s.String() != c.words {
			t.Errorf("%s: %v, want alone %v and %q", name, s, c.alone, c.words)
		}
		_, err := ConditionalLogit(grouped(t, c.p))
		if err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s, conditional: %v, want %q", name, err, c.words)
		}
	}
}
