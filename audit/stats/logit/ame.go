package logit

import (
	"fmt"
	"math"

	"weaksignal/audit/stats"
)

// Effect is a smooth function of a fit with its gradient, so that any covariance
// gives it a standard error by the delta method: Covariance.SE(effect).
type Effect struct {
	Value float64
	// N counts the applications averaged over.
	N float64
	// gradient in working scale: intercepts of rates, then slopes.
	alpha, beta []float64
}

// minus is e - o.
func (e Effect) minus(o Effect) Effect {
	return e.combine(o, e.Value-o.Value, 1, -1)
}

// combine has the given value and the gradient p·∇e + q·∇o.
func (e Effect) combine(o Effect, value, p, q float64) Effect {
	out := Effect{Value: value, N: e.N, alpha: make([]float64, len(e.alpha)), beta: make([]float64, len(e.beta))}
	for s := range e.alpha {
		out.alpha[s] = p*e.alpha[s] + q*o.alpha[s]
	}
	for j := range e.beta {
		out.beta[j] = p*e.beta[j] + q*o.beta[j]
	}
	return out
}

// Times is the effect multiplied by a constant.
func (e Effect) Times(c float64) Effect { return e.combine(e, c*e.Value, c, 0) }

// normalized is e divided by its largest gradient entry, against under- and overflow of squares.
func (e Effect) normalized() (Effect, float64) {
	var size float64
	for _, v := range e.alpha {
		size = math.Max(size, math.Abs(v))
	}
	for _, v := range e.beta {
		size = math.Max(size, math.Abs(v))
	}
	if size == 0 || math.IsInf(1/size, 0) {
		return e, 1
	}
	return e.Times(1 / size), size
}

// Slope is the coefficient of the caller's column j as an Effect.
func (f *Fit) Slope(j int) (Effect, error) {
	w, err := f.g.working(j)
	if err != nil {
		return Effect{}, err
	}
	e := f.zeroEffect()
	e.N = f.g.total
	e.Value = f.beta[w] / f.g.scale[w]
	e.beta[w] = 1 / f.g.scale[w]
	return e, nil
}

func (f *Fit) zeroEffect() Effect {
	return Effect{alpha: make([]float64, len(f.alpha)), beta: make([]float64, len(f.beta))}
}

// MarginalEffect is the effect of one column on the fitted rate, averaged over
// applications.
type MarginalEffect struct {
	// Difference is the average marginal effect.
	Difference Effect
	// Present and Absent are the standardised rates whose difference it is; zero
	// values for a Derivative.
	Present, Absent Effect
}

// LogRiskRatio is log(Present/Absent); *NotEstimable where a rate is 0.
func (m MarginalEffect) LogRiskRatio() (Effect, error) {
	p, a := m.Present, m.Absent
	if !(p.Value > 0 && a.Value > 0) {
		return Effect{}, &stats.NotEstimable{Reason: "a standardised rate is 0"}
	}
	return p.combine(a, math.Log(p.Value/a.Value), 1/p.Value, -1/a.Value), nil
}

// DiscreteChange is the average marginal effect of a binary column,
//
//	AME = 1/N Σ_i n_i [ F(α_s + x_iᵀβ | x_j = 1) - F(α_s + x_iᵀβ | x_j = 0) ],
//
// over the applications of the rows in subset (by the caller's row index of
// Patterns; nil = all), the other covariates as observed. F is the logistic
// function at the intercepts of fitted rates (FLIC after Firth), or the identity.
//
// Its gradient for the delta method is taken in all parameters, intercepts
// included, at these intercepts and slopes, and applied to the covariance of the
// estimate; without a penalty this is what R's margins(vcov =) and
// marginaleffects(vcov =) do. Averages treat the covariates as fixed: no term is
// added for their sampling. *NotEstimable if the column is aliased or the subset empty.
//
// Bartus (2005) Stata Journal 5:309-329.
func (f *Fit) DiscreteChange(j int, subset []bool) (MarginalEffect, error) {
	return f.Change(j, 0, 1, subset)
}

// Change is DiscreteChange from x_j = low to x_j = high.
func (f *Fit) Change(j int, low, high float64, subset []bool) (MarginalEffect, error) {
	w, err := f.g.working(j)
	if err != nil {
		return MarginalEffect{}, err
	}
	low, high = (low-f.g.center[w])/f.g.scale[w], (high-f.g.center[w])/f.g.scale[w]
	return f.contrast(w, subset, func(float64) (float64, float64) { return low, high })
}

// CenteredChange is the average change of the fitted rate from x_j - width/2 to
// x_j + width/2 around each application's own value.
func (f *Fit) CenteredChange(j int, width float64, subset []bool) (MarginalEffect, error) {
	w, err := f.g.working(j)
	if err != nil {
		return MarginalEffect{}, err
	}
	half := width / 2 / f.g.scale[w]
	return f.contrast(w, subset, func(x float64) (float64, float64) { return x - half, x + half })
}

// contrast averages F(x_w = high) - F(x_w = low) and both parts.
func (f *Fit) contrast(w int, subset []bool, at func(x float64) (low, high float64)) (MarginalEffect, error) {
	parts := f.average(2, subset, func(x []float64, eta, n float64, into []Effect, s int) {
		low, high := at(x[w])
		for q, v := range [2]float64{low, high} {
			p, d := f.mean(eta + f.beta[w]*(v-x[w]))
			into[q].Value += n * p
			into[q].alpha[s] += n * d
			for k, xv := range x {
				if k == w {
					xv = v
				}
				if xv != 0 {
					into[q].beta[k] += n * d * xv
				}
			}
		}
	})
	if !(parts[0].N > 0) {
		return MarginalEffect{}, &stats.NotEstimable{Reason: "no applications to average over"}
	}
	return MarginalEffect{Difference: parts[1].minus(parts[0]), Present: parts[1], Absent: parts[0]}, nil
}

// Derivative is the average marginal effect of a numeric column per unit,
//
//	AME = β_j · 1/N Σ_i n_i F'(α_s + x_iᵀβ),
//
// which is R's margins and Stata's dydx. The effect of one within-requisition
// standard deviation is Derivative times WithinSD. See DiscreteChange for the rest.
func (f *Fit) Derivative(j int, subset []bool) (MarginalEffect, error) {
	w, err := f.g.working(j)
	if err != nil {
		return MarginalEffect{}, err
	}
	parts := f.average(1, subset, func(x []float64, eta, n float64, into []Effect, s int) {
		d, d2 := f.meanDerivatives(eta)
		into[0].Value += n * d
		into[0].alpha[s] += n * d2
		for k, v := range x {
			into[0].beta[k] += n * d2 * v
		}
	})
	if !(parts[0].N > 0) {
		return MarginalEffect{}, &stats.NotEstimable{Reason: "no applications to average over"}
	}
	e := parts[0].Times(f.beta[w] / f.g.scale[w])
	e.beta[w] += parts[0].Value / f.g.scale[w]
	return MarginalEffect{Difference: e}, nil
}

// mean returns F and F' at eta.
func (f *Fit) mean(eta float64) (p, d float64) {
	if f.link == linearLink {
		return eta, 1
	}
	return Expit(eta)
}

// meanDerivatives returns F' and F” at eta.
func (f *Fit) meanDerivatives(eta float64) (d, d2 float64) {
	if f.link == linearLink {
		return 1, 0
	}
	p, v := Expit(eta)
	return v, v * (1 - 2*p)
}

// average calls add for each row of the subset and divides the sums by its applications.
func (f *Fit) average(parts int, subset []bool, add func(x []float64, eta, n float64, into []Effect, s int)) []Effect {
	g, k := f.g, len(f.beta)
	perChunk := make([][]Effect, len(g.chunks))
	g.eachChunk(func(c int) {
		first := g.segments[g.chunks[c].first].stratum
		width := g.segments[g.chunks[c].last-1].stratum - first + 1
		into := make([]Effect, parts)
		for q := range into {
			into[q] = Effect{alpha: make([]float64, width), beta: make([]float64, k)}
		}
		for _, seg := range g.segments[g.chunks[c].first:g.chunks[c].last] {
			for i := seg.lo; i < seg.hi; i++ {
				if subset != nil && !subset[g.source[i]] {
					continue
				}
				x := g.x[i*k : (i+1)*k]
				add(x, f.rates[seg.stratum]+stats.Dot(x, f.beta), g.n[i], into, seg.stratum-first)
				into[0].N += g.n[i]
			}
		}
		perChunk[c] = into
	})
	return f.reduceEffects(parts, perChunk)
}

func (f *Fit) reduceEffects(parts int, perChunk [][]Effect) []Effect {
	out := make([]Effect, parts)
	for q := range out {
		out[q] = f.zeroEffect()
		for c, into := range perChunk {
			first := f.g.segments[f.g.chunks[c].first].stratum
			out[q].Value += into[q].Value
			out[q].N += into[0].N
			stats.AddTo(out[q].alpha[first:], into[q].alpha)
			stats.AddTo(out[q].beta, into[q].beta)
		}
		if n := out[q].N; n > 0 {
			out[q] = out[q].Times(1 / n)
		}
	}
	return out
}

// WithinSD is the standard deviation of column j within strata, over the
// applications of subset (nil = all):
//
//	sqrt( Σ_i n_i (x_i - x̄_s)² / (N - S) ).
//
// *NotEstimable where it is 0 or N ≤ S.
func (g *Grouped) WithinSD(j int, subset []bool) (float64, error) {
	w, err := g.working(j)
	if err != nil {
		return 0, err
	}
	k := len(g.active)
	n, mean := make([]float64, len(g.strata)), make([]float64, len(g.strata))
	var ss, total float64
	used := 0
	for i := range g.n {
		if subset != nil && !subset[g.source[i]] {
			continue
		}
		s, v := g.stratum[i], g.x[i*k+w]
		if n[s] == 0 {
			used++
		}
		n[s] += g.n[i]
		total += g.n[i]
		d := v - mean[s]
		mean[s] += d * g.n[i] / n[s]
		ss += g.n[i] * d * (v - mean[s])
	}
	df := total - float64(used)
	if !(df > 0 && ss > 0) {
		return 0, &stats.NotEstimable{Reason: fmt.Sprintf("%s does not vary within any requisition", g.columns[j])}
	}
	return math.Sqrt(ss/df) * g.scale[w], nil
}
