package panel

import "math"

// pass collects the sums of every stratum outside the fold.
func (p *Panel) pass(f *Fitted, skip int) {
	var slots []int
	if p.sparse != nil {
		slots = p.slots()
	}
	for s := range p.Strata() {
		if skip >= 0 && p.Fold[s] == skip {
			continue
		}
		p.PassStratum(f, s, slots)
	}
}

// PassStratum collects the sums of one stratum; slots where the rows are sparse.
func (p *Panel) PassStratum(f *Fitted, s int, slots []int) {
	clear(f.b[s])
	clear(f.t[s])
	clear(f.c[s])
	if slots != nil {
		p.passSparse(f, s, slots)
		return
	}
	p.passDense(f, s)
}

func (p *Panel) passDense(f *Fitted, s int) {
	k := p.K
	b, t, c := f.b[s], f.t[s], f.c[s]
	var a, r float64
	ll := likelihood{product: 1}
	alpha, buf := f.Alpha[s], make([]float64, k)
	for i := p.Start[s]; i < p.Start[s+1]; i++ {
		x := p.at(i, buf)
		eta := alpha
		for j, v := range x {
			eta += f.Beta[j] * v
		}
		n, y := p.N[i], p.Y[i]
		mu, w, tail := logistic(eta)
		if f.mu != nil {
			f.mu[i], f.w[i] = mu, w
		}
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

func (f *Fitted) plainScore(p *Panel, skip int) {
	copy(f.u, f.r)
	clear(f.v)
	for s := range f.t {
		if skip >= 0 && p.Fold[s] == skip {
			continue
		}
		for j, v := range f.t[s] {
			f.v[j] += v
		}
	}
}

func (f *Fitted) information(p *Panel, skip int) *arrow {
	c := make([]float64, p.K*p.K)
	logDet := 0.0
	for s := range f.c {
		if skip >= 0 && p.Fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		logDet += math.Log(f.a[s])
		f.AddProfiled(c, s, 1)
	}
	m := NewArrow(c, p.K)
	m.logDet += logDet
	return m
}

// AddProfiled adds sign·(C − bbᵀ/a) of a stratum to the upper triangle of c.
func (f *Fitted) AddProfiled(c []float64, s int, sign float64) {
	k := len(f.Beta)
	for j := range k {
		g := f.b[s][j] / f.a[s]
		for q := j; q < k; q++ {
			c[j*k+q] += sign * (f.c[s][j*k+q] - g*f.b[s][q])
		}
	}
}
