package layout

import (
	"math"
	"slices"
	"strings"
)

// Of a table's labels: most stand on a baseline of the other side, in groups of
// few rows, or most are dates.
const (
	mostAligned = 0.85
	someAligned = 0.4
	fewWords    = 4.0 // of a table's cells
	nameWords   = 2.5 // of the names of values
	fewCells    = 8   // rows of a table of short cells; more of them are lists side by side
	longer      = 1.5
	mostDated   = 0.6
	fewRows     = 2.0
	groupSpace  = 1.5  // of the other side's line pitch
	sameBase    = 0.15 // of the font's size
	sameEntry   = 0.5  // a date of another size or cell stands a little higher or lower
	minColumn   = 3    // rows of a column
)

// columns reports whether a gutter parts two columns, of which one is read after
// the other, and not the labels of a table from their rows.
func (g gutter) columns() bool {
	if g.score < minColumn && (g.score < 2 || meets(g.left, g.right)) {
		return false
	}
	few, many := g.left, g.right
	if rows(g.right) < rows(g.left) {
		few, many = g.right, g.left
	}
	return !g.keyed() && !labels(few, many) && !(rows(few) == rows(many) && labels(many, few))
}

// meets reports whether any row of one side stands on a baseline of the other.
func meets(left, right []*piece) bool {
	next := 0
	for _, p := range left {
		for next < len(right) && right[next].base > p.base+sameRow*p.size {
			next++
		}
		if next < len(right) && right[next].base >= p.base-sameRow*p.size {
			return true
		}
	}
	return false
}

// cutsOff reports whether a gutter leaves the labels of one side with the other
// one: dates in the margin of a column that has a sidebar beyond them.
func (g gutter) cutsOff(found []gutter) bool {
	for _, other := range found {
		if other.first >= g.last || g.first >= other.last || !other.columns() {
			continue
		}
		beyond := func(p *piece) bool { return p.left > other.at }
		if other.at < g.at && strays(g.left, beyond, g.right) {
			return true
		}
		before := func(p *piece) bool { return p.right <= other.at+0.5 }
		if other.at > g.at && strays(g.right, before, g.left) {
			return true
		}
	}
	return false
}

// strays reports whether some pieces of a side, not all of it, are dates that label
// the other side and not their own.
func strays(side []*piece, some func(*piece) bool, other []*piece) bool {
	them := keep(slices.Clone(side), some)
	rest := keep(slices.Clone(side), func(p *piece) bool { return !some(p) })
	return len(them) > 0 && len(rest) > 0 && dates(them, other) && rowByRow(them, other, sameEntry) && !rowByRow(them, rest, sameBase)
}

// keyed: most rows have a colon at the gutter, as "Name : Ana" has.
func (g gutter) keyed() bool {
	n := 0
	for _, p := range g.left {
		if strings.HasSuffix(p.words[len(p.words)-1].text, ":") {
			n++
		}
	}
	for _, p := range g.right {
		if strings.HasPrefix(p.words[0].text, ":") {
			n++
		}
	}
	return float64(n) >= mostDated*float64(g.score)
}

// labels reports whether the pieces of one side label rows of the other: they
// stand on its baselines, or where it has white space as beside a heading, and
// are dates, stand apart, or are short as a table's cells are.
func labels(few, many []*piece) bool {
	if dates(few, many) {
		return rowByRow(few, many, sameEntry)
	}
	if !rowByRow(few, many, sameBase) {
		return false
	}
	short, long := meanWords(few), meanWords(many)
	cells := max(short, long) <= fewWords && rows(few) <= fewCells
	names := few[0].left < many[0].left && short <= nameWords && long > longer*short
	return sparse(few, many) || cells || names
}

func meanWords(ps []*piece) float64 {
	n := 0
	for _, p := range ps {
		n += len(p.words)
	}
	return float64(n) / float64(len(ps))
}

// rowByRow reports whether the rows of one side fit those of the other. Those of
// columns do by chance: one of four stands on a baseline of the other column.
func rowByRow(few, many []*piece, same float64) bool {
	aligned, clear, next := 0, 0, 0
	for _, p := range few {
		for next < len(many) && many[next].base > p.base+p.size {
			next++
		}
		isClear := true
		for _, o := range many[next:] {
			if o.base < p.base-p.size {
				break
			}
			isClear = false
			if math.Abs(o.base-p.base) <= same*p.size {
				aligned++
				break
			}
		}
		if isClear {
			clear++
		}
	}
	n := float64(len(few))
	return float64(aligned+clear) >= mostAligned*n && float64(aligned) >= someAligned*n
}

// sparse: groups of few rows stand apart from each other.
func sparse(few, many []*piece) bool {
	apart := groupSpace * pitch(many)
	groups := 1
	for i, p := range few[1:] {
		if few[i].base-p.base > max(apart, p.size) {
			groups++
		}
	}
	return float64(len(few)) <= fewRows*float64(groups) && 5*rows(few) < 4*rows(many)
}

// dates: of the pieces that have text beside them, most are dates or go on with one.
func dates(few, many []*piece) bool {
	n, dated, next := 0, 0, 0
	var last *piece
	for _, p := range few {
		for next < len(many) && many[next].base > p.base+p.size {
			next++
		}
		if next == len(many) || many[next].base < p.base-p.size {
			last = nil
			continue
		}
		n++
		if p.dated() || last != nil && continues(last, p) {
			dated++
			last = p
		} else {
			last = nil
		}
	}
	return n > 0 && float64(dated) >= mostDated*float64(n)
}

// pitch is the usual distance between the baselines of pieces in the order of rows.
func pitch(ps []*piece) float64 {
	var steps []float64
	for i, p := range ps[1:] {
		if step := ps[i].base - p.base; step > sameBase*p.size {
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		return 0
	}
	slices.Sort(steps)
	return steps[len(steps)/2]
}
