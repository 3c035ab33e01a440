package interaction

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Test is the test that one slope is the same at every level.
type Test struct {
	Statistic float64
	// DF is the number of levels beyond the first that carry information; 0 = there is
	// nothing to compare. Clusters is 0 unless the score was clustered.
	DF, Clusters int
	// Persons tells that products of people who count several times were added.
	Persons bool
	P       float64
}

// slope holds what one pass collects for one slope.
type slope struct {
	u, iqx, iqq []float64   // L; L×K; L×L
	zw, ze      []float64   // L: sums of the stratum at hand
	at          []int32     // levels that occur in it
	in          []bool      // by level
	byCluster   [][]float64 // by cluster: score by level
}

// Tests makes the efficient score test of slope × level for each of the slopes, z(t, i)
// being the value of slope t in cell i, 0 where it is unknown:
//
//	q_l = z·1[level = l],  U = Σ (y − π) q,  V = I_qq − I_qx I_xx⁻¹ I_xq,  Q = Uᵀ V⁻¹ U ~ χ²(L−1),
//
// a common slope of z itself being taken out too, where the covariates hold it in another
// form only. clustered: the score's variance is that of its clusters' sums u_c, each with
// the nuisance taken out, and
//
//	F = T/k · (G−k)/(G−T) ~ F(k, G−k),  T = Uᵀ (Σ u_c u_cᵀ)⁻¹ U
//
// (Hotelling's T² of the u_c), as is right where a level is constant within clusters. With
// Cells.Person the products of different applications of one person are added to V, or
// tested beside the clustered score, and the larger p counts.
//
// Source: Rao (1948) Proc Camb Phil Soc 44:50–57; clustered: Rotnitzky & Jewell (1990)
// Biometrika 77:485–497. Asymptotic in the number of applications, or of clusters, not in
// the size of strata.
func (n *Null) Tests(slopes int, z func(t, i int) float64, clustered bool) []Test {
	k, l := n.c.width(), n.c.Levels
	all := make([]slope, slopes)
	clusters := n.clusters(clustered)
	for t := range all {
		all[t] = slope{u: make([]float64, l), iqx: make([]float64, l*k), iqq: make([]float64, l*l), in: make([]bool, l),
			zw: make([]float64, l), ze: make([]float64, l), byCluster: make([][]float64, clusters)}
	}
	nuisance := make([][]float64, clusters)
	n.collect(all, nuisance, z, clustered)
	out := make([]Test, slopes)
	for t := range all {
		out[t] = n.test(&all[t], nuisance, func(i int) float64 { return z(t, i) }, clustered)
	}
	return out
}

func (n *Null) clusters(clustered bool) (g int) {
	if !clustered {
		return 0
	}
	for _, c := range n.c.Cluster {
		g = max(g, int(c)+1)
	}
	return g
}

// collect makes the pass.
func (n *Null) collect(all []slope, nuisance [][]float64, z func(t, i int) float64, clustered bool) {
	c, k := n.c, n.c.width()
	buf := make([]float64, k)
	for s := range len(c.Start) - 1 {
		if n.mean[s] == nil {
			continue
		}
		for i := c.Start[s]; i < c.Start[s+1]; i++ {
			x := c.row(i, buf)
			w, e := c.N[i]*n.w[i], c.Y[i]-c.N[i]*n.pi[i]
			if clustered {
				add(&nuisance[c.Cluster[i]], x, e)
			}
			l := int(c.Level[i])
			if l < 0 {
				continue
			}
			for t := range all {
				if v := z(t, i); v != 0 {
					all[t].take(l, v, w, e, x)
				}
			}
		}
		for t := range all {
			cluster := int32(-1)
			if clustered {
				cluster = c.Cluster[c.Start[s]]
			}
			all[t].close(n.mean[s], n.a[s], cluster)
		}
	}
}

func add(to *[]float64, x []float64, by float64) {
	if *to == nil {
		*to = make([]float64, len(x))
	}
	for j, v := range x {
		(*to)[j] += by * v
	}
}

// take adds a cell of level l and weight w.
func (q *slope) take(l int, v, w, e float64, x []float64) {
	if !q.in[l] {
		q.in[l] = true
		q.at = append(q.at, int32(l))
	}
	q.zw[l] += w * v
	q.ze[l] += e * v
	q.iqq[l*len(q.u)+l] += w * v * v
	row := q.iqx[l*len(x) : (l+1)*len(x)]
	for j, xv := range x {
		row[j] += w * v * xv
	}
}

// close takes the stratum's intercept out.
func (q *slope) close(mean []float64, a float64, cluster int32) {
	l, k := len(q.u), len(mean)
	for _, p := range q.at {
		q.u[p] += q.ze[p]
		for j, m := range mean {
			q.iqx[int(p)*k+j] -= q.zw[p] * m
		}
		for _, r := range q.at {
			if q.zw[p] != 0 && q.zw[r] != 0 {
				q.iqq[int(p)*l+int(r)] -= q.zw[p] * q.zw[r] / a
			}
		}
		if cluster >= 0 {
			if q.byCluster[cluster] == nil {
				q.byCluster[cluster] = make([]float64, l)
			}
			q.byCluster[cluster][p] += q.ze[p]
		}
	}
	for _, p := range q.at {
		q.zw[p], q.ze[p], q.in[p] = 0, 0, false
	}
	q.at = q.at[:0]
}

// test turns the sums into the test.
func (n *Null) test(q *slope, nuisance [][]float64, z func(i int) float64, clustered bool) Test {
	l, k := len(q.u), n.c.width()
	a := make([][]float64, l) // by level: coefficients of the nuisance
	u, v := append([]float64(nil), q.u...), append([]float64(nil), q.iqq...)
	score := n.score()
	scale := make([]float64, l)
	for p := range l {
		scale[p] = q.iqq[p*l+p]
		a[p] = n.info.solve(q.iqx[p*k : (p+1)*k])
		for j, s := range score {
			u[p] -= a[p][j] * s
		}
	}
	for p := range l {
		for r := p; r < l; r++ {
			for j, c := range a[p] {
				v[p*l+r] -= c * q.iqx[r*k+j]
			}
			v[r*l+p] = v[p*l+r]
		}
	}
	common := commonSlope(v, scale, l)
	project(u, common)
	v = projected(v, common, l)
	kept, chol := pivots(v, scale, l)
	out := Test{DF: len(kept), P: math.NaN()}
	if out.DF == 0 {
		return out
	}
	white := chol.whiten(pick(u, kept))
	for _, x := range white {
		out.Statistic += x * x
	}
	out.P = distuv.ChiSquared{K: float64(out.DF)}.Survival(out.Statistic)
	if clustered {
		n.clusteredTest(q, nuisance, a, common, u, kept, &out)
	}
	if n.c.Person != nil {
		n.personTest(z, a, common, u, v, kept, &out)
	}
	return out
}

// score of the covariates that the fit left, next to nothing when it settled.
func (n *Null) score() []float64 {
	c, buf := n.c, make([]float64, n.c.width())
	if n.left != nil {
		return n.left
	}
	n.left = make([]float64, c.width())
	for i := range c.N {
		if math.IsNaN(n.pi[i]) {
			continue
		}
		for j, x := range c.row(i, buf) {
			n.left[j] += (c.Y[i] - c.N[i]*n.pi[i]) * x
		}
	}
	return n.left
}

// clusteredTest replaces the test by Hotelling's of the clusters' scores.
func (n *Null) clusteredTest(q *slope, nuisance [][]float64, a [][]float64, common, u []float64, kept []int, out *Test) {
	l, g := len(q.u), 0
	var each [][]float64
	for c, x := range nuisance {
		if x == nil {
			continue
		}
		g++
		own := make([]float64, l)
		if q.byCluster[c] != nil {
			copy(own, q.byCluster[c])
		}
		for p := range own {
			for j, s := range x {
				own[p] -= a[p][j] * s
			}
		}
		project(own, common)
		each = append(each, pick(own, kept))
	}
	k := len(kept)
	out.Clusters = g
	if g <= k {
		out.P, out.DF = math.NaN(), 0
		return
	}
	v, total := make([]float64, k*k), make([]float64, k)
	for _, own := range each {
		for p := range own {
			total[p] += own[p]
			for r := range own {
				v[p*k+r] += own[p] * own[r]
			}
		}
	}
	m := newSweep(v, k)
	if m.rank() < k {
		out.P, out.DF = math.NaN(), 0
		return
	}
	t := 0.0
	for _, x := range m.whiten(total) {
		t += x * x
	}
	df := float64(g - k)
	out.Statistic = t / float64(k) * df / math.Max(float64(g)-t, 1e-12)
	out.P = distuv.F{D1: float64(k), D2: df}.Survival(out.Statistic)
}
