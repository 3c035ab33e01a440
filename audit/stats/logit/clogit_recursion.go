package logit

import (
	"math"
	"sync"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
)

// evaluate computes the conditional likelihood, scores and information at beta;
// strata in parallel, summed in order.
func (p conditionalProblem) evaluate(beta []float64) *conditionalPoint {
	g, k := p.g, len(beta)
	strata := len(g.strata)
	out := &conditionalPoint{beta: beta, score: make([]float64, strata*k), total: make([]float64, k)}
	loglik, info := make([]float64, strata), make([]float64, strata*k*k)
	start := g.stratumStarts()
	type scratch struct {
		small *subsets
		large *tilted
	}
	free := sync.Pool{New: func() any { return &scratch{newSubsets(k), newTilted(k)} }}
	stats.Parallel(g.workers, strata, func(s int) {
		r := free.Get().(*scratch)
		of := r.small.stratum
		if math.Min(g.stratumY[s], g.stratumN[s]-g.stratumY[s]) > recursionUpTo {
			of = r.large.stratum
		}
		loglik[s] = of(g, start[s], start[s+1], beta, out.score[s*k:(s+1)*k], info[s*k*k:(s+1)*k*k])
		free.Put(r)
	})
	sym := mat.NewSymDense(k, nil)
	for s := range strata {
		out.loglik += loglik[s]
		stats.AddTo(out.total, out.score[s*k:(s+1)*k])
		for i := range k {
			for j := i; j < k; j++ {
				sym.SetSym(i, j, sym.At(i, j)+info[s*k*k+i*k+j])
			}
		}
	}
	out.ok = !math.IsNaN(out.loglik) && out.chol.Factorize(sym) && out.chol.Cond() < 1e15
	if out.ok {
		out.inverse = mat.NewSymDense(k, nil)
		if err := out.chol.InverseTo(out.inverse); err != nil {
			out.ok = false
		}
	}
	return out
}

// stratumStarts returns the first row of each stratum, and the number of rows.
func (g *Grouped) stratumStarts() []int {
	start := make([]int, len(g.strata)+1)
	for _, s := range g.stratum {
		start[s+1]++
	}
	for s := range g.strata {
		start[s+1] += start[s]
	}
	return start
}

// subsets runs the recursion over the applications of a stratum. After i of them,
// for each subset size j, it holds the logarithm of the sum
//
//	B(j, i) = B(j, i-1) + e^{η_i} B(j-1, i-1)
//
// over subsets, and mean and covariance of Σ x under the distribution that the
// sum normalises. These replace the derivatives of Gail, Lubin & Rubinstein:
// nothing over- or underflows, and the information is a sum of non-negative
// definite terms. With π = e^{η_i} B(j-1, i-1) / B(j, i) and d the difference of
// the two means,
//
//	mean ← (1-π) mean_j + π (mean_{j-1} + x_i),
//	cov  ← (1-π) cov_j + π cov_{j-1} + π(1-π) d dᵀ.
type subsets struct {
	k    int
	logB []float64
	mean []float64 // k per size
	cov  []float64 // k·k per size, upper triangle
	d    []float64
}

func newSubsets(k int) *subsets { return &subsets{k: k, d: make([]float64, k)} }

// stratum returns the log-likelihood of rows [lo, hi) and fills score and
// information. It counts whichever of advanced and not advanced are fewer.
func (r *subsets) stratum(g *Grouped, lo, hi int, beta, score, info []float64) (loglik float64) {
	k := r.k
	s := g.stratum[lo]
	n, m, sign := g.stratumN[s], g.stratumY[s], 1.0
	if n-m < m {
		m, sign = n-m, -1
	}
	r.reset(int(m))
	x := make([]float64, k)
	clear(score)
	done := 0
	for i := lo; i < hi; i++ {
		for j := range k {
			x[j] = sign * g.x[i*k+j]
		}
		eta := stats.Dot(x, beta)
		y := g.y[i]
		if sign < 0 {
			y = g.n[i] - y
		}
		loglik += y * eta
		for j := range k {
			score[j] += y * x[j]
		}
		for range int(g.n[i]) {
			done++
			r.add(eta, x, max(1, int(m)-(int(n)-done)), min(int(m), done))
		}
	}
	for j := range k {
		score[j] -= r.mean[int(m)*k+j]
	}
	copy(info, r.cov[int(m)*k*k:(int(m)+1)*k*k])
	return loglik - r.logB[int(m)]
}

func (r *subsets) reset(m int) {
	grow := func(v []float64, n int) []float64 {
		if cap(v) < n {
			return make([]float64, n)
		}
		v = v[:n]
		clear(v)
		return v
	}
	r.logB, r.mean, r.cov = grow(r.logB, m+1), grow(r.mean, (m+1)*r.k), grow(r.cov, (m+1)*r.k*r.k)
	for j := 1; j <= m; j++ {
		r.logB[j] = math.Inf(-1)
	}
}

// add takes one application into the subsets of sizes low to high.
func (r *subsets) add(eta float64, x []float64, low, high int) {
	k := r.k
	for j := high; j >= low; j-- {
		without, with := r.logB[j], eta+r.logB[j-1]
		var pi float64
		if d := with - without; d >= 0 {
			e := math.Exp(-d)
			pi, r.logB[j] = 1/(1+e), with+math.Log1p(e)
		} else {
			e := math.Exp(d)
			pi, r.logB[j] = e/(1+e), without+math.Log1p(e)
		}
		mean, below := r.mean[j*k:(j+1)*k], r.mean[(j-1)*k:j*k]
		for q := range k {
			r.d[q] = below[q] + x[q] - mean[q]
			mean[q] += pi * r.d[q]
		}
		cov, covBelow := r.cov[j*k*k:(j+1)*k*k], r.cov[(j-1)*k*k:j*k*k]
		mix := pi * (1 - pi)
		for a := range k {
			da := mix * r.d[a]
			row, rowBelow := cov[a*k:(a+1)*k], covBelow[a*k:(a+1)*k]
			for b := a; b < k; b++ {
				row[b] += pi*(rowBelow[b]-row[b]) + da*r.d[b]
			}
		}
	}
}

// conditionalSeparation tells whether a step separates: within every stratum, no
// application that advanced falls behind one that did not. See separation.
func (g *Grouped) conditionalSeparation(step []float64) *Separation {
	k := len(step)
	start := g.stratumStarts()
	var worst, spread float64
	for s := range g.strata {
		advanced, other := math.Inf(1), math.Inf(-1)
		top, bottom := math.Inf(-1), math.Inf(1)
		for i := start[s]; i < start[s+1]; i++ {
			d := stats.Dot(g.x[i*k:(i+1)*k], step)
			top, bottom = math.Max(top, d), math.Min(bottom, d)
			if g.y[i] > 0 {
				advanced = math.Min(advanced, d)
			}
			if g.y[i] < g.n[i] {
				other = math.Max(other, d)
			}
		}
		worst, spread = math.Max(worst, other-advanced), math.Max(spread, top-bottom)
	}
	if spread < 0.1 || worst > separationTolerance*spread {
		return nil
	}
	var columns []int
	for w, d := range step {
		if math.Abs(d) > separationTolerance*spread {
			columns = append(columns, w)
		}
	}
	return g.separationOf(columns)
}
