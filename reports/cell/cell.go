package cell

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// People prints the people of a row as far as its shade allows.
func People(t *disclosure.Tally) sheet.Cell {
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

// Advanced prints how many of them advanced, likewise.
func Advanced(t *disclosure.Tally) sheet.Cell {
	switch t.Shade() {
	case disclosure.Empty:
		return sheet.EmptyCell()
	case disclosure.Open:
		return sheet.Count(t.Selected())
	}
	return sheet.HiddenCell(words.WithheldOutcome)
}

// Rate is advanced ÷ people: a live formula over two visible cells, or a word.
func Rate(t *disclosure.Tally, peopleAt, advancedAt string) sheet.Cell {
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

// Estimate prints value, low and high of an estimate as three cells.
func Estimate(e result.Estimate, scale float64, format string) []sheet.Cell {
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

// Withheld is a run of cells whose numbers may not be shown.
func Withheld(n int) []sheet.Cell {
	return slices.Repeat([]sheet.Cell{sheet.HiddenCell(words.Withheld)}, n)
}

// Truth prints a truth value in words, nothing where there is none.
func Truth(b *bool, yes, no string) sheet.Cell {
	switch {
	case b == nil:
		return sheet.EmptyCell()
	case *b:
		return sheet.Plain(yes, sheet.Body().Boxed().Strong())
	}
	return sheet.Plain(no, sheet.Body().Boxed().Strong())
}
