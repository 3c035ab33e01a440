package exact

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/floats"
)

// discrete is a distribution over first, first+1, …; p sums to 1. Ends lighter
// than the trim that made it are left out.
type discrete struct {
	first int
	p     []float64
}

func (d discrete) last() int { return d.first + len(d.p) - 1 }

func (d discrete) at(x int) float64 {
	if x < d.first || x > d.last() {
		return 0
	}
	return d.p[x-d.first]
}

// above returns P(X >= x) and the mean of X over that event.
func (d discrete) above(x int) (mass, mean float64) {
	for i := max(0, x-d.first); i < len(d.p); i++ {
		mass += d.p[i]
		mean += d.p[i] * float64(d.first+i-x)
	}
	return mass, mean/mass + float64(x)
}

// below returns P(X <= x) and the mean of X over that event.
func (d discrete) below(x int) (mass, mean float64) {
	for i := min(len(d.p)-1, x-d.first); i >= 0; i-- {
		mass += d.p[i]
		mean += d.p[i] * float64(d.first+i-x)
	}
	return mass, mean/mass + float64(x)
}

func (d discrete) moments() (mean, variance float64) {
	_, mean = d.above(d.first)
	for i, p := range d.p {
		dx := float64(d.first+i) - mean
		variance += p * dx * dx
	}
	return mean, variance
}

// trimmed drops the ends lighter than cut times the heaviest point.
func (d discrete) trimmed(cut float64) discrete {
	cut *= floats.Max(d.p)
	i, j := 0, len(d.p)
	for d.p[i] < cut {
		i++
	}
	for d.p[j-1] < cut {
		j--
	}
	return discrete{first: d.first + i, p: d.p[i:j]}
}

// hypergeometric is Fisher's noncentral hypergeometric distribution of X1 given
// the margins of the table and the odds ratio e^theta. Weights follow from their
// neighbours by a ratio of counts, from the mode outwards, so that no logarithm
// of a factorial costs digits.
func hypergeometric(t stats.Table, theta, trim float64) discrete {
	lo, hi := t.Support()
	psi := math.Exp(math.Max(-700, math.Min(700, theta)))
	ratio := func(x int) float64 { // P(x)/P(x−1)
		return psi * float64(t.N1-x+1) / float64(x) * (float64(t.X1+t.X2-x+1) / float64(t.N2-t.X1-t.X2+x))
	}
	mode, end := lo, hi
	for mode < end {
		mid := (mode + end + 1) / 2
		if ratio(mid) >= 1 {
			mode = mid
		} else {
			end = mid - 1
		}
	}
	var left []float64
	for x, w := mode, 1.0; x > lo; x-- {
		if w /= ratio(x); !(w >= trim) || w == 0 {
			break
		}
		left = append(left, w)
	}
	p := make([]float64, 0, 2*len(left)+1)
	for i := len(left) - 1; i >= 0; i-- {
		p = append(p, left[i])
	}
	p = append(p, 1)
	for x, w := mode+1, 1.0; x <= hi; x++ {
		if w *= ratio(x); !(w >= trim) || w == 0 {
			break
		}
		p = append(p, w)
	}
	floats.Scale(1/floats.Sum(p), p)
	return discrete{first: mode - len(left), p: p}
}

// convolve is the distribution of the sum of two independent variables. All
// terms are positive, so small tail probabilities keep their digits, which a
// Fourier transform would lose.
func convolve(a, b discrete) discrete {
	if len(a.p) > len(b.p) {
		a, b = b, a
	}
	p := make([]float64, len(a.p)+len(b.p)-1)
	for i, w := range a.p {
		floats.AddScaled(p[i:i+len(b.p)], w, b.p)
	}
	return discrete{first: a.first + b.first, p: p}
}

// Probabilities below these parts of the largest one are left out. Only sets of
// strata with more than exactSupport possible values in all are cut at coarseTrim;
// the error of any probability is then below 1e-37, and the running time stays
// about a tenth of a second for a million applicants.
const (
	fineTrim     = 1e-300
	coarseTrim   = 1e-40
	exactSupport = 8000
)

// conditional is the sum of X1 over strata given every margin: the distribution
// behind exact tests and conditional odds ratios.
type conditional struct {
	tables   []stats.Table // informative ones
	observed int
	lo, hi   int
}

func newConditional(strata []stats.Table) (conditional, error) {
	var c conditional
	for _, t := range strata {
		if err := t.Valid(); err != nil {
			return c, err
		}
		if !t.Informative() {
			continue
		}
		lo, hi := t.Support()
		c.tables = append(c.tables, t)
		c.lo, c.hi, c.observed = c.lo+lo, c.hi+hi, c.observed+t.X1
	}
	if len(c.tables) == 0 {
		if len(strata) == 1 {
			return c, stats.NotEstimablef("one of the groups is empty, or all or none of the applicants advanced")
		}
		return c, stats.NotEstimablef("in every stratum one of the groups is empty, or all or none of the applicants advanced")
	}
	return c, nil
}

// exact tells whether distributions are computed without a coarse cut. One table
// needs no convolution, however large it is.
func (c conditional) exact() bool { return len(c.tables) == 1 || c.hi-c.lo <= exactSupport }

// distribution of the sum at the common odds ratio e^theta, by convolving
// neighbours pairwise until one is left.
func (c conditional) distribution(theta float64) discrete {
	trim := coarseTrim
	if c.exact() {
		trim = fineTrim
	}
	parts := make([]discrete, len(c.tables))
	for i, t := range c.tables {
		parts[i] = hypergeometric(t, theta, trim)
	}
	for len(parts) > 1 {
		half := parts[:0]
		for i := 0; i+1 < len(parts); i += 2 {
			half = append(half, convolve(parts[i], parts[i+1]).trimmed(trim))
		}
		if len(parts)%2 == 1 {
			half = append(half, parts[len(parts)-1])
		}
		parts = half
	}
	return parts[0]
}

// moments of the sum at e^theta; needs no convolution.
func (c conditional) moments(theta float64) (mean, variance float64) {
	for _, t := range c.tables {
		m, v := hypergeometric(t, theta, coarseTrim).moments()
		mean += m
		variance += v
	}
	return mean, variance
}

// solveMean returns the log odds ratio at which the expected sum is target,
// lo < target < hi: the conditional maximum likelihood estimate if target is the
// observed sum. The mean increases in theta; Newton steps are kept in a bracket.
func (c conditional) solveMean(target float64) float64 {
	return newton(0, func(theta float64) (gap, slope float64) {
		mean, variance := c.moments(theta)
		return mean - target, variance
	})
}

// newton solves gap(theta) = 0 for an increasing function by Newton's method
// kept in a bracket. Steps shrink quadratically: after one of 1e-9 the error is
// below rounding.
func newton(theta float64, f func(theta float64) (gap, slope float64)) float64 {
	low, high := math.Inf(-1), math.Inf(1)
	for range 200 {
		gap, slope := f(theta)
		if gap < 0 {
			low = theta
		} else {
			high = theta
		}
		next := theta - math.Max(-3, math.Min(3, gap/slope))
		if math.Abs(next-theta) <= 1e-9*(1+math.Abs(theta)) {
			return next
		}
		if !(next > low && next < high) {
			next = between(low, high, theta)
		}
		theta = next
	}
	return theta
}

// between halves a bracket, or steps out of it where one side is still open.
func between(low, high, at float64) float64 {
	switch {
	case math.IsInf(low, -1):
		return math.Min(at, high) - 3
	case math.IsInf(high, 1):
		return math.Max(at, low) + 3
	}
	return (low + high) / 2
}
