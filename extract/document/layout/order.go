package layout

import (
	"cmp"
	"slices"
	"strings"
)

// maxPieces of a page that are looked at for columns; a résumé has some hundreds.
const maxPieces = 800

// maxDepth of gutters within gutters.
const maxDepth = 8

// order appends the rows of a region to out, column by column.
func order(region []*piece, depth int, out []row) []row {
	if len(region) == 0 {
		return out
	}
	if depth < maxDepth {
		found := gutters(region)
		for _, g := range found {
			if !g.columns() || g.cutsOff(found) {
				continue
			}
			out = order(slices.Concat(region[:g.first], g.above), depth+1, out)
			first, second := g.left, g.right
			if g.rightFirst {
				first, second = second, first
			}
			out = order(first, depth+1, out)
			out = order(second, depth+1, out)
			return order(region[g.last:], depth+1, out)
		}
		mark(found)
	}
	return append(out, unwrap(rowsOf(region, nil))...)
}

// mark joins the labels of a table that take several lines, and tells those that
// open a line of their own: headings do, dates and names of values don't.
func mark(found []gutter) {
	var marked []gutter
	for _, g := range found {
		over := func(o gutter) bool { return g.first < o.last && o.first < g.last }
		if slices.ContainsFunc(marked, over) || entries(g.left) >= rows(g.right) || !labels(g.left, g.right) || g.keyed() {
			continue
		}
		dated := dates(g.left, g.right)
		if !dated && !sparse(g.left, g.right) {
			continue
		}
		var last *piece
		for _, p := range g.left {
			p.label = !dated
			if last != nil && last.row != p.row && nextLine(last, p) && (!dated || continues(last, p)) {
				last.words = append(slices.Clone(last.words), p.words...)
				p.swallowed = true
				last.base = p.base
				continue
			}
			last = p
		}
		marked = append(marked, g)
	}
}

// nextLine: a piece stands as close below another as lines of one paragraph do.
func nextLine(p, below *piece) bool { return p.base-below.base < 1.8*min(p.size, below.size) }

// entries counts the rows of dates that begin one; a period may take two.
func entries(ps []*piece) int {
	n := rows(ps)
	for i, p := range ps[1:] {
		if last := ps[i]; last.row != p.row && nextLine(last, p) && last.dated() && continues(last, p) {
			n--
		}
	}
	return n
}

// continues: a period of time that was broken after a word or a dash ("March 2019
// to", "present"), by one or two words.
func continues(first, next *piece) bool {
	end := first.words[len(first.words)-1].text
	return !strings.ContainsAny(end, "0123456789") && len(next.words) <= 2
}

// row is one line of text in reading order.
type row struct {
	pieces []*piece
	// opens: it begins a column, or what follows one.
	opens bool
}

func rowsOf(region []*piece, out []row) []row {
	region = slices.Clone(region)
	slices.SortStableFunc(region, func(a, b *piece) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.left, b.left))
	})
	opens, last := true, -1
	for _, p := range region {
		if p.swallowed {
			continue
		}
		switch {
		case p.row != last || p.label:
			out = append(out, row{pieces: []*piece{p}, opens: opens})
			opens = false
		default:
			r := &out[len(out)-1]
			r.pieces = append(r.pieces, p)
		}
		if last = p.row; p.label {
			last = -1
		}
	}
	return out
}
