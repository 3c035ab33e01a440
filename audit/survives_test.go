package audit

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

var pools = flag.Int("pools", plant.Pools(6, 150), "pools of each design that verdicts must survive")

// design draws pools that the program's own simulator doesn't: w is the signal asked for.
type design struct {
	name               string
	requisitions, each int
	// row gives w, other weak signals, criteria, the chance of advancing without the
	// requisition, and whether w is unknown.
	row func(r *rand.Rand) (w float64, weak, related []float64, p float64, unknown bool)
	// truth of w's effect (points as fraction), NaN = not asked.
	truth float64
	// at most these shares of pools, over Monte Carlo error; −1 = not asked.
	associated, immaterial float64
	// at least these.
	power, calm float64
	// people is the number of people among whom the applications are drawn, each with a
	// signal and a leaning of the decisions of their own; 0 = each applies once.
	people int
}

func bin(r *rand.Rand, p float64) float64 {
	if r.Float64() < p {
		return 1
	}
	return 0
}

func inside(p float64) float64 { return math.Min(.97, math.Max(.03, p)) }

// designs are those of which the verdicts were wrong with straight lines and one error.
func designs() []design {
	return []design{
		{name: "no effect, 30 x 40", requisitions: 30, each: 40, truth: 0, associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			x := r.NormFloat64()
			return bin(r, .3), []float64{bin(r, .4)}, []float64{x}, inside(.3 + .1*x), false
		}},
		{name: "15 points, 30 x 40", requisitions: 30, each: 40, truth: .15, associated: -1, immaterial: .05, power: .8, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			x, w := r.NormFloat64(), bin(r, .3)
			return w, []float64{bin(r, .4)}, []float64{x}, inside(.3 + .1*x + .15*w), false
		}},
		{name: "no effect, 40 x 200", requisitions: 40, each: 200, truth: 0, associated: .05, immaterial: -1, calm: .6, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			x := r.NormFloat64()
			return bin(r, .3), []float64{bin(r, .4)}, []float64{x}, inside(.3 + .1*x), false
		}},
		{name: "goes with the square of a criterion that bends", requisitions: 20, each: 60, truth: 0, associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			x := r.NormFloat64()
			return bin(r, inside(.15+.2*x*x)), nil, []float64{x}, inside(.6 - .2*x*x), false
		}},
		{name: "beside a rule of three years or more", requisitions: 20, each: 60, truth: 0, associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			years := math.Round(r.ExpFloat64()*4*2) / 2
			p, w := .1, .15
			if years >= 3 {
				p, w = .6, .5
			}
			return bin(r, w), nil, []float64{years}, p, false
		}},
		{name: "inverted U in a numeric signal", requisitions: 40, each: 100, truth: math.NaN(), associated: -1, immaterial: .05, power: .8, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			w := r.NormFloat64()
			return math.Round(100*w) / 100, nil, []float64{r.NormFloat64()}, inside(.55 - .15*w*w), false
		}},
		{name: "count of 0, 1, 2", requisitions: 30, each: 100, truth: math.NaN(), associated: -1, immaterial: .05, power: .8, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			w := float64(int(bin(r, .1) + bin(r, .1)))
			return w, nil, []float64{r.NormFloat64()}, inside(.3 + .16*math.Min(w, 1)), false
		}},
		{name: "numeric without effect", requisitions: 20, each: 60, truth: 0, associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			x := r.NormFloat64()
			return math.Round(100*(r.NormFloat64()+.5*x)) / 100, nil, []float64{x}, inside(.3 + .1*x), false
		}},
		{name: "numeric without effect in four requisitions", requisitions: 4, each: 90, truth: 0, associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			x := r.NormFloat64()
			return math.Round(10*(r.NormFloat64()+.5*x)) / 10, nil, []float64{x}, inside(.3 + .1*x), false
		}},
		{name: "levels without effect, some rare", requisitions: 10, each: 40, truth: math.NaN(), associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			return math.Floor(r.ExpFloat64() * 1.3), nil, []float64{r.NormFloat64()}, .35, false
		}},
		{name: "4.5 % unknown, all rejected carriers", requisitions: 20, each: 60, truth: math.NaN(), associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			return bin(r, .3), nil, []float64{r.NormFloat64()}, .3, true
		}},
		{name: "documents of rejected carriers can't be read", requisitions: 20, each: 60, truth: math.NaN(), associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			return bin(r, .3), []float64{math.Inf(1)}, []float64{r.NormFloat64()}, .3, true
		}},
		{name: "20 points, 5 % unknown at random", requisitions: 30, each: 40, truth: .2, associated: -1, immaterial: .05, power: .8, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			w, x := bin(r, .3), r.NormFloat64()
			p := inside(.3 + .1*x + .2*w)
			if r.Float64() < .05 {
				w = math.NaN()
			}
			return w, []float64{bin(r, .4)}, []float64{x}, p, false
		}},
		{name: "people applying five times, no effect", requisitions: 30, each: 40, people: 240, truth: 0, associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			x := r.NormFloat64()
			return 0, nil, []float64{x}, inside(.35 + .05*x), false
		}},
		{name: "pairs", requisitions: 400, each: 2, truth: .12, associated: -1, immaterial: .05, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			w, x := bin(r, .4), r.NormFloat64()
			return w, nil, []float64{x}, inside(.4 + .1*x + .12*w), false
		}},
		{name: "requisitions of 6", requisitions: 150, each: 6, truth: .12, associated: -1, immaterial: .05, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			w, x := bin(r, .4), r.NormFloat64()
			return w, nil, []float64{x}, inside(.4 + .1*x + .12*w), false
		}},
		{name: "rare selections, no effect", requisitions: 12, each: 60, truth: 0, associated: .05, immaterial: -1, row: func(r *rand.Rand) (float64, []float64, []float64, float64, bool) {
			return bin(r, .4), []float64{bin(r, .4)}, []float64{r.NormFloat64()}, .08, false
		}},
	}
}

// TestVerdictsSurvive: designs that the program doesn't draw itself are flagged, passed
// and covered as the rules promise.
func TestVerdictsSurvive(t *testing.T) {
	if testing.Short() {
		t.Skip("many audits")
	}
	plant.SkipUnderRace(t)
	for _, d := range designs() {
		t.Run(d.name, func(t *testing.T) {
			var associated, immaterial, covered, asked int
			n := *pools
			for i := range n {
				s := judged(d.pool(t, uint64(i)), DefaultPlan())
				w := plant.Find(t, &s, "w", result.Weak)
				switch w.Verdict {
				case result.Associated:
					associated++
				case result.NoMaterialAssociation:
					immaterial++
				}
				if _, low, high, ok := w.Effect.Bounds(); ok && !math.IsNaN(d.truth) {
					asked++
					if low <= d.truth && d.truth <= high {
						covered++
					}
				}
			}
			t.Logf("of %d pools: associated %d, no material association %d, covered %d of %d", n, associated, immaterial, covered, asked)
			limit := func(what string, got int, share float64) {
				if share >= 0 && got > plant.UpperCount(n, share) {
					t.Errorf("%s in %d of %d pools, more than %v of them", what, got, n, share)
				}
			}
			limit("associated", associated, d.associated)
			limit("no material association", immaterial, d.immaterial)
			limit("not associated", n-associated, 1-math.Max(d.power, 0))
			limit("not immaterial", n-immaterial, 1-d.calm)
			limit("not covered", asked-covered, .07)
		})
	}
}

func (d *design) pool(t *testing.T, seed uint64) *dataset.Dataset {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 77))
	var b plant.Builder
	signal, leaning := make([]float64, d.people), make([]float64, d.people)
	for i := range signal {
		signal[i], leaning[i] = bin(r, .3), .2*r.NormFloat64()
	}
	for q := range d.requisitions {
		shift := .05 * r.NormFloat64()
		for i := range d.each {
			w, weak, related, p, unknown := d.row(r)
			if q == 0 && i == 0 {
				ids := append([]string{"w"}, plant.Names("v", len(weak))...)
				b = plant.NewBuilder(t, dataset.Spec{Roles: []string{"engineer"}, Stages: []string{"screen"},
					Signals: append(plant.Signals(result.Weak, ids...), plant.Signals(result.JobRelated, plant.Names("x", len(related))...)...)})
			}
			who := ""
			if d.people > 0 {
				i := r.IntN(d.people)
				who, w, p = fmt.Sprint("P", i), signal[i], p+leaning[i]
			}
			advanced := r.Float64() < inside(p+shift)
			if unknown && w == 1 && !advanced && r.Float64() < .215 {
				w = math.NaN()
				for k := range weak {
					weak[k] = math.NaN()
				}
			}
			for k := range weak {
				if math.IsInf(weak[k], 1) { // unknown with w only
					weak[k] = bin(r, .4)
				}
			}
			b.Put(&dataset.Row{Requisition: fmt.Sprint("R", q), Person: who, Values: append(append([]float64{w}, weak...), related...),
				Stages: []dataset.StageRow{{Status: plant.Decided(advanced)}}})
		}
	}
	return b.Dataset()
}
