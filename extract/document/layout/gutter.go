package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// gutter is white space from at to at+width between the pieces of a region from
// index first up to before last, in the order of rows.
type gutter struct {
	at, width   float64
	first, last int
	score       int // rows on the side that has fewer
	left, right []*piece
	index       []int // of the left pieces in the region
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
	edges = slices.CompactFunc(edges, func(a, b float64) bool { return math.Abs(a-b) < 0.5 })
	var found []gutter
	for _, at := range edges {
		found = append(found, bands(region, at)...)
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

// part is the gutter between the pieces of a region from first up to before last.
func part(region []*piece, at float64, first, last int) gutter {
	g := gutter{at: at, width: -1, first: first, last: last}
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

// ownPart is the share of a column's rows that stand beside the other column; if
// fewer do, the rest is what stands above or below the columns, unless the columns
// stand beside each other for longColumn rows: a sidebar may be shorter than the
// page.
const (
	ownPart    = 0.5
	longColumn = 5
)

// trim shortens a gutter to where pieces stand on both sides of it, and reports
// whether at least two rows of each do. What stands beside white space alone, as
// a name above a sidebar, is no part of the columns, unless it is the lesser part
// of one that began or goes on there.
func (g *gutter) trim(region []*piece) bool {
	if len(g.left) == 0 || len(g.right) == 0 {
		return false
	}
	last := func(ps []*piece) int { return ps[len(ps)-1].row }
	from, to := max(g.left[0].row, g.right[0].row), min(last(g.left), last(g.right))
	beside := func(p *piece) bool { return p.row >= from && p.row <= to }
	g.score = min(rowsThat(g.left, beside), rowsThat(g.right, beside))
	if g.score < 2 {
		return false
	}
	if g.score >= longColumn || float64(rowsThat(g.left, beside)) >= ownPart*float64(rows(g.left)) {
		to = max(to, last(g.left))
	}
	if float64(rowsThat(g.right, beside)) >= ownPart*float64(rows(g.right)) {
		from = pause(g.right, from)
	}
	for g.first < g.last && region[g.first].row < from {
		g.first++
	}
	for g.last > g.first && region[g.last-1].row > to {
		g.last--
	}
	g.left, g.right = keep(g.left, beside), keep(g.right, beside)
	return true
}

// pause is the row at or above from where a column pauses: after white space that
// does not follow a heading, unless that is all there is above. What stands above
// it is read before the column on the left.
func pause(ps []*piece, from int) int {
	usual, size := groupSpace*pitch(ps), usualSize(ps)
	at := ps[0].row
	for i, p := range ps {
		if i == 0 || p.row == ps[i-1].row {
			continue
		}
		if p.row > from {
			break
		}
		before := ps[i-1]
		if before.base-p.base > usual && (before.size < largerSize*size || before.row == ps[0].row) {
			at = p.row
		}
	}
	return at
}

// largerSize is what a heading is set in, in sizes of what it heads.
const largerSize = 1.15

func usualSize(ps []*piece) float64 {
	var sizes []float64
	for _, p := range ps {
		sizes = append(sizes, p.size)
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

func keep(ps []*piece, ok func(*piece) bool) []*piece {
	return slices.DeleteFunc(ps, func(p *piece) bool { return !ok(p) })
}

func rowsThat(ps []*piece, ok func(*piece) bool) int { return rows(keep(slices.Clone(ps), ok)) }

// rows counts the different rows of pieces in the order of rows.
func rows(ps []*piece) int {
	n, last := 0, -1
	for _, p := range ps {
		if p.row != last {
			n, last = n+1, p.row
		}
	}
	return n
}

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
	if g.score < minColumn {
		return false
	}
	few, many := g.left, g.right
	if rows(g.right) < rows(g.left) {
		few, many = g.right, g.left
	}
	return !g.keyed() && !labels(few, many) && !(rows(few) == rows(many) && labels(many, few))
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
