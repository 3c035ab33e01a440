package reliance

import (
	"sort"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/panel"
	"weaksignal/audit/stats/resample"
)

const (
	// exactPlayers is the number of signals of a block up to which Owen values take
	// every subset; above, they average over random orders, which still add up.
	exactPlayers      = 10
	exactPlayersLarge = 8 // above largePanel rows
)

// game values subsets of a panel's columns. Weak and job-related signals are the two
// blocks of players; context columns and requisition effects are in every subset.
type game struct {
	*resample.Game
	players [2][]int // panel columns of the weak and the job-related signals
	context []int
}

func newGame(p *panel.Panel, factors []dataset.Factor, seed uint64) *game {
	g := &game{}
	for c, j := range p.Active {
		switch factors[j].Block {
		case result.Weak:
			g.players[0] = append(g.players[0], c)
		case result.JobRelated:
			g.players[1] = append(g.players[1], c)
		default:
			g.context = append(g.context, c)
		}
	}
	exact := exactPlayers
	if len(p.N) > panel.LargePanel {
		exact = exactPlayersLarge
	}
	g.Game = resample.NewGame(len(g.players[0]), len(g.players[1]), exact, seed)
	return g
}

// columns of a subset in ascending order, context included.
func (g *game) columns(set uint64) []int {
	cols := append([]int(nil), g.context...)
	bit := 0
	for _, players := range g.players {
		for _, c := range players {
			if set>>bit&1 != 0 {
				cols = append(cols, c)
			}
			bit++
		}
	}
	sort.Ints(cols)
	return cols
}

// owenByFactor gives the Owen values by index of the design's factors.
func (g *game) owenByFactor(active []int) map[int]resample.Split {
	out := map[int]resample.Split{}
	for side, cols := range g.players {
		for k, s := range g.Owen(side) {
			out[active[cols[k]]] = s
		}
	}
	return out
}
