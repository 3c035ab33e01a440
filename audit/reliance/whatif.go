package reliance

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"

	"weaksignal/audit/dataset"
	"weaksignal/audit/groups"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/panel"
)

// changedCell counts selections that were none before; the groups' cells follow.
const changedCell = 0

// WhatIf simulates the selections with the weak signals taken out of the model, once
// for everything that is asked of them: how many change, and how many of each group
// are selected. W lies between group and decision, so that groups aren't in the
// model: this is about the whole difference, not the direct one.
type WhatIf struct {
	// refill holds the applications, or a sample of them, on which the coefficients are
	// drawn and the weak rows permuted: that takes passes, and its noise is small there.
	*refill
	plan model.Plan
	note string // of a sample, for the method
	// shrink takes the coefficients of permuted weak rows, fitted on a sample, to
	// the size they would have with all applications.
	shrink float64
	first  []int // by roster: its first group's cell; −1 = not asked
	// Counts by cell of all applications: how many, how many selected, and how many
	// selected without the weak signals, averaged over draws: at the estimate, and by
	// draw of the coefficients.
	n, before, after []float64
	spread           [][]float64
}

// newWhatIf draws the selections; nil where no weak signal varies within a requisition.
// whole is the panel of the adjusted model, full its fit.
func newWhatIf(v *dataset.View, a *model.Adjustment, whole *panel.Panel, full *panel.Fitted, rosters []groups.Roster, p model.Plan) *WhatIf {
	weak := weakColumns(whole, a.Design)
	if len(weak) == 0 || whole.Strata() == 0 {
		return nil
	}
	w := &WhatIf{plan: p, shrink: 1, first: make([]int, len(rosters))}
	moves := newCoefficientDraws(whole, full)
	all := refillOf(v, a, whole, weak, combine(rosters, nil, len(v.Rows), w.first))
	w.n, w.before = all.counts()
	w.after = all.means(full.Beta, residualDraws, p, 1010)
	w.refill = all
	if positions := sample(v, panel.Total(whole.N), p.Seed); positions != nil {
		some := v.At(positions)
		w.refill = refillOf(some, a, whole, weak, combine(rosters, positions, 0, w.first))
		w.shrink = math.Sqrt(float64(len(w.row)) / float64(len(all.row)))
		w.note = fmt.Sprintf(" on a random sample of about %d applications", changedUpTo)
	}
	w.drawCoefficients(full.Beta, moves)
	return w
}

// refillOf holds the view's applications of the model, with their groups.
func refillOf(v *dataset.View, a *model.Adjustment, whole *panel.Panel, weak []int, c combination) *refill {
	pan := whole.PanelLike(a.Design.PanelBy(v, c.code), func(s int32) int32 { return requisitionOf(v.Data, a.Plan, s) })
	r := newRefill(pan, weak)
	r.cells, r.size = make([][]int32, len(pan.N)), c.size
	for i, code := range pan.Group {
		r.cells[i] = c.cells[code]
	}
	return r
}

func weakColumns(p *panel.Panel, d *model.Design) []int {
	var out []int
	for c, j := range p.Active {
		if col := &d.Columns[j]; !col.Unknown && d.Factors[col.Factor].Block == result.Weak {
			out = append(out, c)
		}
	}
	return out
}

// sample draws positions of the view's rows, about changedUpTo of those in the
// model; nil = all are few enough.
func sample(v *dataset.View, inModel float64, seed uint64) []int32 {
	if inModel <= changedUpTo {
		return nil
	}
	rng, keep := rand.New(rand.NewPCG(seed, 303)), changedUpTo/inModel
	positions := []int32{}
	for i := range v.Rows {
		if rng.Float64() < keep {
			positions = append(positions, int32(i))
		}
	}
	return positions
}

// combination numbers what occurs of all attributes' groups together.
type combination struct {
	code  []int32   // by position
	cells [][]int32 // by code: the cells of its groups, unknown ones left out
	size  int       // number of cells
}

// combine fills first, by roster, and numbers the combinations of the attributes'
// groups at the positions (nil = all n). Crossed attributes are left out.
func combine(rosters []groups.Roster, positions []int32, n int, first []int) combination {
	c := combination{size: changedCell + 1, cells: [][]int32{nil}}
	if positions != nil {
		n = len(positions)
	}
	c.code = make([]int32, n)
	for t := range rosters {
		r := &rosters[t]
		first[t] = -1
		if r.Intersectional {
			continue
		}
		first[t] = c.size
		c.size += len(r.Names)
		c.add(r, positions, int32(first[t]))
	}
	return c
}

// add splits the combinations by the groups of one more attribute.
func (c *combination) add(r *groups.Roster, positions []int32, first int32) {
	type pair struct{ code, group int32 }
	known := map[pair]int32{}
	var cells [][]int32
	for i := range c.code {
		at := int32(i)
		if positions != nil {
			at = positions[i]
		}
		k := pair{c.code[i], r.Group[at]}
		code, ok := known[k]
		if !ok {
			code = int32(len(cells))
			known[k] = code
			of := append([]int32(nil), c.cells[k.code]...)
			if k.group >= 0 {
				of = append(of, first+k.group)
			}
			cells = append(cells, of)
		}
		c.code[i] = code
	}
	if len(cells) > 0 {
		c.cells = cells
	}
}

// drawCoefficients fills the spread: the counts at drawn slopes, taken from the sample
// to all applications cell by cell.
func (w *WhatIf) drawCoefficients(beta []float64, moves *coefficientDrawer) {
	size := make([]float64, len(w.n))
	here, _ := w.counts()
	for c := range size {
		if size[c] = 1; here[c] > 0 {
			size[c] = w.n[c] / here[c]
		}
	}
	one := w.plan
	one.Workers = 1
	w.spread = make([][]float64, coefficientDraws)
	stats.Parallel(w.plan.Workers, coefficientDraws, func(i int) {
		b := moves.draw(rand.New(rand.NewPCG(w.plan.Seed+uint64(i), 1111)))
		w.spread[i] = w.means(b, drawsEach, one, 1212+uint64(i))
		for c := range size {
			w.spread[i][c] *= size[c]
		}
	})
}

// counts of the applications by cell, and of those selected. The changed cell counts
// the selections, all of which may change.
func (r *refill) counts() (n, selected []float64) {
	n, selected = make([]float64, r.size), make([]float64, r.size)
	n[changedCell] = r.selected
	for i, row := range r.row {
		for _, c := range r.cells[row] {
			n[c]++
			if r.advanced[i] {
				selected[c]++
			}
		}
	}
	return n, selected
}

// means of the counts by cell over draws of the residuals at the slopes.
func (r *refill) means(beta []float64, draws int, plan model.Plan, stream uint64) []float64 {
	of := r.predict(beta)
	each := make([][]float64, draws)
	stats.Parallel(plan.Workers, draws, func(i int) {
		counts := make([]float64, r.size)
		r.fill(of, rand.New(rand.NewPCG(plan.Seed+uint64(i), stream)), func(a int) {
			if !r.advanced[a] {
				counts[changedCell]++
			}
			for _, c := range r.cells[r.row[a]] {
				counts[c]++
			}
		})
		each[i] = counts
	})
	out := make([]float64, r.size)
	for _, counts := range each {
		for c, v := range counts {
			out[c] += v / float64(draws)
		}
	}
	return out
}

// estimate is a function of the counts in [bottom, top], with the percentile interval
// over draws of the coefficients, moved to the estimate.
func (w *WhatIf) estimate(f func(counts []float64) float64, bottom, top float64, method string, n int) result.Estimate {
	value := f(w.after)
	drawn := make([]float64, len(w.spread))
	for i, counts := range w.spread {
		drawn[i] = f(counts)
		if result.Finite(drawn[i]) == nil {
			return result.NotEstimable(method, n, "in some draws nobody of the reference group is selected")
		}
	}
	low, high := quantiles(drawn, w.plan.Level)
	mean := panel.Total(drawn) / float64(len(drawn))
	return result.Interval(value, max(bottom, value+low-mean), min(top, value+high-mean), w.plan.Level, method, n)
}

// quantiles at (1∓level)/2, interpolated.
func quantiles(values []float64, level float64) (low, high float64) {
	v := append([]float64(nil), values...)
	sort.Float64s(v)
	at := func(q float64) float64 {
		x := q * float64(len(v)-1)
		i := int(x)
		if i+1 >= len(v) {
			return v[len(v)-1]
		}
		return v[i] + (x-float64(i))*(v[i+1]-v[i])
	}
	return at((1 - level) / 2), at((1 + level) / 2)
}
