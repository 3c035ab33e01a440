package audit

import (
	"flag"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

var scale = flag.Int("scale", 0, "applications of the scale test (1000000 for the stated target); 0 = skip")

// TestScale prints time and memory of a complete audit: 9 binary and 2 numeric
// signals (years integer, skills in tenths), 40 requisitions.
// go test ./audit -run Scale -scale 1000000 -v
func TestScale(t *testing.T) {
	if *scale == 0 {
		t.Skip("-scale not given")
	}
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{"engineer"}, Stages: []string{"screen"}, Attributes: []string{"sex", "race"},
		Signals: append(plant.Signals(result.Weak, plant.Names("weak_", 8)...), plant.Signals(result.JobRelated, "certificate", "years", "skills")...)})
	rng := rand.New(rand.NewPCG(1, 1))
	start := time.Now()
	r := dataset.Row{Values: make([]float64, 11), Groups: make([]string, 2), Stages: make([]dataset.StageRow, 1)}
	reqs, screeners := plant.Names("R", 40), plant.Names("S", 60)
	for range *scale {
		q := rng.IntN(40)
		r.Requisition = reqs[q]
		eta := -1.0 + float64(q%7)/5
		for j := range 9 {
			r.Values[j] = float64(rng.IntN(10) / (5 + j%5))
			eta += 0.2 * float64(j%3) * r.Values[j]
		}
		r.Values[9] = float64(rng.IntN(31))
		r.Values[10] = float64(rng.IntN(11)) / 10
		eta += 0.03*r.Values[9] + r.Values[10] - 1
		r.Groups[0] = []string{"f", "m", ""}[rng.IntN(3)]
		r.Groups[1] = []string{"a", "b", "c", "d"}[rng.IntN(4)]
		r.Stages[0] = dataset.StageRow{Screener: screeners[rng.IntN(60)], Status: plant.Decided(rng.Float64() < plant.Expit(eta))}
		b.Put(&r)
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	t.Logf("built in %v, %d MB", time.Since(start), m.HeapAlloc>>20)
	start = time.Now()
	p := DefaultPlan()
	p.Workers = 2
	res := mustRun(t, b.Dataset(), p)
	runtime.ReadMemStats(&m)
	t.Logf("audited in %v, %d MB from the system; %d patterns", time.Since(start), m.Sys>>20, res.Stages[0].Model.Patterns)
	if e := res.Stages[0].Reliance.Approximation; e != nil {
		t.Logf("the one-step split is off by %.3g of the weak share", plant.Value(t, *e))
		if math.Abs(*e.Value) > 0.01 {
			t.Errorf("more than 1 %%")
		}
	}
}
