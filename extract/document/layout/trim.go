package layout

import "slices"

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
	if g.score >= longColumn || float64(rowsThat(g.right, beside)) >= ownPart*float64(rows(g.right)) {
		at := 0
		if at, g.rightFirst = pause(g.right, from, g.left[0].base); at > from && at < to && g.score >= 2*longColumn {
			g.above = keep(slices.Clone(g.right), func(p *piece) bool { return p.row >= from && p.row < at })
			g.right = keep(g.right, func(p *piece) bool { return p.row >= at })
		} else {
			from = min(at, from)
		}
		if g.rightFirst {
			to = max(to, last(g.right))
		}
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

// wellBegun rows of a section above the other column: a page that has a picture over
// its sidebar is read on, and the sidebar after it.
const wellBegun = 5

// nearSection lines below where the column on the left begins, a section may end
// that is read before it.
const nearSection = 5

// moreSpace is left below what stands above a section than above it.
const moreSpace = 1.1

// pause is the row at or above from where a column on the right pauses, after white
// space: what stands above it is read before the column on the left. A heading goes
// with what follows it. Where the last section to begin above the left column has
// begun well above it, all of the right column comes first.
func pause(ps []*piece, from int, top float64) (at int, rightFirst bool) {
	usual, size := pitch(ps), usualSize(ps)
	at = ps[0].row
	section := false
	above := 0.0 // the white space above the row before
	for i, p := range ps {
		if i == 0 || p.row == ps[i-1].row {
			continue
		}
		if p.row > from && (ps[0].row == from || p.base < top-nearSection*usual) {
			break
		}
		before := ps[i-1]
		space := before.base - p.base
		goes := before.heading(size) && before.row != ps[0].row && space < moreSpace*above
		above = space
		if !goes && space > groupSpace*max(usual, min(p.size, before.size)) && (p.row <= from || p.heading(size)) {
			at, section = p.row, p.heading(size)
		}
	}
	if section && rowsThat(ps, func(p *piece) bool { return p.row >= at && p.row < from }) >= wellBegun {
		return ps[0].row, true
	}
	return at, false
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
