package simulate

import (
	"context"
	"math"
	"slices"
)

// logitAt is the log-odds of an application to advance at a stage: 0 the first,
// s+1 the later one s.
func (p *Population) logitAt(a *Applicant, stage int) float64 {
	eta := a.base + p.intercept(stage)
	above := p.above(a, stage)
	for j := range a.True {
		if x := p.form(j, a.True[j]); x != 0 {
			eta += p.slopeOf(a, j, stage, above) * x
		}
	}
	return eta
}

func (p *Population) intercept(stage int) float64 {
	if stage == 0 {
		return p.coef.Intercept
	}
	return p.spec.Later[stage-1].Intercept
}

// coefficient of signal j at a stage, before anything by which it differs.
func (p *Population) coefficient(j, stage int) float64 {
	if stage > 0 {
		for _, e := range p.spec.Later[stage-1].Effects {
			if e.Signal == p.spec.Signals[j].ID {
				return e.LogOdds
			}
		}
	}
	return p.coef.Signals[j]
}

// slopeOf is the coefficient of signal j for one application. above tells whether its
// job-related part is above the mean.
func (p *Population) slopeOf(a *Applicant, j, stage int, above bool) float64 {
	b := p.coefficient(j, stage)
	if p.slope[j] != nil {
		b += p.slope[j][a.Requisition]
	}
	d := p.spec.Signals[j].Effect.Differs
	if d == nil {
		return b
	}
	if p.more(a, d.By, above) {
		return b + d.LogOdds
	}
	return b - d.LogOdds
}

// Level of an application by what an effect of signal j differs by, as an audit names it:
// its screener, role or group. ok is false by strength, and where nothing differs.
func (p *Population) Level(a *Applicant, j int) (name string, ok bool) {
	d := p.spec.Signals[j].Effect.Differs
	switch {
	case d == nil || d.By == ByStrength:
		return "", false
	case d.By == ByScreener:
		return screenerName(a.Screener), true
	case d.By == ByRole:
		return p.spec.Roles[a.Role].Name, true
	}
	k := slices.IndexFunc(p.spec.Groups, func(g Attribute) bool { return g.Name == d.By })
	return p.spec.Groups[k].Groups[a.Group[k]].Name, true
}

// more tells whether the application is among those for whom an effect is larger.
func (p *Population) more(a *Applicant, by string, above bool) bool {
	switch by {
	case ByScreener:
		return a.Screener%2 == 0
	case ByRole:
		return a.Role%2 == 0
	case ByStrength:
		return above
	}
	for k := range p.spec.Groups {
		if p.spec.Groups[k].Name == by {
			return a.Group[k] == 0
		}
	}
	return false
}

// above tells whether the job-related part of the log-odds is above its mean.
func (p *Population) above(a *Applicant, stage int) bool {
	sum := 0.0
	for j := range a.True {
		if p.spec.Block(j, a.Role) == JobRelated {
			sum += p.coefficient(j, stage) * p.form(j, a.True[j])
		}
	}
	return sum > 0
}

// WeakPart is what the weak signals add to the log-odds of an application at the first
// stage.
func (p *Population) WeakPart(a *Applicant) float64 {
	sum, above := 0.0, p.above(a, 0)
	for j := range a.True {
		if p.spec.Block(j, a.Role) == Weak {
			sum += p.slopeOf(a, j, 0, above) * p.form(j, a.True[j])
		}
	}
	return sum
}

// form is what the coefficient of signal j multiplies: the value of a binary signal,
// and the distance from the mean, or the shape, of a numeric one.
func (p *Population) form(j int, x float64) float64 {
	g := &p.spec.Signals[j]
	switch {
	case len(g.Effect.Levels) > 0:
		for _, l := range g.Effect.Levels {
			if l.Value == x {
				return l.LogOdds
			}
		}
		return 0
	case g.Effect.Shape.Form != "":
		return g.shaped(g.Effect.Shape, x)
	case g.numeric():
		return x - g.Mean
	}
	return x
}

func (g *Signal) shaped(s Shape, x float64) float64 {
	switch s.Form {
	case Square:
		z := (x - g.Mean) / g.SD
		return 1 - z*z
	case Step:
		if x >= s.At {
			return 1
		}
		return 0
	}
	return (x - g.Mean) / g.SD
}

// standard is the shape of a value with mean 0 and variance 1, were the numeric signal
// normal and not cut.
func (g *Signal) standard(s Shape, x float64) float64 {
	switch {
	case !g.numeric():
		return (x - g.Prevalence) / math.Sqrt(g.Prevalence*(1-g.Prevalence))
	case s.Form == Square:
		return -g.shaped(s, x) / math.Sqrt2
	case s.Form == Step:
		half := math.Pow10(-g.Decimals) / 2 // values are rounded
		q := 0.5 * math.Erfc((s.At-half-g.Mean)/g.SD/math.Sqrt2)
		return (g.shaped(s, x) - q) / math.Sqrt(q*(1-q))
	}
	return g.shaped(s, x)
}

// follow mixes a signal's own standard normal part with what it takes from others.
func (p *Population) follow(a *Applicant, j int, own float64) float64 {
	from := p.spec.Signals[j].From
	if len(from) == 0 {
		return own
	}
	sum, of := own, 1.0
	for _, l := range from {
		i := p.spec.index(l.Signal)
		sum += l.Weight * p.spec.Signals[i].standard(l.Shape, a.True[i])
		of += l.Weight * l.Weight
	}
	return sum / math.Sqrt(of)
}

// misread adds the error of reading to numeric signals that have one.
func (w *walker) misread(i int) {
	for j := range w.p.spec.Signals {
		g := &w.p.spec.Signals[j]
		if g.Reliability == 0 || g.Reliability == 1 {
			continue
		}
		d := w.d.at(w.p.spec.Seed, streamReading+uint64(j)<<8, i)
		scale := math.Pow10(g.Decimals)
		w.a.Read[j] = math.Round((w.a.Read[j]+g.SD*math.Sqrt(1/g.Reliability-1)*d.NormFloat64())*scale) / scale
	}
}

// decide draws every stage's decision, and then what is unknown because of it.
func (w *walker) decide() {
	a, seed := &w.a, w.p.spec.Seed
	a.Rate = expit(w.p.logit(a))
	a.Advanced = w.d.at(seed, streamDecision, a.Index).Float64() < a.Rate
	entered := a.Advanced
	for s := range a.Later {
		o := Outcome{Entered: entered, Rate: expit(w.p.logitAt(a, s+1))}
		o.Advanced = entered && w.d.at(seed, streamLater+uint64(s), a.Index).Float64() < o.Rate
		a.Later[s], entered = o, o.Advanced
	}
	w.forget()
}

// forget draws the unknowns that depend on value and decision.
func (w *walker) forget() {
	for j := range w.p.spec.Signals {
		for k, u := range w.p.spec.Signals[j].Unknown {
			at := w.d.at(w.p.spec.Seed, streamUnknown+uint64(j)<<8+uint64(k)<<16, w.a.Index)
			if (u.Value == nil || *u.Value == w.a.True[j]) && (u.Advanced == nil || *u.Advanced == w.a.Advanced) && at.Float64() < u.Share {
				w.a.Read[j] = math.NaN()
			}
		}
	}
}

// Contrast is the change of the chance to advance at a stage, were signal j at `to`
// instead of `from` and all else the same, averaged over the applications that entered
// the stage and that among takes; nil = all of them. It is an expectation over the
// decisions at that stage; ok is false where nobody is left.
func (p *Population) Contrast(ctx context.Context, stage, j int, from, to float64, among func(*Applicant) bool) (mean float64, ok bool, err error) {
	c := cell{}
	err = p.Each(ctx, func(a *Applicant) error {
		if stage > 0 && !a.Later[stage-1].Entered || among != nil && !among(a) {
			return nil
		}
		eta := p.logitAt(a, stage)
		b := p.slopeOf(a, j, stage, p.above(a, stage))
		rest := eta - b*p.form(j, a.True[j])
		c.add(expit(rest+b*p.form(j, to)) - expit(rest+b*p.form(j, from)))
		return nil
	})
	if c.n == 0 || err != nil {
		return 0, false, err
	}
	return c.sum / float64(c.n), true, nil
}
