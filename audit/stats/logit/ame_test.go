package logit

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

// Every effect's gradient is its derivative: checked by central differences in
// each intercept and slope.
func TestEffectGradients(t *testing.T) {
	g := pool(t)
	f, err := Firth(g)
	if err != nil {
		t.Fatal(err)
	}
	subset := make([]bool, 320)
	for i := range subset {
		subset[i] = i%3 != 0
	}
	must := func(m MarginalEffect, err error) MarginalEffect {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for name, effect := range map[string]func(*Fit) Effect{
		"discrete":   func(f *Fit) Effect { return must(f.DiscreteChange(0, nil)).Difference },
		"subset":     func(f *Fit) Effect { return must(f.DiscreteChange(2, subset)).Difference },
		"present":    func(f *Fit) Effect { return must(f.DiscreteChange(1, subset)).Present },
		"derivative": func(f *Fit) Effect { return must(f.Derivative(3, subset)).Difference },
		"centred":    func(f *Fit) Effect { return must(f.CenteredChange(5, 0.3, nil)).Difference },
		"log ratio": func(f *Fit) Effect {
			e, err := must(f.DiscreteChange(0, subset)).LogRiskRatio()
			if err != nil {
				t.Fatal(err)
			}
			return e
		},
	} {
		e := effect(f)
		check := func(what string, i int, got float64, parameter func(*Fit) []float64) {
			t.Helper()
			const h = 1e-5
			up, down := f.shifted(), f.shifted()
			parameter(up)[i] += h
			parameter(down)[i] -= h
			want := (effect(up).Value - effect(down).Value) / (2 * h)
			if math.Abs(got-want) > 1e-8 {
				t.Errorf("%s: gradient in %s %d = %v, want %v", name, what, i, got, want)
			}
		}
		for s, v := range e.alpha {
			check("intercept", s, v, func(f *Fit) []float64 { return f.rates })
		}
		for j, v := range e.beta {
			check("slope", j, v, func(f *Fit) []float64 { return f.beta })
		}
	}
}

// shifted is a copy whose parameters may be changed.
func (f *Fit) shifted() *Fit {
	c := *f
	c.rates, c.beta = append([]float64(nil), f.rates...), append([]float64(nil), f.beta...)
	return &c
}

// Present minus absent is the difference, swapping 0 and 1 turns its sign, and a
// subset's average is over the subset alone.
func TestMarginalEffectIdentities(t *testing.T) {
	g := pool(t)
	f, err := Firth(g)
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.DiscreteChange(0, nil)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, "difference", m.Difference.Value, m.Present.Value-m.Absent.Value, 1e-14)
	swapped, err := f.Change(0, 1, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, "swapped", swapped.Difference.Value, -m.Difference.Value, 1e-14)
	in, out := make([]bool, 320), make([]bool, 320)
	for i := range in {
		in[i], out[i] = i < 100, i >= 100
	}
	a, _ := f.DiscreteChange(0, in)
	b, _ := f.DiscreteChange(0, out)
	if a.Difference.N != 100 || b.Difference.N != 220 {
		t.Errorf("averaged over %v and %v", a.Difference.N, b.Difference.N)
	}
	oracle.Agree(t, "parts", (100*a.Difference.Value+220*b.Difference.Value)/320, m.Difference.Value, 1e-12)
	_, err = f.DiscreteChange(0, make([]bool, 320))
	oracle.Refused(t, "empty subset", err)
	// FLIC makes the mean fitted rate the observed one.
	var fitted float64
	for i := range g.n {
		k := len(g.active)
		p, _ := Expit(f.rates[g.stratum[i]] + stats.Dot(g.x[i*k:(i+1)*k], f.beta))
		fitted += g.n[i] * p
	}
	_, advanced := g.N()
	oracle.Agree(t, "mean fitted rate", fitted, advanced, 1e-12)
}

// The linear model's marginal effect of one unit is its coefficient.
func TestLinearMarginalEffect(t *testing.T) {
	f, err := LinearProbability(pool(t))
	if err != nil {
		t.Fatal(err)
	}
	for j := range poolColumns {
		b, _ := f.Coefficient(j)
		d, err := f.DiscreteChange(j, nil)
		if err != nil {
			t.Fatal(err)
		}
		oracle.Agree(t, "effect", d.Difference.Value, b, 1e-10)
	}
}
