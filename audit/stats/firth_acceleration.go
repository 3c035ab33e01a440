package stats

import "gonum.org/v1/gonum/mat"

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
	m := len(a.x) - 1
	if m == 0 {
		return nil, nil
	}
	gamma := a.combination(f, m)
	if gamma == nil {
		return nil, nil
	}
	step := append([]float64(nil), f...)
	for i, g := range gamma {
		for j := range step {
			step[j] -= g * (a.x[i+1][j] - a.x[i][j] + a.f[i+1][j] - a.f[i][j])
		}
	}
	return step[:len(alpha)], step[len(alpha):]
}

// combination solves the least-squares problem by its normal equations.
func (a *acceleration) combination(f []float64, m int) []float64 {
	delta := func(i, j int) float64 { return a.f[i+1][j] - a.f[i][j] }
	gram, rhs := mat.NewSymDense(m, nil), mat.NewVecDense(m, nil)
	for i := range m {
		for j := range f {
			rhs.SetVec(i, rhs.AtVec(i)+delta(i, j)*f[j])
			for i2 := i; i2 < m; i2++ {
				gram.SetSym(i, i2, gram.At(i, i2)+delta(i, j)*delta(i2, j))
			}
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(gram) || chol.Cond() > 1e12 {
		return nil
	}
	if err := chol.SolveVecTo(rhs, rhs); err != nil {
		return nil
	}
	return rhs.RawVector().Data
}
