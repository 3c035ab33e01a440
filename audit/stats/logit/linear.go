package logit

import (
	"math"

	"weaksignal/audit/stats"
)

// LinearProbability fits P(advance) = α_stratum + xᵀβ by least squares,
//
//	β̂ = ( Σ_i n_i (x_i - x̄_s)(x_i - x̄_s)ᵀ )⁻¹ Σ_i (x_i - x̄_s)(y_i - n_i ȳ_s),
//
// with the strata absorbed (the within transformation), so that thousands of them
// cost no columns. With one binary covariate β̂ is the Mantel–Haenszel risk
// difference. Errors are heteroscedastic by nature: use a ClusterCovariance for
// inference; ModelCovariance is the classical one that the robustness value is
// defined on. *NotEstimable with no more applications than parameters.
//
// Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data,
// section 10.5; the identity: Greenland & Robins (1985) Biometrics 41:55-68 with
// weights n1·n0/n.
func LinearProbability(g *Grouped) (*Fit, error) {
	if g.total <= float64(len(g.strata)+len(g.active)) {
		return nil, &stats.NotEstimable{Reason: "no more applications than parameters"}
	}
	m := newMoments(g)
	g.accumulate(nil, nil, linearLink, m, nil)
	info, ok := newInformation(m)
	if !ok {
		return nil, &stats.NotEstimable{Reason: "the covariates cannot be told apart"}
	}
	da, db, _ := info.solve(m.r, m.t, nil)
	// One refinement takes out the rounding of the first solution.
	g.accumulate(da, db, linearLink, m, nil)
	ra, rb, _ := info.solve(m.r, m.t, nil)
	stats.AddTo(da, ra)
	stats.AddTo(db, rb)
	return &Fit{g: g, link: linearLink, alpha: da, beta: db, rates: da, info: info}, nil
}

// residualVariance is RSS / (n - k) with the applications, not the patterns, as units.
func (f *Fit) residualVariance() float64 {
	g, k := f.g, len(f.beta)
	var rss float64
	for i := range g.n {
		p := f.alpha[g.stratum[i]] + stats.Dot(g.x[i*k:(i+1)*k], f.beta)
		rss += g.y[i]*(1-p)*(1-p) + (g.n[i]-g.y[i])*p*p
	}
	return rss / (g.total - float64(len(f.alpha)+k))
}

// ClassicalT is the coefficient of column j over its classical standard error,
// with the residual degrees of freedom: the input of the robustness value.
func (f *Fit) ClassicalT(j int) (t, df float64, err error) {
	e, err := f.Slope(j)
	if err != nil {
		return 0, 0, err
	}
	v := f.ModelCovariance().Variance(e)
	df = f.g.total - float64(len(f.alpha)+len(f.beta))
	if !(v > 0) || math.IsInf(v, 0) {
		return 0, 0, &stats.NotEstimable{Reason: "the residual variance is 0"}
	}
	return e.Value / math.Sqrt(v), df, nil
}
