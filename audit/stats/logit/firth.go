package logit

import (
	"math"

	"weaksignal/audit/stats"
)

// Firth fits the logistic model of LogisticML with Jeffreys' prior as penalty,
//
//	ℓ*(α, β) = ℓ(α, β) + ½ log det I(α, β),
//
// I being the information on the stratum intercepts and the slopes together. The
// estimate is finite for any data, also under separation, and free of the bias of
// order 1/n. For a 2×2 table it is the log odds ratio after adding ½ to each cell.
//
// Conventions. Standard errors come from (XᵀWX)⁻¹ at the estimate, as brglm2 and
// SAS have it; logistf since 1.24 prints smaller ones. Tests and intervals use the
// penalised likelihood (LikelihoodRatio, Profile), as the Wald statistic is poor
// exactly where the penalty is needed. The penalty pulls fitted rates towards ½:
// fitted rates use FLIC intercepts instead (RateIntercepts), whose mean is the
// observed rate in each stratum.
//
// With many strata of few applications the intercepts' penalty does not remove the
// incidental-parameter bias: use ConditionalLogit there.
//
// Firth (1993) Biometrika 80:27-38; Heinze & Schemper (2002) Stat Med
// 21:2409-2419; Puhr et al. (2017) Stat Med 36:2302-2317 for FLIC.
func Firth(g *Grouped) (*Fit, error) {
	ml := problem{g: g}.maximize(g.start(), make([]float64, len(g.active)))
	p := problem{g: g, firth: true}
	var s *solution
	if ml.converged {
		s = p.maximize(ml.alpha, ml.beta)
	}
	if s == nil || !s.converged {
		s = p.maximize(g.start(), make([]float64, len(g.active)))
	}
	if !s.converged {
		return nil, &stats.NotEstimable{Reason: "the penalised fit did not settle"}
	}
	f := g.fit(s, true)
	if ml.converged {
		v := ml.m.loglik
		f.ML = &v
	} else {
		f.Separation = g.separationOf(ml.separated)
	}
	f.rates = g.flic(f.alpha, f.beta)
	return f, nil
}

// flic refits the intercept of each stratum by maximum likelihood with the slopes
// as offset:
//
//	Σ_{i in s} ( y_i - n_i expit(α_s + x_iᵀβ) ) = 0.
//
// Puhr et al. (2017), section 2.3, one intercept per stratum instead of one. A
// stratum of one class has none; its intercept stays where it is.
func (g *Grouped) flic(alpha, beta []float64) []float64 {
	k := len(beta)
	offset := make([]float64, len(g.n))
	for i := range offset {
		offset[i] = stats.Dot(g.x[i*k:(i+1)*k], beta)
	}
	out := append([]float64(nil), alpha...)
	for lo := 0; lo < len(g.n); {
		s := int(g.stratum[lo])
		hi := lo
		for hi < len(g.n) && int(g.stratum[hi]) == s {
			hi++
		}
		if g.stratumY[s] > 0 && g.stratumY[s] < g.stratumN[s] {
			out[s] = interceptFor(g.stratumY[s], g.n[lo:hi], offset[lo:hi], alpha[s])
		}
		lo = hi
	}
	return out
}

// interceptFor solves Σ n expit(a + offset) = y for a, 0 < y < Σ n: Newton's
// method inside a bracket.
func interceptFor(y float64, n, offset []float64, start float64) float64 {
	low, high := math.Inf(-1), math.Inf(1)
	a := start
	for range 200 {
		var r, w float64
		r = y
		for i, o := range offset {
			p, v := Expit(a + o)
			r -= n[i] * p
			w += n[i] * v
		}
		if r > 0 {
			low = a
		} else {
			high = a
		}
		step := math.Max(-2, math.Min(2, r/w))
		if math.IsNaN(step) {
			step = math.Copysign(2, r)
		}
		if math.Abs(step) <= 1e-13*(1+math.Abs(a)) {
			return a + step
		}
		next := a + step
		if next <= low || next >= high { // past an end that is known
			next = (math.Max(low, a-2) + math.Min(high, a+2)) / 2
		}
		a = next
	}
	return a
}
