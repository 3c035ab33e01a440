package doubt

import (
	"fmt"
	"strings"

	"weaksignal/extract/decision/table"
)

// doubtShare is the share of all applications, or of those that advanced, from
// which what was not understood could change a headline: a difference of two
// points in a rate is about the smallest that the reports print as one.
const doubtShare = 0.02

// DoubtKind says what kind of thing was not understood.
type DoubtKind string

const (
	DoubtText DoubtKind = "text" // a status, reason, stage, source or referrer that only the employer can explain
	DoubtDate DoubtKind = "date" // a cell of a date column
	DoubtRow  DoubtKind = "row"  // a row that could not be used
)

// Doubt collects what in an export was not understood, and decides whether an
// audit that leaves it out could mislead.
type Doubt struct {
	// Applications and Advanced of the whole export: what the shares are of.
	Applications, Advanced int
	Items                  []Doubted
}

// Doubted is one thing not understood.
type Doubted struct {
	Kind         DoubtKind
	File, Column string
	Text         string // the text, or an example cell
	Row          int    // of the first; 0 = not known
	// Rows that hold it, and how many rows the column has at all (0 = not known).
	Rows, Of int
	// Advanced counts those of Rows whose application advanced as far as is known, or
	// could have: for a text that was not understood, all of them.
	Advanced int
	Reason   string
	// Remedy holds the lines to paste into the configuration.
	Remedy string
}

// String reads `"Passed over" (12 rows)`, or `12 rows, the first is row 4` of rows.
func (t Doubted) String() string {
	if t.Kind == DoubtRow {
		return fmt.Sprintf("%d rows, the first is row %d", t.Rows, t.Row)
	}
	return fmt.Sprintf("%q (%d rows)", t.Text, t.Rows)
}

// Add takes in one thing not understood.
func (d *Doubt) Add(t Doubted) { d.Items = append(d.Items, t) }

// Misleads tells whether things of this kind together could change a headline:
// more than 2 % of the applications, more than 2 % of those that advanced (a single
// one alone is a slip), or a column that fails in every row.
func (d *Doubt) Misleads(kind DoubtKind) bool {
	rows, advanced := 0, 0
	for _, t := range d.Items {
		if t.Kind != kind {
			continue
		}
		if t.Of > 0 && t.Rows == t.Of {
			return true
		}
		rows += t.Rows
		advanced += t.Advanced
	}
	if kind != DoubtText && rows == 1 {
		return false // one slip, which is named and left out
	}
	return float64(rows) > doubtShare*float64(d.Applications) || advanced > 1 && float64(advanced) > doubtShare*float64(d.Advanced)
}

// Guards says what was not understood, a guard for each column, the most frequent
// things first; fatal where an audit would mislead.
func (d *Doubt) Guards() []Guard {
	type place struct {
		kind                 DoubtKind
		file, column, reason string
	}
	var order []place
	by := map[place][]Doubted{}
	for _, t := range d.Items {
		p := place{kind: t.Kind, file: t.File, column: t.Column}
		if t.Kind == DoubtRow {
			p.reason = t.Reason // rows are left out for reasons that have nothing to do with each other
		}
		if by[p] == nil {
			order = append(order, p)
		}
		by[p] = append(by[p], t)
	}
	var out []Guard
	for _, p := range order {
		list := by[p]
		rows, names, remedies := 0, []string{}, []string{}
		for _, t := range list {
			rows += t.Rows
			names = append(names, t.String())
			if t.Remedy != "" && len(remedies) < MaxRemedies {
				remedies = append(remedies, t.Remedy)
			}
		}
		out = append(out, Guard{ID: "not_understood_" + string(p.kind), Fatal: d.Misleads(p.kind), Error: table.Error{File: p.file, Column: p.column, Row: list[0].Row,
			Reason: list[0].Reason + ": " + FirstFew(names), Remedy: strings.Join(remedies, "\n")}})
	}
	return out
}

// GuardTexts is the id of a guard that lists texts which only the employer can explain.
const GuardTexts = "not_understood_" + string(DoubtText)

// MaxRemedies bounds the lines to paste that one message prints.
const MaxRemedies = 10
