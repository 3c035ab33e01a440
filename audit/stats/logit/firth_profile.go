package logit

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

const (
	// profileTolerance is the inner maximisation's, in standard errors: the profile
	// is flat there, so that its error is the square of this.
	profileTolerance = 1e-7
	// rootTolerance is that of an interval's end, in standard errors.
	rootTolerance   = 1e-9
	maxProfile      = 100
	maxProfileReach = 1e3 // standard errors; beyond it the likelihood has no bound on this side
)

// Profile returns the two-sided profile-likelihood interval of the coefficient of
// the caller's column j at the given level: all θ with
//
//	2 (ℓ(θ̂) - max_{β_j = θ} ℓ) ≤ χ²_{1, level},
//
// with the penalised likelihood after Firth (Heinze & Schemper 2002, section 2.3;
// Heinze & Ploner 2003, Comput Methods Programs Biomed 71:181-187). A side on which
// the likelihood stays above the cut is ±Inf.
// *NotEstimable if the column is aliased or a constrained fit does not settle.
func (f *Fit) Profile(j int, level float64) (low, high float64, err error) {
	if err := f.needsLikelihood(); err != nil {
		return 0, 0, err
	}
	free, _, err := f.g.without([]int{j})
	if err != nil {
		return 0, 0, err
	}
	w, _ := f.g.working(j)
	estimate := &solution{point: point{alpha: f.alpha, beta: f.beta, info: f.info}}
	from := estimate
	ends := profileEnds{center: f.beta[w], se: math.Sqrt(f.info.inv[w*f.info.k+w]),
		reset: func() { from = estimate },
		drop: func(theta float64) (float64, float64, bool) {
			s := f.constrained(from, w, free, theta)
			if !s.converged {
				return 0, 0, false
			}
			from = s
			return 2 * (f.workingObjective() - s.objective), f.scoreAt(s, w), true
		}}
	return ends.interval(level, f.g.scale[w])
}

// constrained maximises with β_w = theta, starting along the tangent from a solution.
func (f *Fit) constrained(from *solution, w int, free []int, theta float64) *solution {
	unit := make([]float64, len(f.beta))
	unit[w] = 1
	da, db, _ := from.info.solve(make([]float64, len(f.alpha)), unit, nil)
	move := (theta - from.beta[w]) / db[w]
	alpha, beta := append([]float64(nil), from.alpha...), append([]float64(nil), from.beta...)
	for s, d := range da {
		alpha[s] += move * d
	}
	for j, d := range db {
		beta[j] += move * d
	}
	beta[w] = theta
	p := problem{g: f.g, firth: f.firth, free: free, tolerance: profileTolerance}
	s := p.maximize(alpha, beta)
	if !s.converged {
		alpha, beta = append([]float64(nil), from.alpha...), append([]float64(nil), from.beta...)
		beta[w] = theta
		s = p.maximize(alpha, beta)
	}
	return s
}

func (f *Fit) scoreAt(s *solution, w int) float64 {
	if !f.firth {
		return s.m.t[w]
	}
	_, v := f.g.jeffreysScore(&s.point)
	return v[w]
}

// profileEnds finds where a profile likelihood has dropped by cut.
type profileEnds struct {
	center, se float64
	// drop returns 2Δℓ at theta and the derivative of ℓ; it may start from its last answer.
	drop func(theta float64) (drop, score float64, ok bool)
	// reset takes drop back to the estimate.
	reset func()
}

func (p profileEnds) interval(level, scale float64) (low, high float64, err error) {
	if !(level > 0 && level < 1) {
		return 0, 0, &stats.NotEstimable{Reason: "the confidence level is not between 0 and 1"}
	}
	root := math.Sqrt(distuv.ChiSquared{K: 1}.Quantile(level))
	p.reset()
	if low, err = p.end(-1, root); err != nil {
		return 0, 0, err
	}
	p.reset()
	if high, err = p.end(1, root); err != nil {
		return 0, 0, err
	}
	return low / scale, high / scale, nil
}

// end finds one end by Newton's method on sqrt(2Δℓ), which is nearly linear in θ,
// inside a bracket.
func (p profileEnds) end(side, root float64) (float64, error) {
	inside, outside := p.center, math.Inf(int(side))
	theta := inside + side*root*p.se
	for range maxProfile {
		drop, score, ok := p.drop(theta)
		if !ok {
			return 0, &stats.NotEstimable{Reason: "a fit along the profile did not settle"}
		}
		drop = math.Sqrt(math.Max(0, drop))
		if drop < root {
			inside = theta
		} else {
			outside = theta
		}
		// d drop / dθ = -score / drop, by the envelope theorem.
		slope := -score / drop
		target := theta - (drop-root)/slope
		if !(slope*side > 0) || (target-inside)*side <= 0 || (target-outside)*side >= 0 {
			target = (inside + outside) / 2
		}
		reach := inside + side*4*math.Max(p.se, math.Abs(inside-p.center))
		if math.IsInf(target, 0) || (target-reach)*side > 0 {
			target = reach
		}
		if math.Abs(target-theta) < rootTolerance*p.se {
			return target, nil
		}
		if math.Abs(target-p.center) > maxProfileReach*p.se {
			return math.Inf(int(side)), nil
		}
		theta = target
	}
	return 0, &stats.NotEstimable{Reason: "the end of the profile interval was not found"}
}
