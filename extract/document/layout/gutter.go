package layout

import (
	"cmp"
	"math"
	"slices"
)

// gutter is white space from at to at+width between the pieces of a region from
// index first up to before last, in the order of rows.
type gutter struct {
	at, width   float64
	first, last int
	score       int // rows on the side that has fewer
	left, right []*piece
	above       []*piece // what is read before both, of the right side's rows
	index       []int    // of the left pieces in the region
	// rightFirst: the right side is read before the left one.
	rightFirst bool
}

// maxGutters that are looked at in a region, the best ones first.
const maxGutters = 12

// gutters finds the white spaces that run down a region (pieces by row), best first.
func gutters(region []*piece) []gutter {
	var edges []float64
	for _, p := range region {
		edges = append(edges, p.right)
	}
	slices.Sort(edges)
	var found []gutter
	last := math.Inf(-1)
	for _, at := range edges {
		if at-last >= 0.5 {
			found = append(found, bands(region, at)...)
			last = at
		}
	}
	slices.SortStableFunc(found, func(a, b gutter) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.last-b.first, a.last-a.first), cmp.Compare(b.width, a.width))
	})
	return found[:min(len(found), maxGutters)]
}

// bands are the stretches of a region that no piece crosses just right of at, nor
// a heading of what stands on both sides.
func bands(region []*piece, at float64) []gutter {
	var out []gutter
	begin := 0
	for i := 0; i <= len(region); i++ {
		if i < len(region) && !crosses(region[i], at) {
			continue
		}
		g := part(region, at, begin, i)
		for _, h := range g.headings() {
			out = appendTrimmed(out, part(region, at, begin, h), region)
			begin = h + 1
		}
		if begin > g.first {
			g = part(region, at, begin, i)
		}
		out = appendTrimmed(out, g, region)
		begin = i + 1
	}
	return out
}

func appendTrimmed(out []gutter, g gutter, region []*piece) []gutter {
	if g.trim(region) {
		out = append(out, g)
	}
	return out
}

// crosses: lines of two columns may come closer to each other than words on one
// baseline do.
func crosses(p *piece, at float64) bool { return p.right > at+0.5 && p.left < at+leastGutter*p.size }

// leastPieces on each side are looked at: columns have two rows at least.
const leastPieces = 2

// part is the gutter between the pieces of a region from first up to before last;
// without pieces where a side has too few.
func part(region []*piece, at float64, first, last int) gutter {
	g := gutter{at: at, width: -1, first: first, last: last}
	n := 0
	for _, p := range region[first:last] {
		if p.right <= at+0.5 {
			n++
		}
	}
	if n < leastPieces || last-first-n < leastPieces {
		return g
	}
	g.left, g.right, g.index = make([]*piece, 0, n), make([]*piece, 0, last-first-n), make([]int, 0, n)
	for i, p := range region[first:last] {
		if p.right <= at+0.5 {
			g.left = append(g.left, p)
			g.index = append(g.index, first+i)
			continue
		}
		g.right = append(g.right, p)
		if free := p.left - at; g.width < 0 || free < g.width {
			g.width = free
		}
	}
	return g
}

// minHeadings on the left that all have white space beside them head what stands
// on both sides; in a column of its own one of four would by chance.
const minHeadings = 2

// headings gives the indices of pieces on the left that head both sides; nil if
// some heading on the left has text beside it.
func (g gutter) headings() []int {
	if len(g.left) == 0 || len(g.right) == 0 {
		return nil
	}
	size := usualSize(g.left)
	var out []int
	next := 0
	for i, p := range g.left {
		if !p.heading(size) {
			continue
		}
		for next < len(g.right) && g.right[next].base > p.base+p.size {
			next++
		}
		if next < len(g.right) && g.right[next].base >= p.base-p.size {
			return nil
		}
		out = append(out, g.index[i])
	}
	if len(out) < minHeadings {
		return nil
	}
	return out
}

func keep(ps []*piece, ok func(*piece) bool) []*piece {
	return slices.DeleteFunc(ps, func(p *piece) bool { return !ok(p) })
}

// rows counts the different rows of pieces in the order of rows.
func rows(ps []*piece) int { return rowsThat(ps, func(*piece) bool { return true }) }

func rowsThat(ps []*piece, ok func(*piece) bool) int {
	n, last := 0, -1
	for _, p := range ps {
		if p.row != last && ok(p) {
			n, last = n+1, p.row
		}
	}
	return n
}
