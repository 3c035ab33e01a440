// Package interaction tests whether a slope is the same at every level of something
// else, and estimates it by level, for many slopes at once.
//
//  1. [Fit] takes cells (stratum, level, covariates, counts) and fits the log odds with
//     a main effect of the level, conditional on each stratum's number of selections, so
//     that strata of two hold their size like strata of two hundred (null.go,
//     inclusion.go).
//  2. [Null.Tests] makes the efficient score test of slope × level for every slope: one
//     pass, no further fit (score.go). Where the level does not vary within clusters the
//     score is clustered; where some people count several times their products are added
//     (persons.go).
//  3. [Levels] gives the slope by level in a linear model within strata (levels.go).
//
// Score tests look at the null only: they don't say how large a difference is. Package
// homogeneity is for a level that is the stratum itself.
package interaction
