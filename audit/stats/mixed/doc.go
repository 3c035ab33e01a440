// Package mixed fits a logistic model with a random intercept per cluster, as of
// screeners, on a design of package logit: [RandomIntercept], by adaptive Gauss–Hermite
// quadrature (quadrature.go, predictors.go) and Newton's method (newton.go). A [Fit]
// gives the spread with its interval and test, and each cluster's rate, shrunken and
// standardised (rates.go). [ICC] and [MedianOddsRatio] say the spread in other words.
//
// What it does not do: random slopes, or more than one kind of cluster.
package mixed
