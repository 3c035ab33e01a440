package groups

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"

	"gonum.org/v1/gonum/mat"
)

// returnData are the applications complete on signals and of a large group, equal ones
// together: one entry for each combination of requisition, group, values and decision,
// and of the person where one applied several times.
type returnData struct {
	factors []dataset.Factor
	groups  int
	code    [][]uint32 // by factor, then entry
	group   []int
	stratum []int
	times   []float64 // applications, by entry
	size    []float64 // of strata
	// cluster is the person of an entry, −1 where each application is somebody's only one.
	cluster []int
	several int // people with several applications
	persons int
	n       int
	y       []float64
	view    *dataset.View
	// base holds the factors, the dummies of all groups but the first, and the decision,
	// centred within requisitions, by entry; total their cross-products.
	base  []float64
	width int
	total *mat.SymDense
}

func newReturnData(v *dataset.View, fs []dataset.Factor, r *Roster, l *large) *returnData {
	d := &returnData{factors: fs, groups: len(l.of), view: v, width: len(fs) + len(l.of), code: make([][]uint32, len(fs))}
	var rows []int32
	for pos, row := range v.Rows {
		if g := r.Group[pos]; g >= 0 && l.to[g] < len(l.of) && !incomplete(v.Data, fs, int(row)) {
			rows = append(rows, int32(pos))
		}
	}
	person := d.people(rows)
	row := func(i int) int { return int(v.Rows[rows[i]]) }
	keys := []dataset.Key{
		{Size: len(v.Data.Stratum.Names), At: func(i int) uint32 { return v.Data.Stratum.At(row(i)) }},
		{Size: len(l.of), At: func(i int) uint32 { return uint32(l.to[r.Group[rows[i]]]) }},
		{Size: d.several + 1, At: func(i int) uint32 { return person[i] }},
	}
	for j := range fs {
		keys = append(keys, dataset.Key{Size: len(fs[j].Values), At: func(i int) uint32 { return v.Data.Code(&fs[j], row(i)) }})
	}
	cols, n, y := dataset.Collapse(len(rows), keys, func(i int) bool { return v.Advanced[rows[i]] }, v.TimesAt(rows))
	strata := map[uint32]int{}
	for i := range n {
		for _, part := range [2][2]float64{{0, n[i] - y[i]}, {1, y[i]}} {
			if part[1] > 0 {
				d.add(cols, i, strata, part[0], part[1])
			}
		}
	}
	d.persons += d.several
	d.centre()
	return d
}

// people numbers those with several of the applications, from 1; 0 is any other one.
func (d *returnData) people(positions []int32) []uint32 {
	out, times, number := make([]uint32, len(positions)), map[uint64]int{}, map[uint64]uint32{}
	of := func(i int) uint64 { return personOf(d.view.Data, int(d.view.Rows[positions[i]])) }
	for i := range positions {
		if p := of(i); p != 0 {
			times[p]++
		}
	}
	for i := range positions {
		if p := of(i); times[p] > 1 {
			if number[p] == 0 {
				d.several++
				number[p] = uint32(d.several)
			}
			out[i] = number[p]
		}
	}
	return out
}

// add takes in an entry of the collapsed applications: so many with the decision y.
func (d *returnData) add(cols [][]uint32, i int, strata map[uint32]int, y, times float64) {
	s, known := strata[cols[0][i]]
	if !known {
		s = len(d.size)
		strata[cols[0][i]] = s
		d.size = append(d.size, 0)
	}
	d.size[s] += times
	d.n += int(times)
	who := int(cols[2][i]) - 1
	if who < 0 {
		d.persons += int(times)
	}
	d.stratum, d.group, d.cluster = append(d.stratum, s), append(d.group, int(cols[1][i])), append(d.cluster, who)
	d.times, d.y = append(d.times, times), append(d.y, y)
	for j := range d.code {
		d.code[j] = append(d.code[j], cols[3+j][i])
	}
}

func incomplete(d *dataset.Dataset, fs []dataset.Factor, row int) bool {
	for j := range fs {
		if d.Code(&fs[j], row) == 0 {
			return true
		}
	}
	return false
}

func (d *returnData) value(j, i int) float64 { return d.factors[j].Values[d.code[j][i]] }

// centre fills the base columns.
func (d *returnData) centre() {
	w, nf := d.width, len(d.factors)
	d.base, d.total = make([]float64, w*len(d.y)), mat.NewSymDense(w, nil)
	mean := make([]float64, w*len(d.size))
	for i := range d.y {
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
			mean[s*w+j] += d.times[i] * value / d.size[s]
		}
	}
	sum := make([]float64, w*w)
	for i := range d.y {
		x, s := d.base[i*w:(i+1)*w], d.stratum[i]
		for j := range x {
			x[j] -= mean[s*w+j]
		}
		for j, a := range x {
			for k := j; k < w; k++ {
				sum[j*w+k] += d.times[i] * a * x[k]
			}
		}
	}
	for j := range w {
		for k := j; k < w; k++ {
			d.total.SetSym(j, k, sum[j*w+k])
		}
	}
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
		times := int(d.times[i])
		n[g] += times
		if d.value(j, i) > middle {
			with[g] += times
		} else {
			without[g] += times
		}
		if d.y[i] == 1 {
			up[g] += times
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
	x, within = make([]float64, len(d.y)), make([]float64, len(d.size)*d.groups)
	for i := range d.y {
		x[i] = d.value(j, i)
		within[d.stratum[i]*d.groups+d.group[i]] += d.times[i] * x[i] / d.size[d.stratum[i]]
	}
	return x, within
}

// crossed adds the slopes' columns to the cross-products.
func (d *returnData) crossed(x, within []float64) *mat.SymDense {
	w, k := d.width, d.groups
	with, square := make([]float64, k*w), make([]float64, k)
	for i, g := range d.group {
		square[g] += d.times[i] * x[i] * x[i]
		if x[i] == 0 {
			continue
		}
		row := d.base[i*w : (i+1)*w]
		for at, value := range row {
			with[g*w+at] += d.times[i] * x[i] * value
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
	score, score0 := make([]float64, d.several*k), make([]float64, d.several*k)
	alone, alone0 := make([]float64, k*k), make([]float64, k*k) // of people with one application
	one, own, own0 := make([]float64, w+k), make([]float64, k), make([]float64, k)
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
			own[h], own0[h] = a*e, a*e0
		}
		if c := d.cluster[i]; c >= 0 {
			for h := range k {
				score[c*k+h] += d.times[i] * own[h]
				score0[c*k+h] += d.times[i] * own0[h]
			}
			continue
		}
		addOuter(alone, own, d.times[i])
		addOuter(alone0, own0, d.times[i])
	}
	n, m := float64(d.n), float64(d.persons)
	// CR1, the requisitions' effects counted as parameters.
	factor := m / (m - 1) * (n - 1) / math.Max(1, n-float64(columns+len(d.size)))
	return outer(alone, score, k, factor), outer(alone0, score0, k, factor)
}

// addOuter adds times·v·vᵀ to the upper triangle of sum.
func addOuter(sum, v []float64, times float64) {
	k := len(v)
	for g, a := range v {
		for h := g; h < k; h++ {
			sum[g*k+h] += times * a * v[h]
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// outer adds each person's score to the sum of those with one application.
func outer(sum, score []float64, k int, factor float64) *mat.SymDense {
	for at := 0; at < len(score); at += k {
		addOuter(sum, score[at:at+k], 1)
	}
	for i := range sum {
		sum[i] *= factor
	}
	return mat.NewSymDense(k, sum) // reads the upper triangle
}
