package main

import (
	"bytes"
	"context"
	"testing"

	"weaksignal/reports/sheet/xlsxtest"
)

func TestCalibrationWorkbook(t *testing.T) {
	coverage, ratio := .951, 1.02
	c := &calibration{Command: "go run ./cmd/calibrate", Pools: 400,
		Coverage: []coverageRow{
			{Scenario: "none", Estimand: "risk ratio", Class: "weak", N: 400, Truth: 1.05, Bar: "no interval"},
			{Scenario: "none", Estimand: "headline", Class: "weak, no effect", N: 400, Points: true, Headline: true, SERatio: &ratio, Coverage: &coverage, CoverageError: .01, Width: 15, Bar: "met"},
		},
		Rates: []verdictRate{{Scenario: "none", Line: falseFlag, N: 400, Rate: .04, Error: .01, Bar: "met"}}}
	var b bytes.Buffer
	if err := writeCalibration(context.Background(), &b, c); err != nil {
		t.Fatal(err)
	}
	f := xlsxtest.Open(t, b.Bytes())
	rows := xlsxtest.Rows(t, f, sheetCoverage)
	last := rows[len(rows)-2:]
	if last[1][1] != "headline" || last[1][9] != "0.951" || last[1][10] != "0.01" || last[1][12] != "met" || last[0][1] != "risk ratio" || last[0][9] != "" {
		t.Errorf("rows: %v", last)
	}
	overview := xlsxtest.Rows(t, f, sheetOverview)
	if overview[len(overview)-1][2] != "0.951" || overview[len(overview)-1][4] != "0.04" {
		t.Errorf("overview: %v", overview)
	}
	rates := xlsxtest.Rows(t, f, sheetRates)
	if rates[len(rates)-1][3] != "0.04" {
		t.Errorf("rates: %v", rates)
	}
}
