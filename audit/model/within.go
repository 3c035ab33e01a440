package model

import (
	"math"

	"weaksignal/audit/result"

	"gonum.org/v1/gonum/mat"
)

// within holds the cross-products of a design's columns inside strata: what the
// overlap between signals and the benchmark of the robustness value need.
type within struct {
	cols []int // columns that vary within a stratum and are no combination of others
	c    *mat.SymDense
	inv  *mat.SymDense
}

// withinMoments centres the columns in each stratum; columns that are not estimable
// have no coefficient and are left out, and so are strata of one class, as in every
// fit. nil where nothing is left.
func withinMoments(d *Design, estimable []int) *within {
	k := len(estimable)
	if k == 0 {
		return nil
	}
	c := make([]float64, k*k)
	mean, x := make([]float64, k), make([]float64, k)
	for lo := 0; lo < d.Len(); {
		hi, n, y := lo, 0.0, 0.0
		clear(mean)
		for ; hi < d.Len() && d.Stratum[hi] == d.Stratum[lo]; hi++ {
			n += d.N[hi]
			y += d.Y[hi]
			for a, j := range estimable {
				mean[a] += d.N[hi] * (d.Cell(j, hi) - mean[a]) / n
			}
		}
		if y == 0 || y == n {
			lo = hi
			continue
		}
		for i := lo; i < hi; i++ {
			for a, j := range estimable {
				x[a] = d.Cell(j, i) - mean[a]
			}
			for a := range x {
				w := d.N[i] * x[a]
				for b := a; b < k; b++ {
					c[a*k+b] += w * x[b]
				}
			}
		}
		lo = hi
	}
	return newWithin(estimable, c)
}

// newWithin inverts the correlation matrix, for scale.
func newWithin(cols []int, c []float64) *within {
	k := len(cols)
	w := &within{cols: cols, c: mat.NewSymDense(k, nil)}
	for a := range k {
		for b := a; b < k; b++ {
			scale := math.Sqrt(c[a*k+a] * c[b*k+b])
			if !(scale > 0) {
				return nil
			}
			w.c.SetSym(a, b, c[a*k+b]/scale)
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(w.c) {
		return nil
	}
	w.inv = mat.NewSymDense(k, nil)
	if err := chol.InverseTo(w.inv); err != nil {
		return nil
	}
	return w
}

func (w *within) at(j int) int {
	for a, c := range w.cols {
		if c == j {
			return a
		}
	}
	return -1
}

// partialR2 is the squared partial correlation of two factors given all others
// and the strata.
func (w *within) partialR2(i, j int) (float64, bool) {
	a, b := w.at(i), w.at(j)
	if a < 0 || b < 0 || a == b {
		return 0, false
	}
	p := w.inv.At(a, b)
	return p * p / (w.inv.At(a, a) * w.inv.At(b, b)), true
}

// vif is the variance inflation factor of factor j: 1/(1−R²) on all others
// within strata.
func (w *within) vif(j int) (float64, bool) {
	a := w.at(j)
	if a < 0 {
		return 0, false
	}
	return w.inv.At(a, a), true
}

// BlockOverlap is the largest squared canonical correlation between weak and
// job-related factors within strata: 1 where they can't be told apart.
func (a *Adjustment) BlockOverlap() (r2 float64, ok bool) {
	s := a.straight
	if s == nil || s.within == nil {
		return 0, false
	}
	var w, r []int
	for i, c := range s.within.cols {
		col := &s.design.Columns[c]
		if col.Unknown {
			continue
		}
		switch s.design.Factors[col.Factor].Block {
		case result.Weak:
			w = append(w, i)
		case result.JobRelated:
			r = append(r, i)
		}
	}
	if len(w) == 0 || len(r) == 0 {
		return 0, false
	}
	pick := func(rows, cols []int) *mat.Dense {
		m := mat.NewDense(len(rows), len(cols), nil)
		for x, i := range rows {
			for y, j := range cols {
				m.Set(x, y, s.within.c.At(i, j))
			}
		}
		return m
	}
	var left, right, product mat.Dense
	if left.Solve(pick(w, w), pick(w, r)) != nil || right.Solve(pick(r, r), pick(r, w)) != nil {
		return 0, false
	}
	product.Mul(&left, &right)
	var eigen mat.Eigen
	if !eigen.Factorize(&product, mat.EigenNone) {
		return 0, false
	}
	for _, v := range eigen.Values(nil) {
		r2 = math.Max(r2, real(v))
	}
	return math.Min(1, r2), true
}
