package reliance

import (
	"math"
	"math/rand/v2"

	"weaksignal/audit/model"
	"weaksignal/audit/stats/panel"
)

// refill holds a panel, application by application, to fill the places of each
// requisition again:
//
//  1. the latent residual of each decision is drawn from the logistic
//     distribution, truncated to what was decided (above −η for the advanced);
//  2. the weak part is taken out of η;
//  3. each requisition's places go to the highest sums.
type refill struct {
	p        *panel.Panel
	weak     []int
	row      []int32
	advanced []bool
	start    []int
	selected float64
	// cells are those of the groups of each pattern's applications, size their number.
	cells [][]int32
	size  int
}

func newRefill(p *panel.Panel, weak []int) *refill {
	r := &refill{p: p, weak: weak, start: []int{0}, selected: panel.Total(p.Y)}
	for s := range p.Strata() {
		for i := p.Start[s]; i < p.Start[s+1]; i++ {
			for u := range int(p.N[i]) {
				r.row, r.advanced = append(r.row, int32(i)), append(r.advanced, u < int(p.Y[i]))
			}
		}
		r.start = append(r.start, len(r.row))
	}
	return r
}

// prediction is what a draw needs of each pattern.
type prediction struct {
	odds       float64 // of advancing without the weak part: e to the rest of the predictor
	rate, fail float64 // fitted probabilities of advancing and of not
}

// largestRest bounds a linear predictor, so that its odds are neither 0 nor infinite.
const largestRest = 300

// predict gives each pattern's prediction at the slopes, each stratum's intercept
// refitted to them.
func (r *refill) predict(beta []float64) []prediction {
	p := r.p
	out := make([]prediction, len(p.N))
	for s := range p.Strata() {
		alpha, _ := p.Profile(s, beta)
		for i := p.Start[s]; i < p.Start[s+1]; i++ {
			x := p.X[i*p.K : (i+1)*p.K]
			eta, weak := alpha+panel.Dot(x, beta), 0.0
			for _, j := range r.weak {
				weak += beta[j] * x[j]
			}
			likely := math.Exp(-math.Abs(eta))
			high, low := 1/(1+likely), likely/(1+likely)
			if eta < 0 {
				high, low = low, high
			}
			rest := math.Max(-largestRest, math.Min(largestRest, eta-weak))
			out[i] = prediction{math.Exp(rest), high, low}
		}
	}
	return out
}

// applicant for a place of a requisition.
type applicant struct {
	score float64
	index int
}

// fill draws all residuals, takes the weak part out, and visits who then gets the
// places of each requisition.
func (r *refill) fill(of []prediction, rng *rand.Rand, visit func(i int)) {
	var pool []applicant
	for s := 0; s+1 < len(r.start); s++ {
		pool = pool[:0]
		places := 0
		for i := r.start[s]; i < r.start[s+1]; i++ {
			pool = append(pool, applicant{of[r.row[i]].latent(r.advanced[i], rng), i})
			if r.advanced[i] {
				places++
			}
		}
		selectHighest(pool, places)
		for _, a := range pool[:places] {
			visit(a.index)
		}
	}
}

// latent draws e to the predictor without its weak part plus a logistic residual that
// is above −η for the advanced and below for the others. The exponential keeps the
// order, and odds take no logarithm.
func (f *prediction) latent(advanced bool, rng *rand.Rand) float64 {
	v := 1 - rng.Float64() // in (0,1]
	if advanced {
		tail := f.rate * v // 1 − F
		return f.odds * (1 - tail) / tail
	}
	tail := f.fail * v // F
	return f.odds * tail / (1 - tail)
}

// selectHighest moves the k highest scores to the front, in any order: Hoare's
// selection, with the middle of three as the pivot.
func selectHighest(pool []applicant, k int) {
	for lo, hi := 0, len(pool)-1; lo < hi; {
		pivot := middle(pool[lo].score, pool[(lo+hi)/2].score, pool[hi].score)
		i, j := lo, hi
		for i <= j {
			for pool[i].score > pivot {
				i++
			}
			for pool[j].score < pivot {
				j--
			}
			if i <= j {
				pool[i], pool[j] = pool[j], pool[i]
				i++
				j--
			}
		}
		switch {
		case k <= j+1:
			if k == j+1 {
				return
			}
			hi = j
		case k > i:
			lo = i
		default:
			return
		}
	}
}

func middle(a, b, c float64) float64 { return max(min(a, b), min(max(a, b), c)) }

// coefficientDrawer draws slopes around the estimate.
type coefficientDrawer struct {
	beta  []float64
	moves [][]float64 // β = β̂ + Σ z·move
}

// newCoefficientDraws uses each requisition's score (the multiplier form of the
// clustered covariance), or the information where there are few requisitions.
func newCoefficientDraws(p *panel.Panel, fit *panel.Fitted) *coefficientDrawer {
	k := p.K
	info := make([]float64, k*k)
	scores := make([][]float64, p.Units)
	for u := range scores {
		scores[u] = make([]float64, k)
	}
	for s := range p.Strata() {
		fit.Alpha[s], _ = p.Profile(s, fit.Beta)
		p.PassStratum(fit, s, nil)
		fit.AddProfiled(info, s, 1)
		fit.AddScore(scores[p.Unit[s]], s, 1)
	}
	d := &coefficientDrawer{beta: fit.Beta}
	m := panel.NewArrow(info, k)
	if p.Units >= model.FewClusters {
		factor := math.Sqrt(float64(p.Units) / float64(p.Units-1))
		for _, g := range scores {
			move := m.Solve(g)
			for j := range move {
				move[j] *= factor
			}
			d.moves = append(d.moves, move)
		}
		return d
	}
	for j := range k {
		unit := make([]float64, k)
		unit[j] = 1
		d.moves = append(d.moves, m.SolveTransposed(unit))
	}
	return d
}

func (d *coefficientDrawer) draw(rng *rand.Rand) []float64 {
	out := append([]float64(nil), d.beta...)
	for _, move := range d.moves {
		z := rng.NormFloat64()
		for j := range out {
			out[j] += z * move[j]
		}
	}
	return out
}
