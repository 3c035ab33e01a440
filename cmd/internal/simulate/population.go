package simulate

import (
	"context"
	"fmt"
	"math"
)

// Population is a pool that can be drawn: a spec with its coefficients.
type Population struct {
	spec *Spec
	coef Coefficients
	// levels[j] is the level of signal j (probit of the prevalence, or mean), then one
	// shift per ByGroup entry.
	levels [][]level

	requisition []float64   // log-odds by requisition
	slope       [][]float64 // by signal, nil without spread: deviation by requisition
	screener    []float64
}

// level is a shift of a signal in one group.
type level struct {
	attribute, group int
	shift            float64
}

// Coefficients of the decision, in log-odds.
type Coefficients struct {
	Intercept float64
	// Signals by index of the spec; per unit for a numeric one.
	Signals []float64
}

// Applicant is one application of a pool.
type Applicant struct {
	Index       int
	Person      int // repeats with Spec.Repeats
	Requisition int
	Role        int // index of Spec.Roles; 0 without roles
	Screener    int // -1 without screeners
	// True holds the signals as they are, Read as the table has them: NaN = unknown.
	True, Read []float64
	// Group by attribute, and as reported: -1 = not stated.
	Group, Reported []int
	// Rate is the true probability to advance.
	Rate     float64
	Advanced bool
	// Later stages by index of Spec.Later.
	Later []Outcome
	// logit without the signals.
	base float64
}

// Outcome of a later stage.
type Outcome struct {
	Entered, Advanced bool
	Rate              float64 // given that it was entered
}

// New solves for the coefficients of the spec and draws requisitions and screeners.
func New(spec *Spec) (*Population, error) {
	p, err := prepare(spec)
	if err != nil {
		return nil, err
	}
	return p, solver{p}.solve()
}

// NewWith is New with coefficients that are known already, of another pool of the
// same kind: its effects then differ a little from the stated ones, as the pools do.
func NewWith(spec *Spec, c Coefficients) (*Population, error) {
	p, err := prepare(spec)
	if err != nil {
		return nil, err
	}
	if len(c.Signals) != len(spec.Signals) {
		return nil, fmt.Errorf("simulate: %d coefficients for %d signals", len(c.Signals), len(spec.Signals))
	}
	p.coef = c
	return p, nil
}

func prepare(spec *Spec) (*Population, error) {
	if err := spec.Validate(); err != nil {
		return nil, err
	}
	p := &Population{spec: spec, coef: Coefficients{Signals: make([]float64, len(spec.Signals))}}
	d := newDice()
	p.requisition = make([]float64, spec.Requisitions)
	for r := range p.requisition {
		p.requisition[r] = spec.RequisitionSpread * d.at(spec.Seed, streamRequisition, r).NormFloat64()
	}
	p.screener = make([]float64, spec.Screeners.Count)
	for s := range p.screener {
		p.screener[s] = spec.Screeners.Spread * d.at(spec.Seed, streamScreener, s).NormFloat64()
	}
	p.slope = make([][]float64, len(spec.Signals))
	p.levels = make([][]level, len(spec.Signals))
	for j := range spec.Signals {
		p.prepareSignal(d, j)
	}
	return p, nil
}

func (p *Population) prepareSignal(d *dice, j int) {
	g := &p.spec.Signals[j]
	if g.Spread > 0 {
		p.slope[j] = make([]float64, p.spec.Requisitions)
		for r := range p.slope[j] {
			d.at(p.spec.Seed, streamRequisition, r)
			for range j + 2 { // the first is the intercept's
				p.slope[j][r] = g.Spread * d.NormFloat64()
			}
		}
	}
	base := g.Mean
	if !g.numeric() {
		base = probit(g.Prevalence)
	}
	p.levels[j] = []level{{-1, -1, base}}
	for _, l := range g.ByGroup {
		at := l.Mean
		if !g.numeric() {
			at = probit(l.Prevalence)
		}
		a, k, _ := p.spec.group(l.Attribute, l.Group)
		p.levels[j] = append(p.levels[j], level{a, k, at - base})
	}
}

// probit is the standard normal quantile.
func probit(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

func expit(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Spec that the pool was made from.
func (p *Population) Spec() *Spec { return p.spec }

// Coefficients as solved for.
func (p *Population) Coefficients() Coefficients { return p.coef }

// Each calls yield for every application in order. The applicant is valid until
// yield returns.
func (p *Population) Each(ctx context.Context, yield func(*Applicant) error) error {
	w := p.walker()
	for i := range p.spec.Applicants {
		if i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		w.draw(i)
		w.decide()
		if err := yield(&w.a); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// walker draws one application after another into the same memory.
type walker struct {
	p *Population
	d *dice
	a Applicant
}

func (p *Population) walker() *walker {
	k, g := len(p.spec.Signals), len(p.spec.Groups)
	return &walker{p: p, d: newDice(), a: Applicant{True: make([]float64, k), Read: make([]float64, k),
		Group: make([]int, g), Reported: make([]int, g), Later: make([]Outcome, len(p.spec.Later))}}
}

// draw sets everything of application i but its decision.
func (w *walker) draw(i int) {
	s, a := w.p.spec, &w.a
	a.Index, a.Person, a.Requisition = i, i/max(s.Repeats, 1), i%s.Requisitions
	d := w.d.at(s.Seed, streamApplicant, a.Person)
	a.Role, a.Screener = a.Requisition%max(len(s.Roles), 1), -1
	a.base = w.p.requisition[a.Requisition]
	if n := s.Screeners.Count; n > 0 {
		share := s.Screeners.PerRequisition
		if share == 0 {
			share = n
		}
		a.Screener = (a.Requisition*share + d.IntN(share)) % n
		a.base += w.p.screener[a.Screener]
	}
	for k := range s.Groups {
		groups := s.Groups[k].Groups
		a.Group[k] = d.pick(len(groups), func(g int) float64 { return groups[g].Share })
		a.Reported[k] = a.Group[k]
		if d.Float64() < s.Groups[k].Missing {
			a.Reported[k] = -1
		}
		a.base += groups[a.Group[k]].LogOdds
	}
	factor := d.NormFloat64()
	for j := range s.Signals {
		w.signal(d, j, factor)
	}
	w.misread(i)
	if s.Unobserved > 0 {
		a.base += s.Unobserved * d.at(s.Seed, streamPerson, a.Person).NormFloat64()
	}
}

// signal draws what signal j is and how it is read.
func (w *walker) signal(d *dice, j int, factor float64) {
	g, a := &w.p.spec.Signals[j], &w.a
	at := 0.0
	for _, l := range w.p.levels[j] {
		if l.attribute < 0 || a.Group[l.attribute] == l.group {
			at += l.shift
		}
	}
	z := w.p.follow(a, j, g.Correlation*factor+math.Sqrt(1-g.Correlation*g.Correlation)*d.NormFloat64())
	misread, unknown := d.Float64(), d.Float64()
	if g.numeric() {
		x := at + g.SD*z
		if g.Min < g.Max {
			x = min(max(x, g.Min), g.Max)
		}
		scale := math.Pow10(g.Decimals)
		a.True[j] = math.Round(x*scale) / scale
		a.Read[j] = a.True[j]
	} else {
		a.True[j] = 0
		if z > -at {
			a.True[j] = 1
		}
		a.Read[j] = a.True[j]
		if a.True[j] == 1 && misread >= g.Sensitivity || a.True[j] == 0 && misread >= g.Specificity {
			a.Read[j] = 1 - a.True[j]
		}
	}
	if unknown < g.Missing {
		a.Read[j] = math.NaN()
	}
}

// slopeAt is the mean coefficient of signal j at a requisition.
func (p *Population) slopeAt(j, requisition int) float64 {
	b := p.coef.Signals[j]
	if p.slope[j] != nil {
		b += p.slope[j][requisition]
	}
	return b
}

// logit of the application to advance. Numeric signals count from their mean, so
// that the intercept stays near the overall rate.
func (p *Population) logit(a *Applicant) float64 { return p.logitAt(a, 0) }
