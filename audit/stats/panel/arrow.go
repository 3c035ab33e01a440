package panel

import "math"

// arrow is the information on the slopes with the intercepts profiled out, factored.
type arrow struct {
	k      int
	chol   []float64 // lower, rows; 0 pivot = no information left
	logDet float64
}

// NewArrow is a Cholesky factorisation of a symmetric matrix given by its upper
// triangle. A column without information of its own gets a zero pivot, and then
// no coefficient.
func NewArrow(c []float64, k int) *arrow {
	m := &arrow{k: k, chol: make([]float64, k*k)}
	for j := range k {
		d := c[j*k+j]
		for q := range j {
			d -= m.chol[j*k+q] * m.chol[j*k+q]
		}
		if !(d > pivotTolerance*c[j*k+j]) || !(d > 0) {
			continue
		}
		root := math.Sqrt(d)
		m.chol[j*k+j] = root
		m.logDet += 2 * math.Log(root)
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

// whiten solves L z = v in place; columns without a pivot become 0.
func (m *arrow) whiten(v []float64) {
	for j := range m.k {
		row := m.chol[j*m.k : j*m.k+j+1]
		x := v[j]
		for q := range j {
			x -= row[q] * v[q]
		}
		if row[j] == 0 {
			v[j] = 0
			continue
		}
		v[j] = x / row[j]
	}
}

// Solve gives C⁻¹ v.
func (m *arrow) Solve(v []float64) []float64 {
	z := append([]float64(nil), v...)
	m.whiten(z)
	return m.SolveTransposed(z)
}

// SolveTransposed solves Lᵀ z = v: with v standard normal, z has covariance C⁻¹.
func (m *arrow) SolveTransposed(v []float64) []float64 {
	z := append([]float64(nil), v...)
	for j := m.k - 1; j >= 0; j-- {
		d := m.chol[j*m.k+j]
		if d == 0 {
			z[j] = 0
			continue
		}
		x := z[j]
		for i := j + 1; i < m.k; i++ {
			x -= m.chol[i*m.k+j] * z[i]
		}
		z[j] = x / d
	}
	return z
}
