package proportions

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// Power of the two-sided z test of two proportions at significance level alpha.
//
//	Φ( (|p1−p2| − z_{1−α/2}·sqrt(p̄(1−p̄)(1/n1+1/n2))) / sqrt(p1(1−p1)/n1 + p2(1−p2)/n2) )
//
// p̄ weighs the rates by group size. Counts only rejections on the side of the
// effect, as R's power.prop.test(strict = FALSE): at p1 = p2 it is α/2. Large-sample
// formula. Not estimable where both rates are 0 or 1.
// Source: Fleiss, Levin & Paik (2003) Statistical Methods for Rates and Proportions, §4.2.
func Power(p1, p2, n1, n2, alpha float64) (float64, error) {
	if err := checkDesign(p1, n1, n2, alpha, 0.5); err != nil {
		return 0, err
	}
	if !(p2 >= 0 && p2 <= 1) {
		return 0, stats.NotEstimablef("%v is no rate", p2)
	}
	null, alternative := designSE(p1, p2, n1, n2)
	if null == 0 {
		return 0, stats.NotEstimablef("both rates are 0 or both are 1")
	}
	z := -distuv.UnitNormal.Quantile(alpha / 2)
	gap := math.Abs(p1-p2) - z*null
	if alternative == 0 {
		if gap >= 0 {
			return 1, nil
		}
		return 0, nil
	}
	return distuv.UnitNormal.CDF(gap / alternative), nil
}

// designSE are the standard errors of the difference under equal and unequal rates.
func designSE(p1, p2, n1, n2 float64) (null, alternative float64) {
	pooled := (n1*p1 + n2*p2) / (n1 + n2)
	return math.Sqrt(pooled * (1 - pooled) * (1/n1 + 1/n2)),
		math.Sqrt(p1*(1-p1)/n1 + p2*(1-p2)/n2)
}

// checkDesign reports a rate outside [0,1], an empty group, or a level or power that is
// not between 0 and 1.
func checkDesign(p, n1, n2, alpha, power float64) error {
	switch {
	case !(p >= 0 && p <= 1):
		return stats.NotEstimablef("%v is no rate", p)
	case !(n1 > 0 && n2 > 0) || math.IsInf(n1+n2, 1):
		return stats.NotEstimablef("one of the two groups is empty")
	case !(alpha > 0 && alpha < 1) || !(power > 0 && power < 1):
		return stats.NotEstimablef("significance level %v and power %v must lie between 0 and 1", alpha, power)
	}
	return nil
}

// DetectableRate is the rate of the second group nearest to the baseline, above
// it or below it, that the test of [Power] would find with the given power.
// n1 applicants have the baseline rate. Not estimable where even a rate of 1 (or
// 0) would not be found: the groups are too small.
func DetectableRate(baseline, n1, n2, alpha, power float64, above bool) (float64, error) {
	if err := checkDesign(baseline, n1, n2, alpha, power); err != nil {
		return 0, err
	}
	z, zb := -distuv.UnitNormal.Quantile(alpha/2), distuv.UnitNormal.Quantile(power)
	short := func(p2 float64) float64 {
		null, alternative := designSE(baseline, p2, n1, n2)
		return math.Abs(baseline-p2) - z*null - zb*alternative
	}
	end := 0.0
	if above {
		end = 1
	}
	if short(end) < 0 || baseline == end {
		return 0, stats.NotEstimablef("the groups are too small to detect any difference with this power")
	}
	if short(baseline) >= 0 { // baseline 0 or 1: the first small step off it
		baselineStep := baseline + (end-baseline)*1e-9
		if short(baselineStep) >= 0 {
			return baselineStep, nil
		}
		return stats.FindRoot(short, baselineStep, end), nil
	}
	return stats.FindRoot(short, baseline, end), nil
}

// DetectableDifference is the smallest difference from the baseline rate that
// the test of [Power] would find with the given power, the smaller of the two
// directions, from group sizes alone. It explains an answer of "cannot tell" and
// decides nothing. Synonyms: minimum detectable effect, MDE.
func DetectableDifference(baseline, n1, n2, alpha, power float64) (float64, error) {
	up, errUp := DetectableRate(baseline, n1, n2, alpha, power, true)
	down, errDown := DetectableRate(baseline, n1, n2, alpha, power, false)
	switch {
	case errUp != nil && errDown != nil:
		return 0, errUp
	case errUp != nil:
		return baseline - down, nil
	case errDown != nil:
		return up - baseline, nil
	}
	return math.Min(up-baseline, baseline-down), nil
}

// DetectableFromSE is the effect that a two-sided z test finds with the given
// power if the estimate's standard error is se: (z_{1−α/2} + z_{power})·se.
// Source: Bloom (1995) Evaluation Review 19:547–556.
func DetectableFromSE(se, alpha, power float64) (float64, error) {
	if !(se > 0) || math.IsInf(se, 1) {
		return 0, stats.NotEstimablef("the estimate has no standard error")
	}
	if err := checkDesign(0.5, 1, 1, alpha, power); err != nil {
		return 0, err
	}
	return (distuv.UnitNormal.Quantile(power) - distuv.UnitNormal.Quantile(alpha/2)) * se, nil
}
