package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Expansion is the second-order expansion of each stratum's log-likelihood in the
// slopes, its own intercept profiled out, around the slopes β₀ of a fit:
//
//	ℓ_s(β) ≈ ℓ_s + u_sᵀ(β - β₀) - ½ (β - β₀)ᵀ J_s (β - β₀),
//
// J_s being the weighted within-stratum cross-product of the covariates. Refits to
// subsets of columns or strata, folds, bootstraps and their held-out likelihoods
// then cost K×K algebra and no pass over the rows. The error is of third order in
// β - β₀: small for folds and bootstraps of many strata, to be checked for a
// subset without strong columns. Expand the fit of that subset itself (Restrict) to do away with it.
type Expansion struct {
	g      *Grouped
	beta   []float64
	loglik []float64 // per stratum
	score  []float64 // k per stratum
	info   []float64 // k·k per stratum, upper triangle
}

// Expand makes one pass over the rows. Strata of one class contribute nothing.
func (f *Fit) Expand() *Expansion {
	g, k := f.g, len(f.beta)
	strata := len(g.strata)
	e := &Expansion{g: g, beta: f.beta, loglik: make([]float64, strata),
		score: make([]float64, strata*k), info: make([]float64, strata*k*k)}
	alpha := f.rates // with FLIC after Firth; under maximum likelihood they maximise already
	start := g.stratumStarts()
	inParallel(g.workers, strata, func(s int) {
		if g.stratumY[s] > 0 && g.stratumY[s] < g.stratumN[s] {
			e.loglik[s] = g.profileStratum(start[s], start[s+1], alpha[s], f.beta,
				e.score[s*k:(s+1)*k], e.info[s*k*k:(s+1)*k*k])
		}
	})
	return e
}

// profileStratum fills score and information of rows [lo, hi) with the intercept profiled out.
func (g *Grouped) profileStratum(lo, hi int, alpha float64, beta, score, info []float64) (loglik float64) {
	k := len(beta)
	var a float64
	b := make([]float64, k)
	for i := lo; i < hi; i++ {
		x := g.x[i*k : i*k+k : i*k+k]
		eta := alpha + dot(x, beta)
		p, w, ll := bernoulli(eta, g.n[i], g.y[i])
		loglik += ll
		w *= g.n[i]
		r := g.y[i] - g.n[i]*p
		a += w
		for j, v := range x {
			if v == 0 {
				continue
			}
			score[j] += r * v
			wv := w * v
			b[j] += wv
			row := info[j*k : j*k+k]
			for q := j; q < k; q++ {
				row[q] += wv * x[q]
			}
		}
	}
	for j := range k {
		for q := j; q < k; q++ {
			info[j*k+q] -= b[j] * b[q] / a
		}
	}
	return loglik
}

// Folds are sums of an Expansion over folds of strata, ready for leaving each out.
type Folds struct {
	e      *Expansion
	fold   []int
	weight []float64
	score  [][]float64 // per fold
	info   [][]float64 // per fold, k·k, upper triangle
	loglik []float64
}

// Fold sums the expansion by fold. fold gives a number from 0 for each stratum of
// Grouped.Strata; weight multiplies strata (a bootstrap's counts), nil = 1.
func (e *Expansion) Fold(fold []int, weight []float64) *Folds {
	k, count := len(e.beta), 0
	for _, f := range fold {
		count = max(count, f+1)
	}
	out := &Folds{e: e, fold: fold, weight: weight, loglik: make([]float64, count)}
	for range count {
		out.score, out.info = append(out.score, make([]float64, k)), append(out.info, make([]float64, k*k))
	}
	for s, f := range fold {
		w := 1.0
		if weight != nil {
			w = weight[s]
		}
		out.loglik[f] += w * e.loglik[s]
		addScaled(out.score[f], w, e.score[s*k:(s+1)*k])
		addScaled(out.info[f], w, e.info[s*k*k:(s+1)*k*k])
	}
	return out
}

func addScaled(dst []float64, w float64, src []float64) {
	for i, v := range src {
		dst[i] += w * v
	}
}

// HeldOut returns -2 log-likelihood of each fold at the slopes of the given
// columns (the caller's; others 0) fitted to the other folds by one Newton step
// from the expansion's slopes; the held-out strata have their own best intercepts.
// Columns that are aliased or not determined by the other folds count as 0.
func (f *Folds) HeldOut(columns []int) []float64 {
	score, info := f.totals()
	out := make([]float64, len(f.score))
	free := f.e.g.workingOf(columns)
	for h := range out {
		u, j := append([]float64(nil), score...), append([]float64(nil), info...)
		addScaled(u, -1, f.score[h])
		addScaled(j, -1, f.info[h])
		delta := oneStep(u, j, f.e.beta, free)
		out[h] = -2 * (f.loglik[h] + quadratic(delta, f.score[h], f.info[h]))
	}
	return out
}

// LogLik returns the log-likelihood of all strata at the slopes of the given
// columns fitted to them by one Newton step.
func (f *Folds) LogLik(columns []int) float64 {
	score, info := f.totals()
	delta := oneStep(score, info, f.e.beta, f.e.g.workingOf(columns))
	return sum(f.loglik) + quadratic(delta, score, info)
}

// Slopes returns the slopes that LogLik uses, per unit of the caller's columns.
func (f *Folds) Slopes(columns []int) []float64 {
	score, info := f.totals()
	delta := oneStep(score, info, f.e.beta, f.e.g.workingOf(columns))
	out := make([]float64, len(f.e.g.columns))
	for w, j := range f.e.g.active {
		out[j] = (f.e.beta[w] + delta[w]) / f.e.g.scale[w]
	}
	return out
}

func (f *Folds) totals() (score, info []float64) {
	k := len(f.e.beta)
	score, info = make([]float64, k), make([]float64, k*k)
	for h := range f.score {
		addTo(score, f.score[h])
		addTo(info, f.info[h])
	}
	return score, info
}

// workingOf maps the caller's columns to working ones, ascending, leaving out aliased ones.
func (g *Grouped) workingOf(columns []int) []int {
	in := make([]bool, len(g.columns))
	for _, j := range columns {
		in[j] = true
	}
	out := []int{}
	for w, j := range g.active {
		if in[j] {
			out = append(out, w)
		}
	}
	return out
}

// oneStep maximises u·δ - ½ δᵀJδ with β₀ + δ = 0 outside free, by Cholesky with
// undetermined columns left at 0.
func oneStep(u, info, beta []float64, free []int) []float64 {
	k := len(beta)
	at := func(a, b int) float64 { return info[min(a, b)*k+max(a, b)] }
	delta := make([]float64, k)
	for j, b := range beta {
		delta[j] = -b
	}
	determined := independent(info, k, free)
	for _, j := range determined {
		delta[j] = 0
	}
	n := len(determined)
	if n == 0 {
		return delta
	}
	sub, rhs := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil)
	for i, a := range determined {
		r := u[a]
		for b, d := range delta {
			r -= at(a, b) * d
		}
		rhs.SetVec(i, r)
		for j := i; j < n; j++ {
			sub.SetSym(i, j, at(a, determined[j]))
		}
	}
	var chol mat.Cholesky
	if chol.Factorize(sub) && solved(chol.SolveVecTo(rhs, rhs)) {
		for i, a := range determined {
			delta[a] = rhs.AtVec(i)
		}
	}
	return delta
}

// independent lists the columns of free that a matrix determines, in order.
func independent(info []float64, k int, free []int) []int {
	left := append([]float64(nil), info...)
	var out []int
	for _, j := range free {
		pivot := left[j*k+j]
		if !(pivot > aliasTolerance*info[j*k+j]) || !(info[j*k+j] > 0) {
			continue
		}
		out = append(out, j)
		row := make([]float64, k)
		for b := range k {
			row[b] = left[min(j, b)*k+max(j, b)]
		}
		for a := range k {
			f := row[a] / pivot
			for b := a; b < k; b++ {
				left[a*k+b] -= f * row[b]
			}
		}
	}
	return out
}

// quadratic is uᵀδ - ½ δᵀJδ.
func quadratic(delta, u, info []float64) float64 {
	k := len(delta)
	v := dot(u, delta)
	for j, d := range delta {
		if d == 0 {
			continue
		}
		v -= d * d * info[j*k+j] / 2
		for q := j + 1; q < k; q++ {
			v -= d * delta[q] * info[j*k+q]
		}
	}
	return v
}

// Restrict refits the model with the given columns of the caller only, the others
// at 0, starting from f and with f's penalty, if any (of the full model's
// information, as in LikelihoodRatio). Expand it to approximate near that subset.
func (f *Fit) Restrict(columns []int) (*Fit, error) {
	if err := f.needsLikelihood(); err != nil {
		return nil, err
	}
	free := f.g.workingOf(columns)
	beta := make([]float64, len(f.beta))
	for _, w := range free {
		beta[w] = f.beta[w]
	}
	s := problem{g: f.g, firth: f.firth, free: free}.maximize(f.alpha, beta)
	if !s.converged {
		return nil, &NotEstimable{Reason: "the fit to some of the columns did not settle"}
	}
	out := f.g.fit(s, f.firth)
	if f.firth {
		out.rates = f.g.flic(out.alpha, out.beta)
	}
	return out, nil
}

// nullDeviance of stratum s is -2 log-likelihood at its own rate.
func (g *Grouped) nullDeviance(s int) float64 { return -2 * entropy(g.stratumY[s], g.stratumN[s]) }

// NullDeviance returns -2 log-likelihood with each stratum at its own rate, by fold.
func (g *Grouped) NullDeviance(fold []int) []float64 {
	count := 0
	for _, f := range fold {
		count = max(count, f+1)
	}
	out := make([]float64, count)
	for s, f := range fold {
		out[f] += math.Max(0, g.nullDeviance(s))
	}
	return out
}
