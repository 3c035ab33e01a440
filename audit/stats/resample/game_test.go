package resample

import (
	"math"
	"math/bits"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
)

// The glove game: player 0 has a left glove, 1 and 2 a right one each; a pair is
// worth 1. Shapley values are 2/3, 1/6, 1/6: player 0 completes the pair in four of
// the six orders, each of the others in one.
func glove(set uint64) float64 {
	if set&1 != 0 && set&6 != 0 {
		return 1
	}
	return 0
}

func valued(g *Game, s Split, value func(set uint64) float64) float64 {
	return s.Of(func(i int) float64 { return value(g.Sets()[i]) })
}

func TestShapleyGlove(t *testing.T) {
	g := NewGame(3, 0, 10, 1) // one block alone: Owen's values are Shapley's
	for i, s := range g.Owen(0) {
		oracle.Agree(t, "share", valued(g, s, glove), []float64{2. / 3, 1. / 6, 1. / 6}[i], 1e-14)
	}
}

// With the two right gloves in one block, the block and player 0 split evenly.
func TestOwenGlove(t *testing.T) {
	g := NewGame(1, 2, 10, 1)
	oracle.Agree(t, "left glove", valued(g, g.Owen(0)[0], glove), 0.5, 1e-14)
	for _, s := range g.Owen(1) {
		oracle.Agree(t, "right glove", valued(g, s, glove), 0.25, 1e-14)
	}
	unique, shapley, alone := g.Parts(1)
	for i, want := range []float64{1, 0.5, 0} {
		oracle.Agree(t, "block", valued(g, []Split{unique, shapley, alone}[i], glove), want, 1e-14)
	}
}

// An arbitrary game with interactions: exact and sampled values add up to the block's,
// and sampled ones are near the exact.
func TestOwenAddsUpToBlocks(t *testing.T) {
	v := func(s uint64) float64 {
		return math.Sin(float64(s)*1.7) + float64(bits.OnesCount64(s)*bits.OnesCount64(s))
	}
	for _, exact := range []int{10, 2} {
		g := NewGame(5, 3, exact, 1)
		full := NewGame(5, 3, 10, 1)
		if sampled := g.Orders(0) > 0; sampled != (exact < 5) {
			t.Fatalf("at most %d players exactly: %d orders of 5", exact, g.Orders(0))
		}
		var sum float64
		for side := range 2 {
			_, shapley, _ := g.Parts(side)
			var total float64
			for i, s := range g.Owen(side) {
				got := valued(g, s, v)
				total += got
				if want := valued(full, full.Owen(side)[i], v); math.Abs(got-want) > 0.6 || exact == 10 && math.Abs(got-want) > 1e-12 {
					t.Errorf("at most %d players exactly, player %d of block %d: %v, exact %v", exact, i, side, got, want)
				}
			}
			oracle.Agree(t, "block", total, valued(g, shapley, v), 1e-12)
			sum += total
		}
		oracle.Agree(t, "whole", sum, valued(g, g.Whole(), v)-v(0), 1e-12)
	}
}
