package appendix

import (
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

func testColumns() []sheet.Column {
	points, ratio := words.UnitPoints, words.UnitRatio
	return slices.Concat([]sheet.Column{stageColumn(), signalColumn(), notesColumn(46), text("Counts as", 12, words.MeaningCountsAs)},
		interval("Difference (points)", points, words.MeaningDifference, "Difference from", "Difference to"),
		interval("Ratio of rates", ratio, words.MeaningRatioOfRates, "Ratio from", "Ratio to"),
		interval("Rejection ratio", ratio, words.MeaningRejectionRatio, "Rejection from", "Rejection to"),
		interval("Odds ratio", ratio, words.MeaningOddsRatio, "Odds from", "Odds to"),
		[]sheet.Column{probability("Fisher p", words.MeaningFisher), probability("Mid-p", words.MeaningMidP), number("Standard deviations", words.UnitDeviations, words.MeaningDeviations)},
		interval("Within requisitions (points)", points, words.MeaningWithin, "Within from", "Within to"),
		[]sheet.Column{probability("Within p", words.MeaningWithinP), probability("Requisitions differ p", words.MeaningRequisitionsDiffer),
			number("Requisitions higher", words.UnitRequisitions, words.MeaningHigher), number("Requisitions lower", words.UnitRequisitions, words.MeaningLower),
			number("Linear check (points)", points, words.MeaningLinearCheck), number("E-value", ratio, words.MeaningEValue), number("Robustness value", words.UnitP, words.MeaningRobustness),
			number("Known factor leaves (points)", points, words.MeaningKnownFactor), number("Detectable (points)", points, words.MeaningDetectable)})
}

// testNotesAt is the column of the notes on Tests, from 1.
const testNotesAt = 3

// testsPage holds the unadjusted comparisons, the tests and the sensitivity of each
// finding, then what its effect differs by and the criteria one by one.
func testsPage(d *draft) *sheet.Page {
	columns := testColumns()
	p := d.page(words.SheetTests, words.TestsNote, columns)
	p.PagesWide, p.KeyColumns = 3, 2
	var rows [][]sheet.Cell
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		var hidden withheldRows
		for _, j := range byVerdict(st.Signals) {
			if s := st.Signals[j]; d.Shown.Signal(i, j) > disclosure.Open {
				hidden.add(d.PartLabel(s.Signal, s.Block))
			} else {
				rows = append(rows, testRow(d, st, s))
			}
		}
		rows = append(rows, hidden.row(len(columns), testNotesAt, sheet.Text(reports.StageName(st.Stage)))...)
	}
	p.Grid("tests", columns, rows)
	moderatorTable(d, p)
	criteriaTable(d, p)
	return p
}

func testRow(d *draft, st result.StageResult, s result.SignalResult) []sheet.Cell {
	cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(d.SignalName(st, s)), sheet.Text(d.InWords(testNotes(d, s))), sheet.Text(reports.BlockName(s.Block))}
	add := func(more ...sheet.Cell) { cells = append(cells, more...) }
	add(cell.Estimate(s.RiskDifference, 100, sheet.AsPoints)...)
	add(cell.Estimate(s.RiskRatio, 1, sheet.AsRatio)...)
	add(cell.Estimate(s.RejectionRatio, 1, sheet.AsRatio)...)
	add(cell.Estimate(s.OddsRatio, 1, sheet.AsRatio)...)
	add(sheet.Probability(s.FisherP), sheet.Probability(s.MidP), sheet.Value(s.Z, 1, sheet.AsRatio))
	str := s.Stratified
	add(cell.Estimate(str.MHRiskDifference, 100, sheet.AsPoints)...)
	add(sheet.Probability(str.CMHP), sheet.Probability(str.BreslowDayP), sheet.Count(str.Up), sheet.Count(str.Down))
	add(cell.Estimate(s.Adjusted.LinearProbability, 100, sheet.AsPoints)[0])
	add(cell.Estimate(s.Sensitivity.EValue, 1, sheet.AsRatio)[0], cell.Estimate(s.Sensitivity.RobustnessValue, 1, sheet.AsRatio)[0])
	if b := s.Sensitivity.Benchmark; b != nil {
		add(cell.Estimate(b.AdjustedEffect, 100, sheet.AsPoints)[0])
	} else {
		add(sheet.EmptyCell())
	}
	add(cell.Estimate(s.DetectableDifference, 100, sheet.AsPoints)[0])
	return cells
}

// testNotes are the warnings of a signal and what could not be computed, with the
// reason. A warning may count those who left
// without a decision, who may be few where those of the signal are not.
func testNotes(d *draft, s result.SignalResult) string {
	var parts []string
	few := !d.open && s.Excluded != nil && (tooFew(s.Excluded.Present) || tooFew(s.Excluded.Absent))
	for _, w := range s.Warnings {
		parts = append(parts, reports.MaskNumbersIf(few, w))
	}
	missing := reports.Reasons(reports.Named{Name: "Difference", Estimate: s.RiskDifference}, reports.Named{Name: "Ratio", Estimate: s.RiskRatio},
		reports.Named{Name: "Odds ratio", Estimate: s.OddsRatio}, reports.Named{Name: "Within requisitions", Estimate: s.Stratified.MHRiskDifference},
		reports.Named{Name: "Linear check", Estimate: s.Adjusted.LinearProbability}, reports.Named{Name: "E-value", Estimate: s.Sensitivity.EValue},
		reports.Named{Name: "Robustness value", Estimate: s.Sensitivity.RobustnessValue}, reports.Named{Name: "Detectable", Estimate: s.DetectableDifference})
	if missing != "" {
		parts = append(parts, missing+".")
	}
	return strings.Join(parts, " ")
}

// tooFew tells whether a count is too small for a percentage.
func tooFew(c result.Count) bool {
	return c.N < disclosure.SmallPeople || c.Advanced < disclosure.SmallOutcome || c.N-c.Advanced < disclosure.SmallOutcome
}
