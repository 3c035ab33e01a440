package reports

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// cell is one cell before it is written. A formula carries its value, so that
// readers that don't calculate see the same number.
type cell struct {
	value   any // string, int, float64, or nil for an empty cell
	formula string
	link    string // a place in this workbook, "'Findings'!A1"
	look    look
}

// line is one row; span > 1 merges its first cell over that many columns.
type line struct {
	cells  []cell
	height float64
	span   int
}

// column of a table.
type column struct {
	head string
	look look // of its body cells
}

// page collects one worksheet in memory before it is streamed to the file, so
// that charts, formats and links can refer to rows already placed.
type page struct {
	name   string
	widths []float64
	lines  []line
	// table is the native table: one a sheet, as excelize streams it.
	table       *excelize.Table
	headRow     int // repeated on every printed page and frozen; 0 = none
	conditions  []condition
	validations []*excelize.DataValidation
	charts      []chart
	names       []namedCell
	// minHeight of every row of the table, in points; 0 = as needed.
	minHeight float64
	// breaks are rows that begin a new printed page.
	breaks []int
	// protected locks every cell but unlocked ones, without a password.
	protected bool
	// onePage fits the sheet on one printed page.
	onePage bool
	// pagesWide is how many pages the sheet may be wide on paper; 0 = 1. The first
	// columns, so many as keyColumns, are repeated on each.
	pagesWide, keyColumns int
	// printColumns bounds the print area; 0 = all columns.
	printColumns int
}

type condition struct {
	area, formula string
	ink, fill     string
}

// namedCell is a cell that formulas on any sheet refer to by name.
type namedCell struct{ name, ref string }

type chart struct {
	at    string
	main  *excelize.Chart
	combo []*excelize.Chart
}

func newPage(name string, widths ...float64) *page {
	return &page{name: sheetName(name), widths: widths}
}

// next is the number of the row that the next add fills, from 1.
func (p *page) next() int { return len(p.lines) + 1 }

func (p *page) add(cells ...cell) int {
	p.lines = append(p.lines, line{cells: cells, height: p.heightOf(cells)})
	return len(p.lines)
}

func (p *page) gap() { p.lines = append(p.lines, line{height: 8}) }

func (p *page) title(s string) {
	p.lines = append(p.lines, line{cells: []cell{{value: s, look: look{ink: fillHead, size: 16, bold: true}}}, height: 24})
}

func (p *page) heading(s string) {
	p.lines = append(p.lines, line{cells: []cell{{value: s, look: heading()}}, height: 20})
}

// paragraph merges one text over all columns and gives it the height it needs.
func (p *page) paragraph(s string, l look) int {
	s = clean(s)
	total := 0.0
	for _, w := range p.printed() {
		total += w
	}
	p.lines = append(p.lines, line{cells: []cell{{value: s, look: l.wrapped()}},
		height: min(lineHeight(l)*float64(linesOf(s, total, l)), maxRowHeight), span: len(p.printed())})
	return len(p.lines)
}

func (p *page) note(s string) int { return p.paragraph(s, body().muted()) }

// plainNote is a note that runs on over the cells to its right, for sheets too wide
// to merge over.
func (p *page) plainNote(s string) { p.add(plain(s, body().muted())) }

func (p *page) printed() []float64 {
	if p.printColumns > 0 {
		return p.widths[:p.printColumns]
	}
	return p.widths
}

// head writes the header row of a table and remembers it for freezing and printing.
func (p *page) head(columns []column) int { return p.headOver(columns, nil) }

// headOver aligns the heads as the cells of the first row under them.
func (p *page) headOver(columns []column, first []cell) int {
	cells := make([]cell, len(columns))
	for i, c := range columns {
		l := look{ink: inkWhite, fill: fillHead, size: 10, bold: true, wrap: true, border: true}
		l.right = i < len(first) && first[i].look.right
		cells[i] = cell{value: c.head, look: l}
	}
	return p.add(cells...)
}

// grid writes a header and rows, and makes them the sheet's native table, with
// filters and a frozen header, if name is not "". It returns the first row and the
// last row of the body; last < first means no rows.
func (p *page) grid(name string, columns []column, rows [][]cell) (first, last int) {
	var sample []cell
	if len(rows) > 0 {
		sample = rows[0]
	}
	headRow := p.headOver(columns, sample)
	for _, r := range rows {
		for i := range r {
			if r[i].look == (look{}) {
				r[i].look = columns[i].look
			}
		}
		row := p.add(r...)
		p.lines[row-1].height = max(p.lines[row-1].height, p.minHeight)
	}
	first, last = headRow+1, p.next()-1
	if name != "" && last >= first {
		p.headRow = headRow
		noStripes := false
		p.table = &excelize.Table{Name: name, StyleName: "TableStyleLight1", ShowRowStripes: &noStripes,
			Range: area(1, headRow, len(columns), last)}
	}
	return first, last
}

// mark colours the cells of an area where the formula, relative to its first
// cell, is true.
func (p *page) mark(where, formula, ink, fill string) {
	p.conditions = append(p.conditions, condition{where, formula, ink, fill})
}

// at names a cell; area a rectangle; both from column and row 1.
func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(fmt.Sprintf("cell (%d, %d) does not exist", column, row)) // a bug of a sheet, not of an input
	}
	return name
}

func area(c1, r1, c2, r2 int) string { return at(c1, r1) + ":" + at(c2, r2) }

// fixed is an absolute reference into a sheet, for charts and names.
func fixed(sheet string, c1, r1, c2, r2 int) string {
	abs := func(c, r int) string {
		name, _ := excelize.CoordinatesToCellName(c, r, true)
		return name
	}
	ref := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" + abs(c1, r1)
	if c1 == c2 && r1 == r2 {
		return ref
	}
	return ref + ":" + abs(c2, r2)
}

func place(sheet string, row int) string {
	return fmt.Sprintf("'%s'!A%d", strings.ReplaceAll(sheet, "'", "''"), row)
}

// maxRowHeight stays under Excel's limit of 409 points.
const maxRowHeight = 400

// heightOf is the height of the tallest wrapped cell, in points.
func (p *page) heightOf(cells []cell) float64 {
	height := 15.0
	for i, c := range cells {
		s, ok := c.value.(string)
		if !ok || !c.look.wrap || i >= len(p.widths) {
			continue
		}
		height = max(height, lineHeight(c.look)*float64(linesOf(s, p.widths[i], c.look))+2)
	}
	return min(height, maxRowHeight)
}

func lineHeight(l look) float64 { return math.Ceil(max(l.size, 9) * 1.32) }

// linesOf estimates how many lines s takes in a column of the given width, which
// counts characters of the default font at 11 points. Proportional fonts wrap at
// words, so words are placed one by one.
func linesOf(s string, width float64, l look) int {
	perChar := max(l.size, 9) / 11 * .86
	if l.bold {
		perChar *= 1.08
	}
	if l.bold && l.border { // a head, indented on the side that it is aligned to
		perChar *= 1.1
	}
	room := max(width-1.5, 1) / perChar
	total := 0
	for _, part := range strings.Split(s, "\n") {
		lines, used := 1, 0.0
		for _, word := range strings.Fields(part) {
			n := float64(utf8.RuneCountInString(word)) + 1
			if used > 0 && used+n-1 > room {
				lines, used = lines+1, 0
			}
			used += n
			for used-1 > room {
				lines, used = lines+1, used-room
			}
		}
		total += lines
	}
	return total
}
