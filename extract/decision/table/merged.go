package table

import (
	"slices"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"
)

// merged are the cells of a sheet that are merged downwards, by column: a report
// writes the requisition once and merges the cell over its applications.
type merged map[int][]span

// span is a cell merged over several rows, its first and last included, 1-based.
type span struct {
	first, last int
	value       []byte
}

// complete finds out about a sheet what excelize tells only of a whole one: which
// cells are merged, and which hold a link without a stored value. Both need the
// sheet in memory, so that it is asked only where the sample has empty cells to fill.
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
	for _, c := range empty {
		if t.link(c, t.HeaderRow+1) != nil {
			t.links = append(t.links, c)
		}
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
	cells, err := t.book.xlsx.GetMergeCells(t.Sheet)
	if err != nil {
		return damaged(t.Path, err)
	}
	t.merged = merged{}
	for _, m := range cells {
		c, first, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			continue
		}
		_, last, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || last == first || first <= t.HeaderRow {
			continue
		}
		t.merged[c-1] = append(t.merged[c-1], span{first, last, []byte(m.GetCellValue())})
	}
	for _, spans := range t.merged {
		slices.SortFunc(spans, func(a, b span) int { return a.first - b.first })
	}
	return nil
}

// fill writes merged values and links into the current row.
func (x *xlsxRows) fill() {
	for c, spans := range x.table.merged {
		i := sort.Search(len(spans), func(i int) bool { return spans[i].last >= x.n })
		if i < len(spans) && spans[i].first < x.n {
			x.set(c, spans[i].value)
		}
	}
	for _, c := range x.table.links {
		if x.n > x.table.HeaderRow && (c >= len(x.cells) || len(x.cells[c]) == 0) {
			if text := x.table.link(c, x.n); text != nil {
				x.set(c, text)
			}
		}
	}
}

func (x *xlsxRows) set(c int, value []byte) {
	for c >= len(x.cells) {
		x.cells = append(x.cells, nil)
	}
	x.cells[c] = value
}

// link is the text of a formula that a program wrote without its value; nil if the
// cell holds none.
func (t *Table) link(column, row int) []byte {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return nil
	}
	formula, err := t.book.xlsx.GetCellFormula(t.Sheet, name)
	if err != nil || formula == "" {
		return nil
	}
	return FormulaText([]byte("=" + strings.TrimPrefix(formula, "=")))
}
