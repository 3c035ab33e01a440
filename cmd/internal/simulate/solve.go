package simulate

import (
	"fmt"
	"math"
)

const (
	// solveSample bounds the applications on which effects are solved for; the truth
	// file has the effects in the whole pool.
	solveSample = 20000
	solveSteps  = 200
	solveWithin = 1e-9
)

// solver finds the coefficients that give stated effects.
type solver struct{ *Population }

// solve finds the intercept and the coefficients that give the stated rate and
// the stated average marginal effects, over the applications of the pool (an
// evenly spaced sample of a large one). Each step is Newton's in every unknown on
// its own, which converges because each effect mostly moves with its coefficient.
func (p solver) solve() error {
	p.coef.Intercept = math.Log(p.spec.Rate / (1 - p.spec.Rate))
	for j, g := range p.spec.Signals {
		if g.Effect.LogOdds != nil {
			p.coef.Signals[j] = *g.Effect.LogOdds
		}
		if len(g.Effect.Levels) > 0 {
			p.coef.Signals[j] = 1 // of the levels' own log-odds
		}
	}
	sample := p.sample()
	sd := p.withinSD(sample)
	for range solveSteps {
		if p.step(sample, sd) < solveWithin {
			return nil
		}
	}
	return fmt.Errorf("simulate: the stated effects can't be reached together at an overall rate of %g; make them smaller, or move the rate towards 0.5", p.spec.Rate)
}

func (p solver) sample() []Applicant {
	n := p.spec.Applicants
	m := min(n, solveSample)
	w := p.walker()
	k := len(p.spec.Signals)
	values := make([]float64, m*k)
	groups := make([]int, m*len(p.spec.Groups))
	out := make([]Applicant, m)
	for i := range out {
		w.draw(int(int64(i) * int64(n) / int64(m)))
		n := len(w.a.Group)
		out[i] = Applicant{Requisition: w.a.Requisition, Role: w.a.Role, Screener: w.a.Screener, base: w.a.base, True: values[i*k : (i+1)*k], Group: groups[i*n : (i+1)*n]}
		copy(out[i].True, w.a.True)
		copy(out[i].Group, w.a.Group)
	}
	return out
}

// withinSD is the standard deviation within requisitions of each signal.
func (p solver) withinSD(sample []Applicant) []float64 {
	sd := make([]float64, len(p.spec.Signals))
	for j := range sd {
		m := newMoments(p.spec.Requisitions)
		for i := range sample {
			m.add(sample[i].Requisition, sample[i].True[j])
		}
		sd[j] = m.within()
	}
	return sd
}

// step moves every unknown once and returns the largest miss.
func (p solver) step(sample []Applicant, sd []float64) (miss float64) {
	n := float64(len(sample))
	k := len(p.spec.Signals)
	rate, density := 0.0, 0.0
	effect, gain := make([]float64, k), make([]float64, k)
	for i := range sample {
		a := &sample[i]
		eta := p.logit(a)
		f := expit(eta)
		rate += f / n
		density += f * (1 - f) / n
		for j := range effect {
			if p.spec.Signals[j].Effect.Points == nil {
				continue
			}
			e, g := p.marginal(a, j, eta)
			effect[j] += e / n
			gain[j] += g / n
		}
	}
	miss = math.Abs(p.spec.Rate - rate)
	p.coef.Intercept += bounded((p.spec.Rate - rate) / density)
	for j := range effect {
		target := p.spec.Signals[j].Effect.Points
		if target == nil {
			continue
		}
		e, g := effect[j], gain[j]
		if p.spec.Signals[j].numeric() {
			e, g = e*sd[j], g*sd[j]
		}
		miss = max(miss, math.Abs(*target/100-e))
		if g > 0 {
			p.coef.Signals[j] += bounded((*target/100 - e) / g)
		}
	}
	return miss
}

// bounded keeps a step from leaving the range where the logistic curve has a slope.
func bounded(step float64) float64 { return min(max(step, -1), 1) }

// marginal is one application's effect of signal j, discrete for a binary one and
// per unit for a numeric one, and how it moves with the coefficient.
func (p solver) marginal(a *Applicant, j int, eta float64) (effect, gain float64) {
	b := p.slopeOf(a, j, 0, p.above(a, 0))
	if p.spec.Signals[j].numeric() {
		f := expit(eta)
		return b * f * (1 - f), f * (1 - f)
	}
	without := eta - b*a.True[j]
	low, high := expit(without), expit(without+b)
	return high - low, high * (1 - high)
}

// marginalGiven is the effect of marginal in a requisition that advances some and not
// others, of an application beside these others.
func (p *Population) marginalGiven(a *Applicant, j int, eta float64, o others) float64 {
	b := p.slopeOf(a, j, 0, p.above(a, 0))
	if p.spec.Signals[j].numeric() {
		f := expit(eta)
		return b * f * (1 - f) * o.slope(f)
	}
	without := eta - b*a.True[j]
	return o.rate(expit(without+b)) - o.rate(expit(without))
}

// moments gather a variance within requisitions in one pass.
type moments struct {
	n, mean []float64
	ss      float64
}

func newMoments(requisitions int) *moments {
	return &moments{n: make([]float64, requisitions), mean: make([]float64, requisitions)}
}

func (m *moments) add(r int, x float64) {
	m.n[r]++
	d := x - m.mean[r]
	m.mean[r] += d / m.n[r]
	m.ss += d * (x - m.mean[r])
}

// within is the standard deviation, with one degree of freedom less per requisition.
func (m *moments) within() float64 {
	df := 0.0
	for _, n := range m.n {
		df += max(n-1, 0)
	}
	if df == 0 {
		return 0
	}
	return math.Sqrt(m.ss / df)
}
