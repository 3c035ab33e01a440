package probe

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	sheetName = "Probe"
	textSpan  = 9
)

// WriteWorkbook writes the report as one sheet, landscape, as wide as a page.
func WriteWorkbook(w io.Writer, b *Book) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", sheetName); err != nil {
		return err
	}
	s := &sheet{f: f}
	if err := s.prepare(b); err != nil {
		return err
	}
	p := b.page()
	s.paragraph(b.Confidentiality, s.note)
	s.paragraph(p.title, s.title)
	s.paragraph(p.subtitle, s.note)
	for _, x := range p.sections {
		s.row++
		s.paragraph(x.heading, s.heading)
		for _, text := range x.paragraphs {
			s.paragraph(text, s.body)
		}
		s.table(x.table)
	}
	if s.err != nil {
		return fmt.Errorf("write the sheet: %w", s.err)
	}
	return f.Write(w)
}

// sheet writes downwards; the first error stays.
type sheet struct {
	f                                        *excelize.File
	row                                      int
	err                                      error
	title, heading, note, body, head, number int
	whole, percent                           int
}

func (s *sheet) prepare(b *Book) error {
	wrap := &excelize.Alignment{WrapText: true, Vertical: "top"}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "top"} // under its head
	for _, x := range []struct {
		to    *int
		style *excelize.Style
	}{
		{&s.title, &excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}, Alignment: wrap}},
		{&s.heading, &excelize.Style{Font: &excelize.Font{Bold: true, Size: 12}, Alignment: wrap}},
		{&s.note, &excelize.Style{Font: &excelize.Font{Color: "555555", Size: 9}, Alignment: wrap}},
		{&s.body, &excelize.Style{Alignment: wrap}},
		{&s.head, &excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: wrap, Border: []excelize.Border{{Type: "bottom", Color: "555555", Style: 1}}}},
		{&s.number, &excelize.Style{Alignment: left, CustomNumFmt: format("#,##0.####")}},
		{&s.whole, &excelize.Style{Alignment: left, CustomNumFmt: format("#,##0")}},
		{&s.percent, &excelize.Style{Alignment: left, CustomNumFmt: format("+0.0%;-0.0%;0.0%")}},
	} {
		id, err := s.f.NewStyle(x.style)
		if err != nil {
			return err
		}
		*x.to = id
	}
	off, fit, landscape, a4 := false, true, "landscape", 9
	for i, width := range []float64{32, 24, 16, 16, 26, 12, 14, 14, 26} {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = s.f.SetColWidth(sheetName, col, col, width)
		}
		if err != nil {
			return err
		}
	}
	tall := 0
	if err := s.f.SetSheetView(sheetName, -1, &excelize.ViewOptions{ShowGridLines: &off}); err != nil {
		return err
	}
	if err := s.f.SetSheetProps(sheetName, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := s.f.SetPageLayout(sheetName, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToHeight: &tall}); err != nil {
		return err
	}
	footer := strings.ReplaceAll(b.Confidentiality+" · run "+b.Run.ID, "&", "&&")
	return s.f.SetHeaderFooter(sheetName, &excelize.HeaderFooterOptions{OddFooter: "&L" + footer + "&RPage &P of &N"})
}

func format(s string) *string { return &s }

// do keeps the first error.
func (s *sheet) do(err error) {
	if s.err == nil {
		s.err = err
	}
}

func at(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil { // columns and rows are counted from 1
		panic(err)
	}
	return name
}

// paragraph fills a line across the sheet, as high as its words need.
func (s *sheet) paragraph(text string, style int) {
	if text == "" {
		return
	}
	s.row++
	s.do(s.f.SetCellStr(sheetName, at(1, s.row), safe(text)))
	s.do(s.f.MergeCell(sheetName, at(1, s.row), at(textSpan, s.row)))
	s.do(s.f.SetCellStyle(sheetName, at(1, s.row), at(textSpan, s.row), style))
	height := 15 * float64(1+len([]rune(text))/165)
	if style == s.title {
		height = 24
	}
	s.do(s.f.SetRowHeight(sheetName, s.row, height))
}

func (s *sheet) table(t *table) {
	if t == nil {
		return
	}
	s.row++
	for i, h := range t.heads {
		s.do(s.f.SetCellStr(sheetName, at(i+1, s.row), h))
	}
	s.do(s.f.SetCellStyle(sheetName, at(1, s.row), at(len(t.heads), s.row), s.head))
	s.do(s.f.SetRowHeight(sheetName, s.row, 30))
	for _, r := range t.rows {
		s.row++
		lines := 1
		for i, c := range r {
			s.cell(i+1, c)
			lines = max(lines, 1+len([]rune(c.text))/24)
		}
		if len(r) == 3 && r[2].value == nil { // the last column may run over the empty ones beside it
			s.do(s.f.MergeCell(sheetName, at(3, s.row), at(textSpan, s.row)))
			lines = 1 + len([]rune(r[1].text))/24
		}
		s.do(s.f.SetRowHeight(sheetName, s.row, 15*float64(lines)))
	}
}

func (s *sheet) cell(col int, c cell) {
	style := s.body
	switch {
	case c.value != nil && c.percent:
		style = s.percent
		s.do(s.f.SetCellFloat(sheetName, at(col, s.row), *c.value, -1, 64))
	case c.value != nil && *c.value == math.Trunc(*c.value):
		style = s.whole
		s.do(s.f.SetCellFloat(sheetName, at(col, s.row), *c.value, -1, 64))
	case c.value != nil:
		style = s.number
		s.do(s.f.SetCellFloat(sheetName, at(col, s.row), *c.value, -1, 64))
	default:
		s.do(s.f.SetCellStr(sheetName, at(col, s.row), safe(c.text)))
	}
	s.do(s.f.SetCellStyle(sheetName, at(col, s.row), at(col, s.row), style))
}

// safe takes control characters out of a text, which spreadsheets call damage. A cell
// of type text is never a formula.
func safe(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
