package logit

import (
	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

const (
	// accelerationDepth is how many earlier steps are combined; accelerateBelow is
	// the step length, in standard errors, from which the iteration is near enough
	// to its end to be linear.
	accelerationDepth = 3
	accelerateBelow   = 0.5
)

// acceleration is Anderson's mixing of the last steps f_i at the points x_i,
//
//	x ← x + f - (ΔX + ΔF) γ,   γ = argmin | f - ΔF γ |.
//
// Firth's step uses the information in place of the penalised Hessian. Where the
// penalty weighs as much as the data (a row that alone determines a coefficient),
// that step overshoots as far as it came and halving sees no loss; mixing finds
// the fixed point. Walker & Ni (2011) SIAM J Numer Anal 49:1715-1735.
type acceleration struct {
	x, f [][]float64
}

// mix remembers a point and its step, and returns the mixed step, or nil where
// there is nothing to mix with.
func (a *acceleration) mix(alpha, beta, da, db []float64) (mixedA, mixedB []float64) {
	x := append(append([]float64(nil), alpha...), beta...)
	f := append(append([]float64(nil), da...), db...)
	a.x, a.f = append(a.x, x), append(a.f, f)
	if len(a.x) > accelerationDepth+1 {
		a.x, a.f = a.x[1:], a.f[1:]
	}
	gamma := a.combination(f)
	if gamma == nil {
		return nil, nil
	}
	first := len(a.x) - 1 - len(gamma)
	step := append([]float64(nil), f...)
	for i, g := range gamma {
		for j := range step {
			step[j] -= g * (a.x[first+i+1][j] - a.x[first+i][j] + a.f[first+i+1][j] - a.f[first+i][j])
		}
	}
	return step[:len(alpha)], step[len(alpha):]
}

// combination solves the least-squares problem over the last differences by its
// normal equations, with columns of length 1; of nearly parallel ones the oldest goes.
func (a *acceleration) combination(f []float64) []float64 {
	last := len(a.f) - 1
	for m := last; m > 0; m-- {
		delta := make([][]float64, m)
		size := make([]float64, m)
		for i := range delta {
			delta[i] = append([]float64(nil), a.f[last-m+i+1]...)
			stats.AddScaled(delta[i], -1, a.f[last-m+i])
			if size[i] = floats.Norm(delta[i], 2); size[i] > 0 {
				floats.Scale(1/size[i], delta[i])
			}
		}
		gram, rhs := mat.NewSymDense(m, nil), mat.NewVecDense(m, nil)
		for i := range m {
			rhs.SetVec(i, stats.Dot(delta[i], f))
			for j := i; j < m; j++ {
				gram.SetSym(i, j, stats.Dot(delta[i], delta[j]))
			}
		}
		var chol mat.Cholesky
		if chol.Factorize(gram) && chol.Cond() < 1e8 && solved(chol.SolveVecTo(rhs, rhs)) {
			for i := range m {
				rhs.SetVec(i, rhs.AtVec(i)/size[i])
			}
			return rhs.RawVector().Data
		}
	}
	return nil
}
