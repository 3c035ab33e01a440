package panel

// weighPenalty gives the information with what the penalty adds while leverages stay as
// they are: Firth's score is that of n + leverage trials with y + leverage/2 successes, so
// that a row weighs n·w·(1 + w·h). In nearly separated data the penalty is most of it, and
// steps without it swing around the maximum. The sums of f become the weighted ones.
func (p *Panel) weighPenalty(f *Fitted, info *arrow, skip int) *arrow {
	k := p.K
	z, buf := make([]float64, k), make([]float64, k)
	for s := range p.Strata() {
		if skip >= 0 && p.Fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		var a float64
		b, c := make([]float64, k), make([]float64, k*k)
		for i := p.Start[s]; i < p.Start[s+1]; i++ {
			x := p.at(i, buf)
			more := p.N[i] * f.w[i] * f.w[i] * p.leverage(f, info, s, x, z)
			a += more
			for j, v := range x {
				b[j] += more * v
				for q := j; q < k; q++ {
					c[j*k+q] += more * v * x[q]
				}
			}
		}
		f.a[s] += a
		for j := range b {
			f.b[s][j] += b[j]
		}
		for j := range c {
			f.c[s][j] += c[j]
		}
	}
	return f.information(p, skip)
}

// leverage of one trial of a row over its variance: xᵀ I⁻¹ x with the stratum's intercept.
// z is what it works in.
func (p *Panel) leverage(f *Fitted, info *arrow, s int, x, z []float64) float64 {
	for j, v := range x {
		z[j] = v - f.b[s][j]/f.a[s]
	}
	info.whiten(z)
	h := 1 / f.a[s]
	for _, v := range z {
		h += v * v
	}
	return h
}

// penalise sets the score of Firth's penalised likelihood: each residual plus
// leverage·(½ − rate), as in Heinze & Schemper (2002).
func (p *Panel) penalise(f *Fitted, info *arrow, skip int) {
	k := p.K
	clear(f.v)
	z, buf := make([]float64, k), make([]float64, k)
	for s := range p.Strata() {
		f.u[s] = 0
		if skip >= 0 && p.Fold[s] == skip || !(f.a[s] > 0) {
			continue
		}
		for i := p.Start[s]; i < p.Start[s+1]; i++ {
			x := p.at(i, buf)
			mu, w := f.mu[i], f.w[i]
			h := p.leverage(f, info, s, x, z)
			e := p.Y[i] - p.N[i]*mu + p.N[i]*w*h*(0.5-mu)
			f.u[s] += e
			for j, v := range x {
				f.v[j] += e * v
			}
		}
	}
}
