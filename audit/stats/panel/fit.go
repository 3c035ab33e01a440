package panel

import "math"

const (
	panelIterations = 60
	panelTolerance  = 1e-13 // Newton decrement, in units of log-likelihood
	largeTolerance  = 1e-6  // the same above largePanel rows, where it is as small a share
	// nearTolerance is the same where the rest is added to second order, as a share of
	// what all columns gain: the error is of third order, some 1e-5 of that gain.
	nearTolerance = 2e-3
	// plainSteps are what a penalised fit needs by the information of the likelihood alone,
	// unless the penalty is what holds it.
	plainSteps = 6
	panelStep  = 5.0 // largest change of a log odds in one step
	// separatedSlope is a log odds that only separated data reach.
	separatedSlope = 15.0
	pivotTolerance = 1e-9 // share of a column's information below which it is a combination of others
)

// Fitted is a logistic model of a panel with an intercept per stratum.
type Fitted struct {
	Beta, Alpha []float64
	// Sums at the estimate, by stratum: weights, weighted covariates, score and
	// information; r and t without the penalty.
	a, r   []float64
	b, t   [][]float64
	c      [][]float64
	loglik []float64
	u      []float64 // score used for the step: penalised if firth
	v      []float64
	// Of each row of the last pass, its rate and its variance at one trial, for Firth's
	// penalty; nil where the panel is too large for it.
	mu, w []float64
}

func newPanelFit(p *Panel) *Fitted {
	s := p.Strata()
	f := &Fitted{Beta: make([]float64, p.K), Alpha: make([]float64, s), a: make([]float64, s), r: make([]float64, s),
		loglik: make([]float64, s), u: make([]float64, s), v: make([]float64, p.K)}
	rows := func(width int) [][]float64 {
		flat, out := make([]float64, s*width), make([][]float64, s)
		for i := range out {
			out[i] = flat[i*width : (i+1)*width : (i+1)*width]
		}
		return out
	}
	f.b, f.t, f.c = rows(p.K), rows(p.K), rows(p.K*p.K)
	if len(p.N) <= LargePanel {
		f.mu, f.w = make([]float64, len(p.N)), make([]float64, len(p.N))
	}
	return f
}

// nullAlpha is the log odds of a stratum; its two classes are both there.
func (p *Panel) nullAlpha(s int) float64 {
	n, y := p.totals(s)
	return math.Log(y / (n - y))
}

func (p *Panel) totals(s int) (n, y float64) {
	for i := p.Start[s]; i < p.Start[s+1]; i++ {
		n += p.N[i]
		y += p.Y[i]
	}
	return n, y
}

// NullLogLik of each stratum, with its intercept alone.
func (p *Panel) NullLogLik() []float64 {
	out := make([]float64, p.Strata())
	for s := range out {
		n, y := p.totals(s)
		if y > 0 && y < n {
			out[s] = y*math.Log(y/n) + (n-y)*math.Log1p(-y/n)
		}
	}
	return out
}

// Fit maximises the (penalised) likelihood of the strata outside fold skip (−1 =
// all), from a fit with the same columns and strata (nil = no effect).
func (p *Panel) Fit(firth bool, skip int, start *Fitted) *Fitted {
	f := p.maximise(firth, skip, start)
	p.pass(f, skip)
	return f
}

// maximise is fit but for the sums, which are those before the last step. Without a
// penalty in the plan the likelihood is maximised; where it has no maximum, as it can
// happen with a part of the data held out, the penalised one is.
func (p *Panel) maximise(firth bool, skip int, start *Fitted) *Fitted {
	if firth && p.Plain {
		if f := p.climb(false, skip, start); f.settled() {
			return f
		}
	}
	return p.climb(firth, skip, start)
}

// settled tells whether the slopes, of columns in standard deviations or 0 and 1,
// have stayed within what data can say.
func (f *Fitted) settled() bool {
	for _, b := range f.Beta {
		if !(math.Abs(b) < separatedSlope) {
			return false
		}
	}
	return true
}

// LargePanel is the number of rows above which fits are maximum likelihood, and stop
// earlier: Firth's penalty is far below the noise there.
const LargePanel = 50000

func (p *Panel) climb(firth bool, skip int, start *Fitted) *Fitted {
	f := newPanelFit(p)
	if start != nil {
		copy(f.Beta, start.Beta)
		copy(f.Alpha, start.Alpha)
	} else {
		for s := range f.Alpha {
			f.Alpha[s] = p.nullAlpha(s)
		}
	}
	tolerance := panelTolerance
	if len(p.N) > LargePanel {
		tolerance, firth = largeTolerance, false // the penalty is far below the noise here
	}
	last, beta, alpha := math.Inf(-1), append([]float64(nil), f.Beta...), append([]float64(nil), f.Alpha...)
	for i := range panelIterations {
		p.pass(f, skip)
		info := f.information(p, skip)
		objective := f.total(p, skip)
		if firth {
			objective += info.logDet / 2
		}
		if objective < last-1e-9*(1+math.Abs(last)) { // overshot: half way back
			halfway(f.Beta, beta)
			halfway(f.Alpha, alpha)
			continue
		}
		last = objective
		copy(beta, f.Beta)
		copy(alpha, f.Alpha)
		if firth {
			p.penalise(f, info, skip)
			if i > plainSteps {
				info = p.weighPenalty(f, info, skip)
			}
		} else {
			f.plainScore(p, skip)
		}
		if f.step(p, info, skip) < tolerance {
			break
		}
	}
	return f
}

// from is a start for the columns cols of p, on q, out of full, the fit of all of them.
func (q *Panel) from(full *Fitted, cols []int) *Fitted {
	f := newPanelFit(q)
	full.expand(f, cols)
	return f
}

// near fits the columns cols of p, on q, from full, the fit of all of them: by
// Newton steps, but only until the next would gain less than enough. The sums are
// those at the slopes reached; whoever uses them adds the last step to second order.
func (q *Panel) near(full *Fitted, cols []int, enough float64) *Fitted {
	f := q.from(full, cols)
	for range panelIterations {
		q.pass(f, -1)
		info := f.information(q, -1)
		f.plainScore(q, -1)
		if g, d := f.direction(q, info, -1); f.decrement(q, g, d, -1) < enough {
			break
		}
		f.step(q, info, -1)
	}
	return f
}

// expand sets f to where the columns cols have their maximum, the others being 0, by
// the second-order expansion of the log-likelihood around f0.
func (f0 *Fitted) expand(f *Fitted, cols []int) {
	k := len(f0.Beta)
	all, score := f0.profiled()
	at := func(a, b int) float64 { return all[min(a, b)*k+max(a, b)] }
	delta := make([]float64, k)
	for j, b := range f0.Beta {
		delta[j] = -b
	}
	n := len(cols)
	for _, j := range cols {
		delta[j] = 0
	}
	sub, rhs := make([]float64, n*n), make([]float64, n)
	for i, a := range cols {
		rhs[i] = score[a]
		for b, d := range delta {
			rhs[i] -= at(a, b) * d
		}
		for j := i; j < n; j++ {
			sub[i*n+j] = at(a, cols[j])
		}
	}
	for i, d := range NewArrow(sub, n).Solve(rhs) {
		delta[cols[i]] = bounded(d)
		f.Beta[i] = f0.Beta[cols[i]] + bounded(d)
	}
	for s := range f.Alpha {
		f.Alpha[s] = f0.Alpha[s] + bounded((f0.r[s]-Dot(f0.b[s], delta))/f0.a[s])
	}
}

// bounded keeps one step of a log odds within panelStep; 0 for what is no number.
func bounded(step float64) float64 {
	if math.IsNaN(step) {
		return 0
	}
	return math.Max(-panelStep, math.Min(panelStep, step))
}

func halfway(now, before []float64) {
	for i := range now {
		now[i] = (now[i] + before[i]) / 2
	}
}

func (f *Fitted) total(p *Panel, skip int) (ll float64) {
	for s, v := range f.loglik {
		if skip < 0 || p.Fold[s] != skip {
			ll += v
		}
	}
	return ll
}

// direction is Newton's for the slopes, d, and the score on them with the
// intercepts profiled out, g.
func (f *Fitted) direction(p *Panel, info *arrow, skip int) (g, d []float64) {
	g = append([]float64(nil), f.v...)
	for s := range f.a {
		if skip >= 0 && p.Fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		for j, b := range f.b[s] {
			g[j] -= b * f.u[s] / f.a[s]
		}
	}
	return g, info.Solve(g)
}

// decrement is twice what a step in the direction gains, to second order.
func (f *Fitted) decrement(p *Panel, g, d []float64, skip int) float64 {
	sum := Dot(g, d)
	for s := range f.Alpha {
		if skip >= 0 && p.Fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		sum += f.u[s] * f.u[s] / f.a[s]
	}
	return sum
}

// step moves intercepts and slopes by Newton's step and returns its decrement.
func (f *Fitted) step(p *Panel, info *arrow, skip int) float64 {
	g, d := f.direction(p, info, skip)
	scale := 1.0
	for j := range d {
		scale = math.Min(scale, panelStep/math.Abs(d[j]))
	}
	for s := range f.Alpha {
		if skip >= 0 && p.Fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		da := f.u[s] / f.a[s]
		for j, b := range f.b[s] {
			da -= b * d[j] / f.a[s]
		}
		f.Alpha[s] += bounded(scale * da)
	}
	sum := f.decrement(p, g, d, skip)
	for j := range d {
		f.Beta[j] += scale * d[j]
	}
	return sum
}
