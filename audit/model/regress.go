package model

import "gonum.org/v1/gonum/mat"

// Unaliased keeps the columns that those before them don't determine, within strata.
func Unaliased(c *mat.SymDense, cols []int) []int {
	var kept []int
	for _, j := range cols {
		own := c.At(j, j)
		if !(own > 0) {
			continue
		}
		left := own
		if len(kept) > 0 {
			b := Coefficients(c, kept, j)
			for a, i := range kept {
				left -= b[a] * c.At(i, j)
			}
		}
		if left > 1e-10*own {
			kept = append(kept, j)
		}
	}
	return kept
}

// Coefficients of the regression of column y on the columns of cols; none for none.
func Coefficients(c *mat.SymDense, cols []int, y int) []float64 {
	if len(cols) == 0 {
		return nil // a matrix of size 0 is a fault of the caller's to gonum
	}
	a, b := mat.NewSymDense(len(cols), nil), mat.NewVecDense(len(cols), nil)
	for i, p := range cols {
		b.SetVec(i, c.At(p, y))
		for j := i; j < len(cols); j++ {
			a.SetSym(i, j, c.At(p, cols[j]))
		}
	}
	var chol mat.Cholesky
	var out mat.VecDense
	if !chol.Factorize(a) || chol.SolveVecTo(&out, b) != nil {
		return make([]float64, len(cols))
	}
	return out.RawVector().Data
}

// InverseRow is a row of the inverse of the cross-products of cols.
func InverseRow(c *mat.SymDense, cols []int, at int) []float64 {
	a, e := mat.NewSymDense(len(cols), nil), mat.NewVecDense(len(cols), nil)
	for i, p := range cols {
		for j := i; j < len(cols); j++ {
			a.SetSym(i, j, c.At(p, cols[j]))
		}
	}
	e.SetVec(at, 1)
	var chol mat.Cholesky
	var out mat.VecDense
	if !chol.Factorize(a) || chol.SolveVecTo(&out, e) != nil {
		return make([]float64, len(cols))
	}
	return out.RawVector().Data
}
