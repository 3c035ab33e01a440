// Package panel fits many logistic models to one design: one intercept per stratum,
// Firth's penalty or none, on any subset of the columns and with folds held out.
//
//  1. [Of] cuts a design down to the strata in which some advanced and some did not,
//     and the columns that vary within one.
//  2. [Panel.Fit] climbs to the maximum, or a step from a fit near it (fit.go,
//     profile.go), by the sums of passes over the rows (pass.go) and, where asked,
//     Firth's penalty (penalty.go); rows are kept sparsely where they are many (sparse.go), and merged
//     where a subset makes them equal (subset.go).
//  3. [NewHeldOut] scores subsets of columns on strata that the fit did not see.
//
// What it does not do: give standard errors. Package logit fits one model with all of
// its errors; this one, hundreds with none.
package panel
