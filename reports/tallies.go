package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// people and advanced print a count as far as its shade allows.
func people(t *disclosure.Tally) sheet.Cell {
	switch t.Shade() {
	case disclosure.Empty:
		return sheet.Count(0)
	case disclosure.SmallGroup:
		return sheet.HiddenCell(words.WithheldSmall)
	case disclosure.AllHidden:
		return sheet.HiddenCell(words.Withheld)
	}
	return sheet.Count(t.N())
}

func advanced(t *disclosure.Tally) sheet.Cell {
	switch t.Shade() {
	case disclosure.Empty:
		return sheet.EmptyCell()
	case disclosure.Open:
		return sheet.Count(t.Selected())
	}
	return sheet.HiddenCell(words.WithheldOutcome)
}

// rate is advanced ÷ people: a live formula over two visible cells, or a word.
func rate(t *disclosure.Tally, peopleAt, advancedAt string) sheet.Cell {
	switch t.Shade() {
	case disclosure.Empty:
		return sheet.EmptyCell()
	case disclosure.Open:
	default:
		return sheet.HiddenCell(words.WithheldOutcome)
	}
	c := sheet.Cell{Look: sheet.Number(sheet.AsPercent), Value: float64(t.Selected()) / float64(t.N())}
	c.Formula = fmt.Sprintf("%s/%s", advancedAt, peopleAt)
	return c
}

// estimate prints value, low and high of an estimate as three cells.
func estimate(e result.Estimate, scale float64, format string) []sheet.Cell {
	if !e.Estimable() {
		return []sheet.Cell{sheet.HiddenCell(words.NotEstimable), sheet.EmptyCell(), sheet.EmptyCell()}
	}
	out := []sheet.Cell{sheet.Value(e.Value, scale, format), sheet.Value(e.Low, scale, format), sheet.Value(e.High, scale, format)}
	if e.Unbounded {
		for i, bound := range []*float64{e.Low, e.High} {
			if bound == nil {
				out[i+1] = sheet.HiddenCell(words.NoLimit)
			}
		}
	}
	return out
}

// withheldCells is a run of cells whose numbers may not be shown.
func withheldCells(n int) []sheet.Cell {
	return slices.Repeat([]sheet.Cell{sheet.HiddenCell(words.Withheld)}, n)
}

// reasons joins what could not be computed, once each, for a notes column.
func reasons(named ...namedEstimate) string {
	var parts []string
	for _, n := range named {
		if n.e.NotEstimable == "" {
			continue
		}
		part := n.name + ": " + n.e.NotEstimable
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "; ")
}

type namedEstimate struct {
	name string
	e    result.Estimate
}

// truth prints a truth value in words, nothing where there is none.
func truth(b *bool, yes, no string) sheet.Cell {
	switch {
	case b == nil:
		return sheet.EmptyCell()
	case *b:
		return sheet.Plain(yes, sheet.Body().Boxed().Strong())
	}
	return sheet.Plain(no, sheet.Body().Boxed().Strong())
}

func backLink() sheet.Cell {
	return sheet.Cell{Value: words.BackToSummary, Link: sheet.Place(words.SheetSummary, 1), Look: sheet.Look{Ink: sheet.InkLink, Size: 9}}
}
