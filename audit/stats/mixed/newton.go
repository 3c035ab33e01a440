package mixed

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
)

// maximize runs Newton's method with step halving; fixed is a parameter held
// where it is, or -1. Where the observed information is not definite, the step
// uses its expected part. tolerance is of the step, in standard errors.
func (m *mixture) maximize(theta []float64, fixed int, tolerance float64) (*mixturePoint, int, bool) {
	now := m.evaluate(append([]float64(nil), theta...))
	for it := range maxIterations {
		step, length := newtonStep(now, now.info, fixed)
		if step == nil {
			step, length = newtonStep(now, now.expected, fixed)
		}
		if step == nil {
			return now, it, false
		}
		if length < tolerance {
			return now, it, true
		}
		next := m.advance(now, step)
		if next == nil {
			return now, it, length < 1e-5
		}
		now = next
	}
	return now, maxIterations, false
}

func (m *mixture) advance(now *mixturePoint, step []float64) *mixturePoint {
	factor := 1.0
	for _, v := range step {
		factor = math.Min(factor, maxStep/math.Abs(v))
	}
	for range 30 {
		theta := append([]float64(nil), now.theta...)
		stats.AddScaled(theta, factor, step)
		next := m.evaluate(theta)
		if next.loglik >= now.loglik-1e-12*(1+math.Abs(now.loglik)) {
			return next
		}
		factor /= 2
	}
	return nil
}

// newtonStep solves info·step = score over the parameters that are not fixed; nil
// where info is not positive definite.
func newtonStep(p *mixturePoint, info *mat.SymDense, fixed int) (step []float64, length float64) {
	n := len(p.theta)
	sub, rhs := mat.NewSymDense(n, nil), mat.NewVecDense(n, append([]float64(nil), p.score...))
	sub.CopySym(info)
	if fixed >= 0 {
		for j := range n {
			sub.SetSym(fixed, j, 0)
		}
		sub.SetSym(fixed, fixed, 1)
		rhs.SetVec(fixed, 0)
	}
	var chol mat.Cholesky
	if !chol.Factorize(sub) || chol.Cond() > 1e14 {
		return nil, 0
	}
	var out mat.VecDense
	if err := chol.SolveVecTo(&out, rhs); err != nil {
		return nil, 0
	}
	return out.RawVector().Data, math.Sqrt(math.Max(0, mat.Dot(&out, rhs)))
}
