// Command calibrate measures how often the audit is right: it draws pools with
// planted effects, audits each, and counts.
//
//		go run ./cmd/calibrate --draws 400 --out calibration.xlsx
//
//	 1. A scenario is a kind of pool (scenario.go). Its coefficients are solved for
//	    once, on 20,000 applications; then pools are drawn, each with a truth of its own.
//	 2. Each pool goes through audit.Run, as a user's would (draw.go).
//	 3. Every estimate is held against the truth of its pool (estimand.go), and the
//	    verdicts against what was planted.
//	 4. Coverage, bias and rates are printed with their Monte Carlo errors
//	    (summary.go, print.go), and written to a workbook with charts (workbook.go, overview.go).
//
// Equal seeds and draws print equal tables, whatever the number of workers. It
// reads no file.
package main
