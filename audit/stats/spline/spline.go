package spline

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// Values are distinct numbers with how often each occurs: len(X) == len(N), X finite
// and in any order, N > 0.
type Values struct {
	X, N []float64
}

// Count is the number of knots for a sample with so many decisions of the rarer
// kind: 3 under 100, 5 from 300, 4 between. Harrell (2015), Regression Modeling
// Strategies, 2nd ed., section 2.4.6, ties it to the sample's size in the same way.
func Count(rarer float64) int {
	switch {
	case rarer < 100:
		return 3
	case rarer < 300:
		return 4
	}
	return 5
}

// quantiles at which the knots stand, by their number: Harrell (2015), table 2.3.
var quantiles = map[int][]float64{
	3: {.10, .50, .90},
	4: {.05, .35, .65, .95},
	5: {.05, .275, .50, .725, .95},
}

// Knots are k (3, 4 or 5) knots at Harrell's quantiles of the values, ascending.
// Knots that fall on one value are one knot, so that fewer may come back; under
// three there is no spline and the column is better taken in categories, which the
// error says.
func Knots(v Values, k int) ([]float64, error) {
	at, ok := quantiles[k]
	if !ok {
		return nil, fmt.Errorf("a spline has 3, 4 or 5 knots, not %d", k)
	}
	knots := slices.Compact(v.Quantiles(at))
	if len(knots) < 3 {
		return nil, fmt.Errorf("the values leave %d distinct knots, a spline needs 3", len(knots))
	}
	return knots, nil
}

// Quantiles of the values at probabilities in [0,1]: R's type 7, the default there,
// x(h) interpolated linearly at h = (n−1)p + 1, every value counted as often as it
// occurs.
// Source: Hyndman & Fan (1996) Am Stat 50:361–365, definition 7.
func (v Values) Quantiles(p []float64) []float64 {
	order := make([]int, len(v.X))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return v.X[order[a]] < v.X[order[b]] })
	ends, total := make([]float64, len(order)), 0.0
	for i, at := range order {
		total += v.N[at]
		ends[i] = total
	}
	value := func(rank float64) float64 { // the rank-th smallest, from 0
		i := sort.Search(len(ends), func(i int) bool { return ends[i] > rank })
		return v.X[order[min(i, len(order)-1)]]
	}
	out := make([]float64, len(p))
	for i, q := range p {
		h := (total - 1) * q
		low := math.Floor(h + 1e-9)
		a := value(low)
		out[i] = a
		if part := h - low; part > 1e-9 {
			out[i] += part * (value(low+1) - a)
		}
	}
	return out
}

// Basis is the restricted cubic spline at x on ascending knots t_1 … t_k: k−1
// columns,
//
//	x,  and for j = 1 … k−2
//	[ (x−t_j)₊³ − (x−t_{k−1})₊³ (t_k−t_j)/(t_k−t_{k−1}) + (x−t_k)₊³ (t_{k−1}−t_j)/(t_k−t_{k−1}) ] / (t_k−t_1)²
//
// It spans what R's splines::ns spans with the inner knots t_2 … t_{k−1} and the
// boundary knots t_1, t_k. Synonym: natural cubic spline.
// Source: Durrleman & Simon (1989) Stat Med 8:551–561; Harrell (2015), eq. 2.25, with his
// normalisation.
func Basis(x float64, knots []float64) []float64 {
	k := len(knots)
	first, before, last := knots[0], knots[k-2], knots[k-1]
	scale := (last - first) * (last - first)
	out := make([]float64, k-1)
	out[0] = x
	for j := range k - 2 {
		t := knots[j]
		out[j+1] = (cube(x-t) - cube(x-before)*(last-t)/(last-before) + cube(x-last)*(before-t)/(last-before)) / scale
	}
	return out
}

func cube(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x * x * x
}

// Groups are the cut points of quantile groups, one group per perGroup decisions of
// the rarer kind but 3 to 10 of them; value x lies in group Group(x, cuts). Equal
// quantiles are one cut, so that fewer groups may come back; with none the values
// cannot be grouped and the error says so.
func Groups(v Values, rarer, perGroup float64) ([]float64, error) {
	k := min(max(int(rarer/perGroup), 3), 10)
	at := make([]float64, k-1)
	for i := range at {
		at[i] = float64(i+1) / float64(k)
	}
	cuts := v.Quantiles(at)
	values := slices.Sorted(slices.Values(v.X))
	for i, c := range cuts { // to the next value that occurs, so that no group is empty
		k, _ := slices.BinarySearch(values, c-1e-9*math.Max(1, math.Abs(c)))
		cuts[i] = values[min(k, len(values)-1)]
	}
	cuts = slices.Compact(cuts)
	lowest := values[0]
	cuts = slices.DeleteFunc(cuts, func(c float64) bool { return c <= lowest })
	if len(cuts) == 0 {
		return nil, fmt.Errorf("the values fall into one quantile group")
	}
	return cuts, nil
}

// Group is the index of the quantile group of x: the number of cuts at or below it,
// in [0, len(cuts)].
func Group(x float64, cuts []float64) int {
	return sort.Search(len(cuts), func(i int) bool { return cuts[i] > x })
}

// Orthonormal turns columns (rows[i] = the columns at distinct value i) into columns
// of the same span that have weighted mean 0 and weighted covariance 1, weights as in
// n. Columns that are a combination of earlier ones are dropped. The argument stays
// as it is.
func Orthonormal(rows [][]float64, n []float64) [][]float64 {
	var total float64
	for _, w := range n {
		total += w
	}
	k := len(rows[0])
	var kept [][]float64 // columns, each scaled to Σ w c² = total
	for j := range k {
		c := make([]float64, len(rows))
		var mean float64
		for i, r := range rows {
			c[i] = r[j]
			mean += n[i] * r[j] / total
		}
		size := 0.0
		for i := range c {
			c[i] -= mean
			size += n[i] * c[i] * c[i] / total
		}
		for range 2 { // twice is enough: Giraud et al. (2005)
			for _, q := range kept {
				axpy(c, q, -weighted(c, q, n)/total)
			}
		}
		left := weighted(c, c, n) / total
		if left <= 1e-18*size || left == 0 {
			continue
		}
		scale := 1 / math.Sqrt(left)
		for i := range c {
			c[i] *= scale
		}
		kept = append(kept, c)
	}
	out := make([][]float64, len(rows))
	for i := range out {
		out[i] = make([]float64, len(kept))
		for j, c := range kept {
			out[i][j] = c[i]
		}
	}
	return out
}

func weighted(a, b, n []float64) (sum float64) {
	for i := range a {
		sum += n[i] * a[i] * b[i]
	}
	return sum
}

func axpy(to, from []float64, by float64) {
	for i := range to {
		to[i] += by * from[i]
	}
}
