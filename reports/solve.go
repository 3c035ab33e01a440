package reports

import (
	"cmp"
	"maps"
	"slices"
)

// prime is the field of the elimination: coefficients are small whole numbers, so
// a rank lost modulo 2³¹−1 is next to impossible, and would hide a count too many
// or show that several sums together fix one, which infer then still bounds.
const prime = 1<<31 - 1

// equation is one sum over hidden counts: coefficients by index, modulo prime. The
// constant is left out: whether a count is determined does not depend on it.
type equation map[int]uint64

// system is in reduced echelon form: no pivot occurs in another equation.
type system struct {
	rows    []equation
	holders map[int]map[int]bool // rows that hold a count
}

// determined lists the primary counts that follow exactly from the sums, however
// many of them must be combined (Gauss–Jordan elimination, sparse). Interval
// propagation alone misses counts that only a combination of sums gives away.
func (l *ledger) determined() []*variable {
	index := map[*variable]int{}
	var hidden []*variable
	var equations []equation
	for _, s := range l.sums {
		e := equation{}
		for i, v := range s.members() {
			if !v.hidden || v.fixed {
				continue
			}
			k, ok := index[v]
			if !ok {
				k = len(hidden)
				index[v], hidden = k, append(hidden, v)
			}
			sign := uint64(1)
			if i == len(s.parts) {
				sign = prime - 1
			}
			e.add(k, sign)
		}
		if len(e) > 0 {
			equations = append(equations, e)
		}
	}
	slices.SortStableFunc(equations, func(a, b equation) int { return cmp.Compare(len(a), len(b)) })
	sys := &system{holders: map[int]map[int]bool{}}
	pivots := map[int]int{}
	for _, e := range equations {
		sys.insert(e, pivots)
	}
	var out []*variable
	for _, e := range sys.rows {
		if len(e) == 1 {
			for k := range e {
				if hidden[k].primary {
					out = append(out, hidden[k])
				}
			}
		}
	}
	return out
}

// add adds c to the coefficient of k; a zero goes.
func (e equation) add(k int, c uint64) {
	if x := (e[k] + c) % prime; x != 0 {
		e[k] = x
	} else {
		delete(e, k)
	}
}

// insert reduces e by the rows there are, and the rows there are by e.
func (s *system) insert(e equation, pivots map[int]int) {
	for _, k := range slices.Sorted(maps.Keys(e)) {
		if row, ok := pivots[k]; ok && e[k] != 0 {
			s.subtract(e, s.rows[row], e[k])
		}
	}
	if len(e) == 0 {
		return
	}
	pivot := s.rarest(e)
	scale(e, inverse(e[pivot]))
	row := len(s.rows)
	for _, other := range slices.Sorted(maps.Keys(s.holders[pivot])) {
		before := slices.Collect(maps.Keys(e))
		s.subtract(s.rows[other], e, s.rows[other][pivot])
		for _, k := range before {
			s.note(k, other, s.rows[other][k] != 0)
		}
	}
	s.rows = append(s.rows, e)
	pivots[pivot] = row
	for k := range e {
		s.note(k, row, true)
	}
}

func (s *system) note(k, row int, holds bool) {
	if s.holders[k] == nil {
		s.holders[k] = map[int]bool{}
	}
	if holds {
		s.holders[k][row] = true
	} else {
		delete(s.holders[k], row)
	}
}

// subtract takes c times other from e.
func (s *system) subtract(e, other equation, c uint64) {
	for k, x := range other {
		e.add(k, prime-c*x%prime)
	}
}

// rarest is the count of e that the fewest rows hold; the least index among equals.
func (s *system) rarest(e equation) int {
	best := -1
	for _, k := range slices.Sorted(maps.Keys(e)) {
		if best < 0 || len(s.holders[k]) < len(s.holders[best]) {
			best = k
		}
	}
	return best
}

func scale(e equation, c uint64) {
	for k := range e {
		e[k] = e[k] * c % prime
	}
}

// inverse is a^(prime−2), by Fermat's little theorem.
func inverse(a uint64) uint64 {
	result, power := uint64(1), a
	for n := uint64(prime - 2); n > 0; n >>= 1 {
		if n&1 == 1 {
			result = result * power % prime
		}
		power = power * power % prime
	}
	return result
}
