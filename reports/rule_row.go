package reports

import (
	"slices"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// ruleWriter writes the rows of one table of a rule.
type ruleWriter struct {
	view  audit.RuleView
	table audit.RuleTable
	shown disclosure.RuleTally
	start int // row of the sheet that the first category stands in
	// all and large are the categories that the two ratios compare with, -1 = none.
	all, large int
}

// row is one category in the rule's columns.
func (w *ruleWriter) row(r int) []cell {
	c, t := w.table.Categories[r], w.shown.Rows[r]
	var cells []cell
	for _, column := range w.view.Columns {
		cells = append(cells, w.cell(column.Field, r, c, t))
	}
	return cells
}

func (w *ruleWriter) cell(field string, r int, c audit.RuleCategory, t *disclosure.Tally) cell {
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
	if t.Shade() > disclosure.Open || !w.open(w.large) {
		return hiddenCell(words.Withheld)
	}
	switch field {
	case "four_fifths":
		return truth(c.FourFifths, words.FlagPasses, words.FlagBelow)
	case "flips":
		return truth(c.Flips, words.WordYes, words.WordNo)
	case "fisher_p":
		return probability(c.FisherP)
	case "z":
		return value(c.Z, 1, asRatio)
	}
	if w.shown.Total.Shade() > disclosure.Open || w.shown.Unknown.Shade() > disclosure.Open {
		return hiddenCell(words.Withheld) // a shortfall gives away the selections of all
	}
	return value(c.Shortfall, 1, "0.0")
}

func (w *ruleWriter) open(r int) bool { return r >= 0 && w.shown.Rows[r].Shade() == disclosure.Open }

// at is the cell of a field in a line of the sheet.
func (w *ruleWriter) at(field string, line int) string {
	before := 0
	if w.view.PerJob {
		before = len(ruleLead())
	}
	i := slices.IndexFunc(w.view.Columns, func(c audit.RuleColumn) bool { return c.Field == field })
	return at(before+i+1, line)
}

// ratio is a live formula over two visible rates.
func (w *ruleWriter) ratio(e audit.Estimate, r, reference int) cell {
	switch {
	case w.shown.Rows[r].Shade() == disclosure.Empty:
		return emptyCell()
	case w.shown.Rows[r].Shade() > disclosure.Open || !w.open(reference) && e.Estimable():
		return hiddenCell(words.Withheld)
	case !e.Estimable():
		return emptyCell()
	}
	own, other := w.shown.Rows[r], w.shown.Rows[reference]
	x := float64(own.Selected()) / float64(own.N())
	y := float64(other.Selected()) / float64(other.N())
	return cell{value: x / y, formula: w.at("rate", w.start+r) + "/" + w.at("rate", w.start+reference), look: number(asNumber)}
}

// share of a category, where it gives away neither its count nor the total's.
func (w *ruleWriter) share(c audit.RuleCategory, t *disclosure.Tally) cell {
	switch {
	case t.Shade() == disclosure.Empty:
		return emptyCell()
	case t.HidesPeople() || w.shown.Total.HidesPeople() || w.shown.Unknown.HidesPeople():
		return hiddenCell(words.Withheld)
	}
	return value(c.Share.Value, 1, asPercent)
}

// reading is the rule's word on a category, unless the word rests on counts that are
// withheld.
func (w *ruleWriter) reading(c audit.RuleCategory, t *disclosure.Tally) string {
	if t.Shade() > disclosure.Open || t.Shade() == disclosure.Open && w.large >= 0 && !w.open(w.large) && c.InRule && !c.Small {
		return words.WithheldReason
	}
	return c.Reading
}

// plainRow is a row with counts and rate only.
func (w *ruleWriter) plainRow(name string, t *disclosure.Tally, line int) []cell {
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
