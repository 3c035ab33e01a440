package stepdown

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

func TestAgainstR(t *testing.T) {
	raw, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Sets []struct {
			Observed, P []float64
			Permuted    [][]float64
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Sets) != 3 {
		t.Fatalf("%d sets, %v", len(file.Sets), err)
	}
	for _, s := range file.Sets {
		got, err := MaxT(s.Observed, len(s.Permuted), func(d int) []float64 { return s.Permuted[d] })
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if math.Abs(got[i]-s.P[i]) > 1e-12 {
				t.Errorf("%v: p %v, R says %v", s.Observed, got, s.P)
				break
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	if p, err := MaxT(nil, 9, nil); err == nil {
		t.Errorf("no comparison: %v", p)
	}
	if p, err := MaxT([]float64{1, 2}, 9, func(int) []float64 { return []float64{1} }); err == nil {
		t.Errorf("a short permutation: %v", p)
	}
}

// An equal comparison beside a far one is convicted no oftener than the level says.
func TestEqualBesideFar(t *testing.T) {
	const pools, draws = 400, 199
	wrong := 0
	for i := range pools {
		rng := rand.New(rand.NewPCG(uint64(i), 9))
		observed := []float64{math.Abs(rng.NormFloat64() + 6), math.Abs(rng.NormFloat64())}
		p, err := MaxT(observed, draws, func(int) []float64 {
			return []float64{math.Abs(rng.NormFloat64()), math.Abs(rng.NormFloat64())}
		})
		if err != nil {
			t.Fatal(err)
		}
		if p[1] <= .05 {
			wrong++
		}
		if p[0] > .05 {
			t.Errorf("the far one has p = %v", p[0])
		}
	}
	if share := float64(wrong) / pools; share > .08 || share == 0 {
		t.Errorf("the equal one was convicted in %.3f of pools", share)
	}
}
