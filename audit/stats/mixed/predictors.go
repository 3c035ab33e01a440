package mixed

import (
	"math"

	"weaksignal/audit/stats"
)

// predictors hold the linear predictors of a cluster's rows without its
// intercept, and their odds: e^(η+σu) = e^η e^(σu) saves an exponential per row and node.
type predictors struct {
	rows      []int32
	eta, odds []float64
}

// extreme bounds exponents so that products of two stay finite.
const extreme = 300

func boundedExp(x float64) float64 { return math.Exp(math.Max(-extreme, math.Min(extreme, x))) }

func (m *mixture) predictors(theta []float64, rows []int32) predictors {
	p := predictors{rows: rows, eta: make([]float64, len(rows)), odds: make([]float64, len(rows))}
	for at, i := range rows {
		p.eta[at] = m.eta(theta, i)
		p.odds[at] = boundedExp(p.eta[at])
	}
	return p
}

// mode returns the maximum of a cluster's log-likelihood plus log prior over u, and
// the standard deviation of the normal density that fits it there.
func (m *mixture) mode(pr predictors, sigma float64) (u, sd float64) {
	low, high := math.Inf(-1), math.Inf(1)
	for range 200 {
		var r, w float64
		factor := boundedExp(sigma * u)
		for at, i := range pr.rows {
			p := 1 - 1/(1+pr.odds[at]*factor)
			r += m.d.Y[i] - m.d.N[i]*p
			w += m.d.N[i] * p * (1 - p)
		}
		r, w = sigma*r-u, sigma*sigma*w+1
		sd = 1 / math.Sqrt(w)
		if r > 0 {
			low = u
		} else {
			high = u
		}
		next := u + r/w
		if math.Abs(next-u) < 1e-10*(1+math.Abs(u)) { // the nodes need no better centre
			return next, sd
		}
		if next <= low || next >= high {
			next = (math.Max(low, u-5) + math.Min(high, u+5)) / 2
		}
		u = next
	}
	return u, sd
}

func (m *mixture) posterior(theta []float64) (mode, sd []float64) {
	mode, sd = make([]float64, len(m.rows)), make([]float64, len(m.rows))
	stats.Parallel(m.d.Workers, len(m.rows), func(c int) {
		mode[c], sd[c] = m.mode(m.predictors(theta, m.rows[c]), theta[len(theta)-1])
	})
	return mode, sd
}

// logLikAt returns the log-likelihood of rows whose linear predictors are shifted,
// and fills their means.
func (m *mixture) logLikAt(pr predictors, shift float64, mean []float64) (loglik float64) {
	factor := boundedExp(shift)
	soft := logSum{product: 1}
	for at, i := range pr.rows {
		n, y, odds := m.d.N[i], m.d.Y[i], pr.odds[at]*factor
		if odds <= 1 {
			mean[at] = odds / (1 + odds)
			soft.add(1+odds, n)
			loglik += y * (pr.eta[at] + shift)
			continue
		}
		inverse := 1 / odds
		mean[at] = 1 / (1 + inverse)
		soft.add(1+inverse, n)
		loglik -= (n - y) * (pr.eta[at] + shift)
	}
	return loglik - soft.value()
}

// logSum adds n·log x for x in [1, 2] by multiplying, with few logarithms.
type logSum struct{ sum, product float64 }

func (a *logSum) add(x, n float64) {
	if n > 8 {
		a.sum += n * math.Log(x)
		return
	}
	for ; n > 0; n-- {
		a.product *= x
	}
	if a.product > 1e200 {
		a.sum += math.Log(a.product)
		a.product = 1
	}
}

func (a *logSum) value() float64 { return a.sum + math.Log(a.product) }
