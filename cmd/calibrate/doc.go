// Command calibrate measures how often the audit is right: it draws pools with
// planted effects, audits each, and counts.
//
//		go run ./cmd/calibrate --scenarios none,strong
//		go run ./cmd/calibrate --pools 300 --reliance 60 --keep DIR --document docs/calibration.md
//
//	 1. A scenario is a kind of pool (scenario.go, designs.go). Its coefficients are
//	    solved for once, on 20,000 applications; then pools are drawn, each with a truth
//	    of its own (pool.go). What has no closed form in one pool is computed once, from
//	    the true chances of a large one (limits.go, gaps.go).
//	 2. Each pool goes through audit.Run, as a user's would (draw.go).
//	 3. Every estimate is held against its truth (estimand.go), and the verdicts against
//	    what was planted (verdict.go, bars.go).
//	 4. Coverage, bias and rates are printed with their Monte Carlo errors and bars
//	    (summary.go, print.go), written into the document (document.go), and to a workbook
//	    with charts (workbook.go, overview.go).
//
// Equal seeds and pools print equal tables, whatever the number of workers. With --keep
// an interrupted calibration goes on at the scenario where it was (keep.go).
package main
