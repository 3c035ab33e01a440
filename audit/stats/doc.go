// Package stats holds the statistics of the audit: numbers in, numbers out.
//
// It knows nothing of applicants, files or reports. Every function documents
// its formula, assumptions, small-sample behaviour and source, returns an error
// (see errors.go) where the quantity is not estimable, never a NaN as an
// answer, and is checked against values from R, SciPy or a published table
// that stand in testdata beside the script that made them.
//
// What all share stands here: the reason why not ([NotEstimable]), a value with bounds
// ([Interval], [Pooled]), a [ChiSquare], the counts of two groups ([Table]) with
// [HypergeometricZ], root finding, [Parallel]. So do the few that fit no room:
//
//   - many p-values: [Holm], [BenjaminiHochberg]; repeated looks:
//     [LookLevel], [EffectDifference]; many effects: [CochranQ];
//   - adverse impact in integers: [FourFifths], [Flips], [Shortfall]; a product of
//     stages: [StageProduct].
//
// The rooms:
//
//   - proportions: one rate and two, and what a comparison can find;
//   - exact: 2×2 tables and strata of them;
//   - logit: logistic regression, clustered errors, marginal effects; mixed: the same with
//     random intercepts; panel: many small fits of one design;
//   - resample: bootstraps, permutations, Shapley's and Owen's values;
//   - sensitivity: what a hidden factor would need;
//   - agreement: judges with each other, a reading with the truth.
//
// What it does not do: choose a method by looking at the outcome, draw random
// numbers without a seed of the caller, or say what a number means.
//
// Distributions, linear algebra and optimisation come from gonum.
package stats
