package audit

import "math"

// logistic returns the rate and its variance.
func logistic(eta float64) (mu, v float64) {
	e := math.Exp(-math.Abs(eta))
	d := 1 / (1 + e)
	if eta >= 0 {
		return d, e * d * d
	}
	return e * d, e * d * d
}

// binomial returns the rate, its variance and the log-likelihood of y in n.
func binomial(eta, n, y float64) (mu, v, ll float64) {
	e := math.Exp(-math.Abs(eta))
	d := 1 / (1 + e)
	v = e * d * d
	soft := math.Log(1 + e) // off by 1e-16 at most, in half the time of Log1p
	if eta >= 0 {
		return d, v, -n*soft - (n-y)*eta
	}
	return e * d, v, -n*soft + y*eta
}

// profile maximises the log-likelihood of a stratum over its intercept at given slopes.
func (p *panel) profile(s int, beta []float64) (alpha, loglik float64) {
	lo, hi := p.start[s], p.start[s+1]
	n, y := p.totals(s)
	if y == 0 || y == n {
		return math.Copysign(40, y-n/2), 0
	}
	offset, buf := make([]float64, hi-lo), make([]float64, p.k)
	for i := lo; i < hi; i++ {
		for j, v := range p.at(i, buf) {
			offset[i-lo] += beta[j] * v
		}
	}
	alpha = math.Log(y / (n - y))
	low, high := math.Inf(-1), math.Inf(1)
	for range 100 {
		r, w := y, 0.0
		for i, o := range offset {
			mu, v := logistic(alpha + o)
			r -= p.n[lo+i] * mu
			w += p.n[lo+i] * v
		}
		if r > 0 {
			low = alpha
		} else {
			high = alpha
		}
		if r*r < 1e-14*w {
			break
		}
		step := math.Max(-4, math.Min(4, r/w))
		next := alpha + step
		if math.IsNaN(next) || next <= low || next >= high {
			next = alpha + math.Copysign(2, r)
			if !math.IsInf(low, 0) && !math.IsInf(high, 0) {
				next = (low + high) / 2
			}
		}
		alpha = next
	}
	for i, o := range offset {
		_, _, l := binomial(alpha+o, p.n[lo+i], p.y[lo+i])
		loglik += l
	}
	return alpha, loglik
}
