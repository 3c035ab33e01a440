// Package exact holds what is computed from one 2×2 table or a stratified set of them:
// exact inference given the margins, and the Mantel–Haenszel family beside it.
//
//  1. One table: [Fisher] with mid-p, [ConditionalOddsRatio].
//  2. Strata: [ExactCMH] and [CommonOddsRatio] exactly; [CMH], [BreslowDay],
//     [MHRiskDifference], [MHRiskRatio] and [MHOddsRatio] in large samples, and
//     [MantelFleiss] to choose between the tests.
//
// Both rest on the distribution of a table given its margins (conditional.go).
//
// What it does not do: intervals of rates, their differences and ratios (package
// proportions).
package exact
