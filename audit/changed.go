package audit

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

const (
	residualDraws    = 200
	coefficientDraws = 100
	nullPermutations = 20
	drawsEach        = 5 // residual draws per coefficient draw and per permutation
	// changedUpTo applications are simulated; above, a random sample of about so
	// many stands for them: the simulation's noise is far below the interval then.
	changedUpTo = 20000
)

// changedSelections asks who would be selected with the weak part of the model
// taken out, what else moved each decision staying as it was:
//
//  1. the latent residual of each decision is drawn from the logistic
//     distribution, truncated to what was decided (above −η for the advanced);
//  2. the weak part is taken out of η;
//  3. each requisition's places are filled again with the highest sums.
//
// The value is the share of selections that change, averaged over draws. It is
// above 0 even without any association, as estimated coefficients aren't 0, and
// must be read beside its value with weak signals permuted within requisitions.
// Comparing observed selections with the model's own ranking instead would call
// half of them changed without any weak effect.
func changedSelections(p *panel, fit *panelFit, g *game, plan Plan, n int) ChangedSelections {
	method := fmt.Sprintf("selections that change with the weak part taken out, same places in each requisition; %d draws of truncated-logistic residuals", residualDraws)
	if len(g.weak) == 0 {
		e := NotEstimable(method, n, "no weak signal varies within a requisition")
		return ChangedSelections{Estimate: e, UnderNoEffect: e}
	}
	draws := newCoefficientDraws(p, fit)
	shrink := 1.0
	if all := total(p.n); float64(changedUpTo) < all {
		p = p.sample(changedUpTo, plan.Seed)
		shrink = math.Sqrt(total(p.n) / all)
		method += fmt.Sprintf(", on a random sample of about %d applications", changedUpTo)
	}
	r := newRefill(p, g.weak)
	r.shrink = shrink
	value := r.mean(fit.beta, residualDraws, plan, 505)
	low, high := r.spread(draws, plan)
	out := ChangedSelections{Estimate: Interval(value, math.Max(0, value+low), math.Min(1, value+high), plan.Level,
		fmt.Sprintf("%s; percentile interval over %d draws of the coefficients", method, coefficientDraws), n)}
	null := make([]float64, nullPermutations)
	parallel(nullPermutations, plan.Workers, func(i int) { null[i] = r.permuted(plan, i) })
	lo, hi := quantiles(null, plan.Level)
	out.UnderNoEffect = Interval(total(null)/nullPermutations, lo, hi, plan.Level,
		fmt.Sprintf("the same with whole weak rows permuted within requisitions and the model fitted again, %d times; interval: percentiles of the permutations", nullPermutations), n)
	return out
}

func total(v []float64) (sum float64) {
	for _, x := range v {
		sum += x
	}
	return sum
}

// refill holds a panel, application by application.
type refill struct {
	p        *panel
	weak     []int
	row      []int32
	advanced []bool
	start    []int
	selected float64
	// shrink takes the coefficients of permuted weak rows, fitted on a sample, to
	// the size they would have with all applications.
	shrink float64
}

func newRefill(p *panel, weak []int) *refill {
	r := &refill{p: p, weak: weak, start: []int{0}, selected: total(p.y)}
	for s := range p.strata() {
		for i := p.start[s]; i < p.start[s+1]; i++ {
			for u := range int(p.n[i]) {
				r.row, r.advanced = append(r.row, int32(i)), append(r.advanced, u < int(p.y[i]))
			}
		}
		r.start = append(r.start, len(r.row))
	}
	return r
}

// mean of the changed share over draws, at given slopes.
func (r *refill) mean(beta []float64, draws int, plan Plan, stream uint64) float64 {
	eta, weak := r.predict(beta)
	values := make([]float64, draws)
	parallel(draws, plan.Workers, func(i int) {
		values[i] = r.draw(eta, weak, rand.New(rand.NewPCG(plan.Seed+uint64(i), stream)))
	})
	return total(values) / float64(draws)
}

// predict gives the linear predictor and its weak part by pattern, each stratum's
// intercept refitted to the slopes.
func (r *refill) predict(beta []float64) (eta, weak []float64) {
	p := r.p
	eta, weak = make([]float64, len(p.n)), make([]float64, len(p.n))
	for s := range p.strata() {
		alpha, _ := p.profile(s, beta)
		for i := p.start[s]; i < p.start[s+1]; i++ {
			eta[i] = alpha
			for j, v := range p.x[i*p.k : (i+1)*p.k] {
				eta[i] += beta[j] * v
			}
			for _, j := range r.weak {
				weak[i] += beta[j] * p.x[i*p.k+j]
			}
		}
	}
	return eta, weak
}

// draw is the changed share of one draw of all residuals.
func (r *refill) draw(eta, weak []float64, rng *rand.Rand) float64 {
	changed := 0
	r.fill(eta, weak, rng, func(i int) {
		if !r.advanced[i] {
			changed++
		}
	})
	return float64(changed) / r.selected
}

// fill draws all residuals, takes the weak part out, and visits who then gets the
// places of each requisition.
func (r *refill) fill(eta, weak []float64, rng *rand.Rand, visit func(i int)) {
	type applicant struct {
		score float64
		index int
	}
	var pool []applicant
	for s := 0; s+1 < len(r.start); s++ {
		pool = pool[:0]
		places := 0
		for i := r.start[s]; i < r.start[s+1]; i++ {
			row := r.row[i]
			latent := truncatedLogistic(eta[row], r.advanced[i], rng)
			pool = append(pool, applicant{latent - weak[row], i})
			if r.advanced[i] {
				places++
			}
		}
		slices.SortFunc(pool, func(a, b applicant) int { return cmp.Compare(b.score, a.score) })
		for _, a := range pool[:places] {
			visit(a.index)
		}
	}
}

// truncatedLogistic draws η plus a logistic residual, above 0 for the advanced and
// below for the others.
func truncatedLogistic(eta float64, advanced bool, rng *rand.Rand) float64 {
	v := 1 - rng.Float64() // in (0,1]
	e := math.Exp(-math.Abs(eta))
	p, q := 1/(1+e), e/(1+e) // of the likelier and the less likely outcome
	if eta < 0 {
		p, q = q, p
	}
	if advanced {
		tail := p * v // 1 − F
		return eta + math.Log1p(-tail) - math.Log(tail)
	}
	tail := q * v
	return eta + math.Log(tail) - math.Log1p(-tail)
}

// spread gives the ends of the interval, relative to the estimate: the quantiles
// over draws of the coefficients around their mean.
func (r *refill) spread(d *coefficientDrawer, plan Plan) (low, high float64) {
	values := make([]float64, coefficientDraws)
	one := plan
	one.Workers = 1
	parallel(coefficientDraws, plan.Workers, func(i int) {
		beta := d.draw(rand.New(rand.NewPCG(plan.Seed+uint64(i), 606)))
		values[i] = r.mean(beta, drawsEach, one, 607+uint64(i))
	})
	mean := total(values) / coefficientDraws
	low, high = quantiles(values, plan.Level)
	return low - mean, high - mean
}

// quantiles at (1∓level)/2, interpolated.
func quantiles(values []float64, level float64) (low, high float64) {
	v := append([]float64(nil), values...)
	sort.Float64s(v)
	at := func(q float64) float64 {
		x := q * float64(len(v)-1)
		i := int(x)
		if i+1 >= len(v) {
			return v[len(v)-1]
		}
		return v[i] + (x-float64(i))*(v[i+1]-v[i])
	}
	return at((1 - level) / 2), at((1 + level) / 2)
}

// permuted is the value after one permutation of the weak rows within requisitions.
func (r *refill) permuted(plan Plan, i int) float64 {
	rng := rand.New(rand.NewPCG(plan.Seed+uint64(i), 708))
	p := r.p
	q := &panel{k: p.k, width: p.k, start: []int{0}, unit: p.unit, fold: p.fold, units: p.units, folds: p.folds}
	for s := 0; s+1 < len(r.start); s++ {
		from := append([]int32(nil), r.row[r.start[s]:r.start[s+1]]...)
		rng.Shuffle(len(from), func(a, b int) { from[a], from[b] = from[b], from[a] })
		for u, row := range r.row[r.start[s]:r.start[s+1]] {
			at := len(q.x)
			q.x = append(q.x, p.x[int(row)*p.k:(int(row)+1)*p.k]...)
			for _, j := range r.weak {
				q.x[at+j] = p.x[int(from[u])*p.k+j]
			}
			y := 0.0
			if r.advanced[r.start[s]+u] {
				y = 1
			}
			q.n, q.y = append(q.n, 1), append(q.y, y)
		}
		q.start = append(q.start, len(q.n))
	}
	one := plan
	one.Workers = 1
	beta := q.fit(true, -1, nil).beta
	for _, j := range r.weak {
		beta[j] *= r.shrink
	}
	return newRefill(q, r.weak).mean(beta, drawsEach, one, 809+uint64(i))
}

// coefficientDrawer draws slopes around the estimate.
type coefficientDrawer struct {
	beta  []float64
	moves [][]float64 // β = β̂ + Σ z·move
}

// newCoefficientDraws uses each requisition's score (the multiplier form of the
// clustered covariance), or the information where there are few requisitions.
func newCoefficientDraws(p *panel, fit *panelFit) *coefficientDrawer {
	k := p.k
	info := make([]float64, k*k)
	scores := make([][]float64, p.units)
	for u := range scores {
		scores[u] = make([]float64, k)
	}
	for s := range p.strata() {
		fit.alpha[s], _ = p.profile(s, fit.beta)
		p.passStratum(fit, s)
		fit.addProfiled(info, s, 1)
		fit.addScore(scores[p.unit[s]], s, 1)
	}
	d := &coefficientDrawer{beta: fit.beta}
	m := newArrow(info, k)
	if p.units >= fewClusters {
		factor := math.Sqrt(float64(p.units) / float64(p.units-1))
		for _, g := range scores {
			move := m.solve(g)
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
		d.moves = append(d.moves, m.solveTransposed(unit))
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
