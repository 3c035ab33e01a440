package rules

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// ruleWriter writes the rows of one table of a rule.
type ruleWriter struct {
	view  result.RuleView
	table result.RuleTable
	shown disclosure.RuleTally
	start int // row of the sheet that the first category stands in
	// all and large are the categories that the two ratios compare with, -1 = none.
	all, large int
}

// row is one category in the rule's columns.
func (w *ruleWriter) row(r int) []sheet.Cell {
	c, t := w.table.Categories[r], w.shown.Rows[r]
	var cells []sheet.Cell
	for _, column := range w.view.Columns {
		cells = append(cells, w.cell(column.Field, r, c, t))
	}
	return cells
}

func (w *ruleWriter) cell(field string, r int, c result.RuleCategory, t *disclosure.Tally) sheet.Cell {
	line := w.start + r
	switch field {
	case "category":
		return sheet.Text(c.Category)
	case "n":
		return cell.People(t)
	case "advanced":
		return cell.Advanced(t)
	case "rate":
		return cell.Rate(t, w.at("n", line), w.at("advanced", line))
	case "share":
		return w.share(c, t)
	case "reading":
		return sheet.Text(w.reading(c, t))
	case "impact_ratio":
		return w.ratio(c.ImpactRatio, r, w.all)
	case "impact_ratio_without_small":
		return w.ratio(c.ImpactRatioWithoutSmall, r, w.large)
	}
	if t.Shade() > disclosure.Open || !w.open(w.large) {
		return sheet.HiddenCell(words.Withheld)
	}
	switch field {
	case "four_fifths":
		return cell.Truth(c.FourFifths, words.FlagPasses, words.FlagBelow)
	case "flips":
		return cell.Truth(c.Flips, words.WordYes, words.WordNo)
	case "fisher_p":
		return sheet.Probability(c.FisherP)
	case "z":
		return sheet.Value(c.Z, 1, sheet.AsRatio)
	}
	if w.shown.Total.Shade() > disclosure.Open || w.shown.Unknown.Shade() > disclosure.Open {
		return sheet.HiddenCell(words.Withheld) // a shortfall gives away the selections of all
	}
	return sheet.Value(c.Shortfall, 1, "0.0")
}

func (w *ruleWriter) open(r int) bool { return r >= 0 && w.shown.Rows[r].Shade() == disclosure.Open }

// at is the cell of a field in a line of the sheet.
func (w *ruleWriter) at(field string, line int) string {
	before := 0
	if w.view.PerJob {
		before = len(ruleLead())
	}
	i := slices.IndexFunc(w.view.Columns, func(c result.RuleColumn) bool { return c.Field == field })
	return sheet.At(before+i+1, line)
}

// ratio is a live formula over two visible rates.
func (w *ruleWriter) ratio(e result.Estimate, r, reference int) sheet.Cell {
	switch {
	case w.shown.Rows[r].Shade() == disclosure.Empty:
		return sheet.EmptyCell()
	case w.shown.Rows[r].Shade() > disclosure.Open || !w.open(reference) && e.Estimable():
		return sheet.HiddenCell(words.Withheld)
	case !e.Estimable():
		return sheet.EmptyCell()
	}
	own, other := w.shown.Rows[r], w.shown.Rows[reference]
	x := float64(own.Selected()) / float64(own.N())
	y := float64(other.Selected()) / float64(other.N())
	return sheet.Cell{Value: x / y, Formula: w.at("rate", w.start+r) + "/" + w.at("rate", w.start+reference), Look: sheet.Number(sheet.AsNumber)}
}

// share of a category, where it gives away neither its count nor the total's.
func (w *ruleWriter) share(c result.RuleCategory, t *disclosure.Tally) sheet.Cell {
	switch {
	case t.Shade() == disclosure.Empty:
		return sheet.EmptyCell()
	case t.HidesPeople() || w.shown.Total.HidesPeople() || w.shown.Unknown.HidesPeople():
		return sheet.HiddenCell(words.Withheld)
	}
	return sheet.Value(c.Share.Value, 1, sheet.AsPercent)
}

// reading is the rule's word on a category, unless the word rests on counts that are
// withheld.
func (w *ruleWriter) reading(c result.RuleCategory, t *disclosure.Tally) string {
	if t.Shade() > disclosure.Open || t.Shade() == disclosure.Open && w.large >= 0 && !w.open(w.large) && c.InRule && !c.Small {
		return words.WithheldReason
	}
	return c.Reading
}

// plainRow is a row with counts and rate only.
func (w *ruleWriter) plainRow(name string, t *disclosure.Tally, line int) []sheet.Cell {
	var cells []sheet.Cell
	for _, column := range w.view.Columns {
		switch column.Field {
		case "category":
			cells = append(cells, sheet.Plain(name, sheet.Body().Boxed().Strong()))
		case "n":
			cells = append(cells, cell.People(t))
		case "advanced":
			cells = append(cells, cell.Advanced(t))
		case "rate":
			cells = append(cells, cell.Rate(t, w.at("n", line), w.at("advanced", line)))
		default:
			cells = append(cells, sheet.EmptyCell())
		}
	}
	return cells
}
