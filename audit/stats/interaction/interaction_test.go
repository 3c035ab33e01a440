package interaction

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// pool is testdata/pool.csv as cells of one application each.
func pool(t *testing.T) (c *Cells, z []float64) {
	t.Helper()
	f, err := os.Open("testdata/pool.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c = &Cells{K: 2, Levels: 3}
	var x [][]float64
	last := ""
	for i, r := range rows[1:] {
		var v []float64
		for _, cell := range r {
			n, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			v = append(v, n)
		}
		if r[0] != last {
			c.Start, last = append(c.Start, i), r[0]
		}
		x, z = append(x, []float64{v[1], v[2]}), append(z, v[2])
		c.N, c.Y, c.Level, c.Cluster = append(c.N, 1), append(c.Y, v[5]), append(c.Level, int32(v[3])), append(c.Cluster, int32(v[4]))
	}
	c.Start = append(c.Start, len(c.N))
	c.Row = func(i int, into []float64) { copy(into, x[i]) }
	return c, z
}

func TestAgainstR(t *testing.T) {
	raw, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Null, Level, SE []float64
		Exact, Score, P float64
		F               float64 `json:"f"`
		FP              float64 `json:"f_p"`
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	c, z := pool(t)
	of := func(_, i int) float64 { return z[i] }
	n := Fit(c, nil, 0)
	near := func(what string, got, want, tolerance float64) {
		if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
			t.Errorf("%s: %v, R says %v", what, got, want)
		}
	}
	near("slope of x", n.beta[0], want.Null[0], 1e-4)
	near("slope of z", n.beta[1], want.Null[1], 1e-4)
	plain := n.Tests(1, of, false)[0]
	near("score", plain.Statistic, want.Score, 1e-4)
	near("p", plain.P, want.P, 1e-3)
	near("exact score of clogit", plain.Statistic, want.Exact, 1e-3)
	clustered := n.Tests(1, of, true)[0]
	near("F", clustered.Statistic, want.F, 1e-4)
	near("p of F", clustered.P, want.FP, 1e-3)
	if plain.DF != 2 || clustered.Clusters != 20 {
		t.Errorf("%d degrees of freedom, %d clusters", plain.DF, clustered.Clusters)
	}
	for l, got := range Levels(c, []int{0}, func(i int) float64 { return z[i] }) {
		near("level", got.Value, want.Level[l], 1e-9)
		near("its error", got.SE, want.SE[l], 1e-9)
		if got.Why != "" || got.DF < 10 || got.DF > 19 {
			t.Errorf("level %d: %+v", l, got)
		}
	}
}

// TestExactAndSolvedInclusions meet where strata are large enough for both.
func TestInclusions(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		n, eta := make([]float64, 20), make([]float64, 20)
		for i := range n {
			n[i], eta[i] = float64(1+rng.IntN(3)), rng.NormFloat64()
		}
		size := 0.0
		for _, v := range n {
			size += v
		}
		m := 1 + rng.IntN(int(size)-1)
		a := make([]float64, 20)
		exactInclusions(n, eta, m, int(size), a)
		sum := 0.0
		for i := range a {
			sum += n[i] * a[i]
		}
		if math.Abs(sum-float64(m)) > 1e-9 {
			t.Errorf("inclusions add to %v, want %d", sum, m)
		}
	}
	// Two of unequal odds, one selected: odds decide.
	a := make([]float64, 2)
	inclusions([]float64{1, 1}, []float64{0, 1}, 1, a)
	if want := math.E / (1 + math.E); math.Abs(a[1]-want) > 1e-12 {
		t.Errorf("%v, want %v", a[1], want)
	}
}

// draw is a homogeneous pool: 40·size applications in strata of the size, a binary slope
// of its own, levels with main effects of their own.
func draw(rng *rand.Rand, strata, size int, slope float64, within bool) (*Cells, []float64) {
	c := &Cells{K: 2, Levels: 4}
	var x [][]float64
	var z []float64
	for s := range strata {
		c.Start = append(c.Start, len(c.N))
		alpha, lev := 0.7*rng.NormFloat64(), rng.IntN(4)
		random := 0.0
		if !within {
			random = 0.6 * rng.NormFloat64() // what makes strata of one level differ
		}
		for range size {
			v, w := rng.NormFloat64(), 0.0
			if rng.Float64() < 0.3 {
				w = 1
			}
			if within {
				lev = rng.IntN(4)
			}
			y := 0.0
			if rng.Float64() < 1/(1+math.Exp(-(alpha+0.8*v+(slope+random)*w+0.5*float64(lev-2)-0.3))) {
				y = 1
			}
			x, z = append(x, []float64{v, w}), append(z, w)
			c.N, c.Y, c.Level, c.Cluster = append(c.N, 1), append(c.Y, y), append(c.Level, int32(lev)), append(c.Cluster, int32(s))
		}
	}
	c.Start = append(c.Start, len(c.N))
	c.Row = func(i int, into []float64) { copy(into, x[i]) }
	return c, z
}

// TestSizeAtAnyStratum: homogeneous pools are rejected at about 5 %, however small the
// strata; clustered, where slopes differ by stratum and the level is constant in it.
func TestSizeAtAnyStratum(t *testing.T) {
	if testing.Short() {
		t.Skip("a simulation")
	}
	const pools = 80
	for _, within := range []bool{true, false} {
		for _, size := range []int{2, 3, 6, 10, 15, 40} {
			rejected, tested := 0, 0
			for i := range pools {
				c, z := draw(rand.New(rand.NewPCG(uint64(i), uint64(size))), 900/size, size, 0.6, within)
				r := Fit(c, nil, 0).Tests(1, func(_, i int) float64 { return z[i] }, !within)[0]
				if r.DF > 0 {
					tested++
				}
				if r.P < 0.05 {
					rejected++
				}
			}
			rate := float64(rejected) / float64(tested)
			t.Logf("strata of %2d, level varies within: %v: %.1f %% of %d rejected", size, within, 100*rate, tested)
			if rate > 0.07+2*math.Sqrt(.07*.93/float64(tested)) {
				t.Errorf("strata of %d: %.1f %% of homogeneous pools rejected", size, 100*rate)
			}
		}
	}
}
