package logit

// nearTolerance is the step, in standard errors, at which a fit that is compared with
// another one has settled: a millionth of what either is uncertain by.
const nearTolerance = 1e-6

// FirthNear is Firth started at another fit: that of nearly the same data, with columns of
// the same names and strata of the same numbers where there are such. rough stops at a
// millionth of a standard error, for fits that only stand beside another. It finds no
// separation, and falls back to Firth where it doesn't settle.
func FirthNear(g *Grouped, start *Fit, rough bool) (*Fit, error) {
	alpha, beta := g.near(start)
	p := problem{g: g, firth: true}
	if rough {
		p.tolerance = nearTolerance
	}
	s := p.maximize(alpha, beta)
	if !s.converged {
		return Firth(g)
	}
	f := g.fit(s, true)
	f.rates = g.flic(f.alpha, f.beta)
	return f, nil
}

// near puts the estimate of a fit into the working scale of g.
func (g *Grouped) near(start *Fit) (alpha, beta []float64) {
	known := map[string]float64{}
	for w, j := range start.g.active {
		known[start.g.columns[j]] = start.beta[w] / start.g.scale[w]
	}
	alpha, beta = g.start(), make([]float64, len(g.active))
	var shift float64
	for w, j := range g.active {
		slope := known[g.columns[j]]
		beta[w] = slope * g.scale[w]
		shift += slope * g.center[w]
	}
	at := map[int32]int{}
	for s, id := range start.g.strata {
		at[id] = s
	}
	zero := start.Intercepts()
	for s, id := range g.strata {
		if k, ok := at[id]; ok {
			alpha[s] = zero[k] + shift
		}
	}
	return alpha, beta
}
