package stats

import (
	"math"

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
// Heinze & Ploner 2002). A side on which the likelihood stays above the cut is ±Inf.
// *NotEstimable if the column is aliased or a constrained fit does not settle.
func (f *Fit) Profile(j int, level float64) (low, high float64, err error) {
	if !(level > 0 && level < 1) {
		return 0, 0, &NotEstimable{Reason: "the confidence level is not between 0 and 1"}
	}
	free, _, err := f.without([]int{j})
	if err != nil {
		return 0, 0, err
	}
	w, _ := f.g.working(j)
	pr := profile{fit: f, w: w, free: free,
		se:  math.Sqrt(f.info.inv[w*f.info.k+w]),
		cut: distuv.ChiSquared{K: 1}.Quantile(level)}
	if low, err = pr.end(-1); err != nil {
		return 0, 0, err
	}
	if high, err = pr.end(1); err != nil {
		return 0, 0, err
	}
	return low / f.g.scale[w], high / f.g.scale[w], nil
}

type profile struct {
	fit     *Fit
	w       int
	free    []int
	se, cut float64
}

// end finds one end by Newton's method on sqrt(2Δℓ), which is nearly linear in θ,
// inside a bracket.
func (pr profile) end(side float64) (float64, error) {
	f := pr.fit
	root := math.Sqrt(pr.cut)
	inside, outside := f.beta[pr.w], math.Inf(int(side))
	theta := inside + side*root*pr.se
	at := &solution{point: point{alpha: f.alpha, beta: f.beta, info: f.info}}
	for range maxProfile {
		next := pr.constrained(at, theta)
		if !next.converged {
			return 0, &NotEstimable{Reason: "a fit along the profile did not settle"}
		}
		at = next
		drop := math.Sqrt(math.Max(0, 2*(f.workingObjective()-at.objective)))
		if drop < root {
			inside = theta
		} else {
			outside = theta
		}
		// d drop / dθ = -U_w / drop, by the envelope theorem.
		slope := -pr.score(at) / drop
		target := theta - (drop-root)/slope
		if !(slope*side > 0) || (target-inside)*side <= 0 || (target-outside)*side >= 0 {
			target = (inside + outside) / 2
		}
		if reach := inside + side*4*math.Max(pr.se, math.Abs(inside-f.beta[pr.w])); math.IsInf(target, 0) || (target-reach)*side > 0 {
			target = reach
		}
		if math.Abs(target-theta) < rootTolerance*pr.se {
			return target, nil
		}
		if math.Abs(target-f.beta[pr.w]) > maxProfileReach*pr.se {
			return math.Inf(int(side)), nil
		}
		theta = target
	}
	return 0, &NotEstimable{Reason: "the end of the profile interval was not found"}
}

// constrained maximises with β_w = theta, starting along the tangent from a solution.
func (pr profile) constrained(from *solution, theta float64) *solution {
	f := pr.fit
	unit := make([]float64, len(f.beta))
	unit[pr.w] = 1
	da, db, _ := from.info.solve(make([]float64, len(f.alpha)), unit, nil)
	move := (theta - from.beta[pr.w]) / db[pr.w]
	alpha, beta := append([]float64(nil), from.alpha...), append([]float64(nil), from.beta...)
	for s, d := range da {
		alpha[s] += move * d
	}
	for j, d := range db {
		beta[j] += move * d
	}
	beta[pr.w] = theta
	p := problem{g: f.g, firth: f.firth, free: pr.free, tolerance: profileTolerance}
	s := p.maximize(alpha, beta)
	if !s.converged {
		alpha, beta = append([]float64(nil), from.alpha...), append([]float64(nil), from.beta...)
		beta[pr.w] = theta
		s = p.maximize(alpha, beta)
	}
	return s
}

func (pr profile) score(s *solution) float64 {
	if !pr.fit.firth {
		return s.m.t[pr.w]
	}
	_, v := pr.fit.g.jeffreysScore(&s.point)
	return v[pr.w]
}
