package table

import (
	"slices"
	"sort"
)

// merged are the cells of a sheet that are merged downwards, by column, from the top: a
// report writes the requisition once and merges the cell over its applications.
type merged map[int][]area

// complete finds out which cells of a sheet are merged, and which hold a link without a
// stored value, where the sample has empty cells to fill.
func (t *Table) complete() error {
	var empty, gaps []int
	for c, name := range t.Header {
		filled := 0
		for i := range t.Sample {
			if t.Cell(i, c) != "" {
				filled++
			}
		}
		switch {
		case name == "" || len(t.Sample) == 0 || filled == len(t.Sample):
		case filled == 0:
			empty = append(empty, c)
		default:
			gaps = append(gaps, c)
		}
	}
	if len(empty) > 0 {
		links, err := t.book.xlsx.links(t.Sheet, t.HeaderRow+1, empty)
		if err != nil {
			return damaged(t.Path, err)
		}
		t.links = links
	}
	if len(gaps) > 0 {
		if err := t.findMerged(); err != nil {
			return err
		}
	}
	if len(t.links) > 0 || len(t.merged) > 0 {
		t.Sample = nil
		return t.sample()
	}
	return nil
}

func (t *Table) findMerged() error {
	areas, err := t.book.xlsx.merged(t.Sheet)
	if err != nil {
		return damaged(t.Path, err)
	}
	t.merged = merged{}
	for _, m := range areas {
		if m.First > t.HeaderRow {
			t.merged[m.Column] = append(t.merged[m.Column], m)
		}
	}
	for _, areas := range t.merged {
		slices.SortFunc(areas, func(a, b area) int { return a.First - b.First })
	}
	return nil
}

// fill writes merged values into the current row.
func (x *xlsxRows) fill(cells [][]byte) [][]byte {
	for c, areas := range x.table.merged {
		i := sort.Search(len(areas), func(i int) bool { return areas[i].Last >= x.n })
		switch {
		case i == len(areas) || areas[i].First > x.n:
		case areas[i].First < x.n:
			cells = set(cells, c, x.values[c])
		case c < len(cells):
			x.values[c] = slices.Clone(cells[c])
		default:
			delete(x.values, c)
		}
	}
	return cells
}
