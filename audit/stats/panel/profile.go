package panel

import "math"

// logistic returns the rate, its variance, and e^-|η|.
func logistic(eta float64) (mu, v, tail float64) {
	tail = math.Exp(-math.Abs(eta))
	d := 1 / (1 + tail)
	if eta >= 0 {
		return d, tail * d * d, tail
	}
	return tail * d, tail * d * d, tail
}

// likelihood sums log-likelihoods of y in n,
//
//	y·η − n·log(1 + e^η) = y·η − n·max(η, 0) − n·log(1 + e^-|η|),
//
// with the logarithm of many factors taken at once: it is the dearest part of a pass.
type likelihood struct {
	linear  float64
	product float64 // of 1 + e^-|η|, each at most 2; starts at 1
}

// productLimit leaves room for one more factor.
const productLimit = math.MaxFloat64 / 4

func (l *likelihood) add(eta, tail, n, y float64) {
	l.linear += y*eta - n*math.Max(eta, 0)
	if n != 1 {
		l.linear -= n * math.Log1p(tail)
		return
	}
	if l.product *= 1 + tail; l.product > productLimit {
		l.linear, l.product = l.linear-math.Log(l.product), 1
	}
}

func (l *likelihood) sum() float64 { return l.linear - math.Log(l.product) }

// Profile maximises the log-likelihood of a stratum over its intercept at given slopes.
func (p *Panel) Profile(s int, beta []float64) (alpha, loglik float64) {
	lo, hi := p.Start[s], p.Start[s+1]
	n, y := p.totals(s)
	if y == 0 || y == n {
		return math.Copysign(40, y-n/2), 0
	}
	offset, buf := make([]float64, hi-lo), make([]float64, p.K)
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
			mu, v, _ := logistic(alpha + o)
			r -= p.N[lo+i] * mu
			w += p.N[lo+i] * v
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
	ll := likelihood{product: 1}
	for i, o := range offset {
		_, _, tail := logistic(alpha + o)
		ll.add(alpha+o, tail, p.N[lo+i], p.Y[lo+i])
	}
	return alpha, ll.sum()
}
