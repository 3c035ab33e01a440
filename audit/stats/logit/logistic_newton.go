package logit

import (
	"math"

	"weaksignal/audit/stats"
)

// Newton's stopping rule is on the length of the step in standard errors,
// sqrt(stepᵀ I step). 1e-11 leaves coefficients good to about 1e-10 of theirs.
const (
	stepTolerance = 1e-11
	maxIterations = 500
	maxStep       = 5.0 // log odds per working unit, as logistf's maxstep
	// roundingStep is accepted where rounding hides any further gain, on badly
	// conditioned data.
	roundingStep = 1e-5
	// separationAfter is the iteration from which a step that has not died out is
	// examined as a direction of separation; Newton has converged by then otherwise.
	separationAfter = 8
)

// problem is one maximisation: of the likelihood, or of the likelihood times
// Jeffreys' prior, over the intercepts and the free slopes.
type problem struct {
	g     *Grouped
	firth bool
	free  []int // working columns; nil = all
	// tolerance of the step, in standard errors; 0 = stepTolerance.
	tolerance float64
}

// point is a parameter with everything known there.
type point struct {
	alpha, beta []float64
	m           *moments
	info        *information
	mu          []float64
	objective   float64
	ok          bool
}

type solution struct {
	point
	iterations int
	converged  bool
	separated  []int // working columns that run to infinity; with none, nil unless intercepts do
	diverged   bool  // separation was verified
}

func (p problem) newPoint() *point {
	pt := &point{m: newMoments(p.g),
		alpha: make([]float64, len(p.g.strata)), beta: make([]float64, len(p.g.active))}
	if p.firth {
		pt.mu = make([]float64, len(p.g.n))
	}
	return pt
}

func (p problem) evaluate(pt *point) {
	p.g.accumulate(pt.alpha, pt.beta, logisticLink, pt.m, pt.mu)
	pt.info, pt.ok = newInformation(pt.m)
	pt.objective = pt.m.loglik
	if pt.ok && p.firth {
		pt.objective += pt.info.logDet / 2
	}
	pt.ok = pt.ok && !math.IsNaN(pt.objective)
}

// maximize runs Newton's method with step halving from (alpha, beta), which are
// not changed. The step of a penalised fit uses the information, not the Hessian
// of the penalty, and therefore converges linearly at a rate that falls with n.
func (p problem) maximize(alpha, beta []float64) *solution {
	now, trial := p.newPoint(), p.newPoint()
	copy(now.alpha, alpha)
	copy(now.beta, beta)
	p.evaluate(now)
	out := &solution{}
	tolerance := p.tolerance
	if tolerance == 0 {
		tolerance = stepTolerance
	}
	previous := math.Inf(1)
	var mixing acceleration
	for out.iterations = 0; now.ok && out.iterations < maxIterations; out.iterations++ {
		u, v := now.m.r, now.m.t
		if p.firth {
			u, v = p.g.jeffreysScore(now)
		}
		da, db, ok := now.info.solve(u, v, p.free)
		if !ok {
			break
		}
		length := p.length(u, v, da, db)
		if length < tolerance {
			out.converged = true
			break
		}
		if !p.firth && out.iterations >= separationAfter {
			if cols, yes := p.g.separation(da, db); yes {
				out.separated, out.diverged = cols, true
				break
			}
		}
		if p.firth && length < accelerateBelow {
			if ma, mb := mixing.mix(now.alpha, now.beta, da, db); ma != nil && p.try(now, trial, ma, mb, 1) {
				now, trial = trial, now
				previous = math.Inf(1) // mixed steps have no rate to extrapolate
				continue
			}
		}
		if !p.advance(now, trial, da, db) {
			// No step keeps the objective: that is the end if only rounding is left.
			out.converged = length < roundingStep && trial.ok
			break
		}
		now, trial = trial, now
		// With linear convergence at the observed rate the next step is already known to be too short to matter.
		if rate := length / previous; previous < 1 && rate < 0.1 && length*rate < tolerance/10 {
			out.converged = true
			out.iterations++
			break
		}
		previous = length
	}
	out.point = *now
	return out
}

// length is the step in standard errors.
func (p problem) length(u, v, da, db []float64) float64 {
	d := stats.Dot(u, da)
	for j := range db {
		d += v[j] * db[j]
	}
	return math.Sqrt(math.Max(d, 0))
}

// advance puts the first of the steps 1, 1/2, 1/4, ... that does not lower the
// objective into trial.
func (p problem) advance(now, trial *point, da, db []float64) bool {
	factor := 1.0
	for _, d := range [][]float64{da, db} {
		for _, v := range d {
			if f := maxStep / math.Abs(v); f < factor {
				factor = f
			}
		}
	}
	for range 30 {
		if p.try(now, trial, da, db, factor) {
			return true
		}
		factor /= 2
	}
	return false
}

// try puts a multiple of a step into trial, and tells whether the objective does not fall beyond rounding.
func (p problem) try(now, trial *point, da, db []float64, factor float64) bool {
	for s, v := range da {
		trial.alpha[s] = now.alpha[s] + factor*v
	}
	for j, v := range db {
		trial.beta[j] = now.beta[j] + factor*v
	}
	p.evaluate(trial)
	return trial.ok && trial.objective >= now.objective-1e-13*(1+math.Abs(now.objective))
}

// start returns the intercepts of the model without slopes; a stratum of one
// class starts half an application away from infinity.
func (g *Grouped) start() []float64 {
	alpha := make([]float64, len(g.strata))
	for s := range alpha {
		n, y := g.stratumN[s], g.stratumY[s]
		if y == 0 || y == n {
			n, y = n+1, y+0.5
		}
		alpha[s] = math.Log(y / (n - y))
	}
	return alpha
}

// nullLogLik is the log-likelihood with an intercept per stratum and no slopes.
func (g *Grouped) nullLogLik() (ll float64) {
	for s, n := range g.stratumN {
		ll += entropy(g.stratumY[s], n)
	}
	return ll
}

// entropy is the maximised binomial log-likelihood of y in n.
func entropy(y, n float64) (ll float64) {
	if y > 0 {
		ll += y * math.Log(y/n)
	}
	if y < n {
		ll += (n - y) * math.Log1p(-y/n)
	}
	return ll
}
