package exact

import (
	"math"

	"weaksignal/audit/stats"
)

// checkStrata reports a table that is none, and strata of which none has both groups.
func checkStrata(strata []stats.Table) error {
	both := false
	for _, t := range strata {
		if err := t.Valid(); err != nil {
			return err
		}
		both = both || t.N1 > 0 && t.N2 > 0
	}
	if !both {
		return stats.NotEstimablef("no stratum has applicants of both groups")
	}
	return nil
}

// MHRiskDifference pools the difference of proportions over strata with
// Mantel–Haenszel weights and Sato's variance.
//
//	d = Σ w·(p1−p2) / Σ w,  w = N1·N2/N
//	var(d) = (d·ΣP + ΣQ) / (Σw)²
//	P = (N1²·X2 − N2²·X1 + N1·N2·(N2−N1)/2) / N²
//	Q = (X1·(N2−X2) + X2·(N1−X1)) / (2N)
//
// The variance is consistent both for few large and for many small strata.
// Value equals the coefficient of the group in a linear model with stratum
// dummies, and the crude difference with one stratum. Strata with one group
// empty weigh 0; strata where all or none advanced weigh in with difference 0.
// Normal interval, cut at −1 and 1. Not estimable where the variance is 0
// (within strata everyone had the same outcome, or the groups are separated).
// Source: Mantel & Haenszel (1959); Greenland & Robins (1985) Biometrics 41:55–68;
// Sato (1989) Biometrics 45:1323–1324.
func MHRiskDifference(strata []stats.Table, level float64) (stats.Pooled, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Pooled{}, err
	}
	if err := checkStrata(strata); err != nil {
		return stats.Pooled{}, err
	}
	var num, weight, p, q float64
	for _, t := range strata {
		x1, n1, x2, n2 := float64(t.X1), float64(t.N1), float64(t.X2), float64(t.N2)
		if n1 == 0 || n2 == 0 {
			continue
		}
		n := n1 + n2
		num += (x1*n2 - x2*n1) / n
		weight += n1 * n2 / n
		p += (n1*n1*x2 - n2*n2*x1 + n1*n2*(n2-n1)/2) / (n * n)
		q += (x1*(n2-x2) + x2*(n1-x1)) / (2 * n)
	}
	d := num / weight
	v := (d*p + q) / (weight * weight)
	if !(v > 1e-14*q/(weight*weight)) {
		return stats.Pooled{}, stats.NotEstimablef("the outcome does not vary within the groups of any stratum, so the variance is 0")
	}
	se := math.Sqrt(v)
	return stats.Pooled{Interval: stats.Interval{Value: d, Low: math.Max(-1, d-z*se), High: math.Min(1, d+z*se)}, SE: se}, nil
}

// MHRiskRatio pools the ratio of proportions over strata.
//
//	RR = R/S,  R = ΣX1·N2/N,  S = ΣX2·N1/N
//	var(log RR) = Σ[ (N1·N2·K − X1·X2·N)/N² ] / (R·S)
//
// Normal interval on the log scale. Consistent for few large and many small
// strata. Not estimable where one group never advanced in a stratum with both.
// Source: Greenland & Robins (1985) Biometrics 41:55–68.
func MHRiskRatio(strata []stats.Table, level float64) (stats.Pooled, error) {
	if err := checkStrata(strata); err != nil {
		return stats.Pooled{}, err
	}
	var r, s, v float64
	for _, t := range strata {
		x1, n1, x2, n2 := float64(t.X1), float64(t.N1), float64(t.X2), float64(t.N2)
		if n1 == 0 || n2 == 0 {
			continue
		}
		n := n1 + n2
		r += x1 * n2 / n
		s += x2 * n1 / n
		v += (n1*n2*(x1+x2) - x1*x2*n) / (n * n)
	}
	return logRatio(r, s, v/(r*s), level)
}

// MHOddsRatio pools the odds ratio over strata.
//
//	OR = R/S,  R = ΣX1·(N2−X2)/N,  S = ΣX2·(N1−X1)/N
//	var(log OR) = ΣPR/(2R²) + Σ(PS+QR)/(2RS) + ΣQS/(2S²),
//	P = (X1+N2−X2)/N,  Q = (X2+N1−X1)/N, R and S the strata's own terms
//
// Normal interval on the log scale. Consistent for few large and many small
// strata. With one stratum: the sample odds ratio with Woolf's interval. Not
// estimable where R or S is 0; [CommonOddsRatio] then still has one finite side.
// Source: Robins, Breslow & Greenland (1986) Biometrics 42:311–323.
func MHOddsRatio(strata []stats.Table, level float64) (stats.Pooled, error) {
	if err := checkStrata(strata); err != nil {
		return stats.Pooled{}, err
	}
	r, s := mhOddsParts(strata)
	var pr, psqr, qs float64
	for _, t := range strata {
		n := float64(t.N1) + float64(t.N2)
		if t.N1 == 0 || t.N2 == 0 {
			continue
		}
		p := float64(t.X1+t.N2-t.X2) / n
		q := float64(t.X2+t.N1-t.X1) / n
		rk := float64(t.X1) * float64(t.N2-t.X2) / n
		sk := float64(t.X2) * float64(t.N1-t.X1) / n
		pr += p * rk
		psqr += p*sk + q*rk
		qs += q * sk
	}
	return logRatio(r, s, pr/(2*r*r)+psqr/(2*r*s)+qs/(2*s*s), level)
}

// mhOddsParts are the numerator and denominator of the pooled odds ratio.
func mhOddsParts(strata []stats.Table) (r, s float64) {
	for _, t := range strata {
		if t.N1 == 0 || t.N2 == 0 {
			continue
		}
		n := float64(t.N1) + float64(t.N2)
		r += float64(t.X1) * float64(t.N2-t.X2) / n
		s += float64(t.X2) * float64(t.N1-t.X1) / n
	}
	return r, s
}

// logRatio is r/s with a normal interval on the log scale.
func logRatio(r, s, variance, level float64) (stats.Pooled, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Pooled{}, err
	}
	switch {
	case r == 0 && s == 0:
		return stats.Pooled{}, stats.NotEstimablef("no stratum carries information")
	case r == 0 || s == 0:
		return stats.Pooled{}, stats.NotEstimablef("the pooled ratio is 0 or infinite")
	case !(variance > 0):
		return stats.Pooled{}, stats.NotEstimablef("the outcome does not vary within strata, so the variance is 0")
	}
	se := math.Sqrt(variance)
	value := r / s
	return stats.Pooled{Interval: stats.Interval{Value: value, Low: value * math.Exp(-z*se), High: value * math.Exp(z*se)}, SE: se}, nil
}
