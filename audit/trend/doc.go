// Package trend compares the looks of scheduled audits.
//
//  1. [LookOf] keeps of a result what history needs: aggregates, no applicants.
//  2. [Compare] numbers the look, tests each finding at a level that the looks share,
//     and says what is new, persisting or resolved (trend.go), and whether the pool
//     itself changed (drift.go).
//
// What it does not do: store looks, or touch a verdict of the run.
package trend
