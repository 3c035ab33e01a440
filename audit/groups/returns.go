package groups

import (
	"fmt"
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

// returnData are the applications complete on signals and of a large group.
type returnData struct {
	factors []dataset.Factor
	groups  int
	row     []int32 // of the dataset
	group   []int
	stratum []int
	size    []float64 // of strata
	cluster []int
	persons int
	y       []float64
	view    *dataset.View
	// base holds the factors, the dummies of all groups but the first, and the decision,
	// centred within requisitions, by application; total their cross-products.
	base  []float64
	width int
	total *mat.SymDense
}

func newReturnData(v *dataset.View, fs []dataset.Factor, r *Roster, l *large) *returnData {
	d := &returnData{factors: fs, groups: len(l.of), view: v, width: len(fs) + len(l.of)}
	strata, clusters := map[uint32]int{}, map[uint64]int{}
	for pos, row := range v.Rows {
		g := r.Group[pos]
		if g < 0 || l.to[g] == len(l.of) || incomplete(v.Data, fs, int(row)) {
			continue
		}
		s, known := strata[v.Data.Stratum.At(int(row))]
		if !known {
			s = len(d.size)
			strata[v.Data.Stratum.At(int(row))] = s
			d.size = append(d.size, 0)
		}
		d.size[s]++
		who, seen := d.persons, false
		if person := personOf(v.Data, int(row)); person != 0 {
			if who, seen = clusters[person]; !seen {
				who = d.persons
				clusters[person] = who
			}
		}
		if !seen {
			d.persons++
		}
		y := 0.0
		if v.Advanced[pos] {
			y = 1
		}
		d.row, d.group, d.stratum = append(d.row, row), append(d.group, l.to[g]), append(d.stratum, s)
		d.cluster, d.y = append(d.cluster, who), append(d.y, y)
	}
	d.centre()
	return d
}

func incomplete(d *dataset.Dataset, fs []dataset.Factor, row int) bool {
	for j := range fs {
		if d.Code(&fs[j], row) == 0 {
			return true
		}
	}
	return false
}

func (d *returnData) value(j, i int) float64 {
	f := &d.factors[j]
	return f.Values[d.view.Data.Code(f, int(d.row[i]))]
}

// centre fills the base columns.
func (d *returnData) centre() {
	w, nf := d.width, len(d.factors)
	d.base, d.total = make([]float64, w*len(d.row)), mat.NewSymDense(w, nil)
	mean := make([]float64, w*len(d.size))
	for i := range d.row {
		x := d.base[i*w : (i+1)*w]
		for j := range nf {
			x[j] = d.value(j, i)
		}
		if g := d.group[i]; g > 0 {
			x[nf+g-1] = 1
		}
		x[w-1] = d.y[i]
		s := d.stratum[i]
		for j, value := range x {
			mean[s*w+j] += value / d.size[s]
		}
	}
	sum := make([]float64, w*w)
	for i := range d.row {
		x, s := d.base[i*w:(i+1)*w], d.stratum[i]
		for j := range x {
			x[j] -= mean[s*w+j]
		}
		for j, a := range x {
			for k := j; k < w; k++ {
				sum[j*w+k] += a * x[k]
			}
		}
	}
	for j := range w {
		for k := j; k < w; k++ {
			d.total.SetSym(j, k, sum[j*w+k])
		}
	}
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
	s := &slopes{d: d, j: j, why: d.thin(j), value: make([]float64, d.groups), n: len(d.row)}
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
		at := position(free, w+g)
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

// thin says which groups have too few on a side.
func (d *returnData) thin(j int) []string {
	with, without := make([]int, d.groups), make([]int, d.groups)
	up, n := make([]int, d.groups), make([]int, d.groups)
	middle := 0.0
	if d.factors[j].Kind == result.Numeric {
		d.view.Split(&d.factors[j], &middle)
	}
	for i, g := range d.group {
		n[g]++
		if d.value(j, i) > middle {
			with[g]++
		} else {
			without[g]++
		}
		if d.y[i] == 1 {
			up[g]++
		}
	}
	why := make([]string, d.groups)
	for g := range why {
		if min(with[g], without[g], up[g], n[g]-up[g]) < leastReturn {
			why[g] = fmt.Sprintf("fewer than %d of the group with or without the signal, or advanced or not", leastReturn)
		}
	}
	return why
}

// column is the signal itself and the mean in each requisition of signal × group.
func (d *returnData) column(j int) (x, within []float64) {
	x, within = make([]float64, len(d.row)), make([]float64, len(d.size)*d.groups)
	for i := range d.row {
		x[i] = d.value(j, i)
		within[d.stratum[i]*d.groups+d.group[i]] += x[i] / d.size[d.stratum[i]]
	}
	return x, within
}

// crossed adds the slopes' columns to the cross-products.
func (d *returnData) crossed(x, within []float64) *mat.SymDense {
	w, k := d.width, d.groups
	with, square := make([]float64, k*w), make([]float64, k)
	for i, g := range d.group {
		square[g] += x[i] * x[i]
		if x[i] == 0 {
			continue
		}
		row := d.base[i*w : (i+1)*w]
		for at, value := range row {
			with[g*w+at] += x[i] * value
		}
	}
	c := mat.NewSymDense(w+k, nil)
	for a := range w {
		for b := a; b < w; b++ {
			c.SetSym(a, b, d.total.At(a, b))
		}
	}
	for g := range k {
		for at := range w {
			c.SetSym(at, w+g, with[g*w+at])
		}
		for h := g; h < k; h++ {
			sum := 0.0
			if h == g {
				sum = square[g]
			}
			for s, n := range d.size {
				sum -= n * within[s*k+g] * within[s*k+h]
			}
			c.SetSym(w+g, w+h, sum)
		}
	}
	return c
}

// clustered are the covariances of the slopes by two sets of residuals.
func (d *returnData) clustered(x, within []float64, rows [][]float64, b, b0 []float64, columns int) (loose, tied *mat.SymDense) {
	w, k := d.width, d.groups
	score, score0 := make([]float64, d.persons*k), make([]float64, d.persons*k)
	one := make([]float64, w+k)
	for i, g := range d.group {
		copy(one, d.base[i*w:(i+1)*w])
		for h := range k {
			one[w+h] = -within[d.stratum[i]*k+h]
		}
		one[w+g] += x[i]
		e, e0 := one[w-1], one[w-1]
		for at, value := range one {
			e -= b[at] * value
			e0 -= b0[at] * value
		}
		for h, row := range rows {
			if row == nil {
				continue
			}
			a := dot(row, one)
			score[d.cluster[i]*k+h] += a * e
			score0[d.cluster[i]*k+h] += a * e0
		}
	}
	n, m := float64(len(d.row)), float64(d.persons)
	// CR1, the requisitions' effects counted as parameters.
	factor := m / (m - 1) * (n - 1) / math.Max(1, n-float64(columns+len(d.size)))
	return outer(score, k, factor), outer(score0, k, factor)
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func outer(score []float64, k int, factor float64) *mat.SymDense {
	out := mat.NewSymDense(k, nil)
	for at := 0; at < len(score); at += k {
		out.SymRankOne(out, factor, mat.NewVecDense(k, score[at:at+k]))
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
