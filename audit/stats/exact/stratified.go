package exact

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// CMHTest is the Cochran–Mantel–Haenszel test. Z carries the direction: positive
// if the first group advanced more often than its share within strata.
type CMHTest struct {
	stats.ChiSquare
	Z float64
	// Strata counts the strata that carry information.
	Strata int
}

// CMH tests association within strata, pooled over them, without continuity
// correction.
//
//	χ² = (Σ(X1 − E))² / ΣV,  E and V the hypergeometric mean and variance, 1 df
//
// Assumes that an association, if any, has the same direction in the strata:
// opposite ones cancel, see [BreslowDay]. The chi-square distribution is good
// where [MantelFleiss] is at least 5, with however many small strata; below, use
// [ExactCMH]. R: mantelhaen.test(correct = FALSE). Synonyms: Mantel–Haenszel test.
// Source: Mantel & Haenszel (1959) JNCI 22:719–748; Agresti (2013) §6.4.2.
func CMH(strata []stats.Table) (CMHTest, error) {
	c, err := newConditional(strata)
	if err != nil {
		return CMHTest{}, err
	}
	var excess, variance float64
	for _, t := range c.tables {
		m, v := t.Margins()
		excess += float64(t.X1) - m
		variance += v
	}
	z := excess / math.Sqrt(variance)
	return CMHTest{
		ChiSquare: stats.ChiSquare{Statistic: z * z, DF: 1, P: stats.TwoSidedNormal(z)},
		Z:         z,
		Strata:    len(c.tables),
	}, nil
}

// MantelFleiss is the distance of the expected sum of X1 to the nearer end of its
// possible range, from the margins alone, so that choosing a test by it does not
// look at the outcome.
//
//	min( ΣE − Σmin X1, Σmax X1 − ΣE )
//
// At 5 or more the chi-square of [CMH] can be trusted (the authors' rule of thumb);
// below, use [ExactCMH]. Source: Mantel & Fleiss (1980) Am J Epidemiol 112:129–134.
func MantelFleiss(strata []stats.Table) (float64, error) {
	c, err := newConditional(strata)
	if err != nil {
		return 0, err
	}
	var below, above float64
	for _, t := range c.tables {
		lo, hi := t.Support()
		m, _ := t.Margins()
		below += m - float64(lo)
		above += float64(hi) - m
	}
	return math.Min(below, above), nil
}

// BreslowDay tests whether the odds ratio is the same in all strata, with
// Tarone's correction.
//
//	χ² = Σ (X1 − A)²/V − (Σ(X1 − A))²/ΣV,  df = informative strata − 1
//	A: the fitted X1 at the Mantel–Haenszel odds ratio;  1/V = 1/A + 1/(K−A) + 1/(N1−A) + 1/(N2−K+A)
//
// The subtracted term is Tarone's; without it the statistic is not asymptotically
// chi-square. Needs several applicants in each cell: with many tiny strata it
// has little power and its p-value is rough. Not estimable where fewer than two
// strata carry information or the pooled odds ratio is 0 or infinite.
// Synonyms: test of homogeneity. Source: Breslow & Day (1980) IARC vol. 1 eq. 4.30;
// Tarone (1985) Biometrika 72:91–95.
func BreslowDay(strata []stats.Table) (stats.ChiSquare, error) {
	c, err := newConditional(strata)
	if err != nil {
		return stats.ChiSquare{}, err
	}
	if len(c.tables) < 2 {
		return stats.ChiSquare{}, stats.NotEstimablef("fewer than two strata carry information")
	}
	r, s := mhOddsParts(c.tables)
	if r == 0 || s == 0 {
		return stats.ChiSquare{}, stats.NotEstimablef("the pooled odds ratio is 0 or infinite")
	}
	var sum, residual, variance float64
	for _, t := range c.tables {
		d, v := breslowDayStratum(t, r/s)
		sum += d * d / v
		residual += d
		variance += v
	}
	q := math.Max(0, sum-residual*residual/variance)
	df := len(c.tables) - 1
	return stats.ChiSquare{Statistic: q, DF: df, P: distuv.ChiSquared{K: float64(df)}.Survival(q)}, nil
}

// breslowDayStratum is X1 minus its fitted value at the odds ratio psi, and the
// variance. The fit is the root of A(N2−K+A) = psi(K−A)(N1−A) in the support.
func breslowDayStratum(t stats.Table, psi float64) (difference, variance float64) {
	n1, n2, k := float64(t.N1), float64(t.N2), float64(t.X1+t.X2)
	lo, hi := t.Support()
	fit := stats.FindRoot(func(a float64) float64 {
		return psi*(k-a)*(n1-a) - a*(n2-k+a)
	}, float64(lo), float64(hi))
	return float64(t.X1) - fit, 1 / (1/fit + 1/(k-fit) + 1/(n1-fit) + 1/(n2-k+fit))
}
