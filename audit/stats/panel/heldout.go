package panel

import (
	"math"
	"math/rand/v2"

	"weaksignal/audit/stats"
)

const (
	// exactVisits bounds the work of refitting every subset for every fold, in
	// patterns looked at; above it one Newton step from the full fit stands for the
	// refit, by each requisition's own score and information.
	exactVisits = 1e8
	passesEach  = 4 // passes of one refit, about
)

// HeldOut computes what subsets of a panel's columns explain of held-out decisions.
type HeldOut struct {
	P     *Panel
	Exact bool
	// Null is the deviance of each unit with requisition intercepts alone.
	Null []float64
	// Tell, if set, is told which part of the subsets is scored, by one goroutine at a time.
	Tell func(part float64)
}

func NewHeldOut(p *Panel, subsets int) *HeldOut {
	h := &HeldOut{P: p, Null: make([]float64, p.Units)}
	for s, ll := range p.NullLogLik() {
		h.Null[p.Unit[s]] -= 2 * ll
	}
	perPattern := math.Max(1, float64(p.K*p.K)/100) // a visit costs about k² beyond ten columns
	h.Exact = float64(subsets)*float64(p.Folds)*float64(len(p.N))*passesEach*perPattern <= exactVisits
	return h
}

// Score of one subset: deviance by unit out of sample, and the maximised
// log-likelihood in sample.
type Score struct {
	Deviance []float64
	Loglik   float64
}

// Evaluate scores subsets of columns; start is a fit of all of them (nil = none).
func (h *HeldOut) Evaluate(subsets [][]int, start *Fitted, workers int) []Score {
	out := make([]Score, len(subsets))
	if !h.Exact {
		h.P.sparsify()
	}
	full := h.P.Fit(true, -1, start)
	done := stats.Counting(len(subsets), h.Tell)
	stats.Parallel(workers, len(subsets), func(i int) {
		out[i] = h.Score(subsets[i], full)
		done()
	})
	return out
}

// Score of the columns cols, from the fit of all of them.
func (h *HeldOut) Score(cols []int, full *Fitted) Score {
	if len(cols) == 0 {
		return Score{h.Null, -Total(h.Null) / 2}
	}
	q := h.P.subset(cols)
	out := Score{Deviance: make([]float64, q.Units)}
	if !h.Exact {
		fit := q.near(full, cols, h.enough(full))
		q.oneStep(fit, out.Deviance)
		out.Loglik = fit.maximum(q)
		return out
	}
	fit := q.Fit(true, -1, q.from(full, cols))
	q.refit(fit, out.Deviance)
	out.Loglik = q.Fit(false, -1, fit).total(q, -1)
	return out
}

// enough is when a fit is near its maximum, in units of log-likelihood.
func (h *HeldOut) enough(full *Fitted) float64 {
	return nearTolerance * math.Max(1, Total(full.loglik)+Total(h.Null)/2)
}

// Loglik is the maximised log-likelihood of a subset.
func (h *HeldOut) Loglik(cols []int, full *Fitted) float64 {
	if len(cols) == 0 {
		return -Total(h.Null) / 2
	}
	q := h.P.subset(cols)
	if !h.Exact {
		return q.near(full, cols, h.enough(full)).maximum(q)
	}
	return q.Fit(false, -1, q.from(full, cols)).total(q, -1)
}

// refit leaves each fold out, fits the rest and predicts the fold, the intercept of
// a held-out requisition being its own best.
func (p *Panel) refit(full *Fitted, deviance []float64) {
	for fold := range p.Folds {
		train := p.maximise(true, fold, full)
		p.predict(fold, train.Beta, deviance)
	}
}

func (p *Panel) predict(fold int, beta, deviance []float64) {
	for s := range p.Strata() {
		if p.Fold[s] == fold {
			_, ll := p.Profile(s, beta)
			deviance[p.Unit[s]] -= 2 * ll
		}
	}
}

// oneStep predicts each fold from a fit near the maximum of all, by the profiled
// scores U and information I of all and U_f, I_f of the fold, to second order:
//
//	δ = (I − I_f)⁻¹ (U − U_f),   ℓ_f(β + δ) ≈ ℓ_f(β) + U_fᵀδ − ½ δᵀI_f δ
func (p *Panel) oneStep(full *Fitted, deviance []float64) {
	k := p.K
	all, score := full.profiled()
	for s := range p.Strata() {
		deviance[p.Unit[s]] -= 2 * full.atBest(s)
	}
	for fold := range p.Folds {
		rest, u := append([]float64(nil), all...), append([]float64(nil), score...)
		for s := range p.Strata() {
			if p.Fold[s] == fold {
				full.AddProfiled(rest, s, -1)
				full.AddScore(u, s, -1)
			}
		}
		delta := NewArrow(rest, k).Solve(u)
		for s := range p.Strata() {
			if p.Fold[s] == fold {
				deviance[p.Unit[s]] -= 2 * full.change(s, delta)
			}
		}
	}
}

// atBest is a stratum's log-likelihood at the slopes and its best intercept, to
// second order.
func (f *Fitted) atBest(s int) float64 { return f.loglik[s] + f.r[s]*f.r[s]/f.a[s]/2 }

// maximum is the maximised log-likelihood, ℓ + ½ UᵀI⁻¹U from a fit near it.
func (f *Fitted) maximum(p *Panel) float64 {
	all, score := f.profiled()
	sum := Dot(score, NewArrow(all, p.K).Solve(score)) / 2
	for s := range f.a {
		sum += f.atBest(s)
	}
	return sum
}

// profiled are information (upper triangle) and score on the slopes, the intercepts
// profiled out.
func (f *Fitted) profiled() (info, score []float64) {
	k := len(f.Beta)
	info, score = make([]float64, k*k), make([]float64, k)
	for s := range f.a {
		f.AddProfiled(info, s, 1)
		f.AddScore(score, s, 1)
	}
	return info, score
}

// AddScore adds sign times a stratum's score on the slopes, its intercept profiled out.
func (f *Fitted) AddScore(u []float64, s int, sign float64) {
	for j := range u {
		u[j] += sign * (f.t[s][j] - f.b[s][j]*f.r[s]/f.a[s])
	}
}

// change is the second-order change of a stratum's log-likelihood by a step of delta.
func (f *Fitted) change(s int, delta []float64) (ll float64) {
	k := len(delta)
	u, own := make([]float64, k), make([]float64, k*k)
	f.AddScore(u, s, 1)
	f.AddProfiled(own, s, 1)
	ll = Dot(u, delta)
	for j := range k {
		ll -= own[j*k+j] * delta[j] * delta[j] / 2
		for q := j + 1; q < k; q++ {
			ll -= own[j*k+q] * delta[j] * delta[q]
		}
	}
	return ll
}

func Dot(a, b []float64) (sum float64) {
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// FoldPlan says how requisitions were held out.
type FoldPlan struct {
	Words string
	// Between tells whether the units are requisitions, so that an interval speaks
	// of other requisitions.
	Between bool
}

// AssignFolds holds out one requisition at a time with 5 to 50 of them, ten groups
// of requisitions above, and ten parts of each requisition below 5.
func (p *Panel) AssignFolds(seed uint64) FoldPlan {
	rng := rand.New(rand.NewPCG(seed, 101))
	p.Fold = make([]int, p.Strata())
	switch {
	case p.Units < 5:
		return p.splitWithin(rng)
	case p.Units <= 50:
		p.Folds = p.Units
		copy(p.Fold, p.Unit)
		return FoldPlan{"one requisition held out at a time", true}
	}
	p.Folds = 10
	order := rng.Perm(p.Units)
	for s, u := range p.Unit {
		p.Fold[s] = order[u] % 10
	}
	return FoldPlan{"ten groups of requisitions, one held out at a time", true}
}

// splitWithin cuts each stratum into parts at random, each with an intercept of
// its own, and holds out one part of all strata at a time.
func (p *Panel) splitWithin(rng *rand.Rand) FoldPlan {
	total := 0.0
	for _, n := range p.N {
		total += n
	}
	parts := max(2, min(10, int(total)/20/max(1, p.Strata())))
	q := &Panel{K: p.K, Width: p.K, Start: []int{0}, Active: p.Active, scale: p.scale, Units: parts, Folds: parts, Plain: p.Plain}
	for s := range p.Strata() {
		n, y := p.scatter(s, parts, rng)
		for part := range parts {
			q.copyPart(p, s, n[part], y[part], part)
		}
	}
	q.number()
	*p = *q
	words := "within requisitions (there are fewer than five): ten random parts of each, one held out at a time"
	if parts != 10 {
		words = "within requisitions (there are fewer than five, and small): a few random parts of each, one held out at a time"
	}
	return FoldPlan{words, false}
}

// copyPart adds one part of a stratum, unless it is empty or of one class.
func (p *Panel) copyPart(from *Panel, s int, n, y []float64, part int) {
	var total, advanced float64
	for i := range n {
		total += n[i]
		advanced += y[i]
	}
	if advanced == 0 || advanced == total {
		return
	}
	lo, k := from.Start[s], from.K
	for i := range n {
		if n[i] > 0 {
			p.X = append(p.X, from.X[(lo+i)*k:(lo+i+1)*k]...)
			p.N, p.Y = append(p.N, n[i]), append(p.Y, y[i])
			if from.Group != nil {
				p.Group = append(p.Group, from.Group[lo+i])
			}
		}
	}
	p.Start = append(p.Start, len(p.N))
	p.Unit, p.Fold = append(p.Unit, part), append(p.Fold, part)
}

// scatter deals the applications of a stratum to parts of equal size, at random.
func (p *Panel) scatter(s, parts int, rng *rand.Rand) (n, y [][]float64) {
	lo, hi := p.Start[s], p.Start[s+1]
	n, y = make([][]float64, parts), make([][]float64, parts)
	for part := range parts {
		n[part], y[part] = make([]float64, hi-lo), make([]float64, hi-lo)
	}
	deck, at := rng.Perm(parts), 0
	deal := func(row int, count float64, advanced float64) {
		for range int(math.Round(count)) {
			if at == parts {
				deck, at = rng.Perm(parts), 0
			}
			n[deck[at]][row]++
			y[deck[at]][row] += advanced
			at++
		}
	}
	for i := lo; i < hi; i++ {
		deal(i-lo, p.Y[i], 1)
		deal(i-lo, p.N[i]-p.Y[i], 0)
	}
	return n, y
}

func Total(v []float64) (sum float64) {
	for _, x := range v {
		sum += x
	}
	return sum
}
