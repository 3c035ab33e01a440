package appendix

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// Columns of Findings, from 1, for formulas and charts.
const (
	findVerdict = 3 + iota
	findWhy
	_ // counts as
	findEffect
	_ // from
	_ // to
	_ // at least
	_ // p
	_ // adjusted p
	findWithN
	findWithAdvanced
	findWithRate
	findWithoutN
	findWithoutAdvanced
	findWithoutRate
	findUnknown
	findDifference
	findRatio
	findForms
)

func findingsColumns() []sheet.Column {
	points := words.UnitPoints
	return slices.Concat([]sheet.Column{stageColumn(), signalColumn(), text("Verdict", 24, words.MeaningVerdict), text("Why this verdict", 46, words.MeaningWhy), text("Counts as", 12, words.MeaningCountsAs)},
		interval("Effect (points)", points, words.MeaningEffect, "Effect from", "Effect to"),
		[]sheet.Column{number("At least (points)", points, words.MeaningAtLeast), probability("p", words.MeaningP), probability("Adjusted p", words.MeaningAdjustedP)},
		counts("With: people", "With: advanced", "With: rate", words.MeaningWith), counts("Without: people", "Without: advanced", "Without: rate", words.MeaningWithout),
		[]sheet.Column{number("Not known", words.UnitPeople, words.MeaningNotKnown), number("Difference (points)", points, words.MeaningDifference), number("Ratio", words.UnitRatio, words.MeaningRatio),
			number("Straight lines (points)", points, words.MeaningLinear), number("Splines (points)", points, words.MeaningSpline), number("Quantile groups (points)", points, words.MeaningQuantiles),
			text("Differs by", 30, words.MeaningDiffersBy), number("Without criteria (points)", points, words.MeaningWithoutCriteria), number("With criteria (points)", points, words.MeaningWithCriteria),
			number("Tipping point", words.UnitLogOdds, words.MeaningTipping)})
}

// findingsPage lists every signal at every stage, by verdict, with its effect, its counts,
// and what the effect hangs on.
func findingsPage(d *draft) *sheet.Page {
	columns := findingsColumns()
	p := d.page(words.SheetFindings, words.FindingsNote, columns)
	p.KeyColumns, p.PagesWide = 2, 3
	start := p.Next() + 1
	var rows [][]sheet.Cell
	var forests []*sheet.Forest
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		f := &sheet.Forest{Sheet: p.Name, Value: findEffect, Data: len(columns) + 2, Beside: 1, Width: 860, Title: fmt.Sprintf(words.TitleForest, reports.StageName(st.Stage)), Margin: st.Margin * 100}
		more := stageFindings(d, i, start+len(rows), f)
		rows = append(rows, more...)
		if len(f.Rows) > 0 && (i == 0 || st.Stage == result.BottomLine) { // the others' stand in the table
			f.Scale()
			forests = append(forests, f)
		}
	}
	first, last := p.Grid("findings", columns, rows)
	sheet.MarkVerdicts(p, findVerdict, first, last)
	p.Widen(2, 22)
	p.PrintColumns = len(columns)
	under := p.Next() + 1
	for _, f := range forests {
		f.First, f.Last = under, under
	}
	sheet.PlaceForests(p, forests)
	return p
}

// stageFindings are the rows of a stage, by verdict, and the intervals of its plot.
func stageFindings(d *draft, i, start int, f *sheet.Forest) (rows [][]sheet.Cell) {
	st := d.Result.Stages[i]
	var hidden withheldRows
	for _, j := range byVerdict(st.Signals) {
		s, sh := st.Signals[j], d.Shown.Signal(i, j)
		if sh >= disclosure.AllHidden && s.Verdict == result.CannotTell {
			hidden.add(d.PartLabel(s.Signal, s.Block))
			continue
		}
		row := start + len(rows)
		rows = append(rows, findingRow(d, i, j, row))
		if e := shownEffect(st, s, sh); e.Low != nil && e.High != nil {
			color, symbol := forestMark(s.Verdict)
			f.Rows = append(f.Rows, sheet.ForestRow{Row: row, Label: forestLabel(d, s), Value: *e.Value * 100, Low: *e.Low * 100, High: *e.High * 100, Color: color, Symbol: symbol})
		}
	}
	return append(rows, hidden.row(len(findingsColumns()), findWhy, sheet.Text(reports.StageName(st.Stage)))...)
}

// byVerdict lists the signals by index: associated ones, those without material
// association, those that can't be told; within each weak ones first.
func byVerdict(signals []result.SignalResult) []int {
	verdicts := []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell}
	blocks := []result.Block{result.Weak, result.JobRelated, result.Context}
	order := make([]int, len(signals))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(slices.Index(verdicts, signals[a].Verdict), slices.Index(verdicts, signals[b].Verdict)),
			cmp.Compare(slices.Index(blocks, signals[a].Block), slices.Index(blocks, signals[b].Block)))
	})
	return order
}

// shownEffect is the decisive effect of a signal as far as it may be printed.
func shownEffect(st result.StageResult, s result.SignalResult, sh disclosure.Shade) result.Estimate {
	if sh >= disclosure.AllHidden {
		return result.Estimate{}
	}
	return disclosure.Guarded(s.Effect.Estimate, st, sh)
}

// effectName names the signal with the change that its effect means, where that is not
// just having it.
func effectName(d *draft, s result.SignalResult) string {
	name := d.Label(s.Signal)
	if s.Kind == result.Numeric && s.Effect.Unit != "" {
		return name + " (" + words.Unit(&s.Effect) + ")"
	}
	return name
}

func findingRow(d *draft, i, j, row int) []sheet.Cell {
	st := d.Result.Stages[i]
	s, sh := st.Signals[j], d.Shown.Signal(i, j)
	with, without := d.Shown.Present[i][j], d.Shown.Absent[i][j]
	name := d.SignalName(st, s)
	if s.Kind == result.Numeric {
		name = effectName(d, s)
	}
	cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(name), sheet.Plain(reports.VerdictWord(s.Verdict), sheet.Body().Boxed().Strong()),
		sheet.Text(d.Why(s, sh)), sheet.Text(reports.BlockName(s.Block))}
	cells = append(cells, effectCells(st, s, sh)...)
	cells = append(cells, sideCells(with, sh, row, findWithN)...)
	cells = append(cells, sideCells(without, sh, row, findWithoutN)...)
	cells = append(cells, sheet.Count(s.Unknown))
	cells = append(cells, comparison(with, without, sh, row)...)
	return append(cells, hingeCells(d, i, j)...)
}

// effectCells are the decisive effect, what it is at least, and its p. Where counts are
// withheld the effect is rough, and a p, which would sharpen it, stays out.
func effectCells(st result.StageResult, s result.SignalResult, sh disclosure.Shade) []sheet.Cell {
	switch {
	case sh >= disclosure.AllHidden:
		return cell.Withheld(6)
	case sh > disclosure.Open:
		return append(cell.Estimate(shownEffect(st, s, sh), 100, sheet.AsPoints), cell.Withheld(3)...)
	}
	return append(cell.Estimate(s.Effect.Estimate, 100, sheet.AsPoints), sheet.Value(s.Effect.AtLeast, 100, sheet.AsPoints), sheet.Probability(s.Effect.P), sheet.Probability(s.Effect.PAdjusted))
}

// hingeCells are what the effect hangs on: the form of the criteria, what it differs by,
// the criteria themselves, and what unknown carriers of the signal could be.
func hingeCells(d *draft, i, j int) []sheet.Cell {
	s, sh := d.Result.Stages[i].Signals[j], d.Shown.Signal(i, j)
	if sh > disclosure.Open {
		cells := cell.Withheld(7)
		cells[3] = sheet.HiddenText(words.Withheld)
		return cells
	}
	form := func(e result.Estimate) sheet.Cell {
		if e.Value == nil {
			return sheet.EmptyCell()
		}
		return sheet.Value(e.Value, 100, sheet.AsPoints)
	}
	cells := []sheet.Cell{form(s.Form.Linear), form(s.Form.Spline), form(s.Form.Quantiles), sheet.Text(differsBy(d, i, s))}
	for _, without := range []string{criteriaAll, criteriaNone} {
		at := slices.IndexFunc(s.Criteria, func(c result.CriterionEffect) bool { return c.Without == without })
		if at < 0 {
			cells = append(cells, sheet.EmptyCell())
			continue
		}
		cells = append(cells, form(s.Criteria[at].Effect))
	}
	return append(cells, sheet.Value(s.TippingPoint, 1, sheet.AsRatio))
}

// What a [result.CriterionEffect] leaves out where it is no single criterion.
const (
	criteriaAll  = "all"
	criteriaNone = "none"
)

// differsBy names what the effect is found to differ by, else the clearest thing looked at.
func differsBy(d *draft, i int, s result.SignalResult) string {
	var said []string
	for _, m := range s.DiffersBy {
		if m.PAdjusted != nil && *m.PAdjusted < failAlpha {
			said = append(said, moderatorName(m)+" ("+moderatorP(d, i, m)+")")
		}
	}
	switch {
	case len(said) > 0:
		return strings.Join(said, "; ")
	case len(s.DiffersBy) > 0:
		return fmt.Sprintf(words.DiffersNot, words.Counted(len(s.DiffersBy), "comparison", "comparisons"))
	}
	return ""
}

// sideCells prints people, advanced and rate of one side of a signal.
func sideCells(t *disclosure.Tally, sh disclosure.Shade, row, column int) []sheet.Cell {
	if sh <= disclosure.Open {
		return []sheet.Cell{cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(column, row), sheet.At(column+1, row))}
	}
	return []sheet.Cell{cell.People(t), sheet.HiddenCell(words.WithheldOutcome), sheet.HiddenCell(words.WithheldOutcome)}
}

// comparison is the difference and the ratio of two visible rates, live.
func comparison(with, without *disclosure.Tally, sh disclosure.Shade, row int) []sheet.Cell {
	switch {
	case sh > disclosure.Open:
		return cell.Withheld(2)
	case with.N() == 0 || without.N() == 0:
		return []sheet.Cell{sheet.EmptyCell(), sheet.EmptyCell()}
	}
	a := float64(with.Selected()) / float64(with.N())
	b := float64(without.Selected()) / float64(without.N())
	left, right := sheet.At(findWithRate, row), sheet.At(findWithoutRate, row)
	ratio := sheet.EmptyCell()
	if b > 0 {
		ratio = sheet.Cell{Value: a / b, Formula: fmt.Sprintf("%s/%s", left, right), Look: sheet.Number(sheet.AsRatio)}
	}
	return []sheet.Cell{{Value: (a - b) * 100, Formula: fmt.Sprintf("(%s-%s)*100", left, right), Look: sheet.Number(sheet.AsPoints)}, ratio}
}

func noSignals(d *draft) string {
	if d.FirstStage() < 0 {
		return words.AbsentSignals
	}
	return ""
}
