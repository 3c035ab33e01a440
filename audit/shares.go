package audit

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"sort"
)

const (
	// exactPlayers is the number of signals of a block up to which Owen values take
	// every subset; above, they average over random orders, which still add up.
	exactPlayers      = 10
	exactPlayersLarge = 8 // above waldAbove patterns
	randomOrders      = 16
)

// game values subsets of signals. Weak and job-related signals are the players,
// numbered by bit; context factors and requisition effects are in every subset.
type game struct {
	weak, related []int // panel columns
	context       []int
	index         map[uint64]int
	masks         []uint64
	orders        [2][][]int // by block: orders of its players; nil = every subset
}

// newGame lists the subsets that the values need, each once, the empty one first.
func newGame(p *panel, factors []factor, seed uint64) *game {
	g := &game{index: map[uint64]int{}}
	for c, j := range p.active {
		switch factors[j].block {
		case Weak:
			g.weak = append(g.weak, c)
		case JobRelated:
			g.related = append(g.related, c)
		default:
			g.context = append(g.context, c)
		}
	}
	w, r := g.mask(0), g.mask(1)
	for _, m := range []uint64{0, w, r, w | r} {
		g.add(m)
	}
	limit := exactPlayers
	if len(p.n) > waldAbove {
		limit = exactPlayersLarge
	}
	rng := rand.New(rand.NewPCG(seed, 202))
	for side, players := range [][]int{g.weak, g.related} {
		if len(players) > limit {
			g.orders[side] = drawOrders(len(players), rng)
		}
		for _, with := range []uint64{0, g.mask(1 - side)} {
			g.eachChain(side, func(before, after uint64, _ int, _ float64) {
				g.add(before | with)
				g.add(after | with)
			})
		}
	}
	return g
}

// drawOrders are random orders, each with its reverse, which cancels much of the noise.
func drawOrders(k int, rng *rand.Rand) [][]int {
	var out [][]int
	for range randomOrders / 2 {
		o := rng.Perm(k)
		r := make([]int, k)
		for i, v := range o {
			r[k-1-i] = v
		}
		out = append(out, o, r)
	}
	return out
}

// mask of all players of a side: 0 weak, 1 job-related.
func (g *game) mask(side int) uint64 {
	if side == 0 {
		return uint64(1)<<len(g.weak) - 1
	}
	return (uint64(1)<<len(g.related) - 1) << len(g.weak)
}

func (g *game) players(side int) (first, count int) {
	if side == 0 {
		return 0, len(g.weak)
	}
	return len(g.weak), len(g.related)
}

func (g *game) add(m uint64) {
	if _, ok := g.index[m]; !ok {
		g.index[m] = len(g.masks)
		g.masks = append(g.masks, m)
	}
}

// columns of a subset, context first.
func (g *game) columns(m uint64) []int {
	cols := append([]int(nil), g.context...)
	for b := range len(g.weak) + len(g.related) {
		if m>>b&1 == 0 {
			continue
		}
		if b < len(g.weak) {
			cols = append(cols, g.weak[b])
		} else {
			cols = append(cols, g.related[b-len(g.weak)])
		}
	}
	sort.Ints(cols)
	return cols
}

// eachChain visits every step "player joins the coalition before" of a side with
// its weight in the Shapley value inside the block.
func (g *game) eachChain(side int, visit func(before, after uint64, player int, weight float64)) {
	first, k := g.players(side)
	if orders := g.orders[side]; orders != nil {
		for _, o := range orders {
			m := uint64(0)
			for _, pl := range o {
				after := m | 1<<(first+pl)
				visit(m, after, pl, 1/float64(len(orders)))
				m = after
			}
		}
		return
	}
	for sub := range uint64(1) << k {
		size := bits.OnesCount64(sub)
		for pl := range k {
			if sub>>pl&1 == 0 {
				visit(sub<<first, (sub|1<<pl)<<first, pl, shapleyWeight(size, k))
			}
		}
	}
}

// shapleyWeight is size!·(k−size−1)!/k!.
func shapleyWeight(size, k int) float64 {
	a, _ := math.Lgamma(float64(size + 1))
	b, _ := math.Lgamma(float64(k - size))
	c, _ := math.Lgamma(float64(k + 1))
	return math.Exp(a + b - c)
}

// functional is a linear combination of subset values, by index of masks.
type functional []float64

func (g *game) zero() functional { return make(functional, len(g.masks)) }

// block gives unique (last in), Shapley and alone (first in) of a side.
func (g *game) block(side int) (unique, shapley, alone functional) {
	own, other := g.mask(side), g.mask(1-side)
	unique, shapley, alone = g.zero(), g.zero(), g.zero()
	unique[g.index[own|other]]++
	unique[g.index[other]]--
	alone[g.index[own]]++
	alone[g.index[0]]--
	for i := range shapley {
		shapley[i] = (unique[i] + alone[i]) / 2
	}
	return unique, shapley, alone
}

// owen gives each player's Owen value: its Shapley value inside the block, averaged
// over the other block being absent and present. They add up to the block's.
func (g *game) owen(side int) []functional {
	_, k := g.players(side)
	out := make([]functional, k)
	for i := range out {
		out[i] = g.zero()
	}
	for _, with := range []uint64{0, g.mask(1 - side)} {
		g.eachChain(side, func(before, after uint64, player int, weight float64) {
			out[player][g.index[after|with]] += weight / 2
			out[player][g.index[before|with]] -= weight / 2
		})
	}
	return out
}

// of applies the functional to one number per subset.
func (f functional) of(value func(i int) float64) float64 {
	total := 0.0
	for i, c := range f {
		if c != 0 {
			total += c * value(i)
		}
	}
	return total
}
