package main

import "weaksignal/cmd/internal/simulate"

// gaps decomposes the expected gaps of attribute k between applicants at the same
// requisition into what each block explains, by least squares on the true chances:
//
//	short: rate ~ groups + requisition;  long: rate ~ groups + signals + requisition
//	part of a block = Σ over its signals of (groups' coefficient in signal ~ groups + requisition) · β
func (l *large) gaps(k int, into *limits) {
	attribute := l.spec.Groups[k]
	n := len(attribute.Groups) - 1
	rows := l.within(k)
	signals := len(l.spec.Signals)
	columns := func(from, to int) []int {
		out := []int{}
		for c := from; c < to; c++ {
			out = append(out, c)
		}
		return out
	}
	outcome := n + signals
	short := leastSquares(rows, columns(0, n), outcome)
	long := leastSquares(rows, columns(0, outcome), outcome)
	into.gaps[[2]string{attribute.Name, attribute.Groups[0].Name}] = gapParts{}
	for g := range n {
		into.gaps[[2]string{attribute.Name, attribute.Groups[g+1].Name}] = gapParts{all: short[g]}
	}
	for j := range signals {
		shift := leastSquares(rows, columns(0, n), n+j)
		for g := range n {
			key := [2]string{attribute.Name, attribute.Groups[g+1].Name}
			part := into.gaps[key]
			if l.spec.Signals[j].Block == simulate.Weak {
				part.weak += shift[g] * long[n+j]
			} else {
				part.related += shift[g] * long[n+j]
			}
			into.gaps[key] = part
		}
	}
}

// within are the groups' dummies but the first's, the signals and the rate of every
// application, less their means at its requisition.
func (l *large) within(k int) [][]float64 {
	groups := len(l.spec.Groups[k].Groups)
	rows := make([][]float64, len(l.rate))
	width := groups - 1 + len(l.spec.Signals) + 1
	mean, count := make([][]float64, l.spec.Requisitions), make([]float64, l.spec.Requisitions)
	for i := range rows {
		row := make([]float64, groups-1, width)
		if g := l.group[i][k]; g > 0 {
			row[g-1] = 1
		}
		rows[i] = append(append(row, l.x[i]...), l.rate[i])
		r := l.requisition[i]
		if mean[r] == nil {
			mean[r] = make([]float64, width)
		}
		count[r]++
		for c, v := range rows[i] {
			mean[r][c] += (v - mean[r][c]) / count[r]
		}
	}
	for i, row := range rows {
		for c := range row {
			row[c] -= mean[l.requisition[i]][c]
		}
	}
	return rows
}

// leastSquares regresses column y on columns of full rank, by Gauss–Jordan elimination of
// the normal equations.
func leastSquares(rows [][]float64, columns []int, y int) []float64 {
	k := len(columns)
	a := make([][]float64, k)
	for i := range a {
		a[i] = make([]float64, k+1)
	}
	for _, row := range rows {
		for i, c := range columns {
			for j, d := range columns {
				a[i][j] += row[c] * row[d]
			}
			a[i][k] += row[c] * row[y]
		}
	}
	for i := range a {
		pivot := a[i][i] // positive: the matrix is positive definite
		for j := range a[i] {
			a[i][j] /= pivot
		}
		for o := range a {
			if f := a[o][i]; o != i && f != 0 {
				for j := range a[o] {
					a[o][j] -= f * a[i][j]
				}
			}
		}
	}
	out := make([]float64, k)
	for i := range out {
		out[i] = a[i][k]
	}
	return out
}
