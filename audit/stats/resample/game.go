package resample

import (
	"math/bits"
	"math/rand/v2"
)

// randomOrders is the number of orders that stand for all of a large block, each drawn
// with its reverse, which cancels much of the noise.
const randomOrders = 16

// Game splits a value among players who come in two blocks, by the sets of players
// that it takes: those of the first block are bits from 0, those of the second follow.
// What is to be split is given per set (Sets, by index) when a Split is applied, so
// that the same sets serve many values: one for each requisition, say.
//
// Shapley (1953); Owen (1977) in Mathematical Economics and Game Theory, 76-88; for
// explained variation: Lindeman, Merenda & Gold (1980), "LMG".
type Game struct {
	size   [2]int
	sets   []uint64
	index  map[uint64]int
	orders [2][][]int // by block: orders of its players; nil = every subset
}

// Split is a linear combination of the values of a game's sets, by index of Sets.
type Split []float64

// NewGame lists the sets that the values of both blocks need, each once. A block of
// more than exact players is split over random orders instead of all its subsets; the
// parts still add up to the block's. At most 64 players together.
func NewGame(first, second, exact int, seed uint64) *Game {
	g := &Game{size: [2]int{first, second}, index: map[uint64]int{}}
	for _, s := range []uint64{0, g.Block(0), g.Block(1), g.Block(0) | g.Block(1)} {
		g.add(s)
	}
	rng := rand.New(rand.NewPCG(seed, 202))
	for side, players := range g.size {
		if players > exact {
			g.orders[side] = drawOrders(players, rng)
		}
		for _, with := range []uint64{0, g.Block(1 - side)} {
			g.eachStep(side, func(before, after uint64, _ int, _ float64) {
				g.add(before | with)
				g.add(after | with)
			})
		}
	}
	return g
}

func drawOrders(players int, rng *rand.Rand) [][]int {
	var out [][]int
	for range randomOrders / 2 {
		o := rng.Perm(players)
		r := make([]int, players)
		for i, v := range o {
			r[players-1-i] = v
		}
		out = append(out, o, r)
	}
	return out
}

func (g *Game) add(set uint64) {
	if _, ok := g.index[set]; !ok {
		g.index[set] = len(g.sets)
		g.sets = append(g.sets, set)
	}
}

// Sets lists the sets, the empty one first.
func (g *Game) Sets() []uint64 { return g.sets }

// Block is the set of all players of block 0 or 1.
func (g *Game) Block(side int) uint64 {
	return (uint64(1)<<g.size[side] - 1) << g.first(side)
}

// first player of a block, by bit.
func (g *Game) first(side int) int {
	if side == 0 {
		return 0
	}
	return g.size[0]
}

// Orders is the number of random orders that a block is split over; 0 = all subsets.
func (g *Game) Orders(side int) int { return len(g.orders[side]) }

// eachStep visits every step "player joins those before" inside a block with its weight
// in the Shapley value.
func (g *Game) eachStep(side int, visit func(before, after uint64, player int, weight float64)) {
	first, players := g.first(side), g.size[side]
	if orders := g.orders[side]; orders != nil {
		for _, o := range orders {
			set := uint64(0)
			for _, p := range o {
				after := set | 1<<(first+p)
				visit(set, after, p, 1/float64(len(orders)))
				set = after
			}
		}
		return
	}
	weight := shapleyWeights(players)
	for sub := range uint64(1) << players {
		for p := range players {
			if sub>>p&1 == 0 {
				visit(sub<<first, (sub|1<<p)<<first, p, weight[bits.OnesCount64(sub)])
			}
		}
	}
}

// shapleyWeights returns |S|! (n-|S|-1)! / n! by |S|.
func shapleyWeights(n int) []float64 {
	w := make([]float64, n)
	for s := range w {
		w[s] = 1 / float64(n)
		for j := 1; j <= s; j++ { // divided by the binomial coefficient (n-1 over s)
			w[s] *= float64(j) / float64(n-j)
		}
	}
	return w
}

func (g *Game) zero() Split { return make(Split, len(g.sets)) }

// Whole is the value of all players together.
func (g *Game) Whole() Split {
	s := g.zero()
	s[g.index[g.Block(0)|g.Block(1)]] = 1
	return s
}

// Parts of a block: unique (last in), Shapley, and alone (first in),
//
//	unique = v(both) − v(other),  alone = v(own) − v(none),  Shapley = (unique + alone)/2.
func (g *Game) Parts(side int) (unique, shapley, alone Split) {
	own, other := g.Block(side), g.Block(1-side)
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

// Owen gives the value of each player of a block: its Shapley value inside the block,
//
//	φ_i = Σ_{S ⊆ block \ i} |S|! (n-|S|-1)! / n! · [ v(Q ∪ S ∪ i) - v(Q ∪ S) ],
//
// averaged over Q being nobody and the other block. They add up to the block's Shapley
// value. Values may be negative and are not clipped.
func (g *Game) Owen(side int) []Split {
	out := make([]Split, g.size[side])
	for i := range out {
		out[i] = g.zero()
	}
	for _, with := range []uint64{0, g.Block(1 - side)} {
		g.eachStep(side, func(before, after uint64, player int, weight float64) {
			out[player][g.index[after|with]] += weight / 2
			out[player][g.index[before|with]] -= weight / 2
		})
	}
	return out
}

// Of applies the split to one value per set.
func (s Split) Of(value func(i int) float64) float64 {
	total := 0.0
	for i, c := range s {
		if c != 0 {
			total += c * value(i)
		}
	}
	return total
}
