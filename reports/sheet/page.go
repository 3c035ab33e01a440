package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Cell is one cell before it is written. A formula carries its value, so that
// readers that don't calculate see the same number.
type Cell struct {
	Value   any // string, int, float64, or nil for an empty cell
	Formula string
	Link    string // a place in this workbook, "'Findings'!A1"
	Look    Look
	// Span is how many columns the cell runs over; 0 = 1. The cells that it covers
	// follow it in the line, with its look.
	Span int
}

// Line is one row; span > 1 merges its first cell over that many columns.
type Line struct {
	Cells  []Cell
	height float64
	span   int
}

// Column of a table: what is said of it, once.
type Column struct {
	Head string
	// Meaning and Unit stand in the data dictionary, which is made of them.
	Meaning, Unit string
	// Width in characters, of the first table of a sheet; the others follow it.
	Width float64
	Look  Look // of its body cells
}

// Page collects one worksheet in memory before it is streamed to the file, so
// that charts, formats and links can refer to rows already placed.
type Page struct {
	Name   string
	widths []float64
	Lines  []Line
	// table is the native table: one a sheet, as excelize streams it.
	table       *excelize.Table
	HeadRow     int // repeated on every printed page and frozen; 0 = none
	conditions  []condition
	Validations []*excelize.DataValidation
	Charts      []Chart
	Names       []NamedCell
	// MinHeight of every row of the table, in points; 0 = as needed.
	MinHeight float64
	// breaks are rows that begin a new printed page.
	breaks []int
	// Protected locks every cell but unlocked ones, without a password.
	Protected bool
	// Hidden keeps the sheet out of sight; no tab shows it.
	Hidden bool
	// OnePage fits the sheet on one printed page.
	OnePage bool
	// PagesWide is how many pages the sheet may be wide on paper; 0 = 1. The first
	// columns, so many as keyColumns, are repeated on each.
	PagesWide, KeyColumns int
	// PrintColumns bounds the print area; 0 = all columns.
	PrintColumns int
	// Upright prints the sheet as one upright page.
	Upright bool
	// Size of the paper; "" = A4.
	Size PaperSize
	// TextColumns is how many columns a paragraph runs over; 0 = all that are printed.
	TextColumns int
	// Columns of the sheet's tables, in their order, for the dictionary.
	Columns []Column
	heads   int // how many tables there are
}

type condition struct {
	area, formula string // formula "" = a bar as long as the number
	ink, fill     string
}

// NamedCell is a cell that formulas on any sheet refer to by name.
type NamedCell struct{ Name, Ref string }

type Chart struct {
	at    string
	Main  *excelize.Chart
	combo []*excelize.Chart
	// inner, if set, is what of the chart the plot itself takes, so that its rows stand
	// beside rows of cells.
	inner *inner
}

func New(name string, widths ...float64) *Page {
	return &Page{Name: SheetName(name), widths: widths}
}

// Over makes a page as wide as its first table.
func Over(name string, columns []Column) *Page {
	p := New(name)
	for _, c := range columns {
		p.widths = append(p.widths, c.Width)
	}
	return p
}

// Widen adds columns to the right of a page.
func (p *Page) Widen(widths ...float64) { p.widths = append(p.widths, widths...) }

// Next is the number of the row that the next add fills, from 1.
func (p *Page) Next() int { return len(p.Lines) + 1 }

func (p *Page) Add(cells ...Cell) int {
	p.Lines = append(p.Lines, Line{Cells: cells, height: heightOf(p, cells)})
	return len(p.Lines)
}

// AddHigh adds a line of a given height in points.
func (p *Page) AddHigh(height float64, cells ...Cell) int {
	p.Lines = append(p.Lines, Line{Cells: cells, height: min(height, maxRowHeight)})
	return len(p.Lines)
}

func (p *Page) Gap() { p.Lines = append(p.Lines, Line{height: 8}) }

func (p *Page) Title(s string) {
	p.Lines = append(p.Lines, Line{Cells: []Cell{{Value: s, Look: Look{Ink: FillHead, Size: 16, Bold: true}}}, height: 24})
}

func (p *Page) Heading(s string) {
	p.Lines = append(p.Lines, Line{Cells: []Cell{{Value: s, Look: heading()}}, height: 20})
}

// Paragraph merges one text over all columns and gives it the height it needs.
func (p *Page) Paragraph(s string, l Look) int {
	s = Clean(s)
	total := 0.0
	over := p.printed()
	if p.TextColumns > 0 {
		over = over[:p.TextColumns]
	}
	for _, w := range over {
		total += w
	}
	p.Lines = append(p.Lines, Line{Cells: []Cell{{Value: s, Look: l.Wrapped()}},
		height: min(lineHeight(l)*float64(linesOf(s, total, l)), maxRowHeight), span: len(over)})
	return len(p.Lines)
}

func (p *Page) Note(s string) int { return p.Paragraph(s, Body().Muted()) }

// PlainNote is a note that runs on over the cells to its right, for sheets too wide
// to merge over.
func (p *Page) PlainNote(s string) { p.Add(Plain(s, Body().Muted())) }

func (p *Page) printed() []float64 {
	if p.PrintColumns > 0 {
		return p.widths[:p.PrintColumns]
	}
	return p.widths
}

// Head writes the header row of a table and remembers it for freezing and printing.
func (p *Page) Head(columns []Column) int { return p.HeadOver(columns, nil) }

// HeadOver aligns the heads as the cells of the first row under them.
func (p *Page) HeadOver(columns []Column, first []Cell) int {
	cells := make([]Cell, len(columns))
	p.Columns = append(p.Columns, columns...)
	p.heads++
	for i, c := range columns {
		l := Look{Ink: InkWhite, Fill: FillHead, Size: 10, Bold: true, Wrap: true, Border: true}
		l.Right = i < len(first) && first[i].Look.Right
		cells[i] = Cell{Value: c.Head, Look: l}
	}
	return p.Add(cells...)
}

// Grid writes a header and rows, and makes them the sheet's native table, with
// filters and a frozen header, if name is not "". It returns the first row and the
// last row of the body; last < first means no rows.
func (p *Page) Grid(name string, columns []Column, rows [][]Cell) (first, last int) {
	var sample []Cell
	if len(rows) > 0 {
		sample = rows[0]
	}
	headRow := p.HeadOver(columns, sample)
	for _, r := range rows {
		for i := range r {
			if r[i].Look == (Look{}) {
				r[i].Look = columns[i].Look
			}
		}
		row := p.Add(r...)
		p.Lines[row-1].height = max(p.Lines[row-1].height, p.MinHeight)
	}
	first, last = headRow+1, p.Next()-1
	if name != "" && last >= first {
		p.HeadRow = headRow
		noStripes := false
		p.table = &excelize.Table{Name: name, StyleName: "TableStyleLight1", ShowRowStripes: &noStripes,
			Range: Area(1, headRow, len(columns), last)}
	}
	return first, last
}

// Mark colours the cells of an area where the formula, relative to its first
// cell, is true.
func (p *Page) Mark(where, formula, ink, fill string) {
	p.conditions = append(p.conditions, condition{where, formula, ink, fill})
}

// DataBars draws a bar from 0 to 1 behind the numbers of an area.
func (p *Page) DataBars(where string) {
	p.conditions = append(p.conditions, condition{area: where})
}

// At names a cell; area a rectangle; both from column and row 1.
func At(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(fmt.Sprintf("cell (%d, %d) does not exist", column, row)) // a bug of a sheet, not of an input
	}
	return name
}

func Area(c1, r1, c2, r2 int) string { return At(c1, r1) + ":" + At(c2, r2) }

// Fixed is an absolute reference into a sheet, for charts and names.
func Fixed(sheet string, c1, r1, c2, r2 int) string {
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

// Stack puts charts under each other below the last row.
func (p *Page) Stack(plots []Chart) {
	for _, c := range plots {
		p.KeepTogether(float64(c.Main.Dimension.Height)*.75 + 12)
		row := p.Next()
		c.at = At(1, row)
		p.Charts = append(p.Charts, c)
		for end := p.RowBelow(row, float64(c.Main.Dimension.Height)*.75+12); p.Next() < end; {
			p.Add()
		}
	}
}

// Put writes cells into an existing or a later row from the given column on.
func (p *Page) Put(row, column int, cells []Cell) {
	for p.Next() <= row {
		p.Add()
	}
	ln := &p.Lines[row-1]
	for len(ln.Cells) < column-1+len(cells) {
		ln.Cells = append(ln.Cells, Cell{})
	}
	copy(ln.Cells[column-1:], cells)
}

func (p *Page) Bullets(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.Heading(title)
	for _, s := range lines {
		p.Paragraph("• "+s, Body())
	}
	p.Gap()
}

// Pairs prints a block of two columns under a heading.
func (p *Page) Pairs(title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	p.Heading(title)
	for _, r := range rows {
		p.Add(Text(r[0]), Text(r[1]))
	}
	p.Gap()
}
