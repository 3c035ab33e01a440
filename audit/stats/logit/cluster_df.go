package logit

import "gonum.org/v1/gonum/mat"

// adjusted is the bias-reduced linearisation of one cluster in its own parameters
// (the strata it touches, then the slopes): what Satterthwaite's degrees of
// freedom need of the adjustment matrix A_g.
type adjusted struct {
	strata []int
	own    *mat.Dense // (A X)ᵀ V (A X)
	t      *mat.Dense // Xᵀ V (A X)
}

// DF is the Satterthwaite degrees of freedom of an effect under CR2, with the
// working model (independent errors with the working weights) as truth:
//
//	ν = (Σ_g P_gg)² / Σ_{g,h} P_gh²,   P_gh = a_gᵀ (I - H)_gh a_h,
//
// Pustejovsky & Tipton (2018), equation (11), as in clubSandwich's coef_test. For
// the other corrections it is G - 1, and 0 for the model-based covariance, where
// the normal distribution applies.
func (c *Covariance) DF(e Effect) float64 {
	if c.adjusted == nil {
		return max(0, float64(c.Clusters-1))
	}
	info := c.fit.info
	e, _ = e.normalized()
	da, db, _ := info.solve(e.alpha, e.beta, nil)
	t := make([]clusterScore, len(c.adjusted)) // X̃ᵀa_g, then its slopes whitened
	own := make([]float64, len(c.adjusted))
	for g, a := range c.adjusted {
		own[g], t[g] = a.leverage(da, db)
		u := info.project(nil, t[g].v)
		for i, s := range t[g].strata {
			for j := range u {
				u[j] -= info.mean[s*info.k+j] * t[g].u[i]
			}
		}
		info.whiten(u, t[g].v)
	}
	var trace, square float64
	dense := make([]float64, len(da))
	for g := range t {
		for i, s := range t[g].strata {
			dense[s] = t[g].u[i] / info.a[s]
		}
		for h := g; h < len(t); h++ {
			p := -t[h].dot(dense, t[g].v)
			if h == g {
				p += own[g]
				trace += p
				square += p * p
				continue
			}
			square += 2 * p * p
		}
		for _, s := range t[g].strata {
			dense[s] = 0
		}
	}
	return trace * trace / square
}

// leverage returns a_gᵀ V a_g and XᵀV a_g with a_g = A X M e.
func (a adjusted) leverage(da, db []float64) (own float64, t clusterScore) {
	m := len(a.strata)
	z := mat.NewVecDense(m+len(db), nil)
	for i, s := range a.strata {
		z.SetVec(i, da[s])
	}
	for j, d := range db {
		z.SetVec(m+j, d)
	}
	var x mat.VecDense
	x.MulVec(a.t, z)
	raw := x.RawVector().Data
	return mat.Inner(z, a.own, z), clusterScore{strata: a.strata, u: raw[:m], v: raw[m:]}
}
