package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
	"weaksignal/cmd/internal/simulate"
)

// limits are what endless data of a scenario would give, of estimands that have no
// closed form in one pool. They are computed on one pool of [solveOn] applications,
// from the true chances to advance instead of decisions, and not by the audit's own
// measures.
type limits struct {
	// share of the weak signals in what the model explains; nil where nothing is.
	share *float64
	// changed is the share of selections that change without the weak part.
	changed *float64
	// gaps by attribute and group, each against the attribute's first group.
	gaps map[[2]string]gapParts
}

// gapParts of one group's gap within requisitions.
type gapParts struct{ all, weak, related float64 }

func (g gapParts) less(o gapParts) gapParts {
	return gapParts{g.all - o.all, g.weak - o.weak, g.related - o.related}
}

// limitsOf needs the coefficients of the scenario. The large pool has requisitions of
// the scenario's size.
func limitsOf(ctx context.Context, s scenario, c simulate.Coefficients) (*limits, error) {
	spec := s.spec()
	spec.Requisitions = max(1, spec.Requisitions*solveOn/spec.Applicants)
	spec.Applicants = solveOn
	drawn, err := simulate.NewWith(spec, c)
	if err != nil {
		return nil, err
	}
	all, err := collect(ctx, drawn)
	if err != nil {
		return nil, err
	}
	l := &limits{gaps: map[[2]string]gapParts{}}
	if s.reliance {
		if l.share, err = all.share(); err != nil {
			return nil, fmt.Errorf("the share in endless data: %w", err)
		}
		l.changed = all.changed()
	}
	for k := range spec.Groups {
		all.gaps(k, l)
	}
	return l, nil
}

// large holds the applications of a large pool.
type large struct {
	spec        *simulate.Spec
	x           [][]float64
	rate        []float64
	advanced    []bool
	weakPart    []float64
	requisition []int
	group       [][]int
}

func collect(ctx context.Context, drawn *simulate.Population) (*large, error) {
	l := &large{spec: drawn.Spec()}
	err := drawn.Each(ctx, func(a *simulate.Applicant) error {
		x := slices.Clone(a.Read) // what the audit sees
		for j := range x {
			if math.IsNaN(x[j]) {
				x[j] = a.True[j]
			}
		}
		l.x = append(l.x, x)
		l.rate = append(l.rate, a.Rate)
		l.advanced = append(l.advanced, a.Advanced)
		l.weakPart = append(l.weakPart, drawn.WeakPart(a))
		l.requisition = append(l.requisition, a.Requisition)
		l.group = append(l.group, slices.Clone(a.Group))
		return nil
	})
	return l, err
}

// columns of a block.
func (l *large) columns(block string) []int {
	var out []int
	for j := range l.spec.Signals {
		if l.spec.Signals[j].Block == block {
			out = append(out, j)
		}
	}
	return out
}

// share is the Shapley share of the weak block in the expected deviance that logistic
// models with requisition effects explain, of the true chances.
func (l *large) share() (*float64, error) {
	weak, related := l.columns(simulate.Weak), l.columns(simulate.JobRelated)
	var gain [2]float64 // over nothing, and over the other block
	null, both, err := l.logLik(append(slices.Clone(weak), related...))
	if err != nil {
		return nil, err
	}
	_, alone, err := l.logLik(weak)
	if err != nil {
		return nil, err
	}
	_, others, err := l.logLik(related)
	if err != nil {
		return nil, err
	}
	gain[0], gain[1] = alone-null, both-others
	if both-null < 1e-6*math.Abs(null) {
		return nil, nil
	}
	share := (gain[0] + gain[1]) / 2 / (both - null)
	return &share, nil
}

// logLik of requisition effects alone, and with the columns.
func (l *large) logLik(columns []int) (null, with float64, err error) {
	p := logit.Patterns{}
	for _, j := range columns {
		p.Columns = append(p.Columns, l.spec.Signals[j].ID)
	}
	for i := range l.x {
		for _, j := range columns {
			p.X = append(p.X, l.x[i][j])
		}
		p.Stratum = append(p.Stratum, int32(l.requisition[i]))
		p.N, p.Y = append(p.N, copies), append(p.Y, math.Round(copies*l.rate[i]))
	}
	g, err := logit.NewGrouped(p, logit.GroupedOptions{})
	if err != nil {
		return 0, 0, err
	}
	fit, err := logit.LogisticML(g)
	if err != nil {
		return 0, 0, err
	}
	return fit.NullLogLik, fit.LogLik, nil
}

// residualDraws of what else moved each decision, given how it fell.
const residualDraws = 20

// changed refills every requisition's places by the true log-odds without their weak
// part plus the residuals of the decisions, and counts who would not have been selected.
func (l *large) changed() *float64 {
	random := rand.New(rand.NewPCG(1, 2))
	members := map[int][]int{}
	for i, r := range l.requisition {
		members[r] = append(members[r], i)
	}
	selected, changed := 0, 0
	score := make([]float64, len(l.rate))
	for range residualDraws {
		for i, p := range l.rate {
			u := p * random.Float64() // below the rate: advanced
			if !l.advanced[i] {
				u = p + (1-p)*random.Float64()
			}
			score[i] = math.Log(p/(1-p)) - l.weakPart[i] - math.Log(u/(1-u))
		}
		for r := range l.spec.Requisitions {
			places := 0
			for _, i := range members[r] {
				if l.advanced[i] {
					places++
				}
			}
			slices.SortFunc(members[r], func(a, b int) int { return cmp.Compare(score[b], score[a]) })
			selected += places
			for _, i := range members[r][:places] {
				if !l.advanced[i] {
					changed++
				}
			}
		}
	}
	if selected == 0 {
		return nil
	}
	share := float64(changed) / float64(selected)
	return &share
}

// observe pairs share, changed selections and gaps with their limits.
func (l *limits) observe(stage *result.StageResult) []observation {
	var out []observation
	if r := stage.Reliance; r != nil {
		for _, b := range r.Blocks {
			if b.Block == result.Weak && l.share != nil && b.Share.Estimable() {
				out = append(out, observation{weakShare, weak, *l.share, b.Share})
			}
		}
		// Without any weak effect the truth is 0 and the value is not: it is read beside its
		// value under no effect (verdict.go).
		if l.changed != nil && *l.changed > 0 && r.ChangedSelections.Estimate.Estimable() {
			out = append(out, observation{changed, weak, *l.changed, r.ChangedSelections.Estimate})
		}
	}
	for _, g := range stage.GapDecomposition {
		of, ok := l.gaps[[2]string{g.Attribute, g.Group}]
		reference, known := l.gaps[[2]string{g.Attribute, g.ReferenceGroup}]
		if !ok || !known {
			continue
		}
		truth := of.less(reference)
		out = append(out, observation{gap, groups, truth.all, g.Gap})
		for _, part := range g.Parts {
			switch part.Part {
			case "weak":
				out = append(out, observation{gapWeak, groups, truth.weak, part.Estimate})
			case "job_related":
				out = append(out, observation{gapRelated, groups, truth.related, part.Estimate})
			case "unexplained":
				out = append(out, observation{gapRest, groups, truth.all - truth.weak - truth.related, part.Estimate})
			}
		}
	}
	return out
}
