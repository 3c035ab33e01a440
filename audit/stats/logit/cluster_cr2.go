package logit

import (
	"errors"
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// leverageTolerance is the eigenvalue of I - H below which a direction counts as
// fitted exactly (an intercept that only one cluster informs) and is left out by
// the Moore–Penrose inverse, as clubSandwich does with 1e-12 on larger matrices.
const leverageTolerance = 1e-10

// rowsByCluster lists the rows of each cluster.
func (g *Grouped) rowsByCluster(by ClusterBy, clusters int) [][]int32 {
	out := make([][]int32, clusters)
	for i := range g.n {
		c := g.stratum[i]
		if by == ByCluster {
			c = g.cluster[i]
		}
		out[c] = append(out[c], int32(i))
	}
	return out
}

// linearize replaces cluster scores by their adjusted ones and returns what the
// degrees of freedom need.
func (f *Fit) linearize(by ClusterBy, scores []clusterScore) ([]adjusted, []clusterScore, error) {
	adj, out := make([]adjusted, len(scores)), make([]clusterScore, len(scores))
	errs := make([]error, len(scores))
	rows := f.g.rowsByCluster(by, len(scores))
	stats.Parallel(f.g.workers, len(scores), func(c int) {
		adj[c], out[c], errs[c] = f.clusterRows(rows[c], scores[c].strata).linearize(f.info)
	})
	return adj, out, errors.Join(errs...)
}

// clusterRows are the patterns of one cluster. A pattern of n applications enters
// as one row times √n: their contrasts with each other meet neither X nor A.
type clusterRows struct {
	strata []int
	v      []float64  // working variance of one application: p(1-p), or 1
	e      []float64  // residual of the pattern / √n
	x      *mat.Dense // √n (1_stratum, x)
}

func (f *Fit) clusterRows(rows []int32, strata []int) clusterRows {
	g, k, m := f.g, len(f.beta), len(strata)
	c := clusterRows{strata: strata, v: make([]float64, len(rows)), e: make([]float64, len(rows)),
		x: mat.NewDense(len(rows), m+k, nil)}
	at := 0
	for r, i := range rows {
		s := int(g.stratum[i])
		for strata[at] != s {
			at++
		}
		x := g.x[int(i)*k : (int(i)+1)*k]
		p, v := f.mean(f.alpha[s] + stats.Dot(x, f.beta))
		root := math.Sqrt(g.n[i])
		c.v[r], c.e[r] = v, (g.y[i]-g.n[i]*p)/root
		row := c.x.RawRowView(r)
		row[at] = root
		for j, xv := range x {
			row[m+j] = root * xv
		}
	}
	return c
}

// linearize computes Y = A X with the adjustment of clubSandwich,
//
//	A = V^½ ( V^½ (V - V X M Xᵀ V) V^½ )^(-½) V^½,   V = diag(v), M = (XᵀVX)⁻¹ over all clusters,
//
// which for V = I is (I - H)^(-½). The matrix under the root is V² minus a low
// rank, so that its inverse root costs a few dozen solves of the size of X's
// columns (inverseRootNodes), never a matrix with a row per application.
func (c clusterRows) linearize(info *information) (adjusted, clusterScore, error) {
	rows, q := c.x.Dims()
	b := mat.NewDense(rows, q, nil) // V^½ X
	for i, v := range c.v {
		floats.ScaleTo(b.RawRowView(i), math.Sqrt(v), c.x.RawRowView(i))
	}
	m := info.block(c.strata)
	null, below := exactlyFitted(b, c.v, m)
	y, ok := c.inverseRootTimes(b, m, below)
	if !ok {
		return adjusted{}, clusterScore{}, &stats.NotEstimable{Reason: "a cluster determines too much of the fit for CR2"}
	}
	deflate(y, null)
	for i, v := range c.v {
		floats.Scale(math.Sqrt(v), y.RawRowView(i))
	}
	score := mat.NewVecDense(q, nil)
	score.MulVec(y.T(), mat.NewVecDense(rows, c.e))
	vy := mat.NewDense(rows, q, nil)
	for i, v := range c.v {
		floats.ScaleTo(vy.RawRowView(i), v, y.RawRowView(i))
	}
	out := adjusted{strata: c.strata, own: mat.NewDense(q, q, nil), t: mat.NewDense(q, q, nil)}
	out.own.Mul(y.T(), vy)
	out.t.Mul(c.x.T(), vy)
	raw, s := score.RawVector().Data, len(c.strata)
	return out, clusterScore{strata: c.strata, u: raw[:s], v: raw[s:]}, nil
}

// exactlyFitted returns an orthonormal basis of the directions that the cluster
// alone determines, in which the matrix under the root is singular, and a lower
// bound of I - H on the others.
func exactlyFitted(b *mat.Dense, v []float64, m *mat.SymDense) (null []*mat.VecDense, below float64) {
	rows, q := b.Dims()
	root, inverse := gramRoot(b)
	var h mat.Dense
	h.Product(root, m, root.T())
	sym := mat.NewSymDense(q, nil)
	for i := range q {
		for j := i; j < q; j++ {
			sym.SetSym(i, j, (h.At(i, j)+h.At(j, i))/2)
		}
	}
	var eig mat.EigenSym
	eig.Factorize(sym, true)
	var vectors mat.Dense
	eig.VectorsTo(&vectors)
	below = 1
	for i, leverage := range eig.Values(nil) {
		if 1-leverage > leverageTolerance {
			below = math.Min(below, 1-leverage)
			continue
		}
		var direction, z mat.VecDense
		direction.MulVec(inverse, vectors.ColView(i))
		z.MulVec(b, &direction)
		for r := range rows {
			z.SetVec(r, z.AtVec(r)/v[r])
		}
		for _, o := range null {
			z.AddScaledVec(&z, -mat.Dot(o, &z), o)
		}
		z.ScaleVec(1/mat.Norm(&z, 2), &z)
		null = append(null, &z)
	}
	return null, below
}

// gramRoot returns R with RᵀR = bᵀb, one row per eigenvector of length above
// rounding, and the matrix that makes the columns of b·inverse orthonormal.
func gramRoot(b *mat.Dense) (root, inverse *mat.Dense) {
	_, q := b.Dims()
	gram := mat.NewSymDense(q, nil)
	gram.SymOuterK(1, b.T())
	var eig mat.EigenSym
	eig.Factorize(gram, true)
	values := eig.Values(nil)
	var vectors mat.Dense
	eig.VectorsTo(&vectors)
	root, inverse = mat.NewDense(q, q, nil), mat.NewDense(q, q, nil)
	for i, d := range values {
		if d <= 1e-13*values[q-1] {
			continue
		}
		for j := range q {
			root.Set(i, j, vectors.At(j, i)*math.Sqrt(d))
			inverse.Set(j, i, vectors.At(j, i)/math.Sqrt(d))
		}
	}
	return root, inverse
}

// inverseRootTimes returns (V² - V b M bᵀ V)^(-½) b, b = V^½ X, by Woodbury's
// identity at each node.
func (c clusterRows) inverseRootTimes(b *mat.Dense, m *mat.SymDense, below float64) (y *mat.Dense, ok bool) {
	rows, q := b.Dims()
	least, most := floats.Min(c.v), floats.Max(c.v)
	shift, weight := inverseRootNodes(least*least*below*0.99, most*most*1.01)
	var precision mat.Dense
	if !solved(precision.Inverse(m)) {
		return nil, false
	}
	y = mat.NewDense(rows, q, nil)
	scaled, term := mat.NewDense(rows, q, nil), mat.NewDense(rows, q, nil)
	var inner, right, g mat.Dense
	for j, tau := range shift {
		weighted := func(power int) {
			for i, v := range c.v {
				floats.ScaleTo(scaled.RawRowView(i), math.Pow(v, float64(power))/(v*v+tau), b.RawRowView(i))
			}
		}
		weighted(2)
		inner.Mul(b.T(), scaled)
		inner.Sub(&precision, &inner)
		weighted(1)
		right.Mul(b.T(), scaled)
		if !solved(g.Solve(&inner, &right)) { // nearly singular only where deflate removes
			return nil, false
		}
		term.Mul(scaled, &g)
		weighted(0)
		term.Add(term, scaled)
		term.Scale(weight[j], term)
		y.Add(y, term)
	}
	return y, true
}

// deflate removes the given orthonormal directions from the columns of y.
func deflate(y *mat.Dense, directions []*mat.VecDense) {
	for _, z := range directions {
		var along mat.VecDense
		along.MulVec(y.T(), z)
		y.RankOne(y, -1, z, &along)
	}
}
