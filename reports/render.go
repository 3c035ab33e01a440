package reports

import (
	"context"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/words"
)

// frame is what all sheets of a workbook share on paper.
type frame struct {
	runID, confidentiality string
}

// render streams one page into the sheet of its name.
func (p *page) render(ctx context.Context, f *excelize.File, st *styles, fr frame) error {
	fit := true
	if err := f.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(p.name)
	if err != nil {
		return err
	}
	for i, w := range p.widths {
		if err := sw.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	for _, step := range []func() error{
		func() error { return p.view(f, sw) },
		func() error { return p.stream(ctx, sw, st) },
		func() error { return p.decorate(f) },
		func() error { return p.paper(f, fr) },
		func() error { return p.addTable(sw) },
		sw.Flush,
	} {
		if err := step(); err != nil {
			return fmt.Errorf("sheet %q: %w", p.name, err)
		}
	}
	return nil
}

// view hides grid lines and freezes everything down to the table's header.
func (p *page) view(f *excelize.File, sw *excelize.StreamWriter) error {
	off := false
	if err := f.SetSheetView(p.name, -1, &excelize.ViewOptions{ShowGridLines: &off}); err != nil {
		return err
	}
	if p.headRow == 0 {
		return nil
	}
	return sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: p.headRow, TopLeftCell: at(1, p.headRow+1), ActivePane: "bottomLeft"})
}

func (p *page) stream(ctx context.Context, sw *excelize.StreamWriter, st *styles) error {
	for i, ln := range p.lines {
		if err := ctx.Err(); err != nil {
			return err
		}
		row := i + 1
		values, err := st.values(ln)
		if err != nil {
			return err
		}
		if err := sw.SetRow(at(1, row), values, excelize.RowOpts{Height: ln.height}); err != nil {
			return err
		}
		if ln.span > 1 {
			if err := sw.MergeCell(at(1, row), at(ln.span, row)); err != nil {
				return err
			}
		}
	}
	return nil
}

// values turns a line into what the stream takes. Text is cleaned here, at the
// last moment, so that no sheet can forget it.
func (st *styles) values(ln line) ([]any, error) {
	values := make([]any, 0, max(len(ln.cells), ln.span))
	for _, c := range ln.cells {
		id, err := st.id(c.look)
		if err != nil {
			return nil, err
		}
		v := c.value
		if s, ok := v.(string); ok {
			v = cellText(s)
		}
		if x, ok := v.(float64); ok && !isFinite(x) {
			return nil, fmt.Errorf("a cell would hold %v", x)
		}
		if v == nil {
			v = ""
		}
		values = append(values, excelize.Cell{StyleID: id, Formula: c.formula, Value: v})
	}
	return values, nil
}

// decorate adds what refers to cells: links, conditional formats, input rules, charts.
func (p *page) decorate(f *excelize.File) error {
	for i, ln := range p.lines {
		for j, c := range ln.cells {
			if c.link == "" {
				continue
			}
			if err := f.SetCellHyperLink(p.name, at(j+1, i+1), c.link, "Location"); err != nil {
				return err
			}
		}
	}
	for _, c := range p.conditions {
		id, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: c.ink, Bold: true},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.fill}}})
		if err != nil {
			return err
		}
		if err := f.SetConditionalFormat(p.name, c.area, []excelize.ConditionalFormatOptions{
			{Type: "formula", Criteria: c.formula, Format: &id}}); err != nil {
			return err
		}
	}
	for _, n := range p.names {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: n.name, RefersTo: n.ref}); err != nil {
			return err
		}
	}
	for _, v := range p.validations {
		if err := f.AddDataValidation(p.name, v); err != nil {
			return err
		}
	}
	if p.protected {
		if err := f.ProtectSheet(p.name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
			AutoFilter: true, FormatColumns: true, FormatRows: true, Sort: true}); err != nil {
			return err
		}
	}
	for _, row := range p.breaks {
		if err := f.InsertPageBreak(p.name, at(1, row)); err != nil {
			return err
		}
	}
	for _, c := range p.charts {
		if err := f.AddChart(p.name, c.at, c.main, c.combo...); err != nil {
			return err
		}
	}
	return nil
}

// paper sets A4 landscape, one page wide, with run id, page numbers and the
// confidentiality line on every page.
func (p *page) paper(f *excelize.File, fr frame) error {
	a4, landscape, wide, tall := 9, "landscape", max(p.pagesWide, 1), 0
	if p.onePage || p.nearlyOnePage() {
		tall = 1
	}
	if err := f.SetPageLayout(p.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}
	margin, edge := 0.5, 0.75
	near := 0.3
	if err := f.SetPageMargins(p.name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &edge, Bottom: &edge, Header: &near, Footer: &near}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{
		OddHeader: "&L&8" + printable(words.ProductName+" · "+p.name, 80) + "&R&8" + printable(fr.confidentiality, 120),
		OddFooter: "&L&8" + printable(words.WordRun+" "+fr.runID, 100) + "&R&8" + words.WordPage + " &P / &N",
	}); err != nil {
		return err
	}
	return p.printNames(f)
}

// printNames repeats the header row, if its table goes on over a page, and the key
// columns, and bounds the print area.
func (p *page) printNames(f *excelize.File) error {
	var repeated []string
	if p.keyColumns > 0 {
		repeated = append(repeated, fmt.Sprintf("'%s'!$A:$%s", p.name, strings.TrimRight(at(p.keyColumns, 1), "1")))
	}
	if p.headRow > 0 && p.tableSpills() {
		repeated = append(repeated, fmt.Sprintf("'%s'!$%d:$%d", p.name, p.headRow, p.headRow))
	}
	if len(repeated) > 0 {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: strings.Join(repeated, ","), Scope: p.name}); err != nil {
			return err
		}
	}
	if p.printColumns == 0 {
		return nil
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: p.name,
		RefersTo: fixed(p.name, 1, 1, p.printColumns, max(len(p.lines), 2))})
}

func (p *page) addTable(sw *excelize.StreamWriter) error {
	if p.table == nil {
		return nil
	}
	return sw.AddTable(p.table)
}

// Paper: A4 landscape at the margins above takes 10.7 by 6.8 inches at full size:
// about 128 digits of the default font (8 pixels at 96 to the inch) and 485 points.
const (
	paperWidth  = 126.0
	paperHeight = 485.0
)

// size is the width of the printed columns and the height of the first n rows.
func (p *page) size(n int) (width, height float64) {
	for _, w := range p.printed() {
		width += w
	}
	for _, ln := range p.lines[:n] {
		height += max(ln.height, 15)
	}
	return max(width, 1), max(height, 1)
}

// pageHeight is how many points of rows one printed page takes, as the sheet is
// shrunk to its width.
func (p *page) pageHeight() float64 {
	width, _ := p.size(0)
	return paperHeight / min(1, paperWidth*float64(max(p.pagesWide, 1))/width)
}

// tableSpills tells whether the native table goes on over the first printed page.
func (p *page) tableSpills() bool {
	if p.table == nil || p.onePage || p.nearlyOnePage() {
		return false
	}
	coordinates := strings.Split(p.table.Range, ":")
	_, last, err := excelize.CellNameToCoordinates(coordinates[len(coordinates)-1])
	if err != nil {
		return true
	}
	_, height := p.size(last)
	return height > p.pageHeight()
}

// nearlyOnePage tells whether a sheet would spill a little onto a second page: then
// it is shrunk to one. Under 60 % of full size nobody reads it; a page without
// lines is one that is streamed row by row, and long.
func (p *page) nearlyOnePage() bool {
	width, height := p.size(len(p.lines))
	scale := min(paperWidth/width, paperHeight/height, 1)
	return len(p.lines) > 0 && p.pagesWide < 2 && scale >= .6
}
