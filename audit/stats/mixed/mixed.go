package mixed

import (
	"fmt"
	"math"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"

	"gonum.org/v1/gonum/stat/distuv"
)

const (
	// quadraturePoints of the adaptive Gauss–Hermite rule, as lme4's nAGQ = 25.
	quadraturePoints = 25
	// shortPoints serve clusters of information shortFrom or more, where they err by 1e-10.
	shortPoints = 9
	shortFrom   = 2000
	// maxMixedParameters bounds the dense information matrix of a mixed model.
	maxMixedParameters = 2000
	mixedTolerance     = 1e-10
	// Along the profile of σ the likelihood's error is the square of the step's.
	mixedProfileTolerance = 1e-5
	mixedRootTolerance    = 1e-7 // of an end, in log odds
	// minMixedPairs is the number of pairs of applications with the same cluster below
	// which the likelihood hardly depends on σ: with 900 applications and 10 pairs its
	// profile did not settle within minutes, with 40 it did.
	minMixedPairs = 50
	// Newton's method gives up after maxIterations and moves no parameter by more than
	// maxStep at once (log odds per working unit, as in package logit).
	maxIterations = 500
	maxStep       = 5.0
)

// MixedFit is a logistic model with a normal random intercept per cluster.
type Fit struct {
	d logit.Design
	// SD is the standard deviation σ of the cluster intercepts, in log odds; 0 where
	// the likelihood is highest there.
	SD float64
	// LogLik is the marginal log-likelihood, WithoutLogLik that of the same model with σ = 0.
	LogLik, WithoutLogLik float64
	// Clusters is the number of clusters.
	Clusters   int
	Iterations int
	theta      []float64 // intercepts, slopes, σ; working scale
	mode, sd   []float64 // of each cluster's standardised intercept u
}

// RandomIntercept fits
//
//	logit P(advance) = α_stratum + xᵀβ + σ u_cluster,   u ~ N(0, 1),
//
// by maximum likelihood, the u integrated out by adaptive Gauss–Hermite quadrature
// with 25 points (9 for clusters of thousands, to the same digits). Strata (requisitions) are fixed effects, clusters
// (Patterns.Cluster, screeners) random ones. Assumes that clusters' intercepts are
// independent of the covariates and normal; with fewer than about ten clusters σ is
// uncertain and biased down. The score is exact given the quadrature, with u in the
// place of a covariate: information = E[Σ w z zᵀ] - Cov[Σ r z], z = (1_stratum, x, u), over each
// cluster's posterior.
//
// *NotEstimable without at least two clusters that share a stratum (screeners
// nested in requisitions cannot be told from them), where clusters hold hardly more
// than one application each, where the fixed effects are separated, or with more than 2000 parameters. An error without a cluster index.
// Same as lme4's glmer(nAGQ = 25).
//
// Pinheiro & Chao (2006) J Comput Graph Stat 15:58-81.
func RandomIntercept(g *logit.Grouped) (*Fit, error) {
	d := g.Design()
	if d.Cluster == nil {
		return nil, fmt.Errorf("the data have no cluster index")
	}
	if !crossed(d) {
		return nil, &stats.NotEstimable{Reason: "no two screeners share a requisition, so that they cannot be told apart from requisitions"}
	}
	if clusterPairs(d) < minMixedPairs {
		return nil, &stats.NotEstimable{Reason: "screeners decided too few applications each to tell them from chance"}
	}
	if p := d.Strata + d.K + 1; p > maxMixedParameters {
		return nil, &stats.NotEstimable{Reason: fmt.Sprintf("%d parameters are too many for a mixed model", p)}
	}
	ml, err := logit.LogisticML(g)
	if err != nil {
		return nil, err
	}
	m := newMixture(d)
	theta := append(ml.WorkingParameters(), 0)
	sigma := len(theta) - 1
	out := &Fit{d: d, Clusters: d.Clusters, WithoutLogLik: ml.LogLik}
	best := m.zero(theta)
	if m.curvatureAtZero(theta) > 0 {
		theta[sigma] = 0.5
		s, steps, ok := m.maximize(theta, -1, mixedTolerance)
		if !ok {
			return nil, &stats.NotEstimable{Reason: "the mixed model did not settle"}
		}
		if s.loglik > ml.LogLik {
			best, out.Iterations = s, steps
		}
	}
	out.theta, out.LogLik = best.theta, math.Max(best.loglik, ml.LogLik)
	out.SD = math.Abs(best.theta[sigma])
	out.mode, out.sd = m.posterior(best.theta)
	return out, nil
}

// crossed tells whether some stratum has two clusters.
func crossed(d logit.Design) bool {
	for i := 1; i < len(d.N); i++ {
		if d.Stratum[i] == d.Stratum[i-1] && d.Cluster[i] != d.Cluster[i-1] {
			return true
		}
	}
	return false
}

// clusterPairs counts the pairs of applications in one cluster.
func clusterPairs(d logit.Design) (pairs float64) {
	n := make([]float64, d.Clusters)
	for i, c := range d.Cluster {
		n[c] += d.N[i]
	}
	for _, k := range n {
		pairs += k * (k - 1) / 2
	}
	return pairs
}

// ICC is the intraclass correlation on the latent scale of random intercepts with a
// standard deviation, σ² / (σ² + π²/3), in [0,1): the share of the latent spread left
// by the covariates that lies between clusters. Goldstein, Browne & Rasbash (2002)
// Understanding Statistics 1:223-231.
func ICC(sd float64) float64 { return sd * sd / (sd*sd + math.Pi*math.Pi/3) }

// MedianOddsRatio is exp(√2 σ Φ⁻¹(¾)) ≥ 1: the median, over pairs of clusters, of
// the odds ratio of the same application at the one with the higher odds against
// the other. Larsen & Merlo (2005) Am J Epidemiol 161:81-88.
func MedianOddsRatio(sd float64) float64 {
	return math.Exp(math.Sqrt2 * sd * distuv.UnitNormal.Quantile(0.75))
}

// Test is the likelihood-ratio test of σ = 0. As 0 is the edge of the parameter's
// range, the statistic is distributed as ½χ²₀ + ½χ²₁: p is half the χ²₁ tail, and 1
// at a statistic of 0. Self & Liang (1987) J Am Stat Assoc 82:605-610, case 5.
func (f *Fit) Test() stats.ChiSquare {
	t := stats.NewChiSquare(2*(f.LogLik-f.WithoutLogLik), 1)
	if t.P /= 2; t.Statistic <= 0 || f.SD == 0 {
		t.Statistic, t.P = 0, 1
	}
	return t
}

// SDInterval is the profile-likelihood interval of σ. Its lower end is 0 where
// σ = 0 is within the cut, its upper end +Inf where the likelihood stays above it.
// Near 0 it is conservative, as the χ²₁ cut ignores the edge.
func (f *Fit) SDInterval(level float64) (low, high float64, err error) {
	if !(level > 0 && level < 1) {
		return 0, 0, &stats.NotEstimable{Reason: "the confidence level is not between 0 and 1"}
	}
	cut := distuv.ChiSquared{K: 1}.Quantile(level)
	m, sigma := newMixture(f.d), len(f.theta)-1
	from := f.theta
	gap := func(sd float64) (float64, bool) {
		theta := append([]float64(nil), from...)
		theta[sigma] = sd
		s, _, ok := m.maximize(theta, sigma, mixedProfileTolerance)
		from = s.theta
		return 2*(f.LogLik-s.loglik) - cut, ok
	}
	if 2*(f.LogLik-f.WithoutLogLik) > cut {
		if low, err = bisect(0, f.SD, gap); err != nil {
			return 0, 0, err
		}
	}
	top := math.Max(2*f.SD, 0.5)
	for {
		d, ok := gap(top)
		if !ok {
			return 0, 0, &stats.NotEstimable{Reason: "a fit along the profile did not settle"}
		}
		if d > 0 {
			break
		}
		if top *= 2; top > 30 {
			return low, math.Inf(1), nil
		}
	}
	high, err = bisect(top, f.SD, gap)
	return low, high, err
}

// bisect finds where gap changes sign between outside (positive) and inside, by
// the Illinois variant of false position.
func bisect(outside, inside float64, gap func(float64) (float64, bool)) (float64, error) {
	a, b := outside, inside
	fa, okA := gap(a)
	fb, okB := gap(b)
	for range 100 {
		if !okA || !okB {
			return 0, &stats.NotEstimable{Reason: "a fit along the profile did not settle"}
		}
		x := b - fb*(b-a)/(fb-fa)
		if math.Abs(b-a) < mixedRootTolerance || math.Abs(x-b) < mixedRootTolerance || math.Abs(x-a) < mixedRootTolerance {
			return x, nil
		}
		fx, ok := gap(x)
		okB = ok
		if fx*fb < 0 {
			a, fa = b, fb
		} else {
			fa /= 2
		}
		b, fb = x, fx
	}
	return b, nil
}
