package audit

import "math"

const (
	panelIterations = 60
	panelTolerance  = 1e-13 // Newton decrement, in units of log-likelihood
	largeTolerance  = 1e-6  // the same above waldAbove patterns, where it is as small a share
	// nearTolerance is the same where the rest is added to second order, as a share of
	// what all columns gain: the error is of third order, some 1e-5 of that gain.
	nearTolerance = 2e-3
	panelStep     = 5.0 // largest change of a log odds in one step
	// separatedSlope is a log odds that only separated data reach.
	separatedSlope = 15.0
	pivotTolerance = 1e-9 // share of a column's information below which it is a combination of others
)

// panelFit is a logistic model of a panel with an intercept per stratum.
type panelFit struct {
	beta, alpha []float64
	// Sums at the estimate, by stratum: weights, weighted covariates, score and
	// information; r and t without the penalty.
	a, r   []float64
	b, t   [][]float64
	c      [][]float64
	loglik []float64
	u      []float64 // score used for the step: penalised if firth
	v      []float64
}

func newPanelFit(p *panel) *panelFit {
	s := p.strata()
	f := &panelFit{beta: make([]float64, p.k), alpha: make([]float64, s), a: make([]float64, s), r: make([]float64, s),
		loglik: make([]float64, s), u: make([]float64, s), v: make([]float64, p.k)}
	rows := func(width int) [][]float64 {
		flat, out := make([]float64, s*width), make([][]float64, s)
		for i := range out {
			out[i] = flat[i*width : (i+1)*width : (i+1)*width]
		}
		return out
	}
	f.b, f.t, f.c = rows(p.k), rows(p.k), rows(p.k*p.k)
	return f
}

// nullAlpha is the log odds of a stratum; its two classes are both there.
func (p *panel) nullAlpha(s int) float64 {
	n, y := p.totals(s)
	return math.Log(y / (n - y))
}

func (p *panel) totals(s int) (n, y float64) {
	for i := p.start[s]; i < p.start[s+1]; i++ {
		n += p.n[i]
		y += p.y[i]
	}
	return n, y
}

// nullLogLik of each stratum, with its intercept alone.
func (p *panel) nullLogLik() []float64 {
	out := make([]float64, p.strata())
	for s := range out {
		n, y := p.totals(s)
		if y > 0 && y < n {
			out[s] = y*math.Log(y/n) + (n-y)*math.Log1p(-y/n)
		}
	}
	return out
}

// fit maximises the (penalised) likelihood of the strata outside fold skip (−1 =
// all), from a fit with the same columns and strata (nil = no effect).
func (p *panel) fit(firth bool, skip int, start *panelFit) *panelFit {
	f := p.maximise(firth, skip, start)
	p.pass(f, skip)
	return f
}

// maximise is fit but for the sums, which are those before the last step. Without a
// penalty in the plan the likelihood is maximised; where it has no maximum, as it can
// happen with a part of the data held out, the penalised one is.
func (p *panel) maximise(firth bool, skip int, start *panelFit) *panelFit {
	if firth && p.plain {
		if f := p.climb(false, skip, start); f.settled() {
			return f
		}
	}
	return p.climb(firth, skip, start)
}

// settled tells whether the slopes, of columns in standard deviations or 0 and 1,
// have stayed within what data can say.
func (f *panelFit) settled() bool {
	for _, b := range f.beta {
		if !(math.Abs(b) < separatedSlope) {
			return false
		}
	}
	return true
}

func (p *panel) climb(firth bool, skip int, start *panelFit) *panelFit {
	f := newPanelFit(p)
	if start != nil {
		copy(f.beta, start.beta)
		copy(f.alpha, start.alpha)
	} else {
		for s := range f.alpha {
			f.alpha[s] = p.nullAlpha(s)
		}
	}
	tolerance := panelTolerance
	if len(p.n) > waldAbove {
		tolerance, firth = largeTolerance, false // the penalty is far below the noise here
	}
	last, beta, alpha := math.Inf(-1), append([]float64(nil), f.beta...), append([]float64(nil), f.alpha...)
	for range panelIterations {
		p.pass(f, skip)
		info := f.information(p, skip)
		objective := f.total(p, skip)
		if firth {
			objective += info.logDet / 2
		}
		if objective < last-1e-9*(1+math.Abs(last)) { // overshot: half way back
			halfway(f.beta, beta)
			halfway(f.alpha, alpha)
			continue
		}
		last = objective
		copy(beta, f.beta)
		copy(alpha, f.alpha)
		if firth {
			p.penalise(f, info, skip)
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
func (q *panel) from(full *panelFit, cols []int) *panelFit {
	f := newPanelFit(q)
	full.expand(f, cols)
	return f
}

// near fits the columns cols of p, on q, from full, the fit of all of them: by
// Newton steps, but only until the next would gain less than enough. The sums are
// those at the slopes reached; whoever uses them adds the last step to second order.
func (q *panel) near(full *panelFit, cols []int, enough float64) *panelFit {
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
func (f0 *panelFit) expand(f *panelFit, cols []int) {
	k := len(f0.beta)
	all, score := f0.profiled()
	at := func(a, b int) float64 { return all[min(a, b)*k+max(a, b)] }
	delta := make([]float64, k)
	for j, b := range f0.beta {
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
	for i, d := range newArrow(sub, n).solve(rhs) {
		delta[cols[i]] = bounded(d)
		f.beta[i] = f0.beta[cols[i]] + bounded(d)
	}
	for s := range f.alpha {
		f.alpha[s] = f0.alpha[s] + bounded((f0.r[s]-dot(f0.b[s], delta))/f0.a[s])
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

func (f *panelFit) total(p *panel, skip int) (ll float64) {
	for s, v := range f.loglik {
		if skip < 0 || p.fold[s] != skip {
			ll += v
		}
	}
	return ll
}

// pass collects the sums of every stratum outside the fold.
func (p *panel) pass(f *panelFit, skip int) {
	var slots []int
	if p.sparse != nil {
		slots = p.slots()
	}
	for s := range p.strata() {
		if skip >= 0 && p.fold[s] == skip {
			continue
		}
		p.passStratum(f, s, slots)
	}
}

// passStratum collects the sums of one stratum; slots where the rows are sparse.
func (p *panel) passStratum(f *panelFit, s int, slots []int) {
	clear(f.b[s])
	clear(f.t[s])
	clear(f.c[s])
	if slots != nil {
		p.passSparse(f, s, slots)
		return
	}
	p.passDense(f, s)
}

func (p *panel) passDense(f *panelFit, s int) {
	k := p.k
	b, t, c := f.b[s], f.t[s], f.c[s]
	var a, r float64
	ll := likelihood{product: 1}
	alpha, buf := f.alpha[s], make([]float64, k)
	for i := p.start[s]; i < p.start[s+1]; i++ {
		x := p.at(i, buf)
		eta := alpha
		for j, v := range x {
			eta += f.beta[j] * v
		}
		n, y := p.n[i], p.y[i]
		mu, w, tail := logistic(eta)
		ll.add(eta, tail, n, y)
		w *= n
		e := y - n*mu
		a += w
		r += e
		for j, v := range x {
			if v == 0 {
				continue
			}
			wv := w * v
			b[j] += wv
			t[j] += e * v
			row := c[j*k : j*k+k]
			for q := j; q < k; q++ {
				row[q] += wv * x[q]
			}
		}
	}
	f.a[s], f.r[s], f.loglik[s] = a, r, ll.sum()
}

func (f *panelFit) plainScore(p *panel, skip int) {
	copy(f.u, f.r)
	clear(f.v)
	for s := range f.t {
		if skip >= 0 && p.fold[s] == skip {
			continue
		}
		for j, v := range f.t[s] {
			f.v[j] += v
		}
	}
}

func (f *panelFit) information(p *panel, skip int) *arrow {
	c := make([]float64, p.k*p.k)
	logDet := 0.0
	for s := range f.c {
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		logDet += math.Log(f.a[s])
		f.addProfiled(c, s, 1)
	}
	m := newArrow(c, p.k)
	m.logDet += logDet
	return m
}

// addProfiled adds sign·(C − bbᵀ/a) of a stratum to the upper triangle of c.
func (f *panelFit) addProfiled(c []float64, s int, sign float64) {
	k := len(f.beta)
	for j := range k {
		g := f.b[s][j] / f.a[s]
		for q := j; q < k; q++ {
			c[j*k+q] += sign * (f.c[s][j*k+q] - g*f.b[s][q])
		}
	}
}

// direction is Newton's for the slopes, d, and the score on them with the
// intercepts profiled out, g.
func (f *panelFit) direction(p *panel, info *arrow, skip int) (g, d []float64) {
	g = append([]float64(nil), f.v...)
	for s := range f.a {
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		for j, b := range f.b[s] {
			g[j] -= b * f.u[s] / f.a[s]
		}
	}
	return g, info.solve(g)
}

// decrement is twice what a step in the direction gains, to second order.
func (f *panelFit) decrement(p *panel, g, d []float64, skip int) float64 {
	sum := dot(g, d)
	for s := range f.alpha {
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		sum += f.u[s] * f.u[s] / f.a[s]
	}
	return sum
}

// step moves intercepts and slopes by Newton's step and returns its decrement.
func (f *panelFit) step(p *panel, info *arrow, skip int) float64 {
	g, d := f.direction(p, info, skip)
	scale := 1.0
	for j := range d {
		scale = math.Min(scale, panelStep/math.Abs(d[j]))
	}
	for s := range f.alpha {
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		da := f.u[s] / f.a[s]
		for j, b := range f.b[s] {
			da -= b * d[j] / f.a[s]
		}
		f.alpha[s] += bounded(scale * da)
	}
	sum := f.decrement(p, g, d, skip)
	for j := range d {
		f.beta[j] += scale * d[j]
	}
	return sum
}

// penalise sets the score of Firth's penalised likelihood: each residual plus
// leverage·(½ − rate), as in Heinze & Schemper (2002).
func (p *panel) penalise(f *panelFit, info *arrow, skip int) {
	k := p.k
	clear(f.v)
	z, buf := make([]float64, k), make([]float64, k)
	for s := range p.strata() {
		f.u[s] = 0
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		for i := p.start[s]; i < p.start[s+1]; i++ {
			x := p.at(i, buf)
			eta := f.alpha[s]
			for j, v := range x {
				eta += f.beta[j] * v
				z[j] = v - f.b[s][j]/f.a[s]
			}
			mu, w, _ := logistic(eta)
			info.whiten(z)
			h := 1 / f.a[s]
			for _, v := range z {
				h += v * v
			}
			e := p.y[i] - p.n[i]*mu + p.n[i]*w*h*(0.5-mu)
			f.u[s] += e
			for j, v := range x {
				f.v[j] += e * v
			}
		}
	}
}
