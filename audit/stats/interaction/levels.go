package interaction

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Level is a slope at one level: Value with the standard error SE on DF degrees of freedom.
// Why says why there is none; "" = there is.
type Level struct {
	Value, SE, DF float64
	N             float64 // applications of the level
	Why           string
}

// Levels gives slope × level in the linear probability model within strata, beside the
// covariates in (by index of the K) and main effects of the levels: with 0/1 values a
// difference of rates at each level. Standard errors are clustered (CR1) where the cells
// have clusters, each with G_l − 1 degrees of freedom, G_l being the clusters in which the
// level's values vary; else classical.
//
// All strata count, those in which everyone or no one was selected too.
func Levels(c *Cells, in []int, z func(i int) float64) []Level {
	m := newLinear(c, in, z)
	out := make([]Level, c.Levels)
	for l := range out {
		out[l] = Level{N: m.n[l], Why: "it does not vary there within requisitions"}
	}
	if len(m.kept) == 0 {
		return out
	}
	b := m.inner.solve(m.qy)
	cov, df := m.covariance(b)
	for at, l := range m.kept {
		k := len(m.kept)
		if v := cov[at*k+at]; v > 0 && df[at] > 0 {
			out[l] = Level{Value: b[at], SE: math.Sqrt(v), DF: df[at], N: m.n[l]}
		} else {
			out[l].Why = "there are too few clusters for its error"
		}
	}
	return out
}

// Interval of the level, two-sided.
func (l Level) Interval(level float64) (low, high float64) {
	q := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: l.DF}.Quantile((1 + level) / 2)
	return l.Value - q*l.SE, l.Value + q*l.SE
}

// linear holds the cross-products within strata, the covariates taken out of the q_l.
type linear struct {
	c     *Cells
	cols  []int
	z     func(i int) float64
	xx    *sweep
	xy    []float64
	a     [][]float64 // by level: coefficients on the covariates
	kept  []int
	inner *sweep
	qy    []float64 // of the levels kept
	n     []float64
	total float64
}

// centred visits the cells with covariates, level values and outcome rate centred in their
// stratum.
func (m *linear) centred(visit func(i int, x, q []float64, mean float64)) {
	c, k := m.c, len(m.cols)
	buf, x, q := make([]float64, c.width()), make([]float64, k), make([]float64, c.Levels)
	mx, mq := make([]float64, k), make([]float64, c.Levels)
	take := func(i int) {
		c.row(i, buf)
		for j, col := range m.cols {
			x[j] = buf[col]
		}
		clear(q)
		if l := c.Level[i]; l >= 0 {
			q[l] = m.z(i)
		}
	}
	for s := range len(c.Start) - 1 {
		clear(mx)
		clear(mq)
		n, y, _ := c.totals(s)
		for i := c.Start[s]; i < c.Start[s+1]; i++ {
			take(i)
			for j := range x {
				mx[j] += c.N[i] * x[j] / n
			}
			for l := range q {
				mq[l] += c.N[i] * q[l] / n
			}
		}
		for i := c.Start[s]; i < c.Start[s+1]; i++ {
			take(i)
			for j := range x {
				x[j] -= mx[j]
			}
			for l := range q {
				q[l] -= mq[l]
			}
			visit(i, x, q, y/n)
		}
	}
}

func newLinear(c *Cells, in []int, z func(i int) float64) *linear {
	m := &linear{c: c, z: z, cols: append([]int(nil), in...), n: make([]float64, c.Levels)}
	for l := range c.Levels {
		m.cols = append(m.cols, c.K+l)
	}
	k, l := len(m.cols), c.Levels
	xx, qx, qq := make([]float64, k*k), make([][]float64, l), make([]float64, l*l)
	m.xy = make([]float64, k)
	qy := make([]float64, l)
	for p := range qx {
		qx[p] = make([]float64, k)
	}
	m.centred(func(i int, x, q []float64, mean float64) {
		n, y := c.N[i], c.Y[i]-c.N[i]*mean
		m.total += n
		if lv := c.Level[i]; lv >= 0 {
			m.n[lv] += n
		}
		for p, v := range x {
			m.xy[p] += v * y
			for r := p; r < k; r++ {
				xx[p*k+r] += n * v * x[r]
			}
		}
		for p, v := range q {
			if v == 0 {
				continue
			}
			qy[p] += v * y
			for r, w := range q {
				qq[p*l+r] += n * v * w
			}
			for r, w := range x {
				qx[p][r] += n * v * w
			}
		}
	})
	m.takeOut(xx, qx, qq, qy)
	return m
}

// takeOut takes the covariates out of the q_l, of cross-products qx and qq.
func (m *linear) takeOut(xx []float64, qx [][]float64, qq, qy []float64) {
	l := len(qy)
	m.xx = newSweep(xx, len(m.cols))
	scale := make([]float64, l)
	m.a = make([][]float64, l)
	for p := range l {
		scale[p] = qq[p*l+p]
		m.a[p] = m.xx.solve(qx[p])
		for j, coefficient := range m.a[p] {
			qy[p] -= coefficient * m.xy[j]
		}
	}
	for p := range l {
		for r := range l {
			for j, coefficient := range m.a[p] {
				qq[p*l+r] -= coefficient * qx[r][j]
			}
		}
	}
	m.kept, m.inner = pivots(qq, scale, l)
	m.qy = pick(qy, m.kept)
}

// residuals of the linear model: scores of the levels kept, by cluster.
type residuals struct {
	order []int32 // clusters as they come
	score map[int32][]float64
	vary  []float64 // by level kept: clusters in which its values vary
	rss   float64
}

// residuals sums what each cluster adds.
func (m *linear) residuals(b []float64) residuals {
	k := len(m.kept)
	slopes := m.xx.solve(m.xy)
	for at, l := range m.kept { // of the covariates beside the q_l
		for j, c := range m.a[l] {
			slopes[j] -= c * b[at]
		}
	}
	out := residuals{score: map[int32][]float64{}, vary: make([]float64, k)}
	seen := map[int32][]bool{}
	m.centred(func(i int, x, q []float64, mean float64) {
		fit := mean
		for j, v := range x {
			fit += slopes[j] * v
		}
		for at, l := range m.kept {
			fit += b[at] * q[l]
		}
		n, y, cluster := m.c.N[i], m.c.Y[i], int32(0)
		out.rss += y*(1-fit)*(1-fit) + (n-y)*fit*fit
		if m.c.Cluster != nil {
			cluster = m.c.Cluster[i]
		}
		if out.score[cluster] == nil {
			out.score[cluster], seen[cluster] = make([]float64, k), make([]bool, k)
			out.order = append(out.order, cluster)
		}
		for at, l := range m.kept {
			own := q[l]
			if own != 0 && !seen[cluster][at] {
				seen[cluster][at] = true
				out.vary[at]++
			}
			for j, v := range x {
				own -= m.a[l][j] * v
			}
			out.score[cluster][at] += (y - n*fit) * own
		}
	})
	return out
}

// covariance of the levels kept, and their degrees of freedom.
func (m *linear) covariance(b []float64) (cov, df []float64) {
	k, r, inverse := len(m.kept), m.residuals(b), m.inverse()
	cov, df = make([]float64, k*k), make([]float64, k)
	g := float64(len(r.order))
	if g < 2 {
		left := m.total - float64(m.xx.rank()+k+len(m.c.Start)-1)
		for at := range df {
			df[at] = left
		}
		for i := range cov {
			cov[i] = inverse[i] * r.rss / left
		}
		return cov, df
	}
	half := make([]float64, k) // of one cluster: its part of the estimate's error
	for _, c := range r.order {
		for p := range k {
			half[p] = 0
			for q, x := range r.score[c] {
				half[p] += inverse[p*k+q] * x
			}
		}
		for p, x := range half {
			for q, y := range half {
				cov[p*k+q] += g / (g - 1) * x * y
			}
		}
	}
	for p := range df {
		df[p] = r.vary[p] - 1
	}
	return cov, df
}

// inverse of the cross-products of the levels kept.
func (m *linear) inverse() []float64 {
	k := len(m.kept)
	out := make([]float64, k*k)
	for p := range k {
		e := make([]float64, k)
		e[p] = 1
		for r, v := range m.inner.solve(e) {
			out[r*k+p] = v
		}
	}
	return out
}
