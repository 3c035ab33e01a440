package reliance

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
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
	c := combine(rosters, len(v.Rows), w.first)
	all := whole.PanelLike(a.Design.PanelBy(v, c.code), func(s int32) int32 { return requisitionOf(v.Data, a.Plan, s) })
	w.n, w.before = c.counts(all)
	w.refill = refillOf(all, residualUpTo, weak, c, p.Seed)
	w.after = w.scaled(w.means(full.Beta, residualDraws, p, 1010))
	if total := panel.Total(all.N); total > changedUpTo {
		w.refill = refillOf(all, changedUpTo, weak, c, p.Seed)
		w.shrink = math.Sqrt(float64(len(w.row)) / total)
		w.note = fmt.Sprintf(" on a random sample of about %d applications", changedUpTo)
	}
	w.drawCoefficients(full.Beta, moves)
	return w
}

// refillOf holds the applications of a panel, or about upTo of them, with their groups.
func refillOf(p *panel.Panel, upTo int, weak []int, c combination, seed uint64) *refill {
	if panel.Total(p.N) > float64(upTo) {
		p = p.Sample(upTo, seed)
	}
	r := newRefill(p, weak)
	r.cells, r.size = make([][]int32, len(p.N)), c.size
	for i, code := range p.Group {
		r.cells[i] = c.cells[code]
	}
	return r
}

// counts of the panel's applications by cell, and of those selected. The changed cell
// counts the selections, all of which may change.
func (c *combination) counts(p *panel.Panel) (n, selected []float64) {
	n, selected = make([]float64, c.size), make([]float64, c.size)
	n[changedCell] = panel.Total(p.Y)
	for i, code := range p.Group {
		for _, cell := range c.cells[code] {
			n[cell] += p.N[i]
			selected[cell] += p.Y[i]
		}
	}
	return n, selected
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

// combination numbers what occurs of all attributes' groups together.
type combination struct {
	code  []int32   // by position
	cells [][]int32 // by code: the cells of its groups, unknown ones left out
	size  int       // number of cells
}

// combine fills first, by roster, and numbers the combinations of the attributes'
// groups at n positions. Crossed attributes are left out.
func combine(rosters []groups.Roster, n int, first []int) combination {
	c := combination{size: changedCell + 1, cells: [][]int32{nil}, code: make([]int32, n)}
	for t := range rosters {
		r := &rosters[t]
		first[t] = -1
		if r.Intersectional {
			continue
		}
		first[t] = c.size
		c.size += len(r.Names)
		c.add(r, int32(first[t]))
	}
	c.sort()
	return c
}

// sort numbers the combinations by their cells: draws go by that order, which must not be
// that of the rows.
func (c *combination) sort() {
	order := make([]int32, len(c.cells))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return slices.Compare(c.cells[a], c.cells[b]) })
	to, cells := make([]int32, len(order)), make([][]int32, len(order))
	for place, code := range order {
		to[code], cells[place] = int32(place), c.cells[code]
	}
	for i, code := range c.code {
		c.code[i] = to[code]
	}
	c.cells = cells
}

// add splits the combinations by the groups of one more attribute.
func (c *combination) add(r *groups.Roster, first int32) {
	type pair struct{ code, group int32 }
	known := map[pair]int32{}
	var cells [][]int32
	for i := range c.code {
		k := pair{c.code[i], r.Group[i]}
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

// scaled takes counts by cell from the refill's applications to all of them.
func (w *WhatIf) scaled(counts []float64) []float64 {
	here, _ := w.counts()
	for c := range counts {
		if here[c] > 0 {
			counts[c] *= w.n[c] / here[c]
		}
	}
	return counts
}

// drawCoefficients fills the spread: the counts at drawn slopes, taken from the sample
// to all applications cell by cell.
func (w *WhatIf) drawCoefficients(beta []float64, moves *coefficientDrawer) {
	one := w.plan
	one.Workers = 1
	w.spread = make([][]float64, coefficientDraws)
	stats.Parallel(w.plan.Workers, coefficientDraws, func(i int) {
		b := moves.draw(rand.New(rand.NewPCG(w.plan.Seed+uint64(i), 1111)))
		w.spread[i] = w.scaled(w.means(b, drawsEach, one, 1212+uint64(i)))
	})
}

// counts of the refill's applications by cell, and of those selected, as
// [combination.counts].
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
