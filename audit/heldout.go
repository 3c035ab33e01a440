package audit

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

// heldOut computes what subsets of a panel's columns explain of held-out decisions.
type heldOut struct {
	p     *panel
	exact bool
	// null is the deviance of each unit with requisition intercepts alone.
	null []float64
}

func newHeldOut(p *panel, subsets int) *heldOut {
	h := &heldOut{p: p, null: make([]float64, p.units)}
	for s, ll := range p.nullLogLik() {
		h.null[p.unit[s]] -= 2 * ll
	}
	perPattern := math.Max(1, float64(p.k*p.k)/100) // a visit costs about k² beyond ten columns
	h.exact = float64(subsets)*float64(p.folds)*float64(len(p.n))*passesEach*perPattern <= exactVisits
	return h
}

// score of one subset: deviance by unit out of sample, and the maximised
// log-likelihood in sample.
type score struct {
	deviance []float64
	loglik   float64
}

// evaluate scores subsets of columns; start is a fit of all of them (nil = none).
func (h *heldOut) evaluate(subsets [][]int, start *panelFit, workers int) []score {
	out := make([]score, len(subsets))
	if !h.exact {
		h.p.sparsify()
	}
	full := h.p.fit(true, -1, start)
	stats.Parallel(len(subsets), workers, func(i int) { out[i] = h.score(subsets[i], full) })
	return out
}

// score of the columns cols, from the fit of all of them.
func (h *heldOut) score(cols []int, full *panelFit) score {
	if len(cols) == 0 {
		return score{h.null, -total(h.null) / 2}
	}
	q := h.p.subset(cols)
	out := score{deviance: make([]float64, q.units)}
	if !h.exact {
		fit := q.near(full, cols, h.enough(full))
		q.oneStep(fit, out.deviance)
		out.loglik = fit.maximum(q)
		return out
	}
	fit := q.fit(true, -1, q.from(full, cols))
	q.refit(fit, out.deviance)
	out.loglik = q.fit(false, -1, fit).total(q, -1)
	return out
}

// enough is when a fit is near its maximum, in units of log-likelihood.
func (h *heldOut) enough(full *panelFit) float64 {
	return nearTolerance * math.Max(1, total(full.loglik)+total(h.null)/2)
}

// loglik is the maximised log-likelihood of a subset.
func (h *heldOut) loglik(cols []int, full *panelFit) float64 {
	if len(cols) == 0 {
		return -total(h.null) / 2
	}
	q := h.p.subset(cols)
	if !h.exact {
		return q.near(full, cols, h.enough(full)).maximum(q)
	}
	return q.fit(false, -1, q.from(full, cols)).total(q, -1)
}

// refit leaves each fold out, fits the rest and predicts the fold, the intercept of
// a held-out requisition being its own best.
func (p *panel) refit(full *panelFit, deviance []float64) {
	for fold := range p.folds {
		train := p.maximise(true, fold, full)
		p.predict(fold, train.beta, deviance)
	}
}

func (p *panel) predict(fold int, beta, deviance []float64) {
	for s := range p.strata() {
		if p.fold[s] == fold {
			_, ll := p.profile(s, beta)
			deviance[p.unit[s]] -= 2 * ll
		}
	}
}

// oneStep predicts each fold from a fit near the maximum of all, by the profiled
// scores U and information I of all and U_f, I_f of the fold, to second order:
//
//	δ = (I − I_f)⁻¹ (U − U_f),   ℓ_f(β + δ) ≈ ℓ_f(β) + U_fᵀδ − ½ δᵀI_f δ
func (p *panel) oneStep(full *panelFit, deviance []float64) {
	k := p.k
	all, score := full.profiled()
	for s := range p.strata() {
		deviance[p.unit[s]] -= 2 * full.atBest(s)
	}
	for fold := range p.folds {
		rest, u := append([]float64(nil), all...), append([]float64(nil), score...)
		for s := range p.strata() {
			if p.fold[s] == fold {
				full.addProfiled(rest, s, -1)
				full.addScore(u, s, -1)
			}
		}
		delta := newArrow(rest, k).solve(u)
		for s := range p.strata() {
			if p.fold[s] == fold {
				deviance[p.unit[s]] -= 2 * full.change(s, delta)
			}
		}
	}
}

// atBest is a stratum's log-likelihood at the slopes and its best intercept, to
// second order.
func (f *panelFit) atBest(s int) float64 { return f.loglik[s] + f.r[s]*f.r[s]/f.a[s]/2 }

// maximum is the maximised log-likelihood, ℓ + ½ UᵀI⁻¹U from a fit near it.
func (f *panelFit) maximum(p *panel) float64 {
	all, score := f.profiled()
	sum := dot(score, newArrow(all, p.k).solve(score)) / 2
	for s := range f.a {
		sum += f.atBest(s)
	}
	return sum
}

// profiled are information (upper triangle) and score on the slopes, the intercepts
// profiled out.
func (f *panelFit) profiled() (info, score []float64) {
	k := len(f.beta)
	info, score = make([]float64, k*k), make([]float64, k)
	for s := range f.a {
		f.addProfiled(info, s, 1)
		f.addScore(score, s, 1)
	}
	return info, score
}

// addScore adds sign times a stratum's score on the slopes, its intercept profiled out.
func (f *panelFit) addScore(u []float64, s int, sign float64) {
	for j := range u {
		u[j] += sign * (f.t[s][j] - f.b[s][j]*f.r[s]/f.a[s])
	}
}

// change is the second-order change of a stratum's log-likelihood by a step of delta.
func (f *panelFit) change(s int, delta []float64) (ll float64) {
	k := len(delta)
	u, own := make([]float64, k), make([]float64, k*k)
	f.addScore(u, s, 1)
	f.addProfiled(own, s, 1)
	ll = dot(u, delta)
	for j := range k {
		ll -= own[j*k+j] * delta[j] * delta[j] / 2
		for q := j + 1; q < k; q++ {
			ll -= own[j*k+q] * delta[j] * delta[q]
		}
	}
	return ll
}

func dot(a, b []float64) (sum float64) {
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// foldPlan says how requisitions were held out.
type foldPlan struct {
	words string
	// between tells whether the units are requisitions, so that an interval speaks
	// of other requisitions.
	between bool
}

// assignFolds holds out one requisition at a time with 5 to 50 of them, ten groups
// of requisitions above, and ten parts of each requisition below 5.
func (p *panel) assignFolds(seed uint64) foldPlan {
	rng := rand.New(rand.NewPCG(seed, 101))
	p.fold = make([]int, p.strata())
	switch {
	case p.units < 5:
		return p.splitWithin(rng)
	case p.units <= 50:
		p.folds = p.units
		copy(p.fold, p.unit)
		return foldPlan{"one requisition held out at a time", true}
	}
	p.folds = 10
	order := rng.Perm(p.units)
	for s, u := range p.unit {
		p.fold[s] = order[u] % 10
	}
	return foldPlan{"ten groups of requisitions, one held out at a time", true}
}

// splitWithin cuts each stratum into parts at random, each with an intercept of
// its own, and holds out one part of all strata at a time.
func (p *panel) splitWithin(rng *rand.Rand) foldPlan {
	total := 0.0
	for _, n := range p.n {
		total += n
	}
	parts := max(2, min(10, int(total)/20/max(1, p.strata())))
	q := &panel{k: p.k, width: p.k, start: []int{0}, active: p.active, scale: p.scale, units: parts, folds: parts, plain: p.plain}
	for s := range p.strata() {
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
	return foldPlan{words, false}
}

// copyPart adds one part of a stratum, unless it is empty or of one class.
func (p *panel) copyPart(from *panel, s int, n, y []float64, part int) {
	var total, advanced float64
	for i := range n {
		total += n[i]
		advanced += y[i]
	}
	if advanced == 0 || advanced == total {
		return
	}
	lo, k := from.start[s], from.k
	for i := range n {
		if n[i] > 0 {
			p.x = append(p.x, from.x[(lo+i)*k:(lo+i+1)*k]...)
			p.n, p.y = append(p.n, n[i]), append(p.y, y[i])
			if from.group != nil {
				p.group = append(p.group, from.group[lo+i])
			}
		}
	}
	p.start = append(p.start, len(p.n))
	p.unit, p.fold = append(p.unit, part), append(p.fold, part)
}

// scatter deals the applications of a stratum to parts of equal size, at random.
func (p *panel) scatter(s, parts int, rng *rand.Rand) (n, y [][]float64) {
	lo, hi := p.start[s], p.start[s+1]
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
		deal(i-lo, p.y[i], 1)
		deal(i-lo, p.n[i]-p.y[i], 0)
	}
	return n, y
}
