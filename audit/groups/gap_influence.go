package groups

import (
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// influences gives each application's influence on the parts of the groups.
type influences struct {
	g       *gelbach
	groups  []int // whose parts are asked
	through []int // factors that a gap can run through
	short   [][]float64
	long    [][]float64
	// Of the pattern at hand: rows of the two models' (X'X)⁻¹ times its columns, and by
	// factor what the short model leaves of it.
	byShort, byLong, left []float64
	picked                []float64
}

func newInfluences(g *gelbach) *influences {
	k := len(g.d.Factors)
	in := &influences{g: g, through: g.through(), short: make([][]float64, k), long: make([][]float64, k),
		byShort: make([]float64, k), byLong: make([]float64, k), left: make([]float64, k), picked: make([]float64, k)}
	for at, j := range g.short {
		if j < g.groups {
			in.short[j] = model.InverseRow(g.total, g.short, at)
		}
	}
	for at, j := range g.long {
		if j < g.groups || g.d.Factors[j].Block != result.Context {
			in.long[j] = model.InverseRow(g.total, g.long, at)
		}
	}
	return in
}

// asked are the parts of one group, in the order of [influences.parts].
func (in *influences) asked() []gapPart {
	out := []gapPart{wholeGap, unexplained, relatedPart, weakPart}
	for _, j := range in.through {
		if in.g.d.Factors[j].Block == result.Weak {
			out = append(out, gapPart(j))
		}
	}
	return out
}

// pattern takes the columns of a pattern.
func (in *influences) pattern(x []float64) {
	short := in.pick(x, in.g.short)
	for _, i := range in.groups {
		in.byShort[i] = stats.Dot(in.short[i], short)
	}
	for _, j := range in.through {
		in.left[j] = x[j] - stats.Dot(in.g.onto[j], short)
	}
	long := in.pick(x, in.g.long)
	for j, row := range in.long {
		if row != nil {
			in.byLong[j] = stats.Dot(row, long)
		}
	}
}

func (in *influences) pick(x []float64, cols []int) []float64 {
	for a, j := range cols {
		in.picked[a] = x[j]
	}
	return in.picked[:len(cols)]
}

// parts fills one application's influences, x being those of the pattern with its own
// decision.
func (in *influences) parts(x, to []float64) {
	y := len(x) - 1
	short := x[y] - stats.Dot(in.g.onto[y], in.pick(x, in.g.short))
	long := x[y] - stats.Dot(in.g.decision, in.pick(x, in.g.long))
	at := 0
	for _, i := range in.groups {
		shortAt := in.g.shortAt[i]
		to[at], to[at+1] = in.byShort[i]*short, in.byLong[i]*long
		related, weak, next := 0.0, 0.0, at+4
		for _, j := range in.through {
			v := 0.0
			if p := in.g.longAt[j]; p >= 0 {
				v = in.g.onto[j][shortAt]*in.byLong[j]*long + in.g.decision[p]*in.byShort[i]*in.left[j]
			}
			if in.g.d.Factors[j].Block == result.JobRelated {
				related += v
				continue
			}
			weak += v
			to[next] = v
			next++
		}
		to[at+2], to[at+3] = related, weak
		at = next
	}
}
