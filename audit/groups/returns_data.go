package groups

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"

	"gonum.org/v1/gonum/mat"
)

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
	sum := make([]float64, k*k)
	for at := 0; at < len(score); at += k {
		for g, a := range score[at : at+k] {
			for h := g; h < k; h++ {
				sum[g*k+h] += factor * a * score[at+h]
			}
		}
	}
	return mat.NewSymDense(k, sum) // reads the upper triangle
}
