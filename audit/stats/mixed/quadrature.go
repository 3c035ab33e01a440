package mixed

import (
	"math"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mat"
)

// rule is a Gauss–Hermite rule: ∫ f(z) dz ≈ Σ weight f(node), for f like a normal density.
type rule struct{ node, logWeight []float64 }

func newRule(points int) rule {
	r := rule{node: make([]float64, points), logWeight: make([]float64, points)}
	quad.Hermite{}.FixedLocations(r.node, r.logWeight, math.Inf(-1), math.Inf(1))
	for q, z := range r.node {
		r.logWeight[q] = math.Log(r.logWeight[q]) + z*z
	}
	return r
}

// mixture evaluates the marginal likelihood of a random-intercept model.
type mixture struct {
	d     logit.Design
	rows  [][]int32 // by cluster
	rules []rule    // by cluster
}

// newMixture gives each cluster its rule. A rule of m points errs by W^-⌊(m+2)/3⌋
// for a cluster of information W = Σ n p (1-p): few points do for a cluster of
// thousands. Jin & Andersson (2020) Biometrika 107:737-744, who correct the rate of
// Liu & Pierce (1994) Biometrika 81:624-629.
func newMixture(d logit.Design) *mixture {
	m := &mixture{d: d, rows: rowsByCluster(d), rules: make([]rule, d.Clusters)}
	full, short := newRule(quadraturePoints), newRule(shortPoints)
	for c, rows := range m.rows {
		var w float64
		for _, i := range rows {
			rate := d.StratumY[d.Stratum[i]] / d.StratumN[d.Stratum[i]]
			w += d.N[i] * rate * (1 - rate)
		}
		m.rules[c] = full
		if w >= shortFrom {
			m.rules[c] = short
		}
	}
	return m
}

// rowsByCluster lists the rows of each cluster.
func rowsByCluster(d logit.Design) [][]int32 {
	out := make([][]int32, d.Clusters)
	for i, c := range d.Cluster {
		out[c] = append(out[c], int32(i))
	}
	return out
}

// mixturePoint is the marginal likelihood with score and information at theta.
type mixturePoint struct {
	theta  []float64
	loglik float64
	score  []float64
	// info is the observed information, expected the part of it without the
	// covariance of the scores, which is always definite.
	info, expected *mat.SymDense
}

// clusterPart is one cluster's contribution, in its own parameters: the strata it
// touches, the slopes, σ.
type clusterPart struct {
	strata    []int
	loglik    float64
	score     []float64
	expect    *mat.SymDense
	scoreSpan *mat.SymDense
}

// zero is the point of the model with σ = 0, whose likelihood the caller knows.
func (m *mixture) zero(theta []float64) *mixturePoint {
	t := append([]float64(nil), theta...)
	t[len(t)-1] = 0
	return &mixturePoint{theta: t, loglik: math.Inf(-1)}
}

// curvatureAtZero is twice the derivative of the profile likelihood in σ² at 0 with
// the fixed effects held: Σ_c (Σ r)² - Σ w. The likelihood is even in σ.
func (m *mixture) curvatureAtZero(theta []float64) (v float64) {
	for _, rows := range m.rows {
		var r, w float64
		for _, i := range rows {
			p, d := logit.Expit(m.eta(theta, i))
			r += m.d.Y[i] - m.d.N[i]*p
			w += m.d.N[i] * d
		}
		v += r*r - w
	}
	return v
}

func (m *mixture) eta(theta []float64, i int32) float64 {
	k, s := m.d.K, m.d.Strata
	return theta[m.d.Stratum[i]] + stats.Dot(m.d.X[int(i)*k:(int(i)+1)*k], theta[s:])
}

// evaluate sums the clusters' parts in order.
func (m *mixture) evaluate(theta []float64) *mixturePoint {
	p := len(theta)
	parts := make([]clusterPart, len(m.rows))
	stats.Parallel(m.d.Workers, len(m.rows), func(c int) { parts[c] = m.cluster(theta, m.rows[c], m.rules[c]) })
	out := &mixturePoint{theta: theta, score: make([]float64, p),
		info: mat.NewSymDense(p, nil), expected: mat.NewSymDense(p, nil)}
	for _, part := range parts {
		out.loglik += part.loglik
		at := func(i int) int {
			if i < len(part.strata) {
				return part.strata[i]
			}
			return m.d.Strata + i - len(part.strata)
		}
		for i, v := range part.score {
			a := at(i)
			out.score[a] += v
			for j := i; j < len(part.score); j++ {
				b := at(j)
				e, s := part.expect.At(i, j), part.scoreSpan.At(i, j)
				out.expected.SetSym(a, b, out.expected.At(a, b)+e)
				out.info.SetSym(a, b, out.info.At(a, b)+e-s)
			}
		}
	}
	return out
}

// cluster integrates one cluster.
func (m *mixture) cluster(theta []float64, rows []int32, by rule) clusterPart {
	d, k, sigma := m.d, m.d.K, theta[len(theta)-1]
	part := clusterPart{}
	local := make([]int, len(rows)) // position of the row's stratum in the cluster
	for at, i := range rows {
		s := int(d.Stratum[i])
		if n := len(part.strata); n == 0 || part.strata[n-1] != s {
			part.strata = append(part.strata, s)
		}
		local[at] = len(part.strata) - 1
	}
	strata := len(part.strata)
	q := strata + k + 1
	u, posterior, mean, loglik := m.nodes(m.predictors(theta, rows), sigma, by)
	part.loglik, part.score = loglik, make([]float64, q)
	part.expect, part.scoreSpan = mat.NewSymDense(q, nil), mat.NewSymDense(q, nil)
	scores := make([][]float64, len(u))
	// Over nodes, the expected weight of each row and its first two moments with u.
	w0, w1, w2 := make([]float64, len(rows)), make([]float64, len(rows)), 0.0
	for h, pi := range posterior {
		scores[h] = make([]float64, q)
		for at, i := range rows {
			p := mean[h][at]
			r, w := d.Y[i]-d.N[i]*p, pi*d.N[i]*p*(1-p)
			scores[h][local[at]] += r
			stats.AddScaled(scores[h][strata:strata+k], r, d.X[int(i)*k:(int(i)+1)*k])
			scores[h][q-1] += r * u[h]
			w0[at] += w
			w1[at] += w * u[h]
			w2 += w * u[h] * u[h]
		}
		stats.AddScaled(part.score, pi, scores[h])
	}
	for h, pi := range posterior {
		stats.AddScaled(scores[h], -1, part.score)
		part.scoreSpan.SymRankOne(part.scoreSpan, pi, mat.NewVecDense(q, scores[h]))
	}
	m.expectedInformation(&part, rows, local, w0, w1, w2)
	return part
}

// nodes places the quadrature on one cluster's posterior and returns its points u,
// their posterior probabilities, the rows' means at each, and the logarithm of the integral.
func (m *mixture) nodes(pr predictors, sigma float64, by rule) (u, posterior []float64, mean [][]float64, loglik float64) {
	mode, sd := m.mode(pr, sigma)
	u, posterior = make([]float64, len(by.node)), make([]float64, len(by.node))
	mean = make([][]float64, len(by.node))
	top := math.Inf(-1)
	for h, z := range by.node {
		u[h] = mode + math.Sqrt2*sd*z
		mean[h] = make([]float64, len(pr.rows))
		l := by.logWeight[h] - u[h]*u[h]/2 + m.logLikAt(pr, sigma*u[h], mean[h])
		posterior[h] = l
		top = math.Max(top, l)
	}
	var total float64
	for h, l := range posterior {
		posterior[h] = math.Exp(l - top)
		total += posterior[h]
	}
	for h := range posterior {
		posterior[h] /= total
	}
	return u, posterior, mean, top + math.Log(total) + math.Log(sd/math.Sqrt(math.Pi))
}

// expectedInformation fills E[Σ w z zᵀ], z = (1_stratum, x, u).
func (m *mixture) expectedInformation(part *clusterPart, rows []int32, local []int, w0, w1 []float64, w2 float64) {
	k, strata := m.d.K, len(part.strata)
	raw := part.expect.RawSymmetric()
	add := func(i, j int, v float64) { raw.Data[i*raw.Stride+j] += v }
	last := strata + k
	for at, i := range rows {
		x := m.d.X[int(i)*k : (int(i)+1)*k]
		add(local[at], local[at], w0[at])
		add(local[at], last, w1[at])
		for j, v := range x {
			if v == 0 {
				continue
			}
			add(local[at], strata+j, w0[at]*v)
			add(strata+j, last, w1[at]*v)
			for q := j; q < k; q++ {
				add(strata+j, strata+q, w0[at]*v*x[q])
			}
		}
	}
	add(last, last, w2)
}
