package dataset

import (
	"cmp"
	"slices"
)

// Canonical numbers the labels and values of every column in their own order instead of
// that in which rows brought them. Sums over codes, and draws by them, are then the same
// to the last digit for the same applications in any order of rows, one by one or
// counted. The dataset must not be built further.
func (d *Dataset) Canonical() *Dataset {
	for _, s := range d.signals {
		s.canonical()
	}
	for _, l := range slices.Concat(d.context, d.Groups, []*Labels{d.Level, d.Source, d.Route, d.format, d.period}) {
		l.canonical()
	}
	for i := range d.Stages {
		c := &d.Stages[i]
		c.Reason.canonical()
		to := c.Screener.canonical()
		for k := range c.Reviews {
			c.Reviews[k].screener = to[c.Reviews[k].screener]
		}
	}
	requisition := d.Requisition.canonical()
	openings := make([]int32, len(d.openings))
	for code, n := range d.openings {
		openings[requisition[code]] = n
	}
	d.openings = openings
	stratum := d.Stratum.canonical()
	of := make([]uint32, len(d.StratumReq))
	for code, req := range d.StratumReq {
		of[stratum[code]] = requisition[req]
	}
	d.StratumReq = of
	return d
}

// canonical gives the new code of each old one.
func (l *Labels) canonical() []uint32 {
	order := sortedCodes(len(l.Names), func(a, b uint32) int { return cmp.Compare(l.Names[a], l.Names[b]) })
	names := make([]string, len(order))
	for to, from := range order {
		names[to] = l.Names[from]
		l.index[names[to]] = uint32(to)
	}
	l.Names = names
	return l.recode(order)
}

func (l *levels) canonical() {
	order := sortedCodes(len(l.values), func(a, b uint32) int { return cmp.Compare(l.values[a], l.values[b]) })
	values := make([]float64, len(order))
	for to, from := range order {
		values[to] = l.values[from]
	}
	l.values, l.index = values, nil
	l.recode(order)
}

// sortedCodes are the codes below n in order, 0 first, which is the unknown.
func sortedCodes(n int, compare func(a, b uint32) int) []uint32 {
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order[1:], compare)
	return order
}

// recode replaces each code by its place in order.
func (c *codes) recode(order []uint32) []uint32 {
	to := make([]uint32, len(order))
	for place, code := range order {
		to[code] = uint32(place)
	}
	for i, code := range c.b1 {
		c.b1[i] = uint8(to[code])
	}
	for i, code := range c.b2 {
		c.b2[i] = uint16(to[code])
	}
	for i, code := range c.b4 {
		c.b4[i] = to[code]
	}
	return to
}
