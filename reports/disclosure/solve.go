package disclosure

import (
	"cmp"
	"maps"
	"slices"
)

// prime is the field of the elimination: coefficients are small whole numbers, so
// a rank lost modulo 2³¹−1 is next to impossible, and would hide a count too many
// or show that several sums together fix one, which infer then still bounds.
const prime = 1<<31 - 1

// equation is one sum over hidden counts: coefficients by index, modulo prime, and
// the sums it was made of. The constant is left out: whether a count is determined
// does not depend on it.
type equation struct {
	of   map[int]uint64
	from map[int]bool
}

// leak is a primary count that follows exactly from some sums together.
type leak struct {
	count *variable
	sums  []sum
}

// system is in reduced echelon form: no pivot occurs in another equation.
type system struct {
	rows    []equation
	pivots  map[int]int          // row by pivot
	holders map[int]map[int]bool // rows that hold a count
}

// determined lists the primary counts that follow exactly from the sums, however
// many of them must be combined (Gauss–Jordan elimination, sparse). Interval
// propagation alone misses counts that only a combination of sums gives away.
func (l *ledger) determined() []leak {
	hidden, equations := l.equations()
	slices.SortStableFunc(equations, func(a, b equation) int { return cmp.Compare(len(a.of), len(b.of)) })
	sys := &system{pivots: map[int]int{}, holders: map[int]map[int]bool{}}
	for _, e := range equations {
		sys.insert(e)
	}
	var out []leak
	for _, e := range sys.rows {
		for k := range e.of {
			if len(e.of) > 1 || !hidden[k].primary {
				break
			}
			found := leak{count: hidden[k]}
			for _, i := range slices.Sorted(maps.Keys(e.from)) {
				found.sums = append(found.sums, l.sums[i])
			}
			out = append(out, found)
		}
	}
	return out
}

// equations states each sum over its hidden counts.
func (l *ledger) equations() (hidden []*variable, equations []equation) {
	index := map[*variable]int{}
	for i, s := range l.sums {
		e := equation{map[int]uint64{}, map[int]bool{i: true}}
		for j, v := range s.members() {
			if !v.hidden || v.fixed {
				continue
			}
			k, ok := index[v]
			if !ok {
				k = len(hidden)
				index[v], hidden = k, append(hidden, v)
			}
			sign := uint64(1)
			if j == len(s.parts) {
				sign = prime - 1
			}
			e.add(k, sign)
		}
		if len(e.of) > 0 {
			equations = append(equations, e)
		}
	}
	return hidden, equations
}

// add adds c to the coefficient of k; a zero goes.
func (e equation) add(k int, c uint64) {
	if x := (e.of[k] + c) % prime; x != 0 {
		e.of[k] = x
	} else {
		delete(e.of, k)
	}
}

// insert reduces e by the rows there are, and the rows there are by e.
func (s *system) insert(e equation) {
	for _, k := range slices.Sorted(maps.Keys(e.of)) {
		if row, ok := s.pivots[k]; ok && e.of[k] != 0 {
			e.subtract(s.rows[row], e.of[k])
		}
	}
	if len(e.of) == 0 {
		return
	}
	pivot := s.rarest(e)
	e.scale(inverse(e.of[pivot]))
	row := len(s.rows)
	for _, other := range slices.Sorted(maps.Keys(s.holders[pivot])) {
		s.rows[other].subtract(e, s.rows[other].of[pivot])
		for k := range e.of {
			s.note(k, other, s.rows[other].of[k] != 0)
		}
	}
	s.rows = append(s.rows, e)
	s.pivots[pivot] = row
	for k := range e.of {
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
func (e equation) subtract(other equation, c uint64) {
	for k, x := range other.of {
		e.add(k, prime-c*x%prime)
	}
	maps.Copy(e.from, other.from)
}

// rarest is the count of e that the fewest rows hold; the least index among equals.
func (s *system) rarest(e equation) int {
	best := -1
	for _, k := range slices.Sorted(maps.Keys(e.of)) {
		if best < 0 || len(s.holders[k]) < len(s.holders[best]) {
			best = k
		}
	}
	return best
}

func (e equation) scale(c uint64) {
	for k := range e.of {
		e.of[k] = e.of[k] * c % prime
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
