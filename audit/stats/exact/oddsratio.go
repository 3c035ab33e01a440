package exact

import (
	"math"

	"weaksignal/audit/stats"
)

// ConditionalOddsRatio is the conditional maximum likelihood odds ratio of a 2×2
// table with the exact interval that inverts two one-sided tests.
//
//	value: E[X1; ψ] = X1;   low: P(X1' >= X1; ψ) = (1−level)/2;   high: P(X1' <= X1; ψ) = (1−level)/2
//
// under the noncentral hypergeometric distribution of X1 given the margins. Covers
// at least at the level, more in small tables. 0 or +Inf at the ends of the
// support. Nearer 1 than the sample odds ratio. R's fisher.test gives the same
// to 3–7 digits; here all digits count. Not estimable where a margin is 0.
// Synonyms: Cornfield's exact, Clopper–Pearson-type, central Fisher interval.
// Source: Cornfield (1956) Proc 3rd Berkeley Symp 4:135–148; Gart (1970) Biometrika 57:471–475.
func ConditionalOddsRatio(t stats.Table, level float64) (stats.Interval, error) {
	if err := t.Check(); err != nil {
		return stats.Interval{}, err
	}
	return CommonOddsRatio([]stats.Table{t}, level)
}

// CommonOddsRatio is the conditional maximum likelihood estimate of one odds
// ratio common to all strata, with its exact interval; see [ConditionalOddsRatio]
// for one stratum. The same as R's mantelhaen.test(exact = TRUE). Assumes that the
// odds ratio does not differ between strata: see [BreslowDay].
// Source: Gart (1970) Biometrika 57:471–475; Mehta, Patel & Gray (1985) JASA 80:969–973.
func CommonOddsRatio(strata []stats.Table, level float64) (stats.Interval, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Interval{}, err
	}
	c, err := newConditional(strata)
	if err != nil {
		return stats.Interval{}, err
	}
	iv := stats.Interval{Value: 0, Low: 0, High: math.Inf(1)}
	s := float64(c.observed)
	switch {
	case c.observed == c.hi:
		iv.Value = math.Inf(1)
	case c.observed > c.lo:
		iv.Value = math.Exp(c.solveMean(s))
	}
	if c.observed > c.lo {
		iv.Low = math.Min(iv.Value, math.Exp(c.bound(z, (1-level)/2, true)))
	}
	if c.observed < c.hi {
		iv.High = math.Max(iv.Value, math.Exp(c.bound(z, (1-level)/2, false)))
	}
	return iv, nil
}

// bound solves tail(theta) = target by Newton's method on the log tail, which is
// concave (the sum is log-concave). It starts z standard errors off the estimate
// at half a selection nearer, which exists at the ends of the support too.
func (c conditional) bound(z, target float64, upper bool) float64 {
	sign := 1.0
	if upper {
		sign = -1
	}
	start := c.solveMean(float64(c.observed) + sign/2)
	_, variance := c.moments(start)
	return newton(start+sign*z/math.Sqrt(variance), func(theta float64) (gap, slope float64) {
		gap, slope = c.tailGap(theta, target, upper)
		return -sign * gap, -sign * slope
	})
}

// tailGap is log(tail) − log(target) and its derivative in theta.
func (c conditional) tailGap(theta, target float64, upper bool) (gap, slope float64) {
	d := c.distribution(theta)
	mean, _ := d.moments()
	mass, centre := d.below(c.observed)
	if upper {
		mass, centre = d.above(c.observed)
	}
	moment := mass * centre // Σ x·P(x) over the tail
	return math.Log(mass / target), moment/mass - mean
}
