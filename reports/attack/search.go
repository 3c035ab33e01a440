package attack

import (
	"math/rand/v2"
	"slices"
)

const (
	// searchSteps is how many changes are tried in one go: what can be found is found in a
	// few dozen, and what is begun badly is better begun anew.
	searchSteps = 400
	// searchTries is how often the search is begun anew, each time in another order.
	searchTries = 12
)

// other is a world of whole numbers that fits everything known and in which the count is
// another; nil if none was found.
func (w *world) other(v int) []int {
	for try := range uint64(searchTries) {
		for _, by := range []int{1, -1, 2, -2, 3, -3, 4, -4, 5, -5} {
			s := search{world: w, numbers: slices.Clone(w.truth), used: map[int]bool{}, off: map[int]int{}, over: map[int]bool{}, left: searchSteps}
			if try > 0 {
				s.order = rand.New(rand.NewPCG(try, uint64(v)))
			}
			if s.move(v, by) && s.repair(120) {
				return s.numbers
			}
		}
	}
	return nil
}

// search changes each count once at most.
type search struct {
	*world
	numbers []int
	used    map[int]bool
	off     map[int]int  // sums that are broken, by how much
	over    map[int]bool // selections that exceed their people
	left    int          // steps
	order   *rand.Rand   // of ways that are alike; nil = as they stand
}

func (s *search) move(v, by int) bool {
	c, x := s.cells[v], s.numbers[v]+by
	if c.known || s.used[v] || x < c.lo || x > c.hi {
		return false
	}
	s.used[v] = true
	s.shift(v, by)
	return true
}

func (s *search) shift(v, by int) {
	s.numbers[v] += by
	for _, k := range s.of[v] {
		for _, t := range s.sums[k] {
			if t.v == v {
				if s.off[k] += t.times * by; s.off[k] == 0 {
					delete(s.off, k)
				}
			}
		}
	}
	for _, u := range []int{v, v + 1} { // selections stand behind their people
		if u < len(s.cells) && s.cells[u].people >= 0 {
			if s.numbers[u] > s.numbers[s.cells[u].people] {
				s.over[u] = true
			} else {
				delete(s.over, u)
			}
		}
	}
}

// repair mends what is broken and has the fewest ways to be mended, and so on.
func (s *search) repair(depth int) bool {
	if s.left--; depth == 0 || s.left < 0 {
		return false
	}
	off, ways := s.broken()
	if off == 0 {
		return true
	}
	for _, t := range ways {
		by := -off * t.times
		if !s.move(t.v, by) {
			continue
		}
		if s.repair(depth - 1) {
			return true
		}
		s.shift(t.v, -by)
		delete(s.used, t.v)
	}
	return false
}

// broken finds the sum, or the selections over their people, with the fewest counts
// that may still be changed; off is 0 where nothing is broken.
func (s *search) broken() (off int, ways []term) {
	weigh := func(x int, sum []term) {
		var free []term
		for _, t := range sum {
			if !s.cells[t.v].known && !s.used[t.v] {
				free = append(free, t)
			}
		}
		if off == 0 || len(free) < len(ways) {
			off, ways = x, free
		}
	}
	for _, k := range sorted(s.off) {
		weigh(s.off[k], s.sums[k])
	}
	for _, v := range sorted(s.over) {
		people := s.cells[v].people
		weigh(s.numbers[v]-s.numbers[people], []term{{v, 1}, {people, -1}})
	}
	if s.order != nil {
		s.order.Shuffle(len(ways), func(i, j int) { ways[i], ways[j] = ways[j], ways[i] })
	}
	slices.SortStableFunc(ways, func(a, b term) int { return len(s.of[a.v]) - len(s.of[b.v]) })
	return off, ways
}

func sorted[T any](m map[int]T) (keys []int) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
