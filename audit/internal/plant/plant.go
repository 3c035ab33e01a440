package plant

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// Pool describes an invented pool with known effects.
type Pool struct {
	Seed         uint64
	Requisitions int
	Each         int       // applications per requisition
	Weak         []float64 // log odds of the binary weak signals
	Related      []float64 // log odds per unit of the numeric job-related signals
	Prevalence   float64   // of weak signals; 0 = 0.4
	Base         float64   // log odds of a requisition on average
	Spread       float64   // standard deviation of the requisitions' intercepts
	Unknown      float64   // share of unknown values of the first weak signal
	ClusterSlope float64   // standard deviation over requisitions of the first weak effect
	Overlap      float64   // weak signals' log odds per unit of the first job-related one
	Groups       bool      // self-reported sex and region, some unknown
	// Eta, if not nil, sees the true log odds of every application.
	Eta func(r *dataset.Row, eta float64)
}

func (pl Pool) Spec() dataset.Spec {
	s := dataset.Spec{Roles: []string{"engineer"}, Stages: []string{"screen"}}
	if pl.Groups {
		s.Attributes = []string{"sex", "region"}
	}
	for i := range pl.Weak {
		s.Signals = append(s.Signals, dataset.SignalSpec{ID: fmt.Sprintf("weak_%d", i+1), Blocks: []result.Block{result.Weak}})
	}
	for i := range pl.Related {
		s.Signals = append(s.Signals, dataset.SignalSpec{ID: fmt.Sprintf("related_%d", i+1), Blocks: []result.Block{result.JobRelated}})
	}
	return s
}

func (pl Pool) Rows(visit func(*dataset.Row)) {
	rng, groups := rand.New(rand.NewPCG(pl.Seed, 7)), rand.New(rand.NewPCG(pl.Seed, 8))
	if pl.Prevalence == 0 {
		pl.Prevalence = 0.4
	}
	lift := math.Log(pl.Prevalence / (1 - pl.Prevalence))
	for q := range pl.Requisitions {
		alpha, slope := pl.Base+pl.Spread*rng.NormFloat64(), pl.ClusterSlope*rng.NormFloat64()
		for range pl.Each {
			r := &dataset.Row{Requisition: fmt.Sprintf("R%03d", q+1)}
			related := make([]float64, len(pl.Related))
			eta := alpha
			for j, b := range pl.Related {
				related[j] = math.Round(10*rng.Float64()*4) / 10
				eta += b * (related[j] - 2)
			}
			for j, b := range pl.Weak {
				l := lift
				if len(related) > 0 {
					l += pl.Overlap * (related[0] - 2)
				}
				x := 0.0
				if rng.Float64() < Expit(l) {
					x = 1
				}
				if j == 0 {
					b += slope
				}
				eta += b * x
				r.Values = append(r.Values, x)
			}
			if len(pl.Weak) > 0 && rng.Float64() < pl.Unknown {
				r.Values[0] = math.NaN()
			}
			r.Values = append(r.Values, related...)
			if pl.Groups {
				r.Groups = []string{[]string{"f", "m", ""}[groups.IntN(3)], []string{"north", "south", "west"}[groups.IntN(3)]}
			}
			if pl.Eta != nil {
				pl.Eta(r, eta)
			}
			r.Stages = []dataset.StageRow{{Status: Decided(rng.Float64() < Expit(eta)), Screener: fmt.Sprintf("S%d", rng.IntN(4)+1)}}
			visit(r)
		}
	}
}

func (pl Pool) Dataset(t testing.TB) *dataset.Dataset {
	t.Helper()
	b := NewBuilder(t, pl.Spec())
	pl.Rows(b.Put)
	return b.Dataset()
}

// DatasetWith has one more weak signal, of the same value everywhere.
func (pl Pool) DatasetWith(t testing.TB, id string, value float64) *dataset.Dataset {
	t.Helper()
	spec := pl.Spec()
	spec.Signals = append(spec.Signals, Signals(result.Weak, id)...)
	b := NewBuilder(t, spec)
	pl.Rows(func(r *dataset.Row) {
		r.Values = append(r.Values, value)
		b.Put(r)
	})
	return b.Dataset()
}

func Expit(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
