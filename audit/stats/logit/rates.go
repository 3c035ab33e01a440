package logit

import (
	"fmt"
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
)

// StandardisedRates are the fitted rates with some columns set to given values, averaged
// over the applications of subset (by the caller's row index of Patterns; nil = all), the
// other covariates as observed:
//
//	R_q = 1/N Σ_i n_i F(α_s + x_iᵀβ | x_columns = values[q]).
//
// A difference of two is the average marginal effect of a factor that takes several
// columns (a spline, categories); with one binary column it is [Fit.DiscreteChange]. F,
// gradient and covariances as there. len(values[q]) == len(columns). A column without a
// coefficient counts as observed. *NotEstimable where none has one, or the subset is empty.
func (f *Fit) StandardisedRates(columns []int, values [][]float64, subset []bool) ([]Effect, error) {
	var at []int // position in columns of those with a coefficient
	var work []int
	var why error
	for c, j := range columns {
		w, err := f.g.working(j)
		if err != nil {
			why = err
			continue
		}
		at, work = append(at, c), append(work, w)
	}
	if len(work) == 0 {
		if why == nil {
			why = &stats.NotEstimable{Reason: "there is no column to compare"}
		}
		return nil, why
	}
	set := make([][]float64, len(values))
	for q, v := range values {
		if len(v) != len(columns) {
			return nil, fmt.Errorf("%d values for %d columns", len(v), len(columns))
		}
		set[q] = make([]float64, len(work))
		for i, w := range work {
			set[q][i] = (v[at[i]] - f.g.center[w]) / f.g.scale[w]
		}
	}
	out := f.average(len(values), subset, func(x []float64, eta, n float64, into []Effect, s int) {
		rest := eta
		for _, w := range work {
			rest -= f.beta[w] * x[w]
		}
		for q, v := range set {
			own := rest
			for i, w := range work {
				own += f.beta[w] * v[i]
			}
			p, d := f.mean(own)
			into[q].Value += n * p
			into[q].alpha[s] += n * d
			beta := into[q].beta
			for k, xv := range x {
				if xv != 0 {
					beta[k] += n * d * xv
				}
			}
			for i, w := range work {
				beta[w] += n * d * (v[i] - x[w])
			}
		}
	})
	if !(out[0].N > 0) {
		return nil, &stats.NotEstimable{Reason: "no applications to average over"}
	}
	return out, nil
}

// Minus is the difference of two effects of one fit.
func (e Effect) Minus(o Effect) Effect { return e.minus(o) }

// LinearCombination is Σ_c weights[c] β_columns[c], as a log odds (of a linear model: a
// difference of rates). Columns without a coefficient add nothing; *NotEstimable where
// none has one.
func (f *Fit) LinearCombination(columns []int, weights []float64) (Effect, error) {
	e := f.zeroEffect()
	e.N = f.g.total
	var why error
	found := false
	for c, j := range columns {
		w, err := f.g.working(j)
		if err != nil {
			why = err
			continue
		}
		found = true
		e.Value += weights[c] * f.beta[w] / f.g.scale[w]
		e.beta[w] += weights[c] / f.g.scale[w]
	}
	if !found {
		if why == nil {
			why = &stats.NotEstimable{Reason: "there is no column to compare"}
		}
		return Effect{}, why
	}
	return e, nil
}

// WaldTest is the statistic βᵀ V⁻¹ β of the hypothesis that all of the columns have
// coefficient 0, with as many degrees of freedom as have one. *NotEstimable where
// none has one, or V is singular (fewer clusters than columns).
func (c *Covariance) WaldTest(columns []int) (statistic float64, df int, err error) {
	var es []Effect
	for _, j := range columns {
		e, slopeErr := c.fit.Slope(j)
		if slopeErr != nil {
			err = slopeErr
			continue
		}
		es = append(es, e)
	}
	if len(es) == 0 {
		if err == nil {
			err = &stats.NotEstimable{Reason: "no columns to test"}
		}
		return 0, 0, err
	}
	k := len(es)
	v, b := c.Matrix(es), mat.NewVecDense(k, nil)
	scale := make([]float64, k) // correlations, for scale
	for i := range es {
		if !(v.At(i, i) > 0) {
			return 0, 0, &stats.NotEstimable{Reason: "the standard error is 0 or not finite"}
		}
		scale[i] = 1 / math.Sqrt(v.At(i, i))
	}
	for i := range es {
		b.SetVec(i, es[i].Value*scale[i])
		for j := i; j < k; j++ {
			v.SetSym(i, j, v.At(i, j)*scale[i]*scale[j])
		}
	}
	var chol mat.Cholesky
	var solved mat.VecDense
	if !chol.Factorize(v) || chol.Cond() > 1e12 || chol.SolveVecTo(&solved, b) != nil {
		return 0, 0, &stats.NotEstimable{Reason: "the columns can't be tested together: there are fewer clusters than columns"}
	}
	return mat.Dot(b, &solved), k, nil
}

// Matrix is the covariance matrix of several effects of the fit by the delta method.
func (c *Covariance) Matrix(es []Effect) *mat.SymDense {
	k := len(es)
	out := mat.NewSymDense(k, nil)
	if c.score == nil {
		info := c.fit.info
		u, w := make([][]float64, k), make([][]float64, k)
		for i, e := range es {
			u[i], w[i] = info.project(e.alpha, e.beta), make([]float64, info.k)
			multiply(info.inv, u[i], w[i])
		}
		for i := range es {
			for j := i; j < k; j++ {
				v := stats.Dot(u[j], w[i])
				for s, a := range es[i].alpha {
					v += a * es[j].alpha[s] / info.a[s]
				}
				out.SetSym(i, j, c.factor*v)
			}
		}
		return out
	}
	parts := make([][]float64, k)
	for i, e := range es {
		parts[i] = c.Parts(e)
		for j := 0; j <= i; j++ {
			out.SetSym(j, i, stats.Dot(parts[i], parts[j]))
		}
	}
	if c.persons != nil {
		out.AddSym(out, c.persons.beyond(c.fit, es))
	}
	return out
}
