package logit

import (
	"math"

	"weaksignal/audit/stats"
)

// separationTolerance is the share of the largest change of a linear predictor
// that a change in the wrong direction may have. Where the maximum is finite,
// Newton's steps have died out by separationAfter; where it is not, they tend to
// a length near 1 in a direction of recession.
const separationTolerance = 1e-6

// separation tells whether the step (da, db) separates the data: along it no
// fitted probability of what was observed falls, and one rises. Then the
// likelihood has no finite maximum (Albert & Anderson 1984, Biometrika 71:1-10,
// theorems 1 and 2: complete and quasi-complete separation). The answer is
// verified on every row, not read off large estimates. It also returns the
// working columns that take part.
func (g *Grouped) separation(da, db []float64) (columns []int, separated bool) {
	worst, best := make([]float64, len(g.chunks)), make([]float64, len(g.chunks))
	k := len(db)
	g.eachChunk(func(c int) {
		for _, seg := range g.segments[g.chunks[c].first:g.chunks[c].last] {
			for i := seg.lo; i < seg.hi; i++ {
				d := da[seg.stratum] + stats.Dot(g.x[i*k:(i+1)*k], db)
				switch {
				case g.y[i] == 0:
					d = -d
				case g.y[i] < g.n[i]:
					d = -math.Abs(d)
				}
				worst[c], best[c] = math.Min(worst[c], d), math.Max(best[c], d)
			}
		}
	})
	var low, high float64
	for c := range worst {
		low, high = math.Min(low, worst[c]), math.Max(high, best[c])
	}
	if high < 0.1 || -low > separationTolerance*high {
		return nil, false
	}
	for j, d := range db {
		if math.Abs(d) > separationTolerance*high {
			columns = append(columns, j)
		}
	}
	return columns, true
}

// separationOf names the working columns of a separating direction.
func (g *Grouped) separationOf(columns []int) *Separation {
	out := &Separation{}
	var alone []string
	for _, w := range columns {
		j := g.active[w]
		out.Columns, out.names = append(out.Columns, j), append(out.names, g.columns[j])
		if g.separatesAlone(w) {
			out.Alone, alone = append(out.Alone, j), append(alone, g.columns[j])
		}
	}
	if len(alone) > 0 {
		out.names = alone
	}
	return out
}

// separatesAlone tells whether one working column separates the data with the
// intercepts alone: in one direction, the same in all strata, no application that
// advanced lies behind one that did not, and somewhere the column varies.
func (g *Grouped) separatesAlone(w int) bool {
	k := len(g.active)
	start := g.stratumStarts()
	up, down, varies := true, true, false
	for s := range g.strata {
		var advanced, other [2]float64 // smallest and largest value
		advanced[0], other[0] = math.Inf(1), math.Inf(1)
		advanced[1], other[1] = math.Inf(-1), math.Inf(-1)
		for i := start[s]; i < start[s+1]; i++ {
			x := g.x[i*k+w]
			if g.y[i] > 0 {
				advanced[0], advanced[1] = math.Min(advanced[0], x), math.Max(advanced[1], x)
			}
			if g.y[i] < g.n[i] {
				other[0], other[1] = math.Min(other[0], x), math.Max(other[1], x)
			}
		}
		up, down = up && other[1] <= advanced[0], down && advanced[1] <= other[0]
		varies = varies || math.Max(advanced[1], other[1]) > math.Min(advanced[0], other[0])
	}
	return varies && (up || down)
}
