// Package stats holds the statistics of the audit: numbers in, numbers out.
//
// It knows nothing of applicants, files or reports. Every function documents
// its formula, assumptions, small-sample behaviour and source, returns an error
// (see errors.go) where the quantity is not estimable, never a NaN as an
// answer, and is checked against values from R, SciPy or a published table
// that stand in testdata beside the script that made them.
//
// Distributions, linear algebra and optimisation come from gonum.
package stats
