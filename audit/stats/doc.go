// Package stats holds the statistics of the audit: numbers in, numbers out.
//
// It knows nothing of applicants, files or reports. Every function documents
// its formula, assumptions, small-sample behaviour and source, returns an error
// (see errors.go) where the quantity is not estimable, never a NaN as an
// answer, and is checked against values from R, SciPy or a published table
// that stand in testdata beside the script that made them.
//
// By topic:
//
//  1. One rate: [Wilson]. Two rates: differences [Newcombe], [MiettinenNurminen],
//     [Mee]; ratios [Koopman], [MiettinenNurminenRatio]; odds ratios
//     [ConditionalOddsRatio]; tests [Fisher] with mid-p, [HypergeometricZ].
//  2. Rates over strata: [MHRiskDifference], [MHRiskRatio], [MHOddsRatio],
//     [CommonOddsRatio]; tests [CMH], [ExactCMH], [BreslowDay], and
//     [MantelFleiss] to choose between the first two.
//  3. Regression on counts of distinct patterns: [Grouped] and the fits on it,
//     with clustered covariances and average marginal effects.
//     What they explain is divided by a [Game]: Shapley's values of two blocks and
//     Owen's of the signals in them.
//  4. What a p-value needs: [Holm], [BenjaminiHochberg] and their kin; what a
//     missing effect needs: [Power], [DetectableDifference]; what a found one
//     needs: [EValue], [RobustnessValue], [AdjustForBenchmark].
//  5. Adverse impact in integers: [FourFifths], [Flips], [Shortfall]; agreement
//     of judges: [KrippendorffNominal].
//
// What it does not do: choose a method by looking at the outcome, draw random
// numbers without a seed of the caller, or say what a number means.
//
// Distributions, linear algebra and optimisation come from gonum.
package stats
