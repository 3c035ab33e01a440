package simulate

import "math"

// tally averages over a pool.
type tally struct {
	p       *Population
	usable  []bool
	chances []chance // by requisition
	factors []factor
	sums    []sums
	groups  [][]cell
	rate    cell
	used    int
}

// cell is a count and a sum.
type cell struct {
	n   int
	sum float64
}

func (c *cell) add(x float64) { c.n++; c.sum += x }

func (c cell) mean() *float64 {
	if c.n == 0 {
		return nil
	}
	m := c.sum / float64(c.n)
	return &m
}

// sums of one factor.
type sums struct {
	effect, slope   cell // over usable applications
	within          *moments
	is, read        cell
	hit, rejected   cell // reading where it is there, where it isn't
	present, absent cell
	unknown         int
	with, without   []cell   // rates by requisition
	shares          [][]cell // by attribute and group
}

func (p *Population) groupCells() [][]cell {
	out := make([][]cell, len(p.spec.Groups))
	for a := range out {
		out[a] = make([]cell, len(p.spec.Groups[a].Groups))
	}
	return out
}

func (t *tally) add(a *Applicant) error {
	if t.sums == nil {
		t.start()
	}
	t.rate.add(a.Rate)
	for k, g := range a.Reported {
		if g >= 0 {
			t.groups[k][g].add(a.Rate)
		}
	}
	usable := t.usable[a.Requisition] && known(a)
	if usable {
		t.used++
	}
	eta := t.p.logit(a)
	for i := range t.factors {
		if f := &t.factors[i]; f.roles[a.Role] {
			t.factor(&t.sums[i], f.signal, a, eta, usable)
		}
	}
	return nil
}

func (t *tally) start() {
	t.sums = make([]sums, len(t.factors))
	for i := range t.sums {
		s := &t.sums[i]
		r := t.p.spec.Requisitions
		s.within, s.with, s.without = newMoments(r), make([]cell, r), make([]cell, r)
		s.shares = t.p.groupCells()
	}
}

func (t *tally) factor(s *sums, j int, a *Applicant, eta float64, usable bool) {
	is, read := a.True[j], a.Read[j]
	s.is.add(is)
	for k, g := range a.Group {
		s.shares[k][g].add(is)
	}
	if usable {
		s.effect.add(t.p.marginalGiven(a, j, eta, t.chances[a.Requisition].without(a.Rate)))
		s.slope.add(t.p.slopeAt(j, a.Requisition))
		s.within.add(a.Requisition, is)
	}
	if math.IsNaN(read) {
		s.unknown++
		return
	}
	s.read.add(read)
	if t.p.spec.Signals[j].numeric() {
		return
	}
	if is == 1 {
		s.hit.add(read)
	} else {
		s.rejected.add(1 - read)
	}
	if read == 1 {
		s.present.add(a.Rate)
		s.with[a.Requisition].add(a.Rate)
	} else {
		s.absent.add(a.Rate)
		s.without[a.Requisition].add(a.Rate)
	}
}

// mantelHaenszel is Σ w (p₁−p₀) / Σ w with w = n₁n₀/n.
func (s *sums) mantelHaenszel() *float64 {
	num, den := 0.0, 0.0
	for r := range s.with {
		n1, n0 := float64(s.with[r].n), float64(s.without[r].n)
		if n1 == 0 || n0 == 0 {
			continue
		}
		w := n1 * n0 / (n1 + n0)
		num += w * (s.with[r].sum/n1 - s.without[r].sum/n0)
		den += w
	}
	if den == 0 {
		return nil
	}
	d := num / den
	return &d
}

func (t *tally) truth(stage string) *Truth {
	spec := t.p.spec
	out := &Truth{Schema: truthSchema, Seed: spec.Seed, Applications: spec.Applicants, Requisitions: spec.Requisitions,
		Screeners: Spread{spec.Screeners.Count, spec.Screeners.Spread},
		Note:      "Invented applications. Numbers are expectations over the decisions in this very pool, given its signals, groups, requisitions and screeners; fractions (0.10 = 10 points) and log-odds.",
		Stages:    []Stage{{Stage: stage, Rate: *t.rate.mean(), N: t.rate.n, Usable: t.used}}}
	for i, f := range t.factors {
		out.Planted = append(out.Planted, t.effects(&t.sums[i], f, stage))
	}
	for k, a := range spec.Groups {
		for g := range a.Groups {
			if c := t.groups[k][g]; c.n > 0 {
				out.Groups = append(out.Groups, Rate{stage, a.Name, a.Groups[g].Name, c.n, *c.mean()})
			}
		}
	}
	return out
}

func (t *tally) effects(s *sums, f factor, stage string) Effects {
	g := &t.p.spec.Signals[f.signal]
	e := Effects{Stage: stage, Signal: g.ID, Block: f.block, Kind: g.Kind, LogOdds: s.slope.mean(),
		AverageMarginalEffect: s.effect.mean(), Prevalence: s.is.mean(), PrevalenceRead: s.read.mean(), Unknown: s.unknown,
		RatePresent: s.present.mean(), RateAbsent: s.absent.mean(), MHRiskDifference: s.mantelHaenszel(),
		Sensitivity: s.hit.mean(), Specificity: s.rejected.mean()}
	if g.Effect.Shape.Form != "" || len(g.Effect.Levels) > 0 {
		e.AverageMarginalEffect = nil // it has no one slope
	} else if g.numeric() {
		e.PerUnit = e.AverageMarginalEffect
		if sd := s.within.within(); e.PerUnit != nil {
			per := *e.PerUnit * sd
			e.AverageMarginalEffect = &per
		}
	}
	for k, a := range t.p.spec.Groups {
		for i := range a.Groups {
			if m := s.shares[k][i].mean(); m != nil {
				e.ByGroup = append(e.ByGroup, Share{a.Name, a.Groups[i].Name, *m})
			}
		}
	}
	return e
}
