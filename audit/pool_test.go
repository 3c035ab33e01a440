package audit

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"weaksignal/audit/result"
)

// plant describes an invented pool with known effects.
type plant struct {
	seed         uint64
	requisitions int
	each         int       // applications per requisition
	weak         []float64 // log odds of the binary weak signals
	related      []float64 // log odds per unit of the numeric job-related signals
	prevalence   float64   // of weak signals; 0 = 0.4
	base         float64   // log odds of a requisition on average
	spread       float64   // standard deviation of the requisitions' intercepts
	unknown      float64   // share of unknown values of the first weak signal
	clusterSlope float64   // standard deviation over requisitions of the first weak effect
	overlap      float64   // weak signals' log odds per unit of the first job-related one
	groups       bool      // self-reported sex and region, some unknown
	// eta, if not nil, sees the true log odds of every application.
	eta func(r *Row, eta float64)
}

func (pl plant) spec() Spec {
	s := Spec{Roles: []string{"engineer"}, Stages: []string{"screen"}}
	if pl.groups {
		s.Attributes = []string{"sex", "region"}
	}
	for i := range pl.weak {
		s.Signals = append(s.Signals, SignalSpec{ID: fmt.Sprintf("weak_%d", i+1), Blocks: []result.Block{result.Weak}})
	}
	for i := range pl.related {
		s.Signals = append(s.Signals, SignalSpec{ID: fmt.Sprintf("related_%d", i+1), Blocks: []result.Block{result.JobRelated}})
	}
	return s
}

func (pl plant) rows(visit func(*Row)) {
	rng, groups := rand.New(rand.NewPCG(pl.seed, 7)), rand.New(rand.NewPCG(pl.seed, 8))
	if pl.prevalence == 0 {
		pl.prevalence = 0.4
	}
	lift := math.Log(pl.prevalence / (1 - pl.prevalence))
	for q := range pl.requisitions {
		alpha, slope := pl.base+pl.spread*rng.NormFloat64(), pl.clusterSlope*rng.NormFloat64()
		for range pl.each {
			r := &Row{Requisition: fmt.Sprintf("R%03d", q+1)}
			related := make([]float64, len(pl.related))
			eta := alpha
			for j, b := range pl.related {
				related[j] = math.Round(10*rng.Float64()*4) / 10
				eta += b * (related[j] - 2)
			}
			for j, b := range pl.weak {
				l := lift
				if len(related) > 0 {
					l += pl.overlap * (related[0] - 2)
				}
				x := 0.0
				if rng.Float64() < expit(l) {
					x = 1
				}
				if j == 0 {
					b += slope
				}
				eta += b * x
				r.Values = append(r.Values, x)
			}
			if len(pl.weak) > 0 && rng.Float64() < pl.unknown {
				r.Values[0] = math.NaN()
			}
			r.Values = append(r.Values, related...)
			if pl.groups {
				r.Groups = []string{[]string{"f", "m", ""}[groups.IntN(3)], []string{"north", "south", "west"}[groups.IntN(3)]}
			}
			if pl.eta != nil {
				pl.eta(r, eta)
			}
			r.Stages = []StageRow{{Status: decided(rng.Float64() < expit(eta)), Screener: fmt.Sprintf("S%d", rng.IntN(4)+1)}}
			visit(r)
		}
	}
}

// testPool is a dataset that a test builds row by row; a row that it refuses ends the test.
type testPool struct {
	*Builder
	t testing.TB
}

func newPool(t testing.TB, s Spec) testPool {
	t.Helper()
	b, err := NewBuilder(s)
	if err != nil {
		t.Fatal(err)
	}
	return testPool{b, t}
}

func (p testPool) add(r *Row) {
	p.t.Helper()
	if err := p.Add(r); err != nil {
		p.t.Fatal(err)
	}
}

func signals(b result.Block, ids ...string) (out []SignalSpec) {
	for _, id := range ids {
		out = append(out, SignalSpec{ID: id, Blocks: []result.Block{b}})
	}
	return out
}

func names(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i)
	}
	return out
}

func decided(advanced bool) Status {
	if advanced {
		return Advanced
	}
	return Rejected
}

func (pl plant) dataset(t testing.TB) *Dataset {
	t.Helper()
	b := newPool(t, pl.spec())
	pl.rows(b.add)
	return b.Dataset()
}

// datasetWith has one more weak signal, of the same value everywhere.
func (pl plant) datasetWith(t testing.TB, id string, value float64) *Dataset {
	t.Helper()
	spec := pl.spec()
	spec.Signals = append(spec.Signals, signals(result.Weak, id)...)
	b := newPool(t, spec)
	pl.rows(func(r *Row) {
		r.Values = append(r.Values, value)
		b.add(r)
	})
	return b.Dataset()
}

// numeric skips a long test under the race detector, which has nothing to find where
// one goroutine works: it finds races, not numbers, and `go test` checks those. What
// more than one worker computes is for TestSameJSONForAnyWorkers.
func numeric(t *testing.T) {
	t.Helper()
	if raceEnabled {
		t.Skip("one goroutine, and long under the race detector: go test checks the numbers")
	}
}

func mustRun(t testing.TB, d *Dataset, p Plan) *result.Result {
	t.Helper()
	r, err := Run(context.Background(), d, p)
	if err != nil {
		t.Fatal(err)
	}
	r.Run.Inputs, r.Intake.Reasons = []result.InputRecord{}, []result.ReasonCount{}
	return r
}

func find(t testing.TB, s *result.StageResult, signal string, b result.Block) *result.SignalResult {
	t.Helper()
	for i := range s.Signals {
		if s.Signals[i].Signal == signal && s.Signals[i].Block == b {
			return &s.Signals[i]
		}
	}
	t.Fatalf("no signal %s in block %s at %s", signal, b, s.Stage)
	return nil
}

func val(t testing.TB, e result.Estimate) float64 {
	t.Helper()
	if e.Value == nil {
		t.Fatalf("%s: not estimable: %s", e.Method, e.NotEstimable)
	}
	return *e.Value
}

func warned(list []string, word string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, word) })
}

func expit(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func TestPlantedEffectIsFound(t *testing.T) {
	pl := plant{seed: 1, requisitions: 12, each: 200, weak: []float64{1.5, 0, 0}, related: []float64{0.8}, spread: 0.5}
	r := mustRun(t, pl.dataset(t), DefaultPlan())
	validate(t, r)
	for id, want := range map[string]bool{"weak_1": true, "weak_2": false, "weak_3": false} {
		if s := find(t, &r.Stages[0], id, result.Weak); (s.Verdict == result.ReliedOn) != want {
			t.Errorf("%s: verdict %s, want relied_on: %v (%s)", id, s.Verdict, want, s.Reason)
		}
	}
	for _, h := range r.Headline {
		for _, word := range []string{"caused", "biased", "discriminat"} {
			if strings.Contains(h.Text, word) {
				t.Errorf("headline %s says %q: %s", h.ID, word, h.Text)
			}
		}
	}
}
