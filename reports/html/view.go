package html

import (
	"fmt"
	"strings"

	"weaksignal/reports/page"
)

// view is what the template prints.
type view struct {
	*page.Report
	Paper    string // of @page
	Sections []section
}

type section struct {
	ID, Name, Title string
	First           bool
	Blocks          []block
}

// block has one of its fields set.
type block struct {
	Headline, Heading, Note, Body, Caution string
	List                                   *page.List
	Table                                  *table
	Plot                                   *plot
}

type table struct {
	*page.Table
	ID   string
	Rows [][]page.Cell
}

// plot has its rows in view, with the places of what is drawn in percent.
type plot struct {
	*page.Plot
	ID     string
	Rows   []row
	Ticks  []mark
	Guides []mark
	Class  string
}

type row struct {
	page.Row
	// X, X1 and X2 are the value and its range, Zero where bars begin, Inner the second
	// bar's end; each in percent of the picture's width.
	X, X1, X2, Zero, Inner string
	HasValue, HasRange     bool
	IsBar, IsOuter         bool
	HasInner               bool
	// BarX and BarWidth of a bar, InnerWidth of the inner one.
	BarX, BarWidth, InnerWidth string
}

type mark struct {
	X, Text string
	Dashed  bool
	// Anchor of the text: start at the left end, end at the right.
	Anchor string
}

func viewOf(r *page.Report) view {
	v := view{Report: r, Paper: strings.ToUpper(string(r.Paper))}
	if r.Paper == page.Letter {
		v.Paper = "letter"
	}
	for i, p := range r.Pages {
		s := section{ID: fmt.Sprintf("page-%d", i+1), Name: p.Name, Title: p.Title, First: i == 0}
		for k, b := range p.Blocks {
			s.Blocks = append(s.Blocks, blockOf(b, fmt.Sprintf("%s-%d", s.ID, k+1)))
		}
		v.Sections = append(v.Sections, s)
	}
	return v
}

func blockOf(b page.Block, id string) block {
	switch b := b.(type) {
	case *page.Headline:
		return block{Headline: b.Text}
	case *page.Heading:
		return block{Heading: b.Text}
	case *page.Text:
		switch b.Kind {
		case page.Note:
			return block{Note: b.Text}
		case page.Caution:
			return block{Caution: b.Text}
		}
		return block{Body: b.Text}
	case *page.List:
		return block{List: b}
	case *page.Table:
		return block{Table: &table{Table: b, ID: id, Rows: b.Rows}}
	case *page.Plot:
		return block{Plot: plotOf(b, id)}
	}
	return block{}
}

// side is kept free at both ends of a picture, in percent, so that no mark is cut.
const side = 2.5

func plotOf(p *page.Plot, id string) *plot {
	at := func(x float64) float64 {
		x = min(max(x, p.Low), p.High)
		return side + (100-2*side)*(x-p.Low)/max(p.High-p.Low, 1e-9)
	}
	percent := func(x float64) string { return fmt.Sprintf("%.2f%%", x) }
	out := &plot{Plot: p, ID: id, Class: string(p.Kind)}
	for _, t := range p.Ticks {
		out.Ticks = append(out.Ticks, mark{X: percent(at(t.At)), Text: t.Text, Anchor: "middle"})
	}
	for _, g := range p.Guides {
		out.Guides = append(out.Guides, mark{X: percent(at(g.At)), Text: g.Name, Dashed: g.Dashed})
	}
	for _, r := range p.Rows {
		v := row{Row: r, HasValue: r.Value != nil, IsBar: p.Kind != page.Forest && r.Value != nil, IsOuter: p.Kind == page.Funnel, HasInner: r.Inner != nil, Zero: percent(at(0))}
		if r.Value != nil {
			low, high := p.Low, p.High
			if r.Low != nil {
				low = *r.Low
			}
			if r.High != nil {
				high = *r.High
			}
			v.HasRange = p.Kind != page.Funnel && (r.Low != nil || r.High != nil)
			v.X, v.X1, v.X2 = percent(at(*r.Value)), percent(at(low)), percent(at(high))
			v.BarX, v.BarWidth = percent(min(at(0), at(*r.Value))), percent(max(at(*r.Value), at(0))-min(at(*r.Value), at(0)))
		}
		if r.Inner != nil {
			v.InnerWidth = percent(at(*r.Inner) - at(0))
		}
		out.Rows = append(out.Rows, v)
	}
	return out
}

// Width of so many columns of the page.
func (p *plot) Width(span int) string { return width(span) }

func (t *table) Width(span int) string { return width(span) }

func width(span int) string { return fmt.Sprintf("%.2f%%", 100*float64(span)/page.Grid) }

// Cells of a row of the plot.
func (p *plot) Cells() int { return 2 + len(p.Columns) }

// Head of a column of the table.
func (t *table) Head(i int) string { return t.Columns[i].Head }

// Number tells whether a column of the table has numbers, which stand to the right.
func (t *table) Number(i int) bool { return t.Columns[i].Number }
