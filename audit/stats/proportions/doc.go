// Package proportions holds one rate and two: score intervals of a rate ([Wilson]), a
// difference ([Newcombe]) and a ratio ([Koopman]), and what a comparison of two can find ([Power],
// [DetectableDifference]).
//
// What it does not do: odds ratios, exact tests and strata (package exact).
package proportions
