package sheet

import (
	"context"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/words"
)

// Frame is what all sheets of a workbook share on paper.
type Frame struct {
	RunID string
	// Confidentiality stands on every page; "" prints "Confidential".
	Confidentiality string
}

func (f Frame) Note() string {
	if f.Confidentiality != "" {
		return f.Confidentiality
	}
	return words.ConfidentialDefault
}

// render streams one page into the sheet of its name.
func (p *Page) render(ctx context.Context, f *excelize.File, st *Styles, fr Frame) error {
	fit := true
	if err := f.SetSheetProps(p.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(p.Name)
	if err != nil {
		return err
	}
	for i, w := range p.widths {
		if err := sw.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	for _, step := range []func() error{
		func() error { return p.View(f, sw) },
		func() error { return stream(p, ctx, sw, st) },
		func() error { return decorate(p, f) },
		func() error { return p.Paper(f, fr) },
		func() error { return addTable(p, sw) },
		sw.Flush,
	} {
		if err := step(); err != nil {
			return fmt.Errorf("sheet %q: %w", p.Name, err)
		}
	}
	return nil
}

// View hides grid lines and freezes the key columns and, where the sheet has one
// table, everything down to its header.
func (p *Page) View(f *excelize.File, sw *excelize.StreamWriter) error {
	off := false
	if err := f.SetSheetView(p.Name, -1, &excelize.ViewOptions{ShowGridLines: &off}); err != nil {
		return err
	}
	if p.HeadRow == 0 {
		return nil
	}
	if p.heads > 1 { // a head that stays would stand over other tables, too
		if p.KeyColumns == 0 {
			return nil
		}
		return sw.SetPanes(&excelize.Panes{Freeze: true, XSplit: p.KeyColumns, TopLeftCell: At(p.KeyColumns+1, 1), ActivePane: "topRight"})
	}
	panes := excelize.Panes{Freeze: true, XSplit: p.KeyColumns, YSplit: p.HeadRow, TopLeftCell: At(p.KeyColumns+1, p.HeadRow+1), ActivePane: "bottomLeft"}
	if p.KeyColumns > 0 {
		panes.ActivePane = "bottomRight"
	}
	return sw.SetPanes(&panes)
}

func stream(p *Page, ctx context.Context, sw *excelize.StreamWriter, st *Styles) error {
	for i, ln := range p.Lines {
		if err := ctx.Err(); err != nil {
			return err
		}
		row := i + 1
		values, err := st.Values(ln)
		if err != nil {
			return err
		}
		if err := sw.SetRow(At(1, row), values, excelize.RowOpts{Height: ln.height}); err != nil {
			return err
		}
		if ln.span > 1 {
			if err := sw.MergeCell(At(1, row), At(ln.span, row)); err != nil {
				return err
			}
		}
		for j, c := range ln.Cells {
			if c.Span > 1 {
				if err := sw.MergeCell(At(j+1, row), At(j+c.Span, row)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Values turns a line into what the stream takes. Text is cleaned here, at the
// last moment, so that no sheet can forget it.
func (st *Styles) Values(ln Line) ([]any, error) {
	values := make([]any, 0, max(len(ln.Cells), ln.span))
	for _, c := range ln.Cells {
		id, err := st.Id(c.Look)
		if err != nil {
			return nil, err
		}
		v := c.Value
		if s, ok := v.(string); ok {
			v = cellText(s)
		}
		if x, ok := v.(float64); ok && !IsFinite(x) {
			return nil, fmt.Errorf("a cell would hold %v", x)
		}
		if v == nil {
			v = ""
		}
		values = append(values, excelize.Cell{StyleID: id, Formula: c.Formula, Value: v})
	}
	return values, nil
}

// decorate adds what refers to cells: links, conditional formats, input rules, charts.
func decorate(p *Page, f *excelize.File) error {
	for i, ln := range p.Lines {
		for j, c := range ln.Cells {
			if c.Link == "" {
				continue
			}
			if err := f.SetCellHyperLink(p.Name, At(j+1, i+1), c.Link, "Location"); err != nil {
				return err
			}
		}
	}
	for _, c := range p.conditions {
		if c.formula == "" {
			if err := f.SetConditionalFormat(p.Name, c.area, []excelize.ConditionalFormatOptions{
				{Type: "data_bar", Criteria: "=", MinType: "num", MaxType: "num", MinValue: "0", MaxValue: "1", BarColor: "#" + barColor}}); err != nil {
				return err
			}
			continue
		}
		id, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: c.ink, Bold: true},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.fill}}})
		if err != nil {
			return err
		}
		if err := f.SetConditionalFormat(p.Name, c.area, []excelize.ConditionalFormatOptions{
			{Type: "formula", Criteria: c.formula, Format: &id}}); err != nil {
			return err
		}
	}
	for _, n := range p.Names {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: n.Name, RefersTo: n.Ref}); err != nil {
			return err
		}
	}
	for _, v := range p.Validations {
		if err := f.AddDataValidation(p.Name, v); err != nil {
			return err
		}
	}
	if p.Protected {
		if err := f.ProtectSheet(p.Name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
			AutoFilter: true, FormatColumns: true, FormatRows: true, Sort: true}); err != nil {
			return err
		}
	}
	for _, row := range p.breaks {
		if err := f.InsertPageBreak(p.Name, At(1, row)); err != nil {
			return err
		}
	}
	for _, c := range p.Charts {
		if c.Main.Format.AltText == "" {
			c.Main.Format.AltText = spoken(c.Main)
		}
		if err := f.AddChart(p.Name, c.at, c.Main, c.combo...); err != nil {
			return err
		}
	}
	return nil
}

// spoken is a chart in words where its page has none of its own: its title.
func spoken(c *excelize.Chart) string {
	var s strings.Builder
	for _, run := range c.Title.Paragraph {
		s.WriteString(run.Text)
	}
	return s.String()
}

func addTable(p *Page, sw *excelize.StreamWriter) error {
	if p.table == nil {
		return nil
	}
	return sw.AddTable(p.table)
}
