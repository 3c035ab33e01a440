package reports

import (
	"strings"

	"weaksignal/audit/result"
)

func testColumns() []column {
	heads := []string{"Stage", "Signal", "Counts as",
		"Difference (points)", "Difference from", "Difference to", "Ratio of rates", "Ratio from", "Ratio to",
		"Rejection ratio", "Rejection from", "Rejection to", "Odds ratio", "Odds from", "Odds to",
		"Fisher p", "Mid-p", "Standard deviations",
		"Within requisitions (points)", "Within from", "Within to", "Within p", "Requisitions differ p", "Requisitions higher", "Requisitions lower",
		"Linear check (points)", "E-value", "Robustness value", "Known factor leaves (points)", "Detectable (points)", "Notes"}
	out := make([]column, len(heads))
	for i, h := range heads {
		out[i] = column{head: h}
	}
	return out
}

// testsPage holds the unadjusted comparisons, the tests and the sensitivity of
// each finding, for readers with statistics.
func (d *draft) testsPage() *page {
	widths := []float64{15, 23, 11}
	for range testColumns()[3:] {
		widths = append(widths, 12)
	}
	widths[len(widths)-1] = 55
	p := newPage(sheetTests, widths...)
	p.pagesWide, p.keyColumns = 2, 3
	p.title(sheetTests)
	p.plainNote(testsNote)
	p.add(backLink())
	var rows [][]cell
	for i, st := range d.res.Stages {
		for j, s := range st.Signals {
			rows = append(rows, d.testRow(i, j, st, s))
		}
	}
	p.grid("tests", testColumns(), rows)
	return p
}

func (d *draft) testRow(i, j int, st result.StageResult, s result.SignalResult) []cell {
	cells := []cell{text(stageName(st.Stage)), text(d.signalText(st, s)), text(blockName(s.Block))}
	if d.shown.signal(i, j) > open {
		cells = append(cells, withheldCells(len(testColumns())-4)...)
		return append(cells, text(withheldReason))
	}
	add := func(more ...cell) { cells = append(cells, more...) }
	add(estimate(s.RiskDifference, 100, asPoints)...)
	add(estimate(s.RiskRatio, 1, asRatio)...)
	add(estimate(s.RejectionRatio, 1, asRatio)...)
	add(estimate(s.OddsRatio, 1, asRatio)...)
	add(probability(s.FisherP), probability(s.MidP), value(s.Z, 1, asRatio))
	str := s.Stratified
	add(estimate(str.MHRiskDifference, 100, asPoints)...)
	add(probability(str.CMHP), probability(str.BreslowDayP), count(str.Up), count(str.Down))
	add(estimate(s.Adjusted.LinearProbability, 100, asPoints)[0])
	add(estimate(s.Sensitivity.EValue, 1, asRatio)[0], estimate(s.Sensitivity.RobustnessValue, 1, asRatio)[0])
	if b := s.Sensitivity.Benchmark; b != nil {
		add(estimate(b.AdjustedEffect, 100, asPoints)[0])
	} else {
		add(emptyCell())
	}
	add(estimate(s.DetectableDifference, 100, asPoints)[0])
	return append(cells, text(d.inWords(testNotes(s))))
}

// testNotes are the warnings of a signal and what could not be computed, with the
// reason. A warning on those who left repeats counts of its own, which may be
// small where those of the signal are not.
func testNotes(s result.SignalResult) string {
	var parts []string
	for _, w := range s.Warnings {
		if e := s.Excluded; e != nil && strings.HasPrefix(w, "Applications with the signal ended") &&
			(tooFew(e.Present) || tooFew(e.Absent)) {
			w = maskNumbers(w)
		}
		parts = append(parts, w)
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
	return c.N < smallPeople || c.Advanced < smallOutcome || c.N-c.Advanced < smallOutcome
}
