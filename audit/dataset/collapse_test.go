package dataset

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestCollapse compares with a map, also where the keys don't fit into 64 bits.
func TestCollapse(t *testing.T) {
	for _, c := range []struct {
		name         string
		keys, size   int
		applications int
	}{{"one word", 4, 3, 500}, {"many columns", 45, 3, 500}, {"wide columns", 6, 1 << 20, 300}, {"nothing", 3, 2, 0}} {
		t.Run(c.name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(61, 1))
			values := make([][]uint32, c.keys)
			keys := make([]Key, c.keys)
			for k := range keys {
				values[k] = make([]uint32, c.applications)
				for i := range values[k] {
					values[k][i] = uint32(rng.IntN(2) * (c.size - 1))
					if k > 3 {
						values[k][i] = values[k-1][i] // few distinct patterns
					}
				}
				keys[k] = Key{Size: c.size, At: func(i int) uint32 { return values[k][i] }}
			}
			advanced := func(i int) bool { return i%3 == 0 }
			want := map[string][2]float64{}
			for i := range c.applications {
				name := ""
				for k := range keys {
					name += fmt.Sprint(values[k][i], ",")
				}
				x := want[name]
				x[0]++
				if advanced(i) {
					x[1]++
				}
				want[name] = x
			}
			cols, n, y := Collapse(c.applications, keys, advanced, nil)
			if len(n) != len(want) {
				t.Fatalf("%d patterns, want %d", len(n), len(want))
			}
			for i := range n {
				name := ""
				for k := range cols {
					name += fmt.Sprint(cols[k][i], ",")
				}
				if got := [2]float64{n[i], y[i]}; got != want[name] {
					t.Errorf("pattern %s: %v, want %v", name, got, want[name])
				}
			}
		})
	}
}

// TestColumnsAreLossless: codes widen, and levels come back bit by bit.
func TestColumnsAreLossless(t *testing.T) {
	col, rng := newLevels(), rand.New(rand.NewPCG(62, 1))
	var want []float64
	for range 70000 { // beyond two bytes
		want = append(want, rng.Float64())
		col.addValue(want[len(want)-1])
	}
	for i, v := range want {
		if got := col.values[col.At(i)]; got != v {
			t.Fatalf("row %d: %v, want %v", i, got, v)
		}
	}
}
