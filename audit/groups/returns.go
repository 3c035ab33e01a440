package groups

import (
	"math"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

const (
	methodReturns = "within-requisition linear model with a slope for each group, errors clustered by person, CR1"

	notVaried = "the signal doesn't vary within any requisition of the group"

	// leastReturn is the fewest of a group with and without a signal, and advanced and
	// not, from which its effect is estimated.
	leastReturn = 10
	// maxReturnGroups bounds the groups: beyond, it is no grouping.
	maxReturnGroups = 20
)

// Returns asks of each weak signal whether it pays the same in every group of an
// attribute. A linear model within requisitions gives the signal a slope in each group,
// beside the groups themselves and all other signals of the model:
//
//	y ~ groups + Σ_g slope_g·(signal × group g) + other signals + requisition
//
// Effects are differences in the chance of advancing, so equal odds ratios at different
// base rates are unequal effects. The p-value is of the score test that the slopes are
// equal: their differences against the variance that the residuals of a common slope
// give, clustered by person, F(k, persons − k); corrected over the signals of the
// attribute (Holm). Wooldridge (2010), Econometric Analysis of Cross Section and Panel
// Data, 2nd ed., section 12.6.2.
func Returns(v *dataset.View, fs []dataset.Factor, r *Roster, p model.Plan) []result.Return {
	c := countGroups(v, r)
	large := c.large()
	if r.Intersectional || len(large.of) < 2 || len(large.of) > maxReturnGroups {
		return nil
	}
	d := newReturnData(v, fs, r, large)
	var weak []int
	for j := range fs {
		if fs[j].Signal >= 0 && fs[j].Block == result.Weak {
			weak = append(weak, j)
		}
	}
	out, raw := make([]result.Return, len(weak)), make([]*float64, len(weak))
	stats.Parallel(p.Workers, len(weak), func(i int) {
		f := &fs[weak[i]]
		out[i] = result.Return{Signal: f.ID, Block: f.Block}
		s := d.slopes(weak[i])
		for k, g := range large.of {
			out[i].Groups = append(out[i].Groups, result.GroupReturn{Group: r.Names[g], Effect: s.effect(k, p.Level, f.Kind)})
		}
		raw[i] = s.test()
		out[i].Unadjusted = raw[i]
	})
	for i, adjusted := range stats.Holm(raw) {
		out[i].P = adjusted
	}
	return out
}

// slopes is the model of one signal.
type slopes struct {
	d     *returnData
	j     int
	why   []string // by group: why it has no effect, "" = it has one
	value []float64
	// loose and tied are the slopes' covariances from the residuals of the model with a
	// slope for each group, and of the one with a common slope.
	loose, tied *mat.SymDense
	n           int
}

// slopes fits signal j. Columns: the base, then a slope for each group.
func (d *returnData) slopes(j int) *slopes {
	s := &slopes{d: d, j: j, why: d.thin(j), value: make([]float64, d.groups), n: d.n}
	w, k := d.width, d.groups
	if !slices.Contains(s.why, "") {
		return s // no group has enough
	}
	x, within := d.column(j)
	c := d.crossed(x, within)
	var base, own []int
	for at := range w - 1 {
		if at != j {
			base = append(base, at)
		}
	}
	tied := model.Unaliased(c, append(append([]int{}, base...), j))
	for g := range k {
		own = append(own, w+g)
	}
	free := model.Unaliased(c, append(append([]int{}, base...), own...))
	if len(free) == 0 || len(tied) == 0 {
		for g := range s.why {
			s.why[g] = notVaried
		}
		return s
	}
	b, b0 := model.Coefficients(c, free, w-1), model.Coefficients(c, tied, w-1)
	rows := make([][]float64, k)
	for g := range k {
		at := slices.Index(free, w+g)
		if at < 0 {
			if s.why[g] == "" {
				s.why[g] = notVaried
			}
			continue
		}
		s.value[g] = b[at]
		rows[g] = spread(free, model.InverseRow(c, free, at), w+k)
	}
	s.loose, s.tied = d.clustered(x, within, rows, spread(free, b, w+k), spread(tied, b0, w+k), len(free))
	return s
}

// spread puts coefficients at their columns.
func spread(cols []int, b []float64, n int) []float64 {
	out := make([]float64, n)
	for i, at := range cols {
		out[at] = b[i]
	}
	return out
}

// effect of the signal in one group, with its t interval.
func (s *slopes) effect(g int, level float64, kind result.Kind) result.Estimate {
	if s.why[g] != "" {
		return result.NotEstimable(methodReturns, s.n, s.why[g])
	}
	method := methodReturns
	if kind == result.Numeric {
		method += "; per unit"
	}
	e, _ := model.Around(s.value[g], math.Sqrt(s.loose.At(g, g)), float64(s.d.persons-1), level, method, s.n)
	return e
}

// test is the p-value of equal slopes, nil with fewer than two groups to compare.
func (s *slopes) test() *float64 {
	var of []int
	for g, why := range s.why {
		if why == "" {
			of = append(of, g)
		}
	}
	k := len(of) - 1
	if k < 1 || s.d.persons <= k+1 {
		return nil
	}
	diff, v := mat.NewVecDense(k, nil), mat.NewSymDense(k, nil)
	for a := range k {
		diff.SetVec(a, s.value[of[a+1]]-s.value[of[0]])
		for b := a; b < k; b++ {
			v.SetSym(a, b, s.tied.At(of[a+1], of[b+1])-s.tied.At(of[a+1], of[0])-s.tied.At(of[0], of[b+1])+s.tied.At(of[0], of[0]))
		}
	}
	var chol mat.Cholesky
	var solved mat.VecDense
	if !chol.Factorize(v) || chol.SolveVecTo(&solved, diff) != nil {
		return nil
	}
	f := mat.Dot(diff, &solved) / float64(k)
	return result.Probability(distuv.F{D1: float64(k), D2: float64(s.d.persons - k)}.Survival(f))
}
