package xlsx

import (
	"weaksignal/reports/page"
	"weaksignal/reports/sheet"
)

// layer adds blocks to a sheet.
type layer struct{ *sheet.Page }

func note() sheet.Look {
	l := sheet.Body().Muted()
	l.Size = page.SizeNote
	return l
}

func body() sheet.Look { return sheet.Body().Wrapped() }

func (l *layer) block(b page.Block) {
	switch b := b.(type) {
	case *page.Headline:
		look := body().Strong()
		look.Size, look.Ink = page.SizeHeadline, sheet.FillHead
		l.across(b.Text, page.TextHeight(b.Text, page.SizeHeadline, true), look)
		l.gap()
	case *page.Heading:
		l.heading(b.Text)
	case *page.Text:
		l.text(b)
	case *page.List:
		l.heading(b.Heading)
		for i := range b.Items {
			s := b.Line(i)
			l.across(s, page.TextHeight(s, page.SizeBody, false), body())
		}
		l.more(&b.Cut)
	case *page.Table:
		l.table(b)
	case *page.Plot:
		l.plot(b)
	}
}

func (l *layer) text(t *page.Text) {
	look := body()
	switch t.Kind {
	case page.Note:
		look = note().Wrapped()
	case page.Caution:
		look.Fill, look.Ink = sheet.FillAlert, sheet.InkAlert
	}
	l.across(t.Text, page.TextHeight(t.Text, t.Size(), false), look)
	if t.Kind == page.Caution {
		l.gap()
	}
}

func (l *layer) gap() { l.AddHigh(page.HeightGap) }

// across runs one text over the page.
func (l *layer) across(s string, height float64, look sheet.Look) {
	l.AddHigh(height, spanned(sheet.Cell{Value: s, Look: look}, page.Grid)...)
}

func (l *layer) heading(s string) {
	if s != "" {
		l.across(s, page.HeightHeading, sheet.Look{Ink: sheet.FillHead, Size: page.SizeHeading, Bold: true})
	}
}

func (l *layer) more(c *page.Cut) {
	if s := c.MoreNote(); s != "" {
		l.across(s, page.TextHeight(s, page.SizeNote, false), note())
	}
}

// spanned is a cell with those that it covers.
func spanned(c sheet.Cell, span int) []sheet.Cell {
	c.Span = span
	out := []sheet.Cell{c}
	for len(out) < span {
		out = append(out, sheet.Cell{Look: c.Look})
	}
	return out
}

func (l *layer) heads(columns []page.Column) {
	var cells []sheet.Cell
	for i, c := range columns {
		look := sheet.Look{Ink: sheet.InkWhite, Fill: sheet.FillHead, Size: page.SizeTable, Bold: true, Wrap: true, Right: c.Number, Indent: beside(columns, i)}
		cells = append(cells, spanned(sheet.Cell{Value: c.Head, Look: look}, c.Span)...)
	}
	l.AddHigh(page.HeadHeight(columns), cells...)
}

func (l *layer) table(t *page.Table) {
	l.heading(t.Heading)
	l.heads(t.Columns)
	for _, row := range t.Rows {
		height := page.RowHeight(t.Columns, row)
		if t.Lines {
			height = page.HeightSign
		}
		l.AddHigh(height, cells(t.Columns, row)...)
	}
	l.more(&t.Cut)
	l.gap()
}

func cells(columns []page.Column, row []page.Cell) []sheet.Cell {
	var out []sheet.Cell
	for i, c := range columns {
		look := lookOf(row[i], c)
		look.Indent = beside(columns, i)
		out = append(out, spanned(sheet.Cell{Value: row[i].Text, Look: look}, c.Span)...)
	}
	return out
}

// lookOf a cell of a table: underlined, coloured by its tone, bold only where something
// was found.
func lookOf(c page.Cell, column page.Column) sheet.Look {
	look := sheet.Body().Wrapped().Underlined()
	look.Size, look.Right = page.SizeTable, c.Number && column.Number
	switch {
	case c.Withheld:
		look = look.Muted()
	case c.Tone == page.Alert:
		look.Ink, look.Fill, look.Bold = sheet.InkAlert, sheet.FillAlert, true
	case c.Tone == page.Calm:
		look.Ink, look.Fill = sheet.InkCalm, sheet.FillCalm
	case c.Tone == page.Doubt:
		look = look.Muted()
	}
	return look
}

// beside tells whether a column of words stands after one of numbers, which end where
// it begins.
func beside(columns []page.Column, i int) bool {
	return i > 0 && columns[i-1].Number && !columns[i].Number
}
