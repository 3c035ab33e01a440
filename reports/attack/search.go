package attack

import (
	"cmp"
	"math/big"
	"math/rand/v2"
	"slices"
)

// direction is a change of counts that breaks no sum: whole numbers by count. Each other
// world is the true one and some of them.
type direction map[int]int

// directions span every change that breaks no sum: one for each count that the reduced
// system leaves free.
func (w *world) directions() []direction {
	rows, pivots := w.reduced()
	of := map[int]map[int]*big.Rat{} // of a free count, the coefficient by pivot
	pivot := map[int]bool{}
	for i, r := range rows {
		pivot[pivots[i]] = true
		for k, x := range r {
			if k != right && k != pivots[i] {
				if of[k] == nil {
					of[k] = map[int]*big.Rat{}
				}
				of[k][pivots[i]] = x
			}
		}
	}
	var all []direction
	for v, c := range w.cells {
		if c.known || pivot[v] {
			continue
		}
		scale := big.NewInt(1)
		for _, x := range of[v] {
			common := new(big.Int).GCD(nil, nil, scale, x.Denom())
			scale.Mul(scale, new(big.Int).Div(x.Denom(), common))
		}
		d := direction{v: int(scale.Int64())}
		for p, x := range of[v] {
			d[p] = -int(new(big.Rat).Mul(x, new(big.Rat).SetInt(scale)).Num().Int64())
		}
		all = append(all, d)
	}
	return all
}

// searcher looks for other worlds.
type searcher struct {
	*world
	all []direction
	by  map[int][]int // directions that change a count, the smallest first
}

func newSearcher(w *world) *searcher {
	s := &searcher{world: w, all: w.directions(), by: map[int][]int{}}
	for i, d := range s.all {
		for v := range d {
			s.by[v] = append(s.by[v], i)
		}
	}
	for _, list := range s.by {
		slices.SortFunc(list, func(a, b int) int { return cmp.Or(cmp.Compare(len(s.all[a]), len(s.all[b])), cmp.Compare(a, b)) })
	}
	return s
}

const (
	// searchSteps bounds the changes of one try, searchTries the tries, each with more of
	// chance than the one before.
	searchSteps = 400
	searchTries = 80
)

// other is a world of whole numbers that fits everything known and in which the count is
// another; nil if none was found.
func (s *searcher) other(v int) []int {
	if len(s.by[v]) == 0 {
		return nil
	}
	for try := range searchTries {
		r := rand.New(rand.NewPCG(uint64(v), uint64(try)))
		i := s.by[v][try/2%len(s.by[v])]
		p := &path{searcher: s, target: v, numbers: slices.Clone(s.truth), used: map[int]int{}, weight: map[int]int{}, r: r, noise: 1 + try/8}
		p.take(i, 1-try%2*2)
		if p.mend() {
			return p.numbers
		}
	}
	return nil
}

// path is a world on the way: it fits all sums, not yet all ranges.
type path struct {
	*searcher
	target  int
	numbers []int
	used    map[int]int // how often a direction was taken
	weight  map[int]int // of what was out of range before, so that the search leaves it
	r       *rand.Rand
	noise   int
}

func (p *path) take(i, times int) {
	for v, x := range p.all[i] {
		p.numbers[v] += times * x
	}
	p.used[i]++
}

// mend takes further directions until each count is in its range, the target still another.
func (p *path) mend() bool {
	for range searchSteps {
		out := p.broken()
		if len(out) == 0 {
			return true
		}
		for _, v := range out {
			p.weight[v]++
		}
		if !p.step(out[p.r.IntN(len(out))]) {
			return false
		}
	}
	return false
}

// step takes the direction that mends a count and breaks least.
func (p *path) step(v int) bool {
	best, sign, least := -1, 0, 0
	for _, u := range []int{v, p.cells[v].people} {
		if u < 0 {
			continue
		}
		for _, i := range p.by[u] {
			for _, k := range []int{1, -1} {
				if p.numbers[p.target]+k*p.all[i][p.target] == p.truth[p.target] {
					continue
				}
				if gain := p.gain(i, k) + p.used[i] + p.r.IntN(p.noise); best < 0 || gain < least {
					best, sign, least = i, k, gain
				}
			}
		}
	}
	if best < 0 {
		return false
	}
	p.take(best, sign)
	return true
}

// outside is by how much a count is out of its range, or selections over their people.
func (p *path) outside(v, x, people int) int {
	c := p.cells[v]
	off := max(0, c.lo-x, x-c.hi)
	if c.people >= 0 {
		off += max(0, x-people)
	}
	return off
}

func (p *path) at(v int) int {
	people := 0
	if c := p.cells[v]; c.people >= 0 {
		people = p.numbers[c.people]
	}
	return p.outside(v, p.numbers[v], people)
}

// broken are the counts that are out of their range.
func (p *path) broken() (out []int) {
	for u, c := range p.cells {
		if p.numbers[u] == p.truth[u] && (c.people < 0 || p.numbers[c.people] == p.truth[c.people]) {
			continue // as in the true world
		}
		if p.at(u) > 0 {
			out = append(out, u)
		}
	}
	return out
}

// gain is by how much a direction changes what is out of range: negative is better.
func (p *path) gain(i, k int) int {
	d, sum := p.all[i], 0
	for v, x := range d {
		people := 0
		if c := p.cells[v]; c.people >= 0 {
			people = p.numbers[c.people] + k*d[c.people]
		}
		sum += (1 + p.weight[v]) * (p.outside(v, p.numbers[v]+k*x, people) - p.at(v))
		// Selections that stay as they are may come to exceed their people.
		if u := v + 1; u < len(p.cells) && p.cells[u].people == v && d[u] == 0 {
			sum += (1 + p.weight[u]) * (p.outside(u, p.numbers[u], p.numbers[v]+k*x) - p.at(u))
		}
	}
	return sum
}
