package audit

import (
	"fmt"

	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/verdict"
)

const (
	withoutAll  = "all"
	withoutNone = "none"
	// manyPatterns is the number of patterns above which the linear model says how far an
	// effect moves when criteria are left out, in one pass instead of a dozen.
	manyPatterns = 50000
)

// criteria shows each weak signal's effect without job-related criteria, with all, and
// with each one left out, and names those that alone change the verdict: what the process
// itself made (a screening score, say) can hide an effect. Only the employer says what is
// job-related. It must come after the verdicts.
func criteria(s *result.StageResult, a *model.Adjustment, found []finding, level float64) {
	related := relatedFactors(a)
	if len(related) == 0 || a.Headline == nil {
		return
	}
	c := &criterionFits{a: a, shared: map[string]sharedFit{}, straight: map[string]linearEffects{}}
	confirmatory, exploratory := verdict.Families(s, anyConfirmatory(s))
	for _, family := range [][]*result.SignalResult{confirmatory, exploratory} {
		for k, g := range family {
			f := &found[indexOf(s, g)]
			if g.Block != result.Weak || f.j < 0 || f.contrast.Missing != "" {
				continue
			}
			add := func(name string, v *model.Contrast) result.Verdict {
				word := verdict.Word(verdict.Finding{Estimate: v.Decisive, P: v.P, PAdjusted: verdict.Among(family, k, v.P), Largest: v.Largest(), Opposite: v.Opposite()}, s.Margin, level)
				g.Criteria = append(g.Criteria, result.CriterionEffect{Without: name, Effect: v.Decisive, Verdict: word})
				return word
			}
			none := c.without(f, related)
			add(withoutAll, &none)
			headline := add(withoutNone, &f.contrast)
			for _, r := range related {
				one := c.without(f, []int{r})
				if len(related) == 1 {
					one = none
				}
				if name := a.Design.Factors[r].ID; add(name, &one) != headline {
					g.DecidedBy = append(g.DecidedBy, name)
				}
			}
		}
	}
}

func relatedFactors(a *model.Adjustment) []int {
	var out []int
	for j := range a.Design.Factors {
		if f := &a.Design.Factors[j]; f.Block == result.JobRelated && len(a.Design.Own[j]) > 0 {
			out = append(out, j)
		}
	}
	return out
}

// criterionFits keeps the fits that signals share.
type criterionFits struct {
	a        *model.Adjustment
	shared   map[string]sharedFit
	straight map[string]linearEffects
}

// linearEffects are those of all weak factors in one linear fit, which may be large and is
// not kept.
type linearEffects struct {
	of  []model.Contrast // by factor
	err error
}

type sharedFit struct {
	fit *model.Fitted
	err error
}

// without is the effect with some factors left out.
func (c *criterionFits) without(f *finding, out []int) model.Contrast {
	unknown, _ := c.a.Base.Unknown(f.j)
	switch {
	case c.a.Design.Len() > manyPatterns && !c.a.LinearHeadline:
		return c.moved(f, out)
	case unknown > 0:
		return c.a.Ask(f.j, model.Specification{Form: c.a.Choice.Form, Without: out, Of: f.j, Fill: model.DropUnknown})
	}
	fit, err := c.fit(out)
	if err != nil {
		e := result.NotEstimable(f.contrast.Decisive.Method, f.contrast.Decisive.N, stats.Reason(err))
		return model.Contrast{Decisive: e, Missing: stats.Reason(err)}
	}
	return fit.Contrast(f.j)
}

func (c *criterionFits) fit(out []int) (*model.Fitted, error) {
	key := fmt.Sprint(out)
	s, ok := c.shared[key]
	if !ok {
		s.fit, s.err = c.design(out).Fit(c.a.Choice)
		c.shared[key] = s
	}
	return s.fit, s.err
}

func (c *criterionFits) design(out []int) *model.Design {
	spec := model.All(c.a.Choice.Form)
	spec.Without = out
	return c.a.Base.Design(spec)
}

// linear is the effect of a weak factor in the linear model.
func (c *criterionFits) linear(out []int, j int) (model.Contrast, error) {
	key := fmt.Sprint(out)
	s, ok := c.straight[key]
	if !ok {
		choice := c.a.Choice
		choice.LinearHeadline = true
		fit, err := c.design(out).Fit(choice)
		s = linearEffects{of: make([]model.Contrast, len(c.a.Design.Factors)), err: err}
		for k := range s.of {
			if err == nil && c.a.Design.Factors[k].Block == result.Weak && len(c.a.Design.Own[k]) > 0 {
				s.of[k] = fit.Contrast(k)
			}
		}
		c.straight[key] = s
	}
	return s.of[j], s.err
}

// moved is the headline's effect, moved by as much as the linear model's moves.
func (c *criterionFits) moved(f *finding, out []int) model.Contrast {
	with, err := c.linear(nil, f.j)
	without, err2 := c.linear(out, f.j)
	if err != nil || err2 != nil {
		return c.a.Ask(f.j, model.Specification{Form: c.a.Choice.Form, Without: out, Of: f.j, Fill: model.DropUnknown})
	}
	if with.Missing != "" || without.Missing != "" {
		return without
	}
	moved := f.contrast
	e, by := f.contrast.Decisive, *without.Decisive.Value-*with.Decisive.Value
	moved.Decisive = result.Interval(*e.Value+by, *e.Low+by, *e.High+by, e.Level, e.Method+", moved by as much as the linear model moves", e.N)
	moved.Decisive.SE = e.SE
	if e.SE != nil {
		_, p := model.QuantileP((*e.Value+by) / *e.SE, f.contrast.DF, c.a.Level)
		moved.P = result.Probability(p)
	}
	if f.contrast.From != nil {
		moved.Rise, moved.Fall = without.Rise, without.Fall
	}
	return moved
}

// survivalStatements point to what the first stage's weak signals' effect is not the same
// for, and to the criterion that alone decides whether they are associated; one that turns
// "can't tell" into "no material association" stays in the record.
func survivalStatements(s *result.StageResult) []result.Sentence {
	var out []result.Sentence
	for i := range s.Signals {
		g := &s.Signals[i]
		if g.Block != result.Weak {
			continue
		}
		for k := range g.DiffersBy {
			if m := &g.DiffersBy[k]; m.Finding() {
				out = append(out, differenceStatement(s, g, m))
			}
		}
		for _, name := range g.DecidedBy {
			for _, c := range g.Criteria {
				if c.Without == name && (c.Verdict == result.Associated || withAll(g) == result.Associated) {
					out = append(out, result.Sentence{ID: statementID(result.StatesCriterion, s.Stage, g.Signal, c.Without), Kind: result.StatesCriterion,
						Stage: s.Stage, Signal: g.Signal, Block: g.Block, Criterion: c.Without, Estimate: c.Effect})
				}
			}
		}
	}
	return out
}

func differenceStatement(s *result.StageResult, g *result.SignalResult, m *result.Moderation) result.Sentence {
	id := []string{s.Stage, g.Signal, string(m.By)}
	if m.Attribute != "" {
		id = append(id, m.Attribute)
	}
	return result.Sentence{ID: statementID(result.StatesDifference, id...), Kind: result.StatesDifference,
		Stage: s.Stage, Signal: g.Signal, Block: g.Block, By: m.By, Attribute: m.Attribute, Estimate: g.Effect.Estimate}
}

// withAll is what the effect with all criteria says by itself.
func withAll(g *result.SignalResult) result.Verdict {
	for _, c := range g.Criteria {
		if c.Without == withoutNone {
			return c.Verdict
		}
	}
	return result.CannotTell
}
