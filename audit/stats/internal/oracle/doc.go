// Package oracle is what the tests of package stats and its rooms share: reading the
// values of R, SciPy and published tables that stand in stats/testdata, and comparing
// with them.
package oracle
