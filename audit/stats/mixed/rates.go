package mixed

import (
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"

	"gonum.org/v1/gonum/stat/distuv"
)

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
func (f *Fit) Rates(level float64) []ClusterRate {
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	d, k := f.d, f.d.K
	out := make([]ClusterRate, f.Clusters)
	eta := make([]float64, len(d.N))
	for i := range d.N {
		s := int(d.Stratum[i])
		eta[i] = f.theta[s] + stats.Dot(d.X[i*k:(i+1)*k], f.theta[d.Strata:])
	}
	stats.Parallel(d.Workers, len(out), func(c int) {
		r := &out[c]
		r.Intercept, r.SD = f.SD*f.mode[c], f.SD*f.sd[c]
		for i, n := range d.N {
			p, _ := logit.Expit(eta[i] + r.Intercept)
			r.Standard += n * p / d.Total
			if int(d.Cluster[i]) == c {
				r.N += n
				r.Advanced += d.Y[i]
				r.Own += n * p
				low, _ := logit.Expit(eta[i] + r.Intercept - z*r.SD)
				high, _ := logit.Expit(eta[i] + r.Intercept + z*r.SD)
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
