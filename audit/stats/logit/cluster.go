package logit

import (
	"fmt"
	"math"

	"weaksignal/audit/stats"
)

// ClusterBy says which applications may be dependent.
type ClusterBy uint8

const (
	// ByStratum clusters by requisition.
	ByStratum ClusterBy = iota
	// ByCluster clusters by Patterns.Cluster.
	ByCluster
)

// Correction is the small-sample correction of a cluster-robust covariance with
// G clusters, n applications and k parameters (intercepts included).
type Correction string

const (
	CR0  Correction = "CR0"  // none
	CR1  Correction = "CR1"  // times G/(G-1)
	CR1S Correction = "CR1S" // times G/(G-1) · (n-1)/(n-k), Stata's
	CR2  Correction = "CR2"  // bias-reduced linearisation, with Satterthwaite degrees of freedom
)

// Covariance is a covariance matrix of all intercepts and slopes of a fit, kept
// in factored form: only quadratic forms of it are ever needed.
type Covariance struct {
	fit      *Fit
	factor   float64        // times the sum of squares below; 0 = model-based
	score    []clusterScore // one per cluster, adjusted under CR2
	adjusted []adjusted     // CR2 only
	persons  *Persons       // two-way clustering only
	// Clusters is the number G of clusters; 0 for the model-based covariance.
	Clusters int
	// Correction in use; "" for the model-based covariance.
	Correction Correction
}

// clusterScore is Σ_{i in cluster} r_i (1_stratum, x_i): sparse in the intercepts.
type clusterScore struct {
	strata []int
	u      []float64 // per entry of strata
	v      []float64 // k
}

// ModelCovariance is (XᵀWX)⁻¹ at the estimate: right where applications are
// independent given the model. After Firth it is the convention of brglm2 and SAS.
// For a linear model it is σ̂² (XᵀX)⁻¹ with σ̂² = RSS/(n-k), the classical one.
func (f *Fit) ModelCovariance() *Covariance {
	c := &Covariance{fit: f, factor: 1}
	if f.link == linearLink {
		c.factor = f.residualVariance()
	}
	return c
}

// ClusterCovariance is the sandwich
//
//	V = c · B ( Σ_g s_g s_gᵀ ) B,   B = (XᵀWX)⁻¹,   s_g = Σ_{i in g} (y_i - n_i p_i) x_i,
//
// with the unmodified score also after Firth, and everything at the estimate. It
// assumes independent clusters and nothing on dependence within. It is too small
// with few clusters (CR1 with a normal quantile covers .85 at 4): use t with G-1
// degrees of freedom, or CR2 with those of DF. *NotEstimable with fewer than two
// clusters; an error where the data have no cluster index.
//
// Liang & Zeger (1986) Biometrika 73:13-22; CR1, CR1S: Cameron & Miller (2015)
// J Hum Resour 50:317-372, section II.C; CR2: Bell & McCaffrey (2002) Survey
// Methodology 28:169-181, Pustejovsky & Tipton (2018) J Bus Econ Stat 36:672-683.
// Names as in R's clubSandwich; sandwich's HC1 is CR1S.
func (f *Fit) ClusterCovariance(by ClusterBy, correction Correction) (*Covariance, error) {
	scores, err := f.clusterScores(by)
	if err != nil {
		return nil, err
	}
	g := float64(len(scores))
	if g < 2 {
		return nil, &stats.NotEstimable{Reason: "clustered errors need at least two clusters"}
	}
	c := &Covariance{fit: f, factor: 1, score: scores, Clusters: len(scores), Correction: correction}
	switch correction {
	case CR0:
	case CR1:
		c.factor = g / (g - 1)
	case CR1S:
		n, k := f.g.total, float64(len(f.alpha)+len(f.beta))
		if n <= k {
			return nil, &stats.NotEstimable{Reason: fmt.Sprintf("%.0f applications for %.0f parameters", n, k)}
		}
		c.factor = g / (g - 1) * (n - 1) / (n - k)
	case CR2:
		if c.adjusted, c.score, err = f.linearize(by, scores); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("cluster correction %q is not one of CR0, CR1, CR1S, CR2", correction)
	}
	return c, nil
}

// clusterScores sums residuals by cluster, at the estimate.
func (f *Fit) clusterScores(by ClusterBy) ([]clusterScore, error) {
	g, k := f.g, len(f.beta)
	of, count := g.stratum, len(g.strata)
	if by == ByCluster {
		if g.cluster == nil {
			return nil, fmt.Errorf("the data have no cluster index")
		}
		of, count = g.cluster, g.clusters
	}
	scores := make([]clusterScore, count)
	for c := range scores {
		scores[c].v = make([]float64, k)
	}
	for i := range g.n {
		x, sc, s := g.x[i*k:(i+1)*k], &scores[of[i]], int(g.stratum[i])
		p, _ := f.mean(f.alpha[s] + stats.Dot(x, f.beta))
		r := g.y[i] - g.n[i]*p
		last := len(sc.strata) - 1
		if last < 0 || sc.strata[last] != s { // rows are sorted by stratum
			sc.strata, sc.u = append(sc.strata, s), append(sc.u, 0)
			last++
		}
		sc.u[last] += r
		for j, v := range x {
			if v != 0 {
				sc.v[j] += r * v
			}
		}
	}
	return scores, nil
}

// Variance of an effect by the delta method, gᵀ V g.
func (c *Covariance) Variance(e Effect) float64 {
	info := c.fit.info
	if c.score == nil {
		u := info.project(e.alpha, e.beta)
		var v float64
		for s, a := range e.alpha {
			v += a * a / info.a[s]
		}
		w := make([]float64, info.k)
		multiply(info.inv, u, w)
		return c.factor * (v + stats.Dot(u, w))
	}
	da, db, _ := info.solve(e.alpha, e.beta, nil)
	var total float64
	for _, s := range c.score {
		d := s.dot(da, db)
		total += d * d
	}
	total *= c.factor
	if c.persons != nil {
		total += c.persons.beyond(c.fit, []Effect{e}).At(0, 0)
	}
	return total
}

// Parts are what each cluster adds to an effect's sampling error, Variance being the
// sum of their squares; by internal cluster, which for ByStratum is the index in
// Grouped.Strata. nil for a model-based covariance. Parts of two fits on the same
// clusters give the variance of a difference: Σ (a_c − b_c)².
func (c *Covariance) Parts(e Effect) []float64 {
	if c.score == nil {
		return nil
	}
	da, db, _ := c.fit.info.solve(e.alpha, e.beta, nil)
	out := make([]float64, len(c.score))
	for i, s := range c.score {
		out[i] = math.Sqrt(c.factor) * s.dot(da, db)
	}
	return out
}

func (s clusterScore) dot(alpha, beta []float64) float64 {
	d := stats.Dot(s.v, beta)
	for i, st := range s.strata {
		d += s.u[i] * alpha[st]
	}
	return d
}

// SE is the standard error of an effect; *NotEstimable where it is 0 or not finite.
func (c *Covariance) SE(e Effect) (float64, error) {
	e, size := e.normalized()
	se := size * math.Sqrt(c.Variance(e))
	if !(se > 0) || math.IsInf(se, 0) {
		return 0, &stats.NotEstimable{Reason: "the standard error is 0 or not finite"}
	}
	return se, nil
}
