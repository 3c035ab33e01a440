// Package disclosure decides which counts of a report may be printed, so that nobody
// who reads the whole of it can work out a small one (statistical disclosure control
// by cell suppression; Hundepool et al. 2012, Statistical Disclosure Control, ch. 4
// and 5).
//
//  1. [New] enters every count of a result, and every way in which a reader could add
//     them up, into a ledger (shown.go, groups.go, chain.go, reading.go).
//  2. The ledger withholds small counts and those that would give them away
//     (suppress.go), by working out what a reader can infer (infer.go, solve.go).
//  3. The tables of a rule by job come last and cost no other table a count (jobs.go,
//     last.go). A rule that asks for every count has them (rules.go).
//  4. [Shown] then answers, row by row, how much may be printed ([Shade]), and told.go
//     rounds what is computed from counts that may not.
//
// It knows nothing of worksheets, and prints nothing.
package disclosure
