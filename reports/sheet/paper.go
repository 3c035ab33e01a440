package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/words"
)

// PaperSize is A4 or US Letter.
type PaperSize string

const (
	A4     PaperSize = "a4"
	Letter PaperSize = "letter"
)

// code is the number that spreadsheets have for a paper.
func (s PaperSize) code() int {
	if s == Letter {
		return 1
	}
	return 9
}

// Paper sets A4 landscape, one page wide, with run id, page numbers and the
// confidentiality line on every page.
func (p *Page) Paper(f *excelize.File, fr Frame) error {
	size, orientation, wide, tall := p.Size.code(), "landscape", max(p.PagesWide, 1), 0
	margin, edge, near := 0.5, 0.75, 0.3
	if p.Upright {
		orientation, tall, margin, edge = "portrait", 1, 0.5, 0.7
	} else if p.OnePage || nearlyOnePage(p) {
		tall = 1
	}
	if err := f.SetPageLayout(p.Name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}
	if err := f.SetPageMargins(p.Name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &edge, Bottom: &edge, Header: &near, Footer: &near}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(p.Name, &excelize.HeaderFooterOptions{
		OddHeader: "&L&8" + printable(words.ProductName+" · "+p.Name, 80) + "&R&8" + printable(fr.Note(), 120),
		OddFooter: "&L&8" + printable(words.WordRun+" "+fr.RunID, 100) + "&R&8" + words.WordPage + " &P / &N",
	}); err != nil {
		return err
	}
	return printNames(p, f)
}

// printNames repeats the header row, if its table goes on over a page, and the key
// columns, and bounds the print area.
func printNames(p *Page, f *excelize.File) error {
	var repeated []string
	if p.KeyColumns > 0 && p.PagesWide > 1 {
		repeated = append(repeated, fmt.Sprintf("'%s'!$A:$%s", p.Name, strings.TrimRight(At(p.KeyColumns, 1), "1")))
	}
	if p.HeadRow > 0 && p.heads == 1 && tableSpills(p) {
		repeated = append(repeated, fmt.Sprintf("'%s'!$%d:$%d", p.Name, p.HeadRow, p.HeadRow))
	}
	if len(repeated) > 0 {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: strings.Join(repeated, ","), Scope: p.Name}); err != nil {
			return err
		}
	}
	if p.PrintColumns == 0 {
		return nil
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: p.Name,
		RefersTo: Fixed(p.Name, 1, 1, p.PrintColumns, max(len(p.Lines), 2))})
}

// Paper: A4 landscape at the margins above takes 10.7 by 6.8 inches at full size:
// about 128 digits of the default font (8 pixels at 96 to the inch) and 485 points.
const (
	paperWidth  = 126.0
	paperHeight = 485.0
)

// size is the width of the printed columns and the height of the first n rows.
func (p *Page) size(n int) (width, height float64) {
	for _, w := range p.printed() {
		width += w
	}
	for _, ln := range p.Lines[:n] {
		height += max(ln.height, 15)
	}
	return max(width, 1), max(height, 1)
}

// PageHeight is how many points of rows one printed page takes, as the sheet is
// shrunk to its width.
func (p *Page) PageHeight() float64 {
	width, _ := p.size(0)
	return paperHeight / min(1, paperWidth*float64(max(p.PagesWide, 1))/width)
}

// tableSpills tells whether the native table goes on over the first printed page.
func tableSpills(p *Page) bool {
	if p.table == nil || p.OnePage || nearlyOnePage(p) {
		return false
	}
	coordinates := strings.Split(p.table.Range, ":")
	_, last, err := excelize.CellNameToCoordinates(coordinates[len(coordinates)-1])
	if err != nil {
		return true
	}
	_, height := p.size(last)
	return height > p.PageHeight()
}

// nearlyOnePage tells whether a sheet would spill a little onto a second page: then
// it is shrunk to one. Under 60 % of full size nobody reads it; a page without
// lines is one that is streamed row by row, and long.
func nearlyOnePage(p *Page) bool {
	width, height := p.size(len(p.Lines))
	scale := min(paperWidth/width, paperHeight/height, 1)
	return len(p.Lines) > 0 && p.PagesWide < 2 && scale >= .6
}

// KeepTogether begins a new printed page if what comes next, so many points high,
// would be cut by the end of this one.
func (p *Page) KeepTogether(points float64) {
	from := 1
	if n := len(p.breaks); n > 0 {
		from = p.breaks[n-1]
	}
	room := p.PageHeight()
	used, pages := p.between(from, p.Next()), 0
	for ; used > room; pages++ {
		used -= room
	}
	// Renderers differ by some percent in what a page takes: near its end, nobody
	// knows on which page the next row comes. Where a sheet is several pages wide its
	// columns are shared out whole, so that a page takes a quarter less at worst.
	full := .97
	if p.PagesWide > 1 {
		full = .75
	}
	if used > 0 && used+points > full*room || pages > 0 && used < .08*room {
		p.breaks = append(p.breaks, p.Next())
	}
}

// between is the height of rows from, up to and without to.
func (p *Page) between(from, to int) float64 {
	_, below := p.size(min(to-1, len(p.Lines)))
	_, above := p.size(min(from-1, len(p.Lines)))
	return below - above
}

// RowBelow is the first row that lies at least so many points under the top of the
// given one.
func (p *Page) RowBelow(row int, points float64) int {
	for ; points > 0; row++ {
		height := 15.0
		if row <= len(p.Lines) && p.Lines[row-1].height > 0 {
			height = p.Lines[row-1].height
		}
		points -= height
	}
	return row
}
