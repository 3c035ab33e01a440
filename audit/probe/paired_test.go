package probe

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

func TestAgainstR(t *testing.T) {
	raw, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Tables []struct {
			B, C, N      int
			Low, High, P float64
		}
		Means []struct {
			D           []float64
			Cluster     []int
			Mean, SE, P float64
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Tables) < 6 || len(file.Means) < 3 {
		t.Fatalf("%d tables, %d means, %v", len(file.Tables), len(file.Means), err)
	}
	for _, x := range file.Tables {
		low, high := tango(x.B, x.C, x.N, .95)
		near(t, "Tango low", low, x.Low, 1e-6)
		near(t, "Tango high", high, x.High, 1e-6)
		near(t, "mid-p", mcNemar(x.B, x.C), x.P, 1e-10)
	}
	for _, m := range file.Means {
		c, err := pairs{m.D, m.Cluster}.mean()
		if err != nil {
			t.Fatal(err)
		}
		_, _, p := c.interval(.95)
		near(t, "mean", c.mean, m.Mean, 1e-12)
		near(t, "standard error", c.se, m.SE, 1e-10)
		near(t, "p", p, m.P, 1e-9)
	}
}

// The p of sign flips of five equal differences is that of all or none flipped.
func TestSignFlip(t *testing.T) {
	p := pairs{d: []float64{1, 1, 1, 1, 1}, cluster: []int{0, 1, 2, 3, 4}}.signFlip(defaultFlips, 1)
	near(t, "p", p, 2.0/32, .2)
	rng, rejected := rand.New(rand.NewPCG(1, 2)), 0
	for i := range 150 {
		x := pairs{}
		for k := range 12 {
			x.d, x.cluster = append(x.d, rng.ExpFloat64()-rng.ExpFloat64()), append(x.cluster, k)
		}
		if x.signFlip(999, uint64(i)) <= .05 {
			rejected++
		}
	}
	if share := float64(rejected) / 150; share < .01 || share > .11 {
		t.Errorf("rejected %.3f without a difference", share)
	}
}
