package attack

import (
	"cmp"
	"math/big"
	"slices"
)

// row of a system of equations: coefficients by count, and the constant under −1.
type equation map[int]*big.Rat

const right = -1

// determined are the primary counts that the sums fix, by elimination in exact fractions.
func (w *world) determined() (out []int) {
	rows, pivots := w.reduced()
	for i, r := range rows {
		_, constant := r[right]
		n := len(r)
		if constant {
			n--
		}
		if n == 1 && slices.Contains(w.primary, pivots[i]) {
			out = append(out, pivots[i])
		}
	}
	return out
}

// reduced is the system in reduced echelon form, with the pivot of each row.
func (w *world) reduced() (rows []equation, pivots []int) {
	at := map[int]int{} // row by pivot
	for _, sum := range w.sums {
		e := w.equation(sum)
		for _, k := range columns(e) {
			if i, ok := at[k]; ok && e[k] != nil {
				e.subtract(rows[i], new(big.Rat).Set(e[k]))
			}
		}
		left := columns(e)
		if len(left) == 0 {
			continue
		}
		pivot := slices.MinFunc(left, w.pivotOrder)
		inverse := new(big.Rat).Inv(e[pivot])
		for k := range e {
			e[k].Mul(e[k], inverse)
		}
		for i := range rows {
			if c := rows[i][pivot]; c != nil {
				rows[i].subtract(e, new(big.Rat).Set(c))
			}
		}
		at[pivot] = len(rows)
		rows, pivots = append(rows, e), append(pivots, pivot)
	}
	return rows, pivots
}

// pivotOrder prefers counts that stand in few sums: what is left free then moves little.
func (w *world) pivotOrder(a, b int) int {
	return cmp.Or(cmp.Compare(len(w.of[a]), len(w.of[b])), cmp.Compare(a, b))
}

func (w *world) equation(sum []term) equation {
	e := equation{}
	for _, t := range sum {
		if w.cells[t.v].known {
			e.add(right, big.NewRat(int64(-t.times*w.truth[t.v]), 1))
		} else {
			e.add(t.v, big.NewRat(int64(t.times), 1))
		}
	}
	return e
}

func columns(e equation) (out []int) {
	for k := range e {
		if k != right {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// add adds x to a coefficient; a zero goes.
func (e equation) add(k int, x *big.Rat) {
	if e[k] != nil {
		x = new(big.Rat).Add(e[k], x)
	}
	if x.Sign() == 0 {
		delete(e, k)
		return
	}
	e[k] = x
}

// subtract takes c times other from e.
func (e equation) subtract(other equation, c *big.Rat) {
	for k, x := range other {
		e.add(k, new(big.Rat).Neg(new(big.Rat).Mul(c, x)))
	}
}
