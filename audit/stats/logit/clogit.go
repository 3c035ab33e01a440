package logit

import (
	"fmt"
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
)

// ConditionalFit is a logistic model conditional on the number advanced in each
// stratum, fitted by ConditionalLogit. It is immutable.
type ConditionalFit struct {
	g    *Grouped
	beta []float64 // working scale
	at   *conditionalPoint
	// LogLik and NullLogLik are the conditional log-likelihoods at the estimate and at 0.
	LogLik, NullLogLik float64
	Iterations         int
}

// ConditionalLogit fits the slopes of logit P(advance) = α_stratum + xᵀβ by the
// likelihood given the number m_s advanced in each stratum,
//
//	L(β) = Π_s exp(Σ_{advanced} x_iᵀβ) / Σ_{R: |R| = m_s} exp(Σ_{i in R} x_iᵀβ),
//
// in which the intercepts cancel: right however many small requisitions there
// are, where the unconditional likelihood is biased away from 0. The sum over
// subsets is exact, not Efron's or Breslow's approximation: by recursion over
// applications in strata with few advanced or few not, else by inversion of a
// characteristic function, to rounding. Without intercepts there are no fitted
// rates and no average marginal effect. A step costs at most about thirty of
// LogisticML's.
//
// *NotEstimable where the data are separated within strata. Same as R's
// survival::clogit(method = "exact").
//
// Gail, Lubin & Rubinstein (1981) Biometrika 68:703-707, section 2; Hong (2013)
// Comput Stat Data Anal 59:41-51.
func ConditionalLogit(g *Grouped) (*ConditionalFit, error) {
	p := conditionalProblem{g: g}
	k := len(g.active)
	if k == 0 {
		return nil, &stats.NotEstimable{Reason: "no column varies within a requisition"}
	}
	null := p.evaluate(make([]float64, k))
	s := p.maximize(make([]float64, k))
	if s.separated != nil {
		return nil, &stats.NotEstimable{Reason: "no finite conditional estimate: " + s.separated.String()}
	}
	if !s.converged {
		return nil, &stats.NotEstimable{Reason: fmt.Sprintf("the conditional fit did not settle in %d iterations", s.iterations)}
	}
	return &ConditionalFit{g: g, beta: s.beta, at: s.conditionalPoint,
		LogLik: s.loglik, NullLogLik: null.loglik, Iterations: s.iterations}, nil
}

// ConditionalCost is about the number of multiplications of one step of
// ConditionalLogit; 1e9 took a second of one core in 2026. A fit takes some five
// steps, a profile interval some twenty.
func (g *Grouped) ConditionalCost() (cost float64) {
	const frequencies = 20
	k := float64(len(g.active))
	start := g.stratumStarts()
	for s, n := range g.stratumN {
		if m := math.Min(g.stratumY[s], n-g.stratumY[s]); m <= recursionUpTo {
			cost += n * m * (k*k + 3*k + 30) / 2
		} else {
			cost += float64(start[s+1]-start[s]) * frequencies * (k*k + 4*k + 60) / 4
		}
	}
	return cost
}

// Coefficient returns the slope of the caller's column j per unit; *NotEstimable if aliased.
func (f *ConditionalFit) Coefficient(j int) (float64, error) {
	w, err := f.g.working(j)
	if err != nil {
		return 0, err
	}
	return f.beta[w] / f.g.scale[w], nil
}

// SE is the model-based standard error of column j, from the inverse information.
func (f *ConditionalFit) SE(j int) (float64, error) {
	w, err := f.g.working(j)
	if err != nil {
		return 0, err
	}
	return math.Sqrt(f.at.inverse.At(w, w)) / f.g.scale[w], nil
}

// ClusterSE is the standard error of column j clustered by stratum, the sandwich
// of I⁻¹ and the strata's scores, with CR0, CR1 or CR1S (k = number of slopes).
// *NotEstimable with one stratum; other clusters have no scores of their own here.
func (f *ConditionalFit) ClusterSE(j int, correction Correction) (float64, error) {
	w, err := f.g.working(j)
	if err != nil {
		return 0, err
	}
	groups, k := float64(len(f.g.strata)), len(f.beta)
	if groups < 2 {
		return 0, &stats.NotEstimable{Reason: "clustered errors need at least two clusters"}
	}
	factor := 1.0
	switch correction {
	case CR0:
	case CR1:
		factor = groups / (groups - 1)
	case CR1S:
		factor = groups / (groups - 1) * (f.g.total - 1) / (f.g.total - float64(k))
	default:
		return 0, &stats.NotEstimable{Reason: fmt.Sprintf("%s is not defined for a conditional likelihood", correction)}
	}
	var v float64
	for s := range f.g.strata {
		var d float64
		for q := range k {
			d += f.at.inverse.At(w, q) * f.at.score[s*k+q]
		}
		v += d * d
	}
	return math.Sqrt(factor*v) / f.g.scale[w], nil
}

// LikelihoodRatio tests that the coefficients of the given columns are all 0.
func (f *ConditionalFit) LikelihoodRatio(columns ...int) (stats.ChiSquare, error) {
	free, df, err := f.g.without(columns)
	if err != nil {
		return stats.ChiSquare{}, err
	}
	beta := make([]float64, len(f.beta))
	for _, w := range free {
		beta[w] = f.beta[w]
	}
	s := conditionalProblem{g: f.g, free: free}.maximize(beta)
	if !s.converged {
		return stats.ChiSquare{}, &stats.NotEstimable{Reason: "the fit without the tested columns did not settle"}
	}
	return stats.NewChiSquare(2*(f.LogLik-s.loglik), df), nil
}

// Profile returns the profile-likelihood interval of column j; see Fit.Profile.
func (f *ConditionalFit) Profile(j int, level float64) (low, high float64, err error) {
	free, _, err := f.g.without([]int{j})
	if err != nil {
		return 0, 0, err
	}
	w, _ := f.g.working(j)
	from := f.at
	ends := profileEnds{center: f.beta[w], se: math.Sqrt(f.at.inverse.At(w, w)),
		reset: func() { from = f.at },
		drop: func(theta float64) (float64, float64, bool) {
			beta := append([]float64(nil), from.beta...)
			for q := range beta {
				beta[q] += (theta - from.beta[w]) * from.inverse.At(q, w) / from.inverse.At(w, w)
			}
			beta[w] = theta
			s := conditionalProblem{g: f.g, free: free, tolerance: profileTolerance}.maximize(beta)
			if !s.converged {
				return 0, 0, false
			}
			from = s.conditionalPoint
			return 2 * (f.LogLik - s.loglik), s.total[w], true
		}}
	return ends.interval(level, f.g.scale[w])
}

// conditionalPoint is the conditional likelihood at one parameter.
type conditionalPoint struct {
	beta    []float64
	loglik  float64
	score   []float64 // per stratum, k each
	total   []float64 // k
	inverse *mat.SymDense
	chol    mat.Cholesky
	ok      bool
}

type conditionalProblem struct {
	g         *Grouped
	free      []int
	tolerance float64
}

type conditionalSolution struct {
	*conditionalPoint
	iterations int
	converged  bool
	separated  *Separation
}

// maximize is Newton's method with step halving from beta, which is not changed.
func (p conditionalProblem) maximize(beta []float64) conditionalSolution {
	tolerance := p.tolerance
	if tolerance == 0 {
		tolerance = stepTolerance
	}
	s := conditionalSolution{conditionalPoint: p.evaluate(append([]float64(nil), beta...))}
	for ; s.ok && s.iterations < maxIterations; s.iterations++ {
		step := p.step(s.conditionalPoint)
		length := math.Sqrt(math.Max(0, stats.Dot(step, s.total)))
		if length < tolerance {
			s.converged = true
			break
		}
		if s.iterations >= separationAfter {
			if s.separated = p.g.conditionalSeparation(step); s.separated != nil {
				break
			}
		}
		next := p.advance(s.conditionalPoint, step)
		if next == nil {
			s.converged = length < roundingStep
			break
		}
		s.conditionalPoint = next
	}
	return s
}

func (p conditionalProblem) advance(now *conditionalPoint, step []float64) *conditionalPoint {
	factor := 1.0
	for _, v := range step {
		factor = math.Min(factor, maxStep/math.Abs(v))
	}
	for range 30 {
		beta := append([]float64(nil), now.beta...)
		for q, v := range step {
			beta[q] += factor * v
		}
		trial := p.evaluate(beta)
		if trial.ok && trial.loglik >= now.loglik-1e-13*(1+math.Abs(now.loglik)) {
			return trial
		}
		factor /= 2
	}
	return nil
}

// step solves I δ = score over the free columns.
func (p conditionalProblem) step(pt *conditionalPoint) []float64 {
	out := make([]float64, len(pt.beta))
	if p.free == nil {
		multiplySym(pt.inverse, pt.total, out)
		return out
	}
	if len(p.free) == 0 {
		return out
	}
	var info mat.SymDense
	pt.chol.ToSym(&info)
	sub, rhs := mat.NewSymDense(len(p.free), nil), mat.NewVecDense(len(p.free), nil)
	for i, a := range p.free {
		rhs.SetVec(i, pt.total[a])
		for j := i; j < len(p.free); j++ {
			sub.SetSym(i, j, info.At(a, p.free[j]))
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(sub) {
		return out
	}
	if !solved(chol.SolveVecTo(rhs, rhs)) {
		return out
	}
	for i, a := range p.free {
		out[a] = rhs.AtVec(i)
	}
	return out
}

func multiplySym(m *mat.SymDense, v, out []float64) {
	for i := range out {
		out[i] = 0
		for j, x := range v {
			out[i] += m.At(i, j) * x
		}
	}
}
