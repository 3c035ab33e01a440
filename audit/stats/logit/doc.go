// Package logit fits logistic models, and the linear probability model beside them, to
// counts of distinct patterns: one intercept per stratum, slopes that strata share.
//
//  1. [NewGrouped] packs [Patterns] into a [Grouped]: sorted, scaled, what cannot be
//     estimated set aside (grouped.go and its parts). [Design] is its data for models of
//     other packages.
//  2. Fits on it: [LogisticML], [Firth], [LinearProbability], [ConditionalLogit]. Newton's
//     method stands in logistic_newton.go, separation in logistic_separation.go.
//  3. What a [Fit] says: coefficients, likelihood ratios, Firth's profile intervals
//     (firth_profile.go), average marginal effects (ame.go), covariances by cluster CR0 to
//     CR2 with Satterthwaite's degrees of freedom (cluster.go and its parts; they are read
//     off the fit's own information matrix, and therefore stand here), and permutation
//     tests of a block's score (logistic_permutation.go).
//
// What it does not do: random intercepts (package mixed), many models of one design
// without standard errors (package panel), or choose among the fits.
package logit
