package page

import "weaksignal/reports/words"

// Report is what both files print.
type Report struct {
	// Title asks, Answer answers in one sentence, Subject in the few words of a mail's.
	Title, Answer, Subject string
	// Origin is the organisation, the period and the run.
	Origin string
	// RunID and Confidentiality stand on every page.
	RunID, Confidentiality string
	Paper                  Paper
	Pages                  []Page
}

// Page is one printed page: a worksheet of its own, a section of the HTML file.
type Page struct {
	// Name of the sheet's tab; Title heads the page.
	Name, Title string
	Blocks      []Block
}

// Block is one of the types below.
type Block interface{ block() }

// Headline is the answer, in large letters.
type Headline struct{ Text string }

// Heading of what follows.
type Heading struct{ Text string }

// TextKind tells how a text is printed.
type TextKind string

const (
	Body    TextKind = "body"
	Note    TextKind = "note"    // small: how to read something
	Caution TextKind = "caution" // boxed
)

// Text is a paragraph.
type Text struct {
	Kind TextKind
	Text string
}

// List is short sentences under a heading.
type List struct {
	Heading  string
	Numbered bool
	Items    []string
	Cut
}

// Cut says what of a block gave way to the paper.
type Cut struct {
	// Least rows stay whatever; of two blocks the one with the higher Give is shortened
	// first; 0 = never.
	Least, Give int
	// Whole parts of a plot give way, not rows of one: a few of its groups would mislead.
	Whole bool
	// More rows were left out.
	More int
}

// Tone is what a verdict says, for colour and mark; words and symbols say it too.
type Tone string

const (
	Plain Tone = ""
	Alert Tone = "alert" // associated, or a difference indicated
	Calm  Tone = "calm"  // no material association, or none indicated
	Doubt Tone = "doubt" // cannot tell
)

// Cell of a table.
type Cell struct {
	Text string
	Tone Tone
	// Number cells stand to the right.
	Number bool
	// Withheld marks a count or what would give one away.
	Withheld bool
}

// Column of a table.
type Column struct {
	Head string
	// Span of the twenty-four columns that a page has.
	Span   int
	Number bool
}

// Table has as many cells in a row as columns.
type Table struct {
	Heading string
	Columns []Column
	Rows    [][]Cell
	// Folded tables are closed in the HTML file until they are asked for.
	Folded bool
	// Lines leaves room to write by hand.
	Lines bool
	Cut
}

// PlotKind is what a plot draws.
type PlotKind string

const (
	// Forest has a mark with a range in each row, around zero.
	Forest PlotKind = "forest"
	// Bars has a bar from zero with a range.
	Bars PlotKind = "bars"
	// Funnel has two bars: who entered, and who advanced.
	Funnel PlotKind = "funnel"
)

// Plot is a picture of rows, each with its name before and its words behind it.
type Plot struct {
	Kind    PlotKind
	Heading string
	// Alt says in words what the picture shows.
	Alt string
	// Axis names the numbers.
	Axis string
	// Label and Columns are the heads before and behind the picture; their spans and
	// the picture's add up to twenty-four.
	Label   Column
	Span    int
	Columns []Column
	Rows    []Row
	// Scale, set when the page is fitted.
	Low, High float64
	Ticks     []Tick
	// Guides are marked positions: zero, the margin.
	Guides []Guide
	Cut
}

// Tick of the axis.
type Tick struct {
	At   float64
	Text string
}

// Guide is a line across all rows.
type Guide struct {
	At   float64
	Name string
	// Dashed lines are the margin; the others zero.
	Dashed bool
}

// Row of a plot. A row without a value is printed without a mark.
type Row struct {
	Label string
	// Part heads a part of the plot: it has nothing but its label.
	Part bool
	Tone Tone
	// Value with its range; nil where there is none.
	Value, Low, High *float64
	// Inner is the second bar of a funnel.
	Inner *float64
	Cells []Cell
	// Alt is the row in words.
	Alt string
}

func (*Headline) block() {}
func (*Heading) block()  {}
func (*Text) block()     {}
func (*List) block()     {}
func (*Table) block()    {}
func (*Plot) block()     {}

func (l *List) Len() int  { return len(l.Items) }
func (t *Table) Len() int { return len(t.Rows) }
func (p *Plot) Len() int  { return len(p.Rows) }

// MoreNote says how much a block left out, "" = nothing.
func (c *Cut) MoreNote() string {
	if c.More == 0 {
		return ""
	}
	return moreInAppendix(c.More)
}

func text(s string) Cell   { return Cell{Text: s} }
func number(s string) Cell { return Cell{Text: s, Number: true} }
func withheld() Cell       { return Cell{Text: words.Withheld, Number: true, Withheld: true} }
