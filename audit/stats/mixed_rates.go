package stats

import "gonum.org/v1/gonum/stat/distuv"

// ClusterRate is one cluster seen through the mixed model.
type ClusterRate struct {
	N, Advanced float64
	// Intercept is the conditional mode of the cluster's deviation σu in log odds,
	// SD the standard deviation of its posterior (Laplace).
	Intercept, SD float64
	// Own is the mean fitted rate of the cluster's own applications: its observed rate
	// shrunken towards what others would have done with the same applications.
	Own float64
	// OwnLow and OwnHigh are Own at the ends of the intercept's posterior interval,
	// normal by Laplace, with σ and the fixed effects as estimated: an empirical
	// Bayes interval, too short where few clusters tell σ. Equal to Own at σ = 0.
	OwnLow, OwnHigh float64
	// Standard is the mean fitted rate of all applications, had this cluster decided
	// them: comparable between clusters.
	Standard float64
}

// Rates returns the clusters in ascending order of the caller's numbers, with
// intervals at the two-sided level in (0,1).
func (f *MixedFit) Rates(level float64) []ClusterRate {
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	g, k := f.g, len(f.g.active)
	out := make([]ClusterRate, f.Clusters)
	eta := make([]float64, len(g.n))
	for i := range g.n {
		s := int(g.stratum[i])
		eta[i] = f.theta[s] + dot(g.x[i*k:(i+1)*k], f.theta[len(g.strata):])
	}
	Parallel(g.workers, len(out), func(c int) {
		r := &out[c]
		r.Intercept, r.SD = f.SD*f.mode[c], f.SD*f.sd[c]
		for i, n := range g.n {
			p, _ := expit(eta[i] + r.Intercept)
			r.Standard += n * p / g.total
			if int(g.cluster[i]) == c {
				r.N += n
				r.Advanced += g.y[i]
				r.Own += n * p
				low, _ := expit(eta[i] + r.Intercept - z*r.SD)
				high, _ := expit(eta[i] + r.Intercept + z*r.SD)
				r.OwnLow += n * low
				r.OwnHigh += n * high
			}
		}
		r.Own /= r.N
		r.OwnLow /= r.N
		r.OwnHigh /= r.N
	})
	return out
}
