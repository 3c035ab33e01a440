package homogeneity

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// The draws have to come near to R's enumeration of every table: within four
// standard errors of 20,000 draws.
func TestZelenAgainstEnumeration(t *testing.T) {
	raw, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Sets []struct {
			Name              string
			X, With, Sel, All []int
			P                 float64
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Sets) < 5 {
		t.Fatalf("%d sets, %v", len(file.Sets), err)
	}
	const draws = 20000
	for _, s := range file.Sets {
		var tables []Table
		for k := range s.X {
			tables = append(tables, Table{X: s.X[k], With: s.With[k], Selected: s.Sel[k], All: s.All[k]})
		}
		got, err := Zelen(tables, draws, 1)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		if se := math.Sqrt(s.P * (1 - s.P) / draws); math.Abs(got.P-s.P) > 4*se+1.0/draws {
			t.Errorf("%s: p = %.4f, enumeration says %.4f (standard error %.4f)", s.Name, got.P, s.P, se)
		}
	}
}

func TestNoInformation(t *testing.T) {
	one := Table{X: 1, With: 2, Selected: 2, All: 4}
	fixed := Table{X: 2, With: 2, Selected: 4, All: 4}
	if _, err := Zelen([]Table{one, fixed}, 99, 1); !errors.Is(err, ErrNoInformation) {
		t.Errorf("one informative requisition: %v", err)
	}
	s := Stratum{Eta: []float64{0, 0}, X: []float64{1, 2}, Selected: []bool{true, false}}
	if _, err := Scores([]Stratum{s, {Eta: []float64{0, 0}, X: []float64{1, 1}, Selected: []bool{true, false}}}, 99, 1); !errors.Is(err, ErrNoInformation) {
		t.Errorf("one informative requisition: %v", err)
	}
}

// pool draws requisitions of one size with a slope by requisition.
func pool(rng *rand.Rand, requisitions, size int, slope func(k int) float64, numeric bool) (tables []Table, strata []Stratum) {
	for k := range requisitions {
		t, s := Table{All: size}, Stratum{}
		for range size {
			x := float64(rng.IntN(2))
			if numeric {
				x = rng.NormFloat64()
			}
			y := rng.Float64() < 1/(1+math.Exp(.4-slope(k)*x))
			s.Eta, s.X, s.Selected = append(s.Eta, 0.5*x), append(s.X, x), append(s.Selected, y)
			if x == 1 {
				t.With++
			}
			if y {
				t.Selected++
				if x == 1 {
					t.X++
				}
			}
		}
		tables, strata = append(tables, t), append(strata, s)
	}
	return tables, strata
}

// In homogeneous pools both tests reject at most as often as their level says, at
// sizes where the large-sample test rejects nearly always; where slopes differ they
// see it.
func TestSizeAndPower(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	const pools, draws = 150, 199
	for _, c := range []struct {
		name               string
		requisitions, size int
		slope              func(k int) float64
		low, high          float64
	}{
		{"threes", 60, 3, func(int) float64 { return .5 }, 0, .08},
		{"tens", 30, 10, func(int) float64 { return .5 }, .01, .11},
		{"forties", 20, 40, func(int) float64 { return .5 }, .01, .11},
		{"opposite", 20, 40, func(k int) float64 { return .5 + 1.2*float64(1-2*(k%2)) }, .9, 1},
	} {
		for _, numeric := range []bool{false, true} {
			rejected := 0
			for i := range pools {
				tables, strata := pool(rand.New(rand.NewPCG(uint64(i), 5)), c.requisitions, c.size, c.slope, numeric)
				var r Result
				var err error
				if numeric {
					r, err = Scores(strata, draws, uint64(i))
				} else {
					r, err = Zelen(tables, draws, uint64(i))
				}
				if err != nil {
					t.Fatal(err)
				}
				if r.P <= .05 {
					rejected++
				}
			}
			share := float64(rejected) / pools
			t.Logf("%s, numeric %v: %.3f", c.name, numeric, share)
			if share < c.low || share > c.high {
				t.Errorf("%s, numeric %v: rejected in %.3f of pools, want %.2f to %.2f", c.name, numeric, share, c.low, c.high)
			}
		}
	}
}

// Beyond exactCost scores come from the normal limit; at a size where both can be had
// they agree.
func TestNormalLimit(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	s := Stratum{}
	for i := range 400 {
		x := rng.NormFloat64()
		s.Eta, s.X, s.Selected = append(s.Eta, .8*x), append(s.X, x), append(s.Selected, i < 120)
	}
	_, drawn := s.scores(4000, rng)
	var v float64
	for _, u := range drawn {
		v += u * u / 4000
	}
	mean, sd := s.limit(120)
	if exact := s.table(120).mean(s.X, 120); math.Abs(mean-exact) > .02*sd {
		t.Errorf("mean %.3f, exact %.3f, sd %.3f", mean, exact, sd)
	}
	if ratio := sd * sd / v; ratio < .9 || ratio > 1.1 {
		t.Errorf("variance %.3f of the exact one", ratio)
	}
}

// TestLimitIsChiSquare: with equal variances T/v is chi-square with one degree of freedom
// less than strata; R 4.2.2: pchisq(q, 9, lower.tail = FALSE) is .05 at 16.91898 and .5 at
// 8.342833. Signs drawn for many small parts come to the same.
func TestLimitIsChiSquare(t *testing.T) {
	const draws = 20000
	for _, c := range []struct{ q, p float64 }{{16.91898, 0.05}, {8.342833, 0.5}} {
		u, v := make([]float64, 10), make([]float64, 10)
		for k := range v {
			v[k] = 4
		}
		// Ten scores around 0 whose squares add to q·v.
		for k := range u {
			u[k] = math.Sqrt(c.q * 4 / 10)
			if k%2 == 1 {
				u[k] = -u[k]
			}
		}
		four := 4 * math.Sqrt(c.p*(1-c.p)/draws)
		if r, err := Limit(u, v, draws, 1); err != nil || math.Abs(r.P-c.p) > four {
			t.Errorf("Limit: p = %v (%v), want %v", r.P, err, c.p)
		}
		var parts []Part
		for k := range u {
			for i := range 400 { // squares add to v, values to u
				x := math.Sqrt(4.0/400-u[k]*u[k]/400/400) * float64(2*(i%2)-1)
				parts = append(parts, Part{Stratum: k, Value: u[k]/400 + x})
			}
		}
		if r, err := Wild(parts, v, 2000, 1); err != nil || math.Abs(r.P-c.p) > 4*math.Sqrt(c.p*(1-c.p)/2000) {
			t.Errorf("Wild: p = %v (%v), want %v", r.P, err, c.p)
		}
	}
	if _, err := Limit([]float64{1}, []float64{1}, 9, 1); !errors.Is(err, ErrNoInformation) {
		t.Errorf("one stratum: %v", err)
	}
}

// TestWildKeepsPersonsTogether: people whose parts share one sign in two strata make
// scores that differ together, which is no difference between the strata.
func TestWildKeepsPersonsTogether(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	together, apart := []Part{}, []Part{}
	v := []float64{50, 50, 50, 50}
	for who := range int32(50) {
		x := rng.NormFloat64() + 0.3
		for k := range v {
			together = append(together, Part{k, who + 1, x * float64(1-2*(k%2))})
			apart = append(apart, Part{k, 0, x * float64(1-2*(k%2))})
		}
	}
	a, _ := Wild(together, v, 2000, 1)
	b, _ := Wild(apart, v, 2000, 1)
	if a.Statistic != b.Statistic || a.P <= b.P {
		t.Errorf("together p = %v, apart %v", a.P, b.P)
	}
}
