package reports

import (
	"slices"

	"weaksignal/audit/result"
)

// ruleWriter writes the rows of one table of a rule.
type ruleWriter struct {
	view  result.RuleView
	table result.RuleTable
	shown ruleTally
	start int // row of the sheet that the first category stands in
	// all and large are the categories that the two ratios compare with, -1 = none.
	all, large int
}

// row is one category in the rule's columns.
func (w *ruleWriter) row(r int) []cell {
	c, t := w.table.Categories[r], w.shown.rows[r]
	var cells []cell
	for _, column := range w.view.Columns {
		cells = append(cells, w.cell(column.Field, r, c, t))
	}
	return cells
}

func (w *ruleWriter) cell(field string, r int, c result.RuleCategory, t *tally) cell {
	line := w.start + r
	switch field {
	case "category":
		return text(c.Category)
	case "n":
		return people(t)
	case "advanced":
		return advanced(t)
	case "rate":
		return rate(t, w.at("n", line), w.at("advanced", line))
	case "share":
		return w.share(c, t)
	case "reading":
		return text(w.reading(c, t))
	case "impact_ratio":
		return w.ratio(c.ImpactRatio, r, w.all)
	case "impact_ratio_without_small":
		return w.ratio(c.ImpactRatioWithoutSmall, r, w.large)
	}
	if t.shade() > open || !w.open(w.large) {
		return hiddenCell(withheld)
	}
	switch field {
	case "four_fifths":
		return truth(c.FourFifths, flagPasses, flagBelow)
	case "flips":
		return truth(c.Flips, wordYes, wordNo)
	case "fisher_p":
		return probability(c.FisherP)
	case "z":
		return value(c.Z, 1, asRatio)
	}
	if w.shown.total.shade() > open || w.shown.unknown.shade() > open {
		return hiddenCell(withheld) // a shortfall gives away the selections of all
	}
	return value(c.Shortfall, 1, "0.0")
}

func (w *ruleWriter) open(r int) bool { return r >= 0 && w.shown.rows[r].shade() == open }

// at is the cell of a field in a line of the sheet.
func (w *ruleWriter) at(field string, line int) string {
	before := 0
	if w.view.PerJob {
		before = len(ruleLead())
	}
	i := slices.IndexFunc(w.view.Columns, func(c result.RuleColumn) bool { return c.Field == field })
	return at(before+i+1, line)
}

// ratio is a live formula over two visible rates.
func (w *ruleWriter) ratio(e result.Estimate, r, reference int) cell {
	switch {
	case w.shown.rows[r].shade() == empty:
		return emptyCell()
	case w.shown.rows[r].shade() > open || !w.open(reference) && e.Estimable():
		return hiddenCell(withheld)
	case !e.Estimable():
		return emptyCell()
	}
	own, other := w.shown.rows[r], w.shown.rows[reference]
	x := float64(own.advanced.value) / float64(own.people.value)
	y := float64(other.advanced.value) / float64(other.people.value)
	return cell{value: x / y, formula: w.at("rate", w.start+r) + "/" + w.at("rate", w.start+reference), look: number(asNumber)}
}

// share of a category, where it gives away neither its count nor the total's.
func (w *ruleWriter) share(c result.RuleCategory, t *tally) cell {
	switch {
	case t.shade() == empty:
		return emptyCell()
	case t.people.hidden || w.shown.total.people.hidden || w.shown.unknown.people.hidden:
		return hiddenCell(withheld)
	}
	return value(c.Share.Value, 1, asPercent)
}

// reading is the rule's word on a category, unless the word rests on counts that are
// withheld.
func (w *ruleWriter) reading(c result.RuleCategory, t *tally) string {
	if t.shade() > open || t.shade() == open && w.large >= 0 && !w.open(w.large) && c.InRule && !c.Small {
		return withheldReason
	}
	return c.Reading
}

// plainRow is a row with counts and rate only.
func (w *ruleWriter) plainRow(name string, t *tally, line int) []cell {
	var cells []cell
	for _, column := range w.view.Columns {
		switch column.Field {
		case "category":
			cells = append(cells, plain(name, body().boxed().strong()))
		case "n":
			cells = append(cells, people(t))
		case "advanced":
			cells = append(cells, advanced(t))
		case "rate":
			cells = append(cells, rate(t, w.at("n", line), w.at("advanced", line)))
		default:
			cells = append(cells, emptyCell())
		}
	}
	return cells
}

// truth prints a truth value in words, nothing where there is none.
func truth(b *bool, yes, no string) cell {
	switch {
	case b == nil:
		return emptyCell()
	case *b:
		return plain(yes, body().boxed().strong())
	}
	return plain(no, body().boxed().strong())
}
