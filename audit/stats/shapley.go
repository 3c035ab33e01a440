package stats

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
)

// maxExactPlayers bounds enumeration: 2^16 values at most.
const maxExactPlayers = 16

// Shapley splits value(all) - value(none) among n players,
//
//	φ_i = Σ_{S ∌ i} |S|! (n-|S|-1)! / n! · [ v(S ∪ i) - v(S) ],
//
// by enumeration; bit i of a set says that player i is in it. Values may be
// negative and are not clipped. value is called once per set. *NotEstimable above
// 16 players: use SampledOwen.
//
// Shapley (1953); for explained variation: Lindeman, Merenda & Gold (1980), "LMG".
func Shapley(n int, value func(set uint64) float64) ([]float64, error) {
	if n > maxExactPlayers {
		return nil, &NotEstimable{Reason: fmt.Sprintf("%d players are too many to enumerate", n)}
	}
	v := make([]float64, 1<<n)
	for s := range v {
		v[s] = value(uint64(s))
	}
	weight := shapleyWeights(n)
	phi := make([]float64, n)
	for s := range v {
		for i := range n {
			if s&(1<<i) == 0 {
				phi[i] += weight[bits.OnesCount(uint(s))] * (v[s|1<<i] - v[s])
			}
		}
	}
	return phi, nil
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

// Owen splits value(all) - value(none) among players who come in blocks: blocks
// arrive in random order, and players of a block together in random order. The
// values of a block's players add up to the block's Shapley value. blocks lists
// the players of each block by bit, each in exactly one; the result is by bit.
//
//	φ_i = Σ_{H ⊆ other blocks} w_B(|H|) Σ_{S ⊆ own block \ i} w_own(|S|) [ v(Q ∪ S ∪ i) - v(Q ∪ S) ],
//
// Q being the players of H and w Shapley's weights. *NotEstimable with more than 16 blocks or players in
// a block: use SampledOwen.
//
// Owen (1977) in Mathematical Economics and Game Theory, 76-88.
func Owen(blocks [][]int, value func(set uint64) float64) ([]float64, error) {
	top := 0
	for _, b := range blocks {
		if len(b) > maxExactPlayers || len(blocks) > maxExactPlayers {
			return nil, &NotEstimable{Reason: "too many signals in a block to enumerate"}
		}
		for _, p := range b {
			top = max(top, p+1)
		}
	}
	known := map[uint64]float64{}
	v := func(set uint64) float64 {
		x, ok := known[set]
		if !ok {
			x = value(set)
			known[set] = x
		}
		return x
	}
	phi := make([]float64, top)
	outer := shapleyWeights(len(blocks))
	for b, own := range blocks {
		for h := range uint64(1) << len(blocks) {
			if h&(1<<b) != 0 {
				continue
			}
			within(own, union(blocks, h), outer[bits.OnesCount64(h)], v, phi)
		}
	}
	return phi, nil
}

// within adds weight times the Shapley values of own given that base is in.
func within(own []int, base uint64, weight float64, v func(uint64) float64, phi []float64) {
	inner := shapleyWeights(len(own))
	for s := range uint64(1) << len(own) {
		set := base
		for i, p := range own {
			if s&(1<<i) != 0 {
				set |= 1 << p
			}
		}
		for i, p := range own {
			if s&(1<<i) == 0 {
				phi[p] += weight * inner[bits.OnesCount64(s)] * (v(set|1<<p) - v(set))
			}
		}
	}
}

func union(blocks [][]int, h uint64) (set uint64) {
	for b, players := range blocks {
		if h&(1<<b) != 0 {
			for _, p := range players {
				set |= 1 << p
			}
		}
	}
	return set
}

// SampledOwen estimates Owen values from random arrival orders, each used
// forwards and backwards, with the seed given. Every order adds up to value(all) -
// value(none), and so does the estimate. Up to 64 players; value should remember sets.
func SampledOwen(blocks [][]int, orders int, seed uint64, value func(set uint64) float64) []float64 {
	top := 0
	for _, b := range blocks {
		for _, p := range b {
			top = max(top, p+1)
		}
	}
	phi := make([]float64, top)
	rng := rand.New(rand.NewPCG(seed, 0x6f77656e))
	for range orders {
		var order []int
		for _, b := range rng.Perm(len(blocks)) {
			for _, i := range rng.Perm(len(blocks[b])) {
				order = append(order, blocks[b][i])
			}
		}
		arrive(order, value, phi)
		for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
			order[i], order[j] = order[j], order[i]
		}
		arrive(order, value, phi)
	}
	for i := range phi {
		phi[i] /= float64(2 * orders)
	}
	return phi
}

func arrive(order []int, value func(uint64) float64, phi []float64) {
	var set uint64
	last := value(0)
	for _, p := range order {
		set |= 1 << p
		v := value(set)
		phi[p] += v - last
		last = v
	}
}
