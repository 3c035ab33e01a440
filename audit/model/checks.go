package model

import (
	"math"
	"slices"

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
	for _, form := range []struct {
		form Form
		kind result.CheckKind
	}{{FormLinear, result.FormLinear}, {FormQuantiles, result.FormQuantiles}} {
		c := a.inForm(j, form.form)
		out = append(out, c.check(form.kind))
	}
	return out
}

// inForm is the effect of factor j with the criteria in a form. Weak signals that are
// unknown for the same applications share the fit.
func (a *Adjustment) inForm(j int, form Form) Contrast {
	s := Specification{Form: form, Of: j, Fill: DropUnknown}
	mask := a.mask(j)
	if a.Grouped.Rows() > waldAbove {
		s.Fill, mask = UnknownKept, ""
	}
	if a.Design.Factors[j].Block != result.Weak {
		return a.Ask(j, s)
	}
	key := string(form) + mask
	f, ok := a.own[key]
	if !ok {
		f.fit, f.err = a.near(a.Base, s, true).Fit(a.checking())
		a.own[key] = f
	}
	if f.err != nil {
		e := result.NotEstimable("average marginal effect", a.Record.N, stats.Reason(f.err))
		return Contrast{Decisive: e, Missing: stats.Reason(f.err)}
	}
	return f.fit.Contrast(j)
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

// tilt is how far the log-odds of advancing of unknown carriers are taken to lie from those
// of known ones, either way, for a verdict to survive.
const tilt = 1

// Unknowns are the effects of factor j under what could be true of its unknown values;
// none where every value is known.
func (a *Adjustment) Unknowns(j int, c *Contrast) []result.Check {
	if n, _ := a.Base.Unknown(j); n == 0 || c.Missing != "" {
		return nil
	}
	if _, _, ok := a.Base.Bounds(j); !ok {
		return nil
	}
	var out []result.Check
	for _, b := range []struct {
		kind result.CheckKind
		fill Fill
	}{{result.UnknownAbsent, UnknownAbsent}, {result.UnknownPresent, UnknownPresent}} {
		fit := a.beside(j, c, a.Base, Specification{Form: a.Form, Of: j, Fill: b.fill})
		out = append(out, fit.check(b.kind))
	}
	lower, higher := a.Tilted(j, c, -tilt), a.Tilted(j, c, tilt)
	lower.Kind, higher.Kind = result.UnknownLower, result.UnknownHigher
	return append(out, lower, higher)
}

// Tilted is the effect where the log-odds of advancing of unknown carriers of factor j lie
// by from those of known ones. Each unknown application counts in part as a carrier, by
//
//	odds(carrier | decision) = π/(1−π) · P(decision | carrier) / P(decision | other),
//
// π and the rates being those of the known ones, averaged over the others' covariates.
// Carriers are those with the signal; of a numeric one, the upper against the lower bound
// that stand for the unknown (Base.Bounds).
func (a *Adjustment) Tilted(j int, c *Contrast, by float64) result.Check {
	carrier := a.carriers(j, c, by)
	fit := a.beside(j, c, a.Base.split(j, carrier[0], carrier[1]), Specification{Form: a.Form, Of: j, Fill: UnknownKept})
	return fit.check(result.UnknownHigher)
}

// carriers are the probabilities of being a carrier given rejected and advanced.
func (a *Adjustment) carriers(j int, c *Contrast, by float64) [2]float64 {
	inside := func(p float64) float64 { return math.Min(.999, math.Max(.001, p)) }
	with, without := inside(c.Present.Value), inside(c.Absent.Value)
	with = 1 / (1 + math.Exp(-math.Log(with/(1-with))-by))
	share := .5
	if c.From == nil {
		var carriers, known float64
		for i, code := range a.Base.codes[j] {
			if code != 0 && code != a.Base.Factors[j].Zero {
				known += a.Base.N[i]
				carriers += a.Base.N[i] * a.Base.Factors[j].Values[code]
			}
		}
		share = inside(carriers / known)
	}
	given := func(with, without float64) float64 {
		return share * with / (share*with + (1-share)*without)
	}
	return [2]float64{given(1-with, 1-without), given(with, without)}
}

// Worst are the smallest and the largest effect that the unknown values of factor j could
// make; nil where every value is known.
func (a *Adjustment) Worst(j int, c *Contrast) []float64 {
	if n, _ := a.Base.Unknown(j); n == 0 || c.Missing != "" {
		return nil
	}
	if _, _, ok := a.Base.Bounds(j); !ok {
		return nil
	}
	var out []float64
	for _, carrier := range [][2]float64{{1, 0}, {0, 1}} { // given rejected, given advanced
		fit, ok := a.shifted(j, c, a.Base.split(j, carrier[0], carrier[1]), Specification{Form: a.Form, Of: j, Fill: UnknownKept})
		if !ok {
			return nil
		}
		out = append(out, *fit.Decisive.Value)
	}
	slices.Sort(out)
	return out
}

// beside fits a variant, above waldAbove patterns by how far it shifts the linear model.
func (a *Adjustment) beside(j int, c *Contrast, b *Base, s Specification) Contrast {
	if a.Grouped.Rows() > waldAbove && !a.LinearHeadline {
		if out, ok := a.shifted(j, c, b, s); ok {
			return out
		}
	}
	return a.ask(b, j, s)
}

// shifted is the headline's effect moved as far as the variant moves the linear model's,
// which costs one pass instead of a dozen; ok is false where there is no such model.
func (a *Adjustment) shifted(j int, c *Contrast, b *Base, s Specification) (out Contrast, ok bool) {
	linear := a.Choice
	linear.LinearHeadline = true
	fit := func(b *Base, s Specification) (Contrast, error) {
		f, err := b.Design(s).Fit(linear)
		if err != nil {
			return Contrast{}, err
		}
		return f.Contrast(j), nil
	}
	plain, err := fit(a.Base, Specification{Form: s.Form, Of: j, Fill: DropUnknown})
	moved, err2 := fit(b, s)
	if err != nil || err2 != nil || plain.Missing != "" || moved.Missing != "" || c.Decisive.Low == nil || c.Decisive.High == nil {
		return out, false
	}
	out = *c
	by := *moved.Decisive.Value - *plain.Decisive.Value
	e := result.Interval(*c.Decisive.Value+by, *c.Decisive.Low+by, *c.Decisive.High+by, a.Level, c.Decisive.Method+", moved by as much as the linear model moves", c.Decisive.N)
	e.SE = c.Decisive.SE
	out.Decisive = e
	if e.SE != nil {
		_, p := QuantileP(*e.Value / *e.SE, c.DF, a.Level)
		out.P = result.Probability(p)
	}
	return out, true
}

// split counts each application whose value of factor j is unknown in part with the upper
// and in part with the lower bound of its values: by upper0 with the upper one if it was
// rejected, by upper1 if it advanced.
func (b *Base) split(j int, upper0, upper1 float64) *Base {
	low, high, _ := b.Bounds(j)
	out := &Base{View: b.View, Factors: b.Factors, plan: b.plan, codes: make([][]uint32, len(b.codes)), weighted: true}
	add := func(i int, n, y float64, code uint32) {
		if n <= 0 {
			return
		}
		out.N, out.Y = append(out.N, n), append(out.Y, math.Min(n, y))
		out.Stratum = append(out.Stratum, b.Stratum[i])
		for _, c := range []struct {
			from []int32
			to   *[]int32
		}{{b.Cluster, &out.Cluster}, {b.Person, &out.Person}, {b.role, &out.role}} {
			if c.from != nil {
				*c.to = append(*c.to, c.from[i])
			}
		}
		for k := range b.codes {
			if k == j {
				out.codes[k] = append(out.codes[k], code)
			} else {
				out.codes[k] = append(out.codes[k], b.codes[k][i])
			}
		}
	}
	for i := range b.N {
		if b.codes[j][i] != 0 {
			add(i, b.N[i], b.Y[i], b.codes[j][i])
			continue
		}
		up, down := upper1*b.Y[i], upper0*(b.N[i]-b.Y[i])
		add(i, up+down, up, high)
		add(i, b.N[i]-up-down, b.Y[i]-up, low)
	}
	return out
}
