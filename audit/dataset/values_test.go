package dataset_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

func pool(t *testing.T, values ...float64) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: plant.Signals(result.Weak, "x")})
	for i, v := range values {
		b.Put(&dataset.Row{Requisition: "R", Values: []float64{v}, Stages: []dataset.StageRow{{Status: plant.Decided(i%2 == 0)}}})
	}
	return b.Dataset()
}

// Two distinct values are binary whatever the codes; the larger one counts as present.
func TestTwoValuesAreBinary(t *testing.T) {
	for _, codes := range [][2]float64{{0, 1}, {1, 2}, {0, 9}, {-1, 1}, {3, 7.5}} {
		d := pool(t, codes[0], codes[0], codes[1], math.NaN(), codes[1], codes[1])
		if d.Kind(0) != result.Binary {
			t.Fatalf("%v: %s", codes, d.Kind(0))
		}
		f := d.Factors()[0]
		v := d.Enter(0)
		c := v.Count(&f)
		if c.Present.N != 3 || c.Absent.N != 2 || c.Unknown.N != 1 {
			t.Errorf("%v: with %d, without %d, unknown %d, want 3, 2, 1", codes, c.Present.N, c.Absent.N, c.Unknown.N)
		}
		if f.Low != codes[0] || f.High != codes[1] {
			t.Errorf("codes %v, recorded as %v and %v", codes, f.Low, f.High)
		}
	}
	if k := pool(t, 0, 1, 2).Kind(0); k != result.Numeric {
		t.Errorf("three values: %s", k)
	}
	if k := pool(t, 1, 1).Kind(0); k != result.Binary {
		t.Errorf("a constant 1: %s", k)
	}
}

// The rates of a numeric signal compare the two groups beyond its quartiles; where most
// have one value, those beyond the next quantiles that differ.
func TestSidesOfNumbers(t *testing.T) {
	var even, zeros []float64
	for i := range 20 {
		even = append(even, float64(i+1))
		zeros = append(zeros, float64(max(0, i-16)))
	}
	for _, c := range []struct {
		name             string
		values           []float64
		with, without, n int
	}{{"1 to 20", even, 6, 5, 9}, {"mostly 0", append(zeros, 4, 5, 6, 7), 7, 17, 0}} {
		d := pool(t, c.values...)
		f := d.Factors()[0]
		got := d.Enter(0).Count(&f)
		if got.Present.N != c.with || got.Absent.N != c.without || got.Neither != c.n {
			t.Errorf("%s: %d with, %d without, %d on neither side, want %d, %d, %d", c.name, got.Present.N, got.Absent.N, got.Neither, c.with, c.without, c.n)
		}
	}
}

func TestDoubtedValues(t *testing.T) {
	years := map[float64]int{}
	for i := range 31 {
		years[float64(i)] = 20
	}
	with := func(base map[float64]int, more ...float64) map[float64]int {
		out := map[float64]int{}
		for k, n := range base {
			out[k] = n
		}
		for _, x := range more {
			out[x]++
		}
		return out
	}
	scores := map[float64]int{}
	for i := range 101 {
		scores[float64(i)] = 5
	}
	few := map[float64]int{0: 300, 1: 80, 2: 20}
	for _, c := range []struct {
		name   string
		values map[float64]int
		want   []float64
	}{
		{"years", years, nil},
		{"years and a code", with(years, 99), []float64{99}},
		{"years and two codes", with(years, 99, 999), []float64{99, 999}},
		{"years and a minus one", with(years, -1), []float64{-1}},
		{"years and a slip", with(years, 2019), []float64{2019}},
		{"scores up to 100 hold 9 and 99", scores, nil},
		{"a count and a 9", with(few, 9), []float64{9}},
		{"a count and a 3", with(few, 3), nil},
		{"yes, no and a code", map[float64]int{0: 300, 1: 80, 9: 4}, []float64{9}},
		{"two values are no numbers", map[float64]int{0: 300, 9: 80}, nil},
		{"two values and a slip", map[float64]int{0: 300, 1: 80, 9999: 1}, []float64{9999}},
		{"a rating from −1 to 1", map[float64]int{-1: 90, 0: 300, 1: 80}, nil},
		{"a skewed column", map[float64]int{0: 200, 1: 120, 2: 70, 3: 40, 4: 22, 5: 13, 6: 8, 7: 4, 8: 2, 12: 1}, nil},
	} {
		var got []float64
		for _, v := range dataset.DoubtedIn(c.values) {
			got = append(got, v.Value)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := dataset.Words(dataset.DoubtedIn(with(years, 99, 999, 999))); got != "99 (once), 999 (2 times)" {
		t.Errorf("in words: %s", got)
	}
	d := pool(t, append(slices.Repeat([]float64{1, 2, 3, 4, 5, 6, 7, 8}, 5), 9999)...)
	if c := d.DoubtedValues(); len(c) != 1 || c[0].Column != "x" || fmt.Sprint(c[0].Values[0].Value) != "9999" {
		t.Errorf("columns %+v", c)
	}
}
