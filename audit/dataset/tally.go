package dataset

import (
	"sort"

	"weaksignal/audit/result"
)

// Cell counts applications and advanced ones.
type Cell struct{ N, Advanced int }

// Add counts as many applications as a row stands for ([Dataset.Times]).
func (c *Cell) Add(advanced bool, times int) {
	c.N += times
	if advanced {
		c.Advanced += times
	}
}

// Counts are the 2×2 tables of one factor at one stage: over all, and by
// requisition (with level). Only applications whose role puts the signal in the
// block are in; unknown values are in none of the tables.
type Counts struct {
	Present, Absent Cell
	Unknown         Cell
	ByStratum       [][2]Cell // by stratum code; [1] present, [0] absent
	// Those who left without a decision: n = entered, advanced = left; and those who
	// skipped the stage: n = entered or skipped, advanced = skipped. [1] present, [0] absent.
	Out, Skip [2]Cell
	// Neither counts the known values on neither side of the comparison.
	Neither int
}

// Count tallies factor f over the view, on the sides that [Factor.Sides] gives.
func (v *View) Count(f *Factor) Counts {
	d := v.Distribution(f)
	return v.CountSides(f, f.Sides(&d))
}

// unknown stands for the side of a value that is not known; -1 is a value on neither.
const unknown = -2

// CountSides tallies factor f with the side of each code.
func (v *View) CountSides(f *Factor, side []int8) Counts {
	d := v.Data
	c := Counts{ByStratum: make([][2]Cell, len(d.Stratum.Names))}
	each := func(rows []int32, visit func(i, r int, side int8)) {
		for i, row := range rows {
			r := int(row)
			if !f.Roles[d.Role.At(r)] {
				continue
			}
			code := d.Code(f, r)
			if code == 0 {
				visit(i, r, unknown)
				continue
			}
			visit(i, r, side[code])
		}
	}
	each(v.Rows, func(i, r int, side int8) {
		switch {
		case side == unknown:
			c.Unknown.Add(v.Advanced[i], d.Times(r))
			return
		case side < 0:
			c.Neither += d.Times(r)
			return
		}
		c.add(int(d.Stratum.At(r)), side == 1, v.Advanced[i], d.Times(r))
	})
	each(v.Out, func(_, r int, side int8) {
		if side >= 0 {
			c.Out[side].Add(true, d.Times(r))
		}
	})
	each(v.Skip, func(_, r int, side int8) {
		if side >= 0 {
			c.Skip[side].Add(true, d.Times(r))
		}
	})
	for i, in := range [2]Cell{c.Absent, c.Present} {
		c.Out[i].N += in.N
		c.Skip[i].N += in.N
	}
	return c
}

func Side(present bool) int {
	if present {
		return 1
	}
	return 0
}

func (c *Counts) add(stratum int, present, advanced bool, times int) {
	if present {
		c.Present.Add(advanced, times)
		c.ByStratum[stratum][1].Add(advanced, times)
		return
	}
	c.Absent.Add(advanced, times)
	c.ByStratum[stratum][0].Add(advanced, times)
}

// Split tells by code whether a value counts as present: 1 of a binary signal,
// above the median of the stage's known values of a numeric one (at it, where the
// median is the largest value).
func (v *View) Split(f *Factor, median *float64) []bool {
	above := make([]bool, len(f.Values))
	if f.Kind == result.Binary {
		for c, x := range f.Values {
			above[c] = c > 0 && x == 1
		}
		return above
	}
	var top float64
	*median, top = v.median(f)
	for c, x := range f.Values {
		above[c] = c > 0 && (x > *median || *median == top && x == top)
	}
	return above
}

// median of the known values of the covered applications (the lower one of two), and the largest value.
func (v *View) median(f *Factor) (median, top float64) {
	seen := make([]int, len(f.Values))
	total := 0
	for _, r := range v.Rows {
		if !f.Roles[v.Data.Role.At(int(r))] {
			continue
		}
		if c := v.Data.Code(f, int(r)); c > 0 {
			seen[c] += v.Data.Times(int(r))
			total += v.Data.Times(int(r))
		}
	}
	order := make([]int, 0, len(seen))
	for c, n := range seen {
		if n > 0 {
			order = append(order, c)
		}
	}
	sort.Slice(order, func(a, b int) bool { return f.Values[order[a]] < f.Values[order[b]] })
	before := 0
	for _, c := range order {
		if 2*before < total {
			median = f.Values[c]
		}
		before += seen[c]
		top = f.Values[c]
	}
	return median, top
}
