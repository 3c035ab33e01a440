package audit

import (
	"sort"

	"weaksignal/audit/result"
)

// cell counts applications and advanced ones.
type cell struct{ n, advanced int }

func (c *cell) add(advanced bool) {
	c.n++
	if advanced {
		c.advanced++
	}
}

// counts are the 2×2 tables of one factor at one stage: over all, and by
// requisition (with level). Only applications whose role puts the signal in the
// block are in; unknown values are in none of the tables.
type counts struct {
	present, absent cell
	unknown         int
	byStratum       [][2]cell // by stratum code; [1] present, [0] absent
	// Those who left without a decision: n = entered, advanced = left; and those who
	// skipped the stage: n = entered or skipped, advanced = skipped. [1] present, [0] absent.
	out, skip [2]cell
	median    float64 // the split of a numeric signal
}

// count tallies factor f over the view.
func (v *view) count(f *factor) counts {
	d := v.data
	c := counts{byStratum: make([][2]cell, len(d.stratum.names))}
	above := v.split(f, &c.median)
	each := func(rows []int32, visit func(i, r int, present bool)) {
		for i, row := range rows {
			r := int(row)
			if !f.roles[d.role.at(r)] {
				continue
			}
			code := d.code(f, r)
			if code == 0 {
				visit(i, -1, false)
				continue
			}
			visit(i, r, above[code])
		}
	}
	each(v.rows, func(i, r int, present bool) {
		if r < 0 {
			c.unknown++
			return
		}
		c.add(int(d.stratum.at(r)), present, v.advanced[i])
	})
	each(v.out, func(_, r int, present bool) {
		if r >= 0 {
			c.out[side(present)].add(true)
		}
	})
	each(v.skip, func(_, r int, present bool) {
		if r >= 0 {
			c.skip[side(present)].add(true)
		}
	})
	for i, in := range [2]cell{c.absent, c.present} {
		c.out[i].n += in.n
		c.skip[i].n += in.n
	}
	return c
}

func side(present bool) int {
	if present {
		return 1
	}
	return 0
}

func (c *counts) add(stratum int, present, advanced bool) {
	if present {
		c.present.add(advanced)
		c.byStratum[stratum][1].add(advanced)
		return
	}
	c.absent.add(advanced)
	c.byStratum[stratum][0].add(advanced)
}

// split tells by code whether a value counts as present: 1 of a binary signal,
// above the median of the stage's known values of a numeric one (at it, where the
// median is the largest value).
func (v *view) split(f *factor, median *float64) []bool {
	above := make([]bool, len(f.values))
	if f.kind == result.Binary {
		for c, x := range f.values {
			above[c] = c > 0 && x == 1
		}
		return above
	}
	var top float64
	*median, top = v.median(f)
	for c, x := range f.values {
		above[c] = c > 0 && (x > *median || *median == top && x == top)
	}
	return above
}

// median of the known values of the covered applications (the lower one of two), and the largest value.
func (v *view) median(f *factor) (median, top float64) {
	seen := make([]int, len(f.values))
	total := 0
	for _, r := range v.rows {
		if !f.roles[v.data.role.at(int(r))] {
			continue
		}
		if c := v.data.code(f, int(r)); c > 0 {
			seen[c]++
			total++
		}
	}
	order := make([]int, 0, len(seen))
	for c, n := range seen {
		if n > 0 {
			order = append(order, c)
		}
	}
	sort.Slice(order, func(a, b int) bool { return f.values[order[a]] < f.values[order[b]] })
	before := 0
	for _, c := range order {
		if 2*before < total {
			median = f.values[c]
		}
		before += seen[c]
		top = f.values[c]
	}
	return median, top
}
