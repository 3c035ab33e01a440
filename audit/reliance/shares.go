package reliance

import (
	"sort"

	"weaksignal/audit/model"
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
// blocks of players, each with all of its columns; context columns, indicators of unknown
// values and requisition effects are in every subset.
type game struct {
	*resample.Game
	players [2][]player
	context []int
}

// player is a signal with its panel columns.
type player struct {
	factor  int
	columns []int
}

func newGame(p *panel.Panel, d *model.Design, seed uint64) *game {
	g := &game{}
	for c, j := range p.Active {
		col := &d.Columns[j]
		side := -1
		switch d.Factors[col.Factor].Block {
		case result.Weak:
			side = 0
		case result.JobRelated:
			side = 1
		}
		if side < 0 || col.Unknown {
			g.context = append(g.context, c)
			continue
		}
		of := g.players[side]
		if k := len(of) - 1; k >= 0 && of[k].factor == col.Factor { // a factor's columns stand together
			of[k].columns = append(of[k].columns, c)
			continue
		}
		g.players[side] = append(of, player{col.Factor, []int{c}})
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
		for _, one := range players {
			if set>>bit&1 != 0 {
				cols = append(cols, one.columns...)
			}
			bit++
		}
	}
	sort.Ints(cols)
	return cols
}

// owenByFactor gives the Owen values by index of the design's factors.
func (g *game) owenByFactor() map[int]resample.Split {
	out := map[int]resample.Split{}
	for side, players := range g.players {
		for k, s := range g.Owen(side) {
			out[players[k].factor] = s
		}
	}
	return out
}
