package logit

import (
	"math"

	"weaksignal/audit/stats"
)

// recursionUpTo is the subset size up to which the recursion is cheaper than a
// couple of dozen passes over the stratum's patterns.
const recursionUpTo = 32

// tilted evaluates the same conditional likelihood by inverting a characteristic
// function. Tilt the stratum: let its applications advance independently with
// p_i = expit(a + η_i), Σ p_i = m. Given the number N advanced, the tilt cancels, so that
//
//	log L = Σ [ y_i (a + η_i) - n_i log(1 + e^{a+η_i}) ] - log P(N = m),
//	P(N = m) = 1/M Σ_k f(ω_k) e^{-iω_k m},   f(ω) = Π (1 - p_i + p_i e^{iω})^{n_i},   ω_k = 2πk/M.
//
// At frequency ω the applications are independent under complex probabilities
// g_i = p_i e^{iω} / (1 - p_i + p_i e^{iω}), which gives the conditional mean and
// covariance of Σ x too. With M = n+1 the sum is exact; as N is concentrated
// around m with variance v = Σ n p (1-p), M = 9√v + 26 aliases less than 1e-16
// (Bernstein's inequality), and |f| falls below 1e-17 after about 13 + 36/√v
// frequencies. Cost: that many passes over the patterns, whatever m is.
//
// Hong (2013) Comput Stat Data Anal 59:41-51, section 2.2, for the inversion.
type tilted struct {
	k                int
	offset, p        []float64
	meanRe, meanIm   []float64 // A(ω) = Σ n (g - p) x
	crossRe, crossIm []float64 // Σ n g (1-g) x xᵀ, upper triangle
	first, second    []float64
}

func newTilted(k int) *tilted {
	square := func() []float64 { return make([]float64, k*k) }
	row := func() []float64 { return make([]float64, k) }
	return &tilted{k: k, meanRe: row(), meanIm: row(), first: row(),
		crossRe: square(), crossIm: square(), second: square()}
}

// stratum returns the log-likelihood of rows [lo, hi) and fills score and information.
func (r *tilted) stratum(g *Grouped, lo, hi int, beta, score, info []float64) float64 {
	k, s := r.k, g.stratum[lo]
	m := g.stratumY[s]
	r.offset, r.p = r.offset[:0], r.p[:0]
	for i := lo; i < hi; i++ {
		r.offset = append(r.offset, stats.Dot(g.x[i*k:(i+1)*k], beta))
	}
	a := interceptFor(m, g.n[lo:hi], r.offset, math.Log(m/(g.stratumN[s]-m))-r.offset[0])
	var loglik, v float64
	clear(score)
	for at, o := range r.offset {
		i := lo + at
		p, d, ll := bernoulli(a+o, g.n[i], g.y[i])
		r.p = append(r.p, p)
		loglik += ll
		v += g.n[i] * d
		stats.AddScaled(score, g.y[i]-g.n[i]*p, g.x[i*k:(i+1)*k])
	}
	mass := r.invert(g, lo, m, v)
	for j := range k {
		score[j] -= r.first[j] / mass
		for q := j; q < k; q++ {
			info[j*k+q] = r.second[j*k+q]/mass - r.first[j]*r.first[q]/(mass*mass)
		}
	}
	return loglik - math.Log(mass)
}

// invert sums over frequencies; it returns P(N = m) and leaves P(N = m) times the
// conditional first and second moments of Σ (x - tilted mean).
func (r *tilted) invert(g *Grouped, lo int, m, v float64) (mass float64) {
	k := r.k
	count := 2*int((9*math.Sqrt(v)+26)/2) + 1 // odd, so that frequencies pair up
	clear(r.first)
	clear(r.second)
	for f := 0; f <= count/2; f++ {
		omega := 2 * math.Pi * float64(f) / float64(count)
		logSize, angle := r.frequency(g, lo, omega)
		if logSize < -40 {
			break // |f| only falls from here to π
		}
		angle = math.Remainder(angle-omega*m, 2*math.Pi)
		weight := 2 * math.Exp(logSize) / float64(count)
		if f == 0 {
			weight /= 2
		}
		re, im := weight*math.Cos(angle), weight*math.Sin(angle)
		mass += re
		for j := range k {
			aRe, aIm := r.meanRe[j], r.meanIm[j]
			r.first[j] += re*aRe - im*aIm
			for q := j; q < k; q++ {
				bRe := r.crossRe[j*k+q] + aRe*r.meanRe[q] - aIm*r.meanIm[q]
				bIm := r.crossIm[j*k+q] + aRe*r.meanIm[q] + aIm*r.meanRe[q]
				r.second[j*k+q] += re*bRe - im*bIm
			}
		}
	}
	return mass
}

// frequency collects log f and the complex moments at one frequency.
func (r *tilted) frequency(g *Grouped, lo int, omega float64) (logSize, angle float64) {
	k := r.k
	clear(r.meanRe)
	clear(r.meanIm)
	clear(r.crossRe)
	clear(r.crossIm)
	sin, cos := math.Sincos(omega)
	for at, p := range r.p {
		i := lo + at
		n, x := g.n[i], g.x[(lo+at)*k:(lo+at+1)*k]
		// 1 - p + p e^{iω}, and g = p e^{iω} over it.
		zRe, zIm := 1-p+p*cos, p*sin
		size := zRe*zRe + zIm*zIm
		logSize += n * math.Log(size) / 2
		angle += n * math.Atan2(zIm, zRe)
		gRe := p * (cos*zRe + sin*zIm) / size
		gIm := p * (sin*zRe - cos*zIm) / size
		vRe, vIm := n*(gRe-gRe*gRe+gIm*gIm), n*(gIm-2*gRe*gIm)
		dRe, dIm := n*(gRe-p), n*gIm
		for j, xj := range x {
			if xj == 0 {
				continue
			}
			r.meanRe[j] += dRe * xj
			r.meanIm[j] += dIm * xj
			a, b := vRe*xj, vIm*xj
			re, im := r.crossRe[j*k:j*k+k], r.crossIm[j*k:j*k+k]
			for q := j; q < k; q++ {
				re[q] += a * x[q]
				im[q] += b * x[q]
			}
		}
	}
	return logSize, angle
}
