package logit

import (
	"math"

	"weaksignal/audit/stats"
)

// link chooses the mean and the working weight of a pass.
type link uint8

const (
	linearLink   link = iota // mean η, weight 1
	logisticLink             // mean 1/(1+e^-η), weight p(1-p)
)

// moments are what a pass over the rows collects at one parameter: with weight
// w_i = n_i·v(η_i) and residual r_i = y_i - n_i·μ_i,
//
//	a_s = Σ w,  b_s = Σ w x,  c = Σ w x xᵀ (upper),  r_s = Σ r,  t = Σ r x.
type moments struct {
	k      int
	loglik float64
	a, r   []float64 // per stratum
	b      []float64 // per stratum, k each
	t      []float64 // k
	c      []float64 // k·k, upper triangle
	// Partial sums per segment and chunk, reused from pass to pass.
	segA, segR, segB           []float64
	chunkT, chunkC, chunkLogLi []float64
}

func newMoments(g *Grouped) *moments {
	k, s, q, c := len(g.active), len(g.strata), len(g.segments), len(g.chunks)
	return &moments{k: k,
		a: make([]float64, s), r: make([]float64, s), b: make([]float64, s*k),
		t: make([]float64, k), c: make([]float64, k*k),
		segA: make([]float64, q), segR: make([]float64, q), segB: make([]float64, q*k),
		chunkT: make([]float64, c*k), chunkC: make([]float64, c*k*k), chunkLogLi: make([]float64, c)}
}

// eachChunk calls fn once per chunk, with at most g.workers at a time.
func (g *Grouped) eachChunk(fn func(c int)) { stats.Parallel(g.workers, len(g.chunks), fn) }

// accumulate makes one pass at intercepts alpha (nil = 0) and slopes beta (nil =
// 0), both in working scale. mu, if not nil, receives the mean of each row.
func (g *Grouped) accumulate(alpha, beta []float64, l link, m *moments, mu []float64) {
	if beta == nil {
		beta = make([]float64, m.k)
	}
	g.eachChunk(func(c int) {
		m.clearChunk(g.chunks[c], c)
		for s := g.chunks[c].first; s < g.chunks[c].last; s++ {
			intercept := 0.0
			if alpha != nil {
				intercept = alpha[g.segments[s].stratum]
			}
			g.segmentMoments(c, s, intercept, beta, l, m, mu)
		}
	})
	m.reduce(g)
}

func (m *moments) clearChunk(c chunk, at int) {
	clear(m.segA[c.first:c.last])
	clear(m.segR[c.first:c.last])
	clear(m.segB[c.first*m.k : c.last*m.k])
	clear(m.chunkT[at*m.k : (at+1)*m.k])
	clear(m.chunkC[at*m.k*m.k : (at+1)*m.k*m.k])
	m.chunkLogLi[at] = 0
}

func (g *Grouped) segmentMoments(at, s int, intercept float64, beta []float64, l link, m *moments, mu []float64) {
	k, seg := m.k, g.segments[s]
	b, t := m.segB[s*k:(s+1)*k], m.chunkT[at*k:(at+1)*k]
	cc := m.chunkC[at*k*k : (at+1)*k*k]
	var sumW, sumR, loglik float64
	for i := seg.lo; i < seg.hi; i++ {
		x := g.x[i*k : i*k+k : i*k+k]
		eta := intercept
		for j, v := range x {
			eta += beta[j] * v
		}
		n, y := g.n[i], g.y[i]
		p, w := eta, 1.0
		if l == logisticLink {
			var ll float64
			p, w, ll = bernoulli(eta, n, y)
			loglik += ll
		}
		if mu != nil {
			mu[i] = p
		}
		w *= n
		r := y - n*p
		sumW += w
		sumR += r
		for j, v := range x {
			if v == 0 {
				continue
			}
			wv := w * v
			b[j] += wv
			t[j] += r * v
			row := cc[j*k : j*k+k]
			for q := j; q < k; q++ {
				row[q] += wv * x[q]
			}
		}
	}
	m.segA[s], m.segR[s] = sumW, sumR
	m.chunkLogLi[at] += loglik
}

// bernoulli returns p, p(1-p) and y·log p + (n-y)·log(1-p) without cancellation.
func bernoulli(eta, n, y float64) (p, v, loglik float64) {
	e := math.Exp(-math.Abs(eta))
	d := 1 / (1 + e)
	v = e * d * d
	// An absolute error of 1e-16 does: log1p would cost as much as all the rest.
	soft := math.Log(1 + e)
	if eta >= 0 {
		return d, v, -n*soft - (n-y)*eta
	}
	return e * d, v, -n*soft + y*eta
}

// Expit is the logistic distribution function, p in [0,1], and its derivative v.
func Expit(eta float64) (p, v float64) {
	e := math.Exp(-math.Abs(eta))
	d := 1 / (1 + e)
	if eta >= 0 {
		return d, e * d * d
	}
	return e * d, e * d * d
}

// reduce adds the partial sums in a fixed order.
func (m *moments) reduce(g *Grouped) {
	k := m.k
	clear(m.a)
	clear(m.r)
	clear(m.b)
	for q, seg := range g.segments {
		m.a[seg.stratum] += m.segA[q]
		m.r[seg.stratum] += m.segR[q]
		stats.AddTo(m.b[seg.stratum*k:(seg.stratum+1)*k], m.segB[q*k:(q+1)*k])
	}
	clear(m.t)
	clear(m.c)
	m.loglik = 0
	for c := range g.chunks {
		stats.AddTo(m.t, m.chunkT[c*k:(c+1)*k])
		stats.AddTo(m.c, m.chunkC[c*k*k:(c+1)*k*k])
		m.loglik += m.chunkLogLi[c]
	}
}

// schur returns c - Σ_s b_s b_sᵀ / a_s, the information on the slopes with the
// intercepts profiled out; k·k, both triangles.
func (m *moments) schur() []float64 {
	k := m.k
	out := append([]float64(nil), m.c...)
	for s, a := range m.a {
		if a == 0 {
			continue
		}
		b := m.b[s*k : (s+1)*k]
		for j, v := range b {
			f := v / a
			for q := j; q < k; q++ {
				out[j*k+q] -= f * b[q]
			}
		}
	}
	for j := range k {
		for q := j + 1; q < k; q++ {
			out[q*k+j] = out[j*k+q]
		}
	}
	return out
}
