package interaction

import (
	"math"
)

// Cells are applications collapsed: cell i holds N[i] of them, of which Y[i] were
// selected, with level Level[i] (−1 = none) and covariates that Row writes into a slice of
// K. Cells of a stratum stand together: stratum s is Start[s] ≤ i < Start[s+1].
type Cells struct {
	K, Levels int
	Row       func(i int, into []float64)
	N, Y      []float64
	Level     []int32
	Start     []int
	// Cluster of each cell; Person numbers those with several applications from 1, 0 =
	// each application is another person's. nil = none.
	Cluster, Person []int32
}

func (c *Cells) width() int { return c.K + c.Levels }

// row is the cell's covariates with a dummy for each level.
func (c *Cells) row(i int, into []float64) []float64 {
	clear(into[c.K:])
	c.Row(i, into[:c.K])
	if l := c.Level[i]; l >= 0 {
		into[c.K+int(l)] = 1
	}
	return into
}

// totals of a stratum; informative where some were selected and some not.
func (c *Cells) totals(s int) (n, y float64, informative bool) {
	for i := c.Start[s]; i < c.Start[s+1]; i++ {
		n += c.N[i]
		y += c.Y[i]
	}
	return n, y, y > 0 && y < n
}

const (
	steps    = 6
	largest  = 3.0 // of one step, in log odds
	settled  = 1e-7
	pivotTol = 1e-8
)

// Null is the model in which slopes are the same at every level.
type Null struct {
	c    *Cells
	beta []float64
	pi   []float64 // by cell; NaN outside informative strata
	w    []float64 // by cell: weight of one of its applications in the information
	info *sweep
	mean [][]float64 // by stratum: weighted mean of the row
	a    []float64   // by stratum: sum of weights
	left []float64   // score that the fit left
}

// Fit climbs from the slopes start of the K covariates (main effects of levels start at 0)
// by at most the given number of Newton steps of the conditional likelihood. The
// information of a stratum is approximated by
//
//	V ≈ Σ c x xᵀ − (Σ c x)(Σ c x)ᵀ / Σ c,   c_i − c_i² / Σ c = π_i (1 − π_i),
//
// exact where one is selected, or all but one, or all π are equal. Deville & Tillé (2005)
// J Stat Plan Inference 128:569–591, fixed-point approximation. limit 0 = until it settles;
// one step is enough where data are many, as the test is efficient (Neyman's C(α)).
func Fit(c *Cells, start []float64, limit int) *Null {
	n := &Null{c: c, beta: make([]float64, c.width()), pi: make([]float64, len(c.N)), w: make([]float64, len(c.N))}
	copy(n.beta, start)
	if limit == 0 {
		limit = steps
	}
	for range limit {
		n.rates()
		score := n.information()
		step := n.info.solve(score)
		scale, gain := 1.0, 0.0
		for j, d := range step {
			scale = math.Min(scale, largest/math.Abs(d))
			gain += d * score[j]
		}
		for j, d := range step {
			if !math.IsNaN(d) {
				n.beta[j] += scale * d
			}
		}
		if gain < settled {
			break
		}
	}
	n.rates()
	n.information()
	return n
}

// rates sets the inclusion probabilities at the slopes.
func (n *Null) rates() {
	c, buf := n.c, make([]float64, n.c.width())
	eta := make([]float64, len(c.N))
	for s := range len(c.Start) - 1 {
		lo, hi := c.Start[s], c.Start[s+1]
		size, y, ok := c.totals(s)
		if !ok {
			for i := lo; i < hi; i++ {
				n.pi[i] = math.NaN()
			}
			continue
		}
		for i := lo; i < hi; i++ {
			for j, v := range c.row(i, buf) {
				eta[i] += n.beta[j] * v
			}
		}
		inclusions(c.N[lo:hi], eta[lo:hi], y, n.pi[lo:hi])
		weights(c.N[lo:hi], n.pi[lo:hi], size, y, n.w[lo:hi])
	}
}

// information factors the information of the covariates and returns their score.
func (n *Null) information() (score []float64) {
	c, k := n.c, n.c.width()
	score = make([]float64, k)
	total, own := make([]float64, k*k), make([]float64, k*k)
	buf, sum := make([]float64, k), make([]float64, k)
	n.mean, n.a = make([][]float64, len(c.Start)-1), make([]float64, len(c.Start)-1)
	for s := range n.mean {
		if _, _, ok := c.totals(s); !ok {
			continue
		}
		clear(own)
		clear(sum)
		a := 0.0
		for i := c.Start[s]; i < c.Start[s+1]; i++ {
			x := c.row(i, buf)
			w, e := c.N[i]*n.w[i], c.Y[i]-c.N[i]*n.pi[i]
			a += w
			for p, v := range x {
				if v == 0 {
					continue
				}
				score[p] += e * v
				sum[p] += w * v
				for q := p; q < k; q++ {
					own[p*k+q] += w * v * x[q]
				}
			}
		}
		n.a[s] = a
		n.mean[s] = make([]float64, k)
		for p := range k {
			n.mean[s][p] = sum[p] / a
			for q := p; q < k; q++ {
				total[p*k+q] += own[p*k+q] - sum[p]*sum[q]/a
			}
		}
	}
	n.info = newSweep(total, k)
	return score
}

// sweep is a Cholesky factor of a symmetric matrix given by its upper triangle; columns that
// those before them determine have no pivot, and take no part.
type sweep struct {
	k    int
	chol []float64
}

func newSweep(c []float64, k int) *sweep {
	m := &sweep{k: k, chol: make([]float64, k*k)}
	for j := range k {
		d := c[j*k+j]
		for q := range j {
			d -= m.chol[j*k+q] * m.chol[j*k+q]
		}
		if !(d > pivotTol*c[j*k+j]) || !(d > 0) {
			continue
		}
		root := math.Sqrt(d)
		m.chol[j*k+j] = root
		for i := j + 1; i < k; i++ {
			v := c[j*k+i]
			for q := range j {
				v -= m.chol[i*k+q] * m.chol[j*k+q]
			}
			m.chol[i*k+j] = v / root
		}
	}
	return m
}

// rank counts the columns with a pivot.
func (m *sweep) rank() (r int) {
	for j := range m.k {
		if m.chol[j*m.k+j] != 0 {
			r++
		}
	}
	return r
}

// solve gives C⁻¹ v; 0 for columns without a pivot.
func (m *sweep) solve(v []float64) []float64 {
	z := m.whiten(v)
	for j := m.k - 1; j >= 0; j-- {
		d := m.chol[j*m.k+j]
		if d == 0 {
			z[j] = 0
			continue
		}
		for i := j + 1; i < m.k; i++ {
			z[j] -= m.chol[i*m.k+j] * z[i]
		}
		z[j] /= d
	}
	return z
}

// whiten solves L z = v.
func (m *sweep) whiten(v []float64) []float64 {
	z := append([]float64(nil), v...)
	for j := range m.k {
		d := m.chol[j*m.k+j]
		if d == 0 {
			z[j] = 0
			continue
		}
		for q := range j {
			z[j] -= m.chol[j*m.k+q] * z[q]
		}
		z[j] /= d
	}
	return z
}
