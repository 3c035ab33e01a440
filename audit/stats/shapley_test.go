package stats

import (
	"math"
	"math/bits"
	"testing"
)

// The glove game: player 0 has a left glove, 1 and 2 a right one each; a pair is
// worth 1. Shapley values are 2/3, 1/6, 1/6 (Osborne & Rubinstein 1994, exercise 295.3).
func glove(set uint64) float64 {
	if set&1 != 0 && set&6 != 0 {
		return 1
	}
	return 0
}

func TestShapleyGlove(t *testing.T) {
	phi, err := Shapley(3, glove)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{2. / 3, 1. / 6, 1. / 6} {
		agree(t, "share", phi[i], want, 1e-14)
	}
}

// With the two right gloves in one block, the block and player 0 split evenly.
func TestOwenGlove(t *testing.T) {
	phi, err := Owen([][]int{{0}, {1, 2}}, glove)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.5, 0.25, 0.25} {
		agree(t, "share", phi[i], want, 1e-14)
	}
}

func TestOwenAddsUpToBlocks(t *testing.T) {
	// An arbitrary game with interactions.
	v := func(s uint64) float64 {
		return math.Sin(float64(s)*1.7) + float64(bits.OnesCount64(s)*bits.OnesCount64(s)) - math.Sin(0)
	}
	blocks := [][]int{{0, 3, 5}, {1, 2}, {4}}
	owen, err := Owen(blocks, v)
	if err != nil {
		t.Fatal(err)
	}
	byBlock, _ := Shapley(3, func(h uint64) float64 { return v(union(blocks, h)) })
	sampled := SampledOwen(blocks, 20000, 1, v)
	for b, players := range blocks {
		var total float64
		for _, p := range players {
			total += owen[p]
			if math.Abs(sampled[p]-owen[p]) > 0.05 {
				t.Errorf("player %d: sampled %v, exact %v", p, sampled[p], owen[p])
			}
		}
		agree(t, "block", total, byBlock[b], 1e-12)
	}
}
