package model

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/logit"
)

// levelDecisions is the fewest decisions that a level of an ordered signal must have for
// its effect to stand for the signal.
const levelDecisions = 30

// Contrast is the effect of one factor under one specification: what two of its values
// differ by in the fitted rates, averaged over the applications that the factor covers.
type Contrast struct {
	// Decisive is the wider of the clustered and the model-based interval, DF its degrees of
	// freedom (0 = normal). P goes with it: of a factor of several columns it tests them
	// jointly, by both covariances, the larger p.
	Decisive result.Estimate
	DF       float64
	P        *float64
	// Clustered and ModelBased are the two; without clusters both are the latter. Their p
	// test as P does.
	Clustered, ModelBased   result.Estimate
	ClusteredP, ModelBasedP *float64
	// Low and High are the codes compared, From and To their values (nil: binary).
	Low, High uint32
	From, To  *float64
	Unit      string
	// Levels of an ordered factor against its commonest value.
	Levels []result.LevelEstimate
	// Rise and Fall are the largest estimated increase and decrease on the way from lower
	// to higher values (deciles, or levels with enough decisions); 0 for a binary factor.
	Rise, Fall float64
	// Change is the effect with its gradient; Absent and Present are the two rates whose
	// difference it is; LogOdds the same on the scale of the linear predictor.
	Change, Absent, Present, LogOdds logit.Effect
	// Missing says why there is no effect; "" = there is.
	Missing string
}

// Largest is the largest estimated difference between any two values; nil for a binary
// factor.
func (c *Contrast) Largest() *float64 {
	if c.From == nil {
		return nil
	}
	return result.Finite(math.Max(c.Rise, c.Fall))
}

// compared are the codes whose fitted rates a contrast looks at.
type compared struct {
	low, high int // index in codes
	codes     []uint32
	enough    []bool // by code: it counts for Rise and Fall
}

// Contrast is the effect of factor j.
func (f *Fitted) Contrast(j int) Contrast {
	name := f.effectName(j)
	fail := func(why string) Contrast {
		e := result.NotEstimable(name, f.n(), why)
		return Contrast{Decisive: e, Clustered: e, ModelBased: e, Missing: why}
	}
	if why := f.estimable(j); why != "" {
		return fail("it " + why)
	}
	of, ok := f.compare(j)
	if !ok {
		return fail("it has one value only")
	}
	values := make([][]float64, len(of.codes))
	for q, c := range of.codes {
		values[q] = f.values(j, c)
	}
	rates, err := f.Fit.StandardisedRates(f.Own[j], values, f.Covered(j))
	if err != nil {
		return fail(stats.Reason(err))
	}
	out := Contrast{}
	if f.Factors[j].Kind != result.Binary {
		of.low, of.high = f.order(j, &of, rates, &out)
		from, to := f.Factors[j].Values[of.codes[of.low]], f.Factors[j].Values[of.codes[of.high]]
		out.From, out.To = &from, &to
	}
	out.Low, out.High = of.codes[of.low], of.codes[of.high]
	out.Unit = f.unit(j, &out)
	out.Absent, out.Present = rates[of.low], rates[of.high]
	out.Change = out.Present.Minus(out.Absent)
	weights := make([]float64, len(f.Own[j]))
	for k := range weights {
		weights[k] = values[of.high][k] - values[of.low][k]
	}
	out.LogOdds, _ = f.Fit.LinearCombination(f.Own[j], weights)
	f.spread(j, &out, name)
	return out
}

// compare chooses the values to look at.
func (f *Fitted) compare(j int) (compared, bool) {
	d := f.Distribution(j)
	if f.Factors[j].Kind == result.Binary {
		b := compared{codes: make([]uint32, 2), high: 1}
		for c, x := range f.Factors[j].Values {
			if c > 0 && uint32(c) != f.Factors[j].Zero {
				b.codes[int(x)] = uint32(c)
			}
		}
		return b, len(d.X) == 2
	}
	if d.Ordered() {
		out := compared{low: d.Commonest(), codes: d.Code}
		for _, n := range d.N {
			out.enough = append(out.enough, n >= levelDecisions)
		}
		return out, len(d.X) > 1
	}
	low, high, ok := d.Between()
	out := compared{low: 0, high: 1, codes: []uint32{d.Code[low], d.Code[high]}, enough: []bool{false, false}}
	last := -1
	for q := 1; q <= 9; q++ {
		if at := d.At(float64(q) / 10); at != last {
			out.codes, out.enough = append(out.codes, d.Code[at]), append(out.enough, true)
			last = at
		}
	}
	return out, ok
}

// order fills what the rates say along a numeric factor, and returns the two that the
// effect compares: of an ordered one the commonest level and the one that differs most
// from it among those with enough decisions.
func (f *Fitted) order(j int, of *compared, rates []logit.Effect, out *Contrast) (low, high int) {
	low, high = of.low, of.high
	for a := range of.codes {
		for b := a + 1; b < len(of.codes); b++ {
			if of.enough[a] && of.enough[b] {
				out.Rise = math.Max(out.Rise, rates[b].Value-rates[a].Value)
				out.Fall = math.Max(out.Fall, rates[a].Value-rates[b].Value)
			}
		}
	}
	d := f.Distribution(j)
	if !d.Ordered() {
		return low, high
	}
	high = -1
	better := func(b int) bool {
		if high < 0 || of.enough[b] != of.enough[high] {
			return high < 0 || of.enough[b]
		}
		if !of.enough[b] {
			return d.N[b] > d.N[high]
		}
		return math.Abs(rates[b].Value-rates[low].Value) > math.Abs(rates[high].Value-rates[low].Value)
	}
	for b := range of.codes {
		if b == low {
			continue
		}
		if better(b) {
			high = b
		}
		e, _, _, _ := f.wider(rates[b].Minus(rates[low]), "level "+number(d.X[b])+" against level "+number(d.X[low]))
		out.Levels = append(out.Levels, result.LevelEstimate{Level: number(d.X[b]), Estimate: e})
	}
	return low, high
}

func (f *Fitted) unit(j int, c *Contrast) string {
	switch d := f.Distribution(j); {
	case c.From == nil && (f.Factors[j].Low != 0 || f.Factors[j].High != 1):
		return fmt.Sprintf("%s against %s", number(f.Factors[j].High), number(f.Factors[j].Low))
	case c.From == nil:
		return "with against without"
	case d.Ordered():
		return fmt.Sprintf("%s against %s", number(*c.To), number(*c.From))
	}
	return fmt.Sprintf("from %s to %s", number(*c.From), number(*c.To))
}

// n counts the applications of the fit.
func (f *Fitted) n() int {
	total, _ := f.Grouped.N()
	return int(total)
}

func (f *Fitted) effectName(j int) string {
	factor := &f.Factors[j]
	what := ", discrete change"
	if factor.Kind != result.Binary {
		d := f.Distribution(j)
		what = ", change between two values"
		if d.Ordered() {
			what = ", level against level"
		}
	}
	if f.Choice.LinearHeadline {
		return "coefficient of the within-requisition linear model over all requisitions" + what
	}
	name := "average marginal effect" + what + ", " + f.Choice.modelName()
	if f.Choice.Penalty == result.PenaltyFirth {
		name += " with FLIC intercepts"
	}
	return name
}

// PerUnit is a numeric factor's effect divided by the distance of the values compared,
// for comparisons between stages, whose quartiles differ; nil for another factor.
func (c *Contrast) PerUnit(d *dataset.Distribution) *logit.Effect {
	if c.From == nil || c.Missing != "" || d.Ordered() {
		return nil
	}
	e := c.Change.Times(1 / (*c.To - *c.From))
	return &e
}
