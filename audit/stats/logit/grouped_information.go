package logit

import (
	"errors"
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
)

// pivotTolerance is the share of a column's information that the columns before it
// must leave, for the factorisation to mean more than rounding.
const pivotTolerance = 1e-14

// information is the factored arrow: for a right side (u_s, v),
//
//	δβ = C⁻¹ (v - Σ_s b_s u_s / a_s),   δα_s = (u_s - b_sᵀ δβ) / a_s,
//	log det = Σ_s log a_s + log det C,  C = c - Σ_s b_s b_sᵀ / a_s.
//
// Its inverse is the model-based covariance.
type information struct {
	k      int
	a      []float64 // S
	mean   []float64 // S·k: b_s / a_s, the weighted mean of the covariates
	c      []float64 // k·k Schur complement, both triangles
	inv    []float64 // C⁻¹, both triangles
	linv   []float64 // column j of L⁻¹ at linv[j*k:], where C = L Lᵀ
	logDet float64
}

// newInformation factors the arrow; ok is false where it is not numerically
// positive definite.
func newInformation(m *moments) (f *information, ok bool) {
	k := m.k
	f = &information{k: k, a: append([]float64(nil), m.a...), c: m.schur(), mean: make([]float64, len(m.b))}
	for s, a := range f.a {
		if !(a > 0) {
			return nil, false
		}
		f.logDet += math.Log(a)
		for j := s * k; j < (s+1)*k; j++ {
			f.mean[j] = m.b[j] / a
		}
	}
	if k == 0 {
		return f, true
	}
	var chol mat.Cholesky
	if !chol.Factorize(mat.NewSymDense(k, f.c)) {
		return nil, false
	}
	f.logDet += chol.LogDet()
	return f, f.invert(&chol)
}

func (f *information) invert(chol *mat.Cholesky) bool {
	k := f.k
	var lower, inverse mat.TriDense
	chol.LTo(&lower)
	for j := range k {
		if d := lower.At(j, j); !(d*d > pivotTolerance*f.c[j*k+j]) {
			return false
		}
	}
	if !solved(inverse.InverseTri(&lower)) {
		return false
	}
	f.linv, f.inv = make([]float64, k*k), make([]float64, k*k)
	for j := range k {
		for i := j; i < k; i++ {
			f.linv[j*k+i] = inverse.At(i, j)
		}
	}
	for i := range k {
		for j := i; j < k; j++ {
			var v float64
			for q := j; q < k; q++ {
				v += f.linv[i*k+q] * f.linv[j*k+q]
			}
			f.inv[i*k+j], f.inv[j*k+i] = v, v
		}
	}
	return true
}

// project takes the intercepts out of a right side: v - Σ_s mean_s u_s.
func (f *information) project(u, v []float64) []float64 {
	out := append([]float64(nil), v...)
	for s, us := range u {
		if us != 0 {
			for j := range f.k {
				out[j] -= f.mean[s*f.k+j] * us
			}
		}
	}
	return out
}

// solve returns the solution with the slopes outside free held at 0; free == nil
// means all. ok is false where the free block is singular.
func (f *information) solve(u, v []float64, free []int) (da, db []float64, ok bool) {
	rhs := f.project(u, v)
	db = make([]float64, f.k)
	if free == nil {
		multiply(f.inv, rhs, db)
	} else if !f.solveFree(rhs, db, free) {
		return nil, nil, false
	}
	da = make([]float64, len(u))
	for s := range u {
		da[s] = u[s] / f.a[s]
		for j, d := range db {
			da[s] -= f.mean[s*f.k+j] * d
		}
	}
	return da, db, true
}

func (f *information) solveFree(rhs, db []float64, free []int) bool {
	if len(free) == 0 {
		return true
	}
	sub := mat.NewSymDense(len(free), nil)
	b := mat.NewVecDense(len(free), nil)
	for i, p := range free {
		b.SetVec(i, rhs[p])
		for j, q := range free[i:] {
			sub.SetSym(i, i+j, f.c[p*f.k+q])
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(sub) {
		return false
	}
	if !solved(chol.SolveVecTo(b, b)) {
		return false
	}
	for i, p := range free {
		db[p] = b.AtVec(i)
	}
	return true
}

// multiply sets out = m·v for a square matrix of len(v) rows.
func multiply(m, v, out []float64) {
	k := len(v)
	for i := range k {
		out[i] = stats.Dot(m[i*k:(i+1)*k], v)
	}
}

// block is the inverse of the arrow on some intercepts and all slopes.
func (f *information) block(strata []int) *mat.SymDense {
	k, m := f.k, len(strata)
	out := mat.NewSymDense(m+k, nil)
	for j := range k {
		for q := j; q < k; q++ {
			out.SetSym(m+j, m+q, f.inv[j*k+q])
		}
	}
	row := make([]float64, k)
	for i, s := range strata {
		multiply(f.inv, f.mean[s*k:(s+1)*k], row)
		for j := range k {
			out.SetSym(i, m+j, -row[j])
		}
		for i2 := i; i2 < m; i2++ {
			t := strata[i2]
			v := stats.Dot(row, f.mean[t*k:(t+1)*k])
			if t == s {
				v += 1 / f.a[s]
			}
			out.SetSym(i, i2, v)
		}
	}
	return out
}

// solved tells whether a solution was computed: gonum returns an error also for
// one that is only badly conditioned.
func solved(err error) bool {
	var condition mat.Condition
	return err == nil || errors.As(err, &condition) && !math.IsInf(float64(condition), 1)
}
