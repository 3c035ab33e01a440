package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
)

const (
	permutations = 999
	// permuteUpTo applications rows are really permuted; above, the statistic's
	// large-sample distribution (chi-square) is drawn from, which costs no pass.
	permuteUpTo = 20000
)

// permutationTest tests the weak block, last in: whole weak rows are permuted
// jointly within the requisition, and the statistic is the score statistic of the
// weak block given all else, which is the likelihood ratio's equal to first order
//
//	T = Uᵀ V⁻¹ U,  U = Σ x_weak (y − p),  V the information on weak given the rest
//
// p = (b+1)/(m+1), never 0 (Phipson & Smyth 2010). It is of a likelihood ratio,
// never of a share: with correlated blocks a share's permutation rejects far too often.
func permutationTest(p *panel, g *game, plan Plan) (pv *float64, method string) {
	if len(g.weak) == 0 {
		return nil, ""
	}
	t := newScoreTest(p, g)
	observed, df := t.statistic(nil)
	if df == 0 {
		return nil, ""
	}
	exceed := make([]bool, permutations)
	n := len(t.row)
	method = fmt.Sprintf("score statistic of the weak block, last in; whole weak rows permuted within requisitions, %d times", permutations)
	draw := func(i int) float64 {
		v, _ := t.statistic(t.permute(rand.New(rand.NewPCG(plan.Seed+uint64(i), 404))))
		return v
	}
	if n > permuteUpTo {
		method = fmt.Sprintf("score statistic of the weak block, last in; its large-sample chi-square distribution with %d degrees of freedom drawn %d times, because %d applications are above %d", df, permutations, n, permuteUpTo)
		draw = func(i int) float64 {
			rng, sum := rand.New(rand.NewPCG(plan.Seed+uint64(i), 404)), 0.0
			for range df {
				z := rng.NormFloat64()
				sum += z * z
			}
			return sum
		}
	}
	parallel(permutations, plan.Workers, func(i int) { exceed[i] = draw(i) >= observed*(1-1e-12) })
	b := count(exceed)
	return probability(float64(b+1) / (permutations + 1)), method
}

// scoreTest holds the fit without weak signals, one entry per application.
type scoreTest struct {
	p       *panel
	weak    []int
	rest    []int
	row     []int32 // pattern of each application
	start   []int   // by stratum, in row
	e, w    []float64
	restInv *arrow
	a       []float64   // weights by stratum
	bRest   [][]float64 // weighted sums of the rest by stratum
}

func newScoreTest(p *panel, g *game) *scoreTest {
	t := &scoreTest{p: p, weak: g.weak, start: []int{0}}
	t.rest = append(append(t.rest, g.context...), g.related...)
	q := p.take(t.rest)
	fit := q.fit(true, -1, nil)
	c := make([]float64, q.k*q.k)
	for s := range q.strata() {
		fit.alpha[s], _ = q.profile(s, fit.beta)
		q.passStratum(fit, s)
		fit.addProfiled(c, s, 1)
		t.expand(q, fit, s)
	}
	t.restInv, t.a, t.bRest = newArrow(c, q.k), fit.a, fit.b
	return t
}

// take keeps some columns and every row.
func (p *panel) take(cols []int) *panel {
	q := &panel{k: len(cols), n: p.n, y: p.y, start: p.start, unit: p.unit, fold: p.fold, units: p.units, folds: p.folds,
		x: make([]float64, 0, len(p.n)*len(cols))}
	for i := range p.n {
		for _, j := range cols {
			q.x = append(q.x, p.x[i*p.k+j])
		}
	}
	return q
}

// expand writes one entry per application of a stratum.
func (t *scoreTest) expand(q *panel, fit *panelFit, s int) {
	for i := q.start[s]; i < q.start[s+1]; i++ {
		eta := fit.alpha[s]
		for j, v := range q.x[i*q.k : (i+1)*q.k] {
			eta += fit.beta[j] * v
		}
		mu, w, _ := binomial(eta, 1, 0)
		for u := range int(q.n[i]) {
			e := -mu
			if u < int(q.y[i]) {
				e = 1 - mu
			}
			t.row = append(t.row, int32(i))
			t.e, t.w = append(t.e, e), append(t.w, w)
		}
	}
	t.start = append(t.start, len(t.row))
}

func (t *scoreTest) permute(rng *rand.Rand) []int32 {
	out := append([]int32(nil), t.row...)
	for s := 0; s+1 < len(t.start); s++ {
		part := out[t.start[s]:t.start[s+1]]
		rng.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
	}
	return out
}

// statistic is T with the weak rows taken from the given patterns (nil = as observed).
func (t *scoreTest) statistic(from []int32) (value float64, df int) {
	if from == nil {
		from = t.row
	}
	kw, kr, k := len(t.weak), len(t.rest), t.p.k
	u, cww, cwr := make([]float64, kw), make([]float64, kw*kw), make([]float64, kw*kr)
	b, x, r := make([]float64, kw), make([]float64, kw), make([]float64, kr)
	for s := 0; s+1 < len(t.start); s++ {
		clear(b)
		for i := t.start[s]; i < t.start[s+1]; i++ {
			for c, j := range t.weak {
				x[c] = t.p.x[int(from[i])*k+j]
			}
			for c, j := range t.rest {
				r[c] = t.p.x[int(t.row[i])*k+j]
			}
			for c, v := range x {
				if v == 0 {
					continue
				}
				u[c] += v * t.e[i]
				wv := v * t.w[i]
				b[c] += wv
				for d := c; d < kw; d++ {
					cww[c*kw+d] += wv * x[d]
				}
				for d, z := range r {
					cwr[c*kr+d] += wv * z
				}
			}
		}
		t.center(s, b, cww, cwr)
	}
	return t.form(u, cww, cwr)
}

// center profiles the stratum's intercept out.
func (t *scoreTest) center(s int, b, cww, cwr []float64) {
	kw, kr := len(t.weak), len(t.rest)
	for c, v := range b {
		f := v / t.a[s]
		for d := c; d < kw; d++ {
			cww[c*kw+d] -= f * b[d]
		}
		for d := range kr {
			cwr[c*kr+d] -= f * t.bRest[s][d]
		}
	}
}

// form is Uᵀ V⁻¹ U with V the information on weak given the rest, and its rank.
func (t *scoreTest) form(u, cww, cwr []float64) (value float64, df int) {
	kw, kr := len(t.weak), len(t.rest)
	z := make([][]float64, kw)
	for c := range z {
		z[c] = append([]float64(nil), cwr[c*kr:(c+1)*kr]...)
		t.restInv.whiten(z[c])
	}
	before := make([]float64, kw)
	for c := range kw {
		before[c] = cww[c*kw+c]
		for d := c; d < kw; d++ {
			for q := range kr {
				cww[c*kw+d] -= z[c][q] * z[d][q]
			}
		}
		if cww[c*kw+c] < pivotTolerance*before[c] {
			cww[c*kw+c] = 0
		}
	}
	v := newArrow(cww, kw)
	white := append([]float64(nil), u...)
	v.whiten(white)
	for c, x := range white {
		value += x * x
		if v.chol[c*kw+c] > 0 {
			df++
		}
	}
	if math.IsNaN(value) {
		return 0, 0
	}
	return value, df
}
