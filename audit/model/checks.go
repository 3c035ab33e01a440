package model

import (
	"math"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// Ask is the effect of factor j under another specification of the stage.
func (a *Adjustment) Ask(j int, s Specification) Contrast { return a.ask(a.Base, j, s) }

func (a *Adjustment) ask(b *Base, j int, s Specification) Contrast {
	f, err := a.near(b, s, true).Fit(a.checking())
	if err != nil {
		e := result.NotEstimable("average marginal effect", a.Record.N, stats.Reason(err))
		return Contrast{Decisive: e, Clustered: e, ModelBased: e, Missing: stats.Reason(err)}
	}
	return f.Contrast(j)
}

// checking is the choice for fits beside the headline: above waldAbove patterns the penalty
// moves nothing and costs most.
func (a *Adjustment) checking() Choice {
	c := a.Choice
	if a.Grouped.Rows() > waldAbove && c.Penalty == result.PenaltyFirth {
		c.Penalty = result.PenaltyNone
	}
	return c
}

// check turns a contrast into the record of a check.
func (c *Contrast) check(kind result.CheckKind) result.Check {
	return result.Check{Kind: kind, Estimate: c.Decisive, P: c.P, Largest: c.Largest(), Opposite: c.Opposite()}
}

// Opposite is the largest estimated difference against the direction of Largest; nil for a
// binary factor.
func (c *Contrast) Opposite() *float64 {
	if c.From == nil {
		return nil
	}
	return result.Finite(math.Min(c.Rise, c.Fall))
}

// Criteria lists the numeric criteria beside factor j whose form could matter.
func (a *Adjustment) Criteria(j int) []int {
	var out []int
	for k := range a.Design.Factors {
		f := &a.Design.Factors[k]
		if k != j && f.Block != result.Weak && f.Kind == result.Numeric && !a.Design.Distribution(k).Ordered() {
			out = append(out, k)
		}
	}
	return out
}

// Forms are the effects of factor j with numeric criteria as straight lines and in quantile
// groups; none where there is no such criterion, or the plan fixes the form.
func (a *Adjustment) Forms(j int) []result.Check {
	if a.Form != FormAuto || len(a.Criteria(j)) == 0 || a.Headline == nil {
		return nil
	}
	var out []result.Check
	for _, form := range []Form{FormLinear, FormQuantiles} {
		c := a.inForm(j, form)
		out = append(out, c.check(kindOf(form)))
	}
	return out
}

// inForm is the effect of factor j with the criteria in a form. Signals that are unknown
// for the same applications share the fit; a criterion's own form changes with the others.
func (a *Adjustment) inForm(j int, form Form) Contrast {
	s := Specification{Form: form, Of: j, Fill: DropUnknown}
	mask := a.mask(j)
	if a.Grouped.Rows() > waldAbove {
		mask = ""
	}
	if mask == "" {
		s = All(form)
	}
	key := string(form) + mask
	if _, ok := a.forms[key]; !ok {
		a.forms[key] = a.contrasts(s, mask)
	}
	return a.forms[key][j]
}

// contrasts are the effects of all factors that are unknown for the same applications, so
// that the fit itself, which may be large, need not be kept.
func (a *Adjustment) contrasts(s Specification, mask string) []Contrast {
	out := make([]Contrast, len(a.Design.Factors))
	f, err := a.near(a.Base, s, true).Fit(a.checking())
	large := a.Grouped.Rows() > waldAbove
	for j := range out {
		switch {
		case err != nil:
			e := result.NotEstimable("average marginal effect", a.Record.N, stats.Reason(err))
			out[j] = Contrast{Decisive: e, Missing: stats.Reason(err)}
		case large || a.mask(j) == mask:
			out[j] = f.Contrast(j)
		}
	}
	return out
}

// FormOf is the effect of factor j with the criteria of only alone in a form.
func (a *Adjustment) FormOf(j int, form Form, only int) result.Check {
	c := a.Ask(j, Specification{Form: form, Only: []int{only}, Of: j, Fill: DropUnknown})
	return c.check(kindOf(form))
}

func kindOf(form Form) result.CheckKind {
	switch form {
	case FormLinear:
		return result.FormLinear
	case FormQuantiles:
		return result.FormQuantiles
	}
	return result.FormSpline
}

// Doubted marks the values that look like codes or slips, and names their columns.
func (a *Adjustment) Doubted() (marks [][]bool, columns []string) {
	marks = make([][]bool, len(a.Design.Factors))
	for j := range a.Design.Factors {
		f := &a.Design.Factors[j]
		if f.Kind != result.Numeric {
			continue
		}
		d := a.Design.Distribution(j)
		for _, v := range d.Doubted() {
			if marks[j] == nil {
				marks[j] = make([]bool, len(f.Values))
				columns = append(columns, f.ID)
			}
			marks[j][v.Code] = true
		}
	}
	return marks, columns
}

// WithoutDoubted is the effect of factor j with such values taken as unknown; ok is false
// where there are none.
func (a *Adjustment) WithoutDoubted(j int) (check result.Check, ok bool) {
	marks, columns := a.Doubted()
	if len(columns) == 0 {
		return check, false
	}
	c := a.Ask(j, Specification{Form: a.Form, Of: j, Fill: DropUnknown, Doubted: marks})
	return c.check(result.WithoutDoubted), true
}
