package model

import (
	"math"
	"slices"

	"weaksignal/audit/result"
)

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
		kind  result.CheckKind
		upper float64
	}{{result.UnknownAbsent, 0}, {result.UnknownPresent, 1}} {
		fit := a.beside(j, c, [2]float64{b.upper, b.upper})
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
	fit := a.beside(j, c, a.carriers(j, c, by))
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
		fit, ok := a.shifted(j, c, carrier)
		if !ok {
			return nil
		}
		out = append(out, *fit.Decisive.Value)
	}
	slices.Sort(out)
	return out
}

// beside fits a variant in which the unknown values of factor j are the upper bound with
// the given probabilities for the rejected and the advanced; above waldAbove patterns the
// headline is moved as far as it moves the linear model.
func (a *Adjustment) beside(j int, c *Contrast, upper [2]float64) Contrast {
	if a.Grouped.Rows() > waldAbove {
		if out, ok := a.shifted(j, c, upper); ok {
			return out
		}
	}
	return a.ask(a.Base.split(j, upper[0], upper[1]), j, Specification{Form: a.Form, Of: j, Fill: UnknownKept})
}

// split counts each application whose value of factor j is unknown in part with the upper
// and in part with the lower bound of its values: by upper0 with the upper one if it was
// rejected, by upper1 if it advanced.
func (b *Base) split(j int, upper0, upper1 float64) *Base {
	low, high, _ := b.Bounds(j)
	out := &Base{View: b.View, Factors: b.Factors, plan: b.plan, codes: make([][]uint32, len(b.codes)), weighted: true, filled: []bool{}, asked: j}
	add := func(i int, n, y float64, code uint32) {
		if n <= 0 {
			return
		}
		out.N, out.Y, out.filled = append(out.N, n), append(out.Y, math.Min(n, y)), append(out.filled, b.codes[j][i] == 0)
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
