package reports

import (
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

func testColumns() []sheet.Column {
	heads := []string{"Stage", "Signal", "Counts as",
		"Difference (points)", "Difference from", "Difference to", "Ratio of rates", "Ratio from", "Ratio to",
		"Rejection ratio", "Rejection from", "Rejection to", "Odds ratio", "Odds from", "Odds to",
		"Fisher p", "Mid-p", "Standard deviations",
		"Within requisitions (points)", "Within from", "Within to", "Within p", "Requisitions differ p", "Requisitions higher", "Requisitions lower",
		"Linear check (points)", "E-value", "Robustness value", "Known factor leaves (points)", "Detectable (points)", "Notes"}
	out := make([]sheet.Column, len(heads))
	for i, h := range heads {
		out[i] = sheet.Column{Head: h}
	}
	return out
}

// testsPage holds the unadjusted comparisons, the tests and the sensitivity of
// each finding, for readers with statistics.
func testsPage(d *draft) *sheet.Page {
	widths := []float64{15, 23, 11}
	for range testColumns()[3:] {
		widths = append(widths, 12)
	}
	widths[len(widths)-1] = 55
	p := sheet.New(words.SheetTests, widths...)
	p.PagesWide, p.KeyColumns = 2, 3
	p.Title(words.SheetTests)
	p.PlainNote(words.TestsNote)
	p.Add(backLink())
	var rows [][]sheet.Cell
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			rows = append(rows, testRow(d, i, j, st, s))
		}
	}
	p.Grid("tests", testColumns(), rows)
	return p
}

func testRow(d *draft, i, j int, st result.StageResult, s result.SignalResult) []sheet.Cell {
	cells := []sheet.Cell{sheet.Text(stageName(st.Stage)), sheet.Text(d.signalText(st, s)), sheet.Text(blockName(s.Block))}
	if d.shown.Signal(i, j) > disclosure.Open {
		cells = append(cells, withheldCells(len(testColumns())-4)...)
		return append(cells, sheet.Text(words.WithheldReason))
	}
	add := func(more ...sheet.Cell) { cells = append(cells, more...) }
	add(estimate(s.RiskDifference, 100, sheet.AsPoints)...)
	add(estimate(s.RiskRatio, 1, sheet.AsRatio)...)
	add(estimate(s.RejectionRatio, 1, sheet.AsRatio)...)
	add(estimate(s.OddsRatio, 1, sheet.AsRatio)...)
	add(sheet.Probability(s.FisherP), sheet.Probability(s.MidP), sheet.Value(s.Z, 1, sheet.AsRatio))
	str := s.Stratified
	add(estimate(str.MHRiskDifference, 100, sheet.AsPoints)...)
	add(sheet.Probability(str.CMHP), sheet.Probability(str.BreslowDayP), sheet.Count(str.Up), sheet.Count(str.Down))
	add(estimate(s.Adjusted.LinearProbability, 100, sheet.AsPoints)[0])
	add(estimate(s.Sensitivity.EValue, 1, sheet.AsRatio)[0], estimate(s.Sensitivity.RobustnessValue, 1, sheet.AsRatio)[0])
	if b := s.Sensitivity.Benchmark; b != nil {
		add(estimate(b.AdjustedEffect, 100, sheet.AsPoints)[0])
	} else {
		add(sheet.EmptyCell())
	}
	add(estimate(s.DetectableDifference, 100, sheet.AsPoints)[0])
	return append(cells, sheet.Text(d.inWords(testNotes(s))))
}

// testNotes are the warnings of a signal and what could not be computed, with the
// reason. A warning may count those who left
// without a decision, who may be few where those of the signal are not.
func testNotes(s result.SignalResult) string {
	var parts []string
	few := s.Excluded != nil && (tooFew(s.Excluded.Present) || tooFew(s.Excluded.Absent))
	for _, w := range s.Warnings {
		parts = append(parts, maskNumbersIf(few, w))
	}
	missing := reasons(namedEstimate{"Difference", s.RiskDifference}, namedEstimate{"Ratio", s.RiskRatio},
		namedEstimate{"Odds ratio", s.OddsRatio}, namedEstimate{"Within requisitions", s.Stratified.MHRiskDifference},
		namedEstimate{"Linear check", s.Adjusted.LinearProbability}, namedEstimate{"E-value", s.Sensitivity.EValue},
		namedEstimate{"Robustness value", s.Sensitivity.RobustnessValue}, namedEstimate{"Detectable", s.DetectableDifference})
	if missing != "" {
		parts = append(parts, missing+".")
	}
	return strings.Join(parts, " ")
}

// tooFew tells whether a count is too small for a percentage.
func tooFew(c result.Count) bool {
	return c.N < disclosure.SmallPeople || c.Advanced < disclosure.SmallOutcome || c.N-c.Advanced < disclosure.SmallOutcome
}
