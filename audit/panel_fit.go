package audit

import "math"

const (
	panelIterations = 60
	panelTolerance  = 1e-10 // Newton decrement, in units of log-likelihood
	largeTolerance  = 1e-6  // the same above waldAbove patterns, where it is as small a share
	panelStep       = 5.0   // largest change of a log odds in one step
	pivotTolerance  = 1e-9  // share of a column's information below which it is a combination of others
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
	// quick leaves the log-likelihood out of passes: it costs as much as the rest.
	quick bool
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
// all), from the slopes in start (nil = 0).
func (p *panel) fit(firth bool, skip int, start []float64) *panelFit {
	f := newPanelFit(p)
	for s := range f.alpha {
		f.alpha[s] = p.nullAlpha(s)
	}
	if start != nil {
		copy(f.beta, start)
		for s := range f.alpha {
			f.alpha[s] -= p.meanPredictor(s, f.beta)
		}
	}
	tolerance := panelTolerance
	f.quick = len(p.n) > waldAbove
	if f.quick {
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
		if !f.quick && objective < last-1e-9*(1+math.Abs(last)) { // overshot: half way back
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
	f.quick = false
	p.pass(f, skip)
	return f
}

// meanPredictor of a stratum at the slopes, without intercept.
func (p *panel) meanPredictor(s int, beta []float64) float64 {
	var n, sum float64
	for i := p.start[s]; i < p.start[s+1]; i++ {
		n += p.n[i]
		for j, v := range p.x[i*p.k : (i+1)*p.k] {
			sum += p.n[i] * v * beta[j]
		}
	}
	return sum / n
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
	for s := range p.strata() {
		if skip >= 0 && p.fold[s] == skip {
			continue
		}
		p.passStratum(f, s)
	}
}

func (p *panel) passStratum(f *panelFit, s int) {
	k := p.k
	b, t, c := f.b[s], f.t[s], f.c[s]
	clear(b)
	clear(t)
	clear(c)
	var a, r, ll float64
	alpha := f.alpha[s]
	for i := p.start[s]; i < p.start[s+1]; i++ {
		x := p.x[i*k : i*k+k : i*k+k]
		eta := alpha
		for j, v := range x {
			eta += f.beta[j] * v
		}
		n, y := p.n[i], p.y[i]
		var mu, w float64
		if f.quick {
			mu, w = logistic(eta)
		} else {
			var l float64
			mu, w, l = binomial(eta, n, y)
			ll += l
		}
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
	f.a[s], f.r[s], f.loglik[s] = a, r, ll
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

// step moves intercepts and slopes by Newton's step and returns its decrement.
func (f *panelFit) step(p *panel, info *arrow, skip int) float64 {
	g := append([]float64(nil), f.v...)
	for s := range f.a {
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		for j, b := range f.b[s] {
			g[j] -= b * f.u[s] / f.a[s]
		}
	}
	d := info.solve(g)
	decrement, scale := 0.0, 1.0
	for j := range d {
		decrement += g[j] * d[j]
		scale = math.Min(scale, panelStep/math.Abs(d[j]))
	}
	for s := range f.alpha {
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		da := f.u[s] / f.a[s]
		decrement += f.u[s] * da
		for j, b := range f.b[s] {
			da -= b * d[j] / f.a[s]
		}
		f.alpha[s] += math.Max(-panelStep, math.Min(panelStep, scale*da))
	}
	for j := range d {
		f.beta[j] += scale * d[j]
	}
	return decrement
}

// penalise sets the score of Firth's penalised likelihood: each residual plus
// leverage·(½ − rate), as in Heinze & Schemper (2002).
func (p *panel) penalise(f *panelFit, info *arrow, skip int) {
	k := p.k
	clear(f.v)
	z := make([]float64, k)
	for s := range p.strata() {
		f.u[s] = 0
		if skip >= 0 && p.fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		for i := p.start[s]; i < p.start[s+1]; i++ {
			x := p.x[i*k : i*k+k : i*k+k]
			eta := f.alpha[s]
			for j, v := range x {
				eta += f.beta[j] * v
				z[j] = v - f.b[s][j]/f.a[s]
			}
			mu, w := logistic(eta)
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
