package spline

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"gonum.org/v1/gonum/mat"
)

type oracle struct {
	Name                string
	K                   int
	X, Y, Knots, Fitted []float64
	Deciles             []float64
}

func load(t *testing.T) []oracle {
	t.Helper()
	raw, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Sets []oracle }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Sets) < 10 {
		t.Fatalf("%d sets in the oracle", len(file.Sets))
	}
	return file.Sets
}

func values(x []float64) Values {
	count := map[float64]float64{}
	var v Values
	for _, x := range x {
		if count[x]++; count[x] == 1 {
			v.X = append(v.X, x)
		}
	}
	for _, x := range v.X {
		v.N = append(v.N, count[x])
	}
	return v
}

// fitted values of y on a constant and the columns.
func fitted(t *testing.T, y []float64, columns func(i int) []float64) []float64 {
	t.Helper()
	k := len(columns(0)) + 1
	x := mat.NewDense(len(y), k, nil)
	for i := range y {
		x.SetRow(i, append([]float64{1}, columns(i)...))
	}
	var beta mat.VecDense
	if err := beta.SolveVec(x, mat.NewVecDense(len(y), y)); err != nil {
		t.Fatal(err)
	}
	var out mat.VecDense
	out.MulVec(x, &beta)
	return out.RawVector().Data
}

func near(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for i := range got {
		if math.Abs(got[i]-want[i]) > tolerance*math.Max(1, math.Abs(want[i])) {
			t.Errorf("%s[%d] = %.12g, want %.12g", what, i, got[i], want[i])
			return
		}
	}
}

// A basis is right where it spans what R's natural spline spans: same fitted values.
func TestAgainstR(t *testing.T) {
	for _, o := range load(t) {
		v := values(o.X)
		near(t, o.Name+" deciles", v.Quantiles([]float64{.1, .2, .3, .4, .5, .6, .7, .8, .9}), o.Deciles, 1e-12)
		knots, err := Knots(v, o.K)
		if err != nil {
			t.Fatalf("%s: %v", o.Name, err)
		}
		near(t, o.Name+" knots", knots, o.Knots, 1e-12)
		near(t, o.Name+" fit", fitted(t, o.Y, func(i int) []float64 { return Basis(o.X[i], knots) }), o.Fitted, 1e-8)

		rows := make([][]float64, len(v.X))
		at := map[float64]int{}
		for i, x := range v.X {
			rows[i], at[x] = Basis(x, knots), i
		}
		q := Orthonormal(rows, v.N)
		near(t, o.Name+" orthonormal fit", fitted(t, o.Y, func(i int) []float64 { return q[at[o.X[i]]] }), o.Fitted, 1e-8)
	}
}

func TestOrthonormal(t *testing.T) {
	rows := [][]float64{{1, 2, 0}, {2, 4, 1}, {3, 6, 0}, {5, 10, 1}} // the second is twice the first
	n := []float64{3, 1, 2, 4}
	q := Orthonormal(rows, n)
	if len(q[0]) != 2 {
		t.Fatalf("%d columns of rank 2", len(q[0]))
	}
	for a := range 2 {
		for b := range 2 {
			var sum, product float64
			for i, w := range n {
				sum += w * q[i][a]
				product += w * q[i][a] * q[i][b] / 10
			}
			want := 0.0
			if a == b {
				want = 1
			}
			near(t, "mean", []float64{sum}, []float64{0}, 1e-12)
			near(t, "covariance", []float64{product}, []float64{want}, 1e-12)
		}
	}
	if rows[0][1] != 2 {
		t.Error("the argument was changed")
	}
}

func TestKnotsAndGroupsOfFewValues(t *testing.T) {
	if k, err := Knots(Values{X: []float64{0, 1}, N: []float64{50, 50}}, 4); err == nil {
		t.Errorf("a spline on two values: %v", k)
	}
	if _, err := Knots(Values{X: []float64{0, 1, 2}, N: []float64{9, 9, 9}}, 6); err == nil {
		t.Error("six knots")
	}
	if c, err := Groups(Values{X: []float64{4}, N: []float64{90}}, 90, 30); err == nil {
		t.Errorf("groups of one value: %v", c)
	}
	// Half the values are 0: the cuts at it fall away, the rest stay.
	cuts, err := Groups(Values{X: []float64{0, 1, 2, 3}, N: []float64{50, 20, 20, 10}}, 120, 30)
	if err != nil || Group(0, cuts) != 0 || Group(3, cuts) != len(cuts) || len(cuts) != 2 {
		t.Errorf("cuts %v, %v", cuts, err)
	}
}

func TestCount(t *testing.T) {
	for rarer, want := range map[float64]int{12: 3, 99: 3, 100: 4, 299: 4, 300: 5, 1e6: 5} {
		if got := Count(rarer); got != want {
			t.Errorf("Count(%v) = %d, want %d", rarer, got, want)
		}
	}
}
