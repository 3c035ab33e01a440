package exact

import (
	"math"

	"weaksignal/audit/stats"
)

// tie is the relative tolerance within which two probabilities count as equal
// in a two-sided test, as in R's fisher.test and mantelhaen.test.
const tie = 1 + 1e-7

// smallestExact bounds exact p-values from below where distributions were cut.
const smallestExact = 1e-30

// ExactTest is a conditional exact test of no association.
//
// P is two-sided by the sum of all probabilities <= that of the observed table
// (within a factor 1+1e-7), the convention of R, SAS and SciPy. Less and Greater
// are one-sided. MidP counts tables as probable as the observed one by half.
// MidPCentral is twice the smaller one-sided mid-p, at most 1, the convention of
// mid-p intervals and of exact2x2. No p-value is 0.
type ExactTest struct {
	P, MidP, MidPCentral float64
	Less, Greater        float64
	// Bound is set where P is so small that only P < 1e-30 is known.
	Bound bool
	// Method names the test and its two-sided convention.
	Method string
}

// Fisher is the exact test of a 2×2 table given its margins.
//
//	P = Σ_{x: p(x) <= p(X1)} p(x),   p(x) = C(N1,x)·C(N2,K−x)/C(N,K)
//
// Assumes only that the K selections fell at random. Conservative in small
// tables (true size often half of the nominal one); mid-p is close to nominal and
// may exceed it slightly. Not estimable where a margin is 0, for then nothing
// could have differed (R answers 1 there). Synonyms: Fisher–Irwin test.
// Source: Fisher (1934) Statistical Methods for Research Workers, 5th ed., §21.02;
// mid-p: Lancaster (1961) JASA 56:223–234; Agresti (2013) Categorical Data Analysis, §3.5.
func Fisher(t stats.Table) (ExactTest, error) {
	if err := t.Check(); err != nil {
		return ExactTest{}, err
	}
	return exactTest([]stats.Table{t}, "Fisher exact, two-sided by probabilities (minlike)")
}

// ExactCMH is the exact conditional test of no association within any stratum,
// for sparse strata where the chi-square of [CMH] cannot be trusted.
//
// The statistic is the sum of X1 over strata; its distribution given all margins
// is the convolution of the strata's hypergeometric distributions. Strata
// without information (an empty group, all or none advanced) do not count.
// The same as R's mantelhaen.test(exact = TRUE). Exact at any size: distributions
// are summed in full, or, above 8000 possible values, without parts below 1e-40 of
// their peak; there P below 1e-30 is returned as that Bound.
// Source: Mehta, Patel & Gray (1985) JASA 80:969–973; Agresti (2013) §7.3.5.
func ExactCMH(strata []stats.Table) (ExactTest, error) {
	return exactTest(strata, "exact conditional over strata, two-sided by probabilities (minlike)")
}

func exactTest(strata []stats.Table, method string) (ExactTest, error) {
	c, err := newConditional(strata)
	if err != nil {
		return ExactTest{}, err
	}
	d := c.distribution(0)
	r := ExactTest{Method: method}
	at := d.at(c.observed)
	r.Less, _ = d.below(c.observed)
	r.Greater, _ = d.above(c.observed)
	r.MidPCentral = 2 * (math.Min(r.Less, r.Greater) - at/2)
	for _, p := range d.p {
		switch {
		case p > at*tie:
		case p*tie >= at:
			r.P += p
			r.MidP += p / 2
		default:
			r.P += p
			r.MidP += p
		}
	}
	floor := math.SmallestNonzeroFloat64
	if !c.exact() {
		floor = smallestExact
		r.Bound = r.P < floor
	}
	for _, p := range []*float64{&r.P, &r.MidP, &r.MidPCentral, &r.Less, &r.Greater} {
		*p = math.Max(floor, math.Min(1, *p))
	}
	return r, nil
}
