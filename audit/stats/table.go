package stats

import "math"

// Table is a 2×2 table of two groups: X1 of N1 applicants of the first group
// advanced, and X2 of N2 of the second. Effects compare the first with the
// second: differences are first minus second, ratios first over second.
type Table struct {
	X1, N1, X2, N2 int
}

// Complement counts those who did not advance, for rejection ratios.
func (t Table) Complement() Table { return Table{t.N1 - t.X1, t.N1, t.N2 - t.X2, t.N2} }

// maxCount keeps products of two counts and a small factor exact in int64.
const maxCount = 1_000_000_000

// Check reports a table that is none, or one with an empty group.
func (t Table) Check() error {
	if err := t.Valid(); err != nil {
		return err
	}
	if t.N1 == 0 || t.N2 == 0 {
		return NotEstimablef("one of the two groups is empty")
	}
	return nil
}

// Valid allows empty groups, as a stratum may have.
func (t Table) Valid() error {
	if t.X1 < 0 || t.X2 < 0 || t.X1 > t.N1 || t.X2 > t.N2 {
		return NotEstimablef("the counts %d of %d and %d of %d are no table", t.X1, t.N1, t.X2, t.N2)
	}
	if t.N1 > maxCount || t.N2 > maxCount {
		return NotEstimablef("the counts %d and %d are above %d", t.N1, t.N2, maxCount)
	}
	return nil
}

// Rates returns the two proportions; both groups must have applicants.
func (t Table) Rates() (p1, p2 float64) {
	return float64(t.X1) / float64(t.N1), float64(t.X2) / float64(t.N2)
}

// Support of X1 given all four margins.
func (t Table) Support() (lo, hi int) {
	k := t.X1 + t.X2
	return max(0, k-t.N2), min(t.N1, k)
}

// Informative tells whether the margins leave X1 anything to vary.
func (t Table) Informative() bool {
	lo, hi := t.Support()
	return lo < hi
}

// Margins returns the mean and variance of X1 given all four margins, without
// any association: the hypergeometric distribution. N1+N2 must be at least 2.
func (t Table) Margins() (mean, variance float64) {
	n1, n2, k := float64(t.N1), float64(t.N2), float64(t.X1+t.X2)
	n := n1 + n2
	return n1 * k / n, n1 * n2 / n * k / n * (n - k) / (n - 1)
}

// HypergeometricZ is the number of standard deviations by which the first
// group's selections differ from what its share of all selections would be.
//
//	z = (X1 − E) / sqrt(V),  E = N1·K/N,  V = N1·N2·K·(N−K) / (N²·(N−1)),
//	K = X1+X2, N = N1+N2
//
// No continuity correction. Assumes that each of the K selections was equally
// likely to fall on any applicant. In small tables it is only descriptive: use
// [exact.Fisher] for a p-value. Also known as the standard-deviation analysis of
// Hazelwood School District v. United States, 433 U.S. 299, 308–309 n.14 (1977), which
// uses the binomial variance; the hypergeometric one is right for a pool of
// known size. z² is the Mantel–Haenszel chi-square of one stratum.
// Not estimable where all or none advanced.
func HypergeometricZ(t Table) (float64, error) {
	if err := t.Check(); err != nil {
		return 0, err
	}
	if !t.Informative() {
		return 0, NotEstimablef("all or none of the applicants advanced")
	}
	mean, variance := t.Margins()
	return (float64(t.X1) - mean) / math.Sqrt(variance), nil
}
