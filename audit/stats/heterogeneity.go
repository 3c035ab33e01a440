package stats

import "math"

// Heterogeneity says how far independent estimates of one quantity differ beyond
// their standard errors.
type Heterogeneity struct {
	// ChiSquare is Cochran's Q with its degrees of freedom, the number of estimates
	// minus one.
	ChiSquare
	// Mean is the inverse-variance mean.
	Mean float64
	// SD is the standard deviation τ of what the estimates estimate, in their unit;
	// 0 where they differ no more than their errors.
	SD float64
}

// CochranQ tests whether independent estimates are of one quantity.
//
//	w = 1/se²,  x̄ = Σwx / Σw,  Q = Σ w(x − x̄)²,  χ² with k−1 degrees of freedom
//	τ² = max(0, (Q − (k−1)) / (Σw − Σw²/Σw))
//
// The standard errors are taken as known: with small samples behind each estimate Q
// of log odds ratios rejects a little less often than its level says. Not estimable
// with fewer than two estimates.
// Source: Cochran (1954) Biometrics 10:101–129; DerSimonian & Laird (1986) Control
// Clin Trials 7:177–188, for τ.
func CochranQ(of []Independent) (Heterogeneity, error) {
	if len(of) < 2 {
		return Heterogeneity{}, NotEstimablef("there are fewer than two estimates to compare")
	}
	var w, wx, w2 float64
	for _, e := range of {
		if !(e.SE > 0) || math.IsInf(e.SE, 0) || math.IsNaN(e.Value) {
			return Heterogeneity{}, NotEstimablef("an estimate has no standard error")
		}
		k := 1 / (e.SE * e.SE)
		w, wx, w2 = w+k, wx+k*e.Value, w2+k*k
	}
	mean, q := wx/w, 0.0
	for _, e := range of {
		d := (e.Value - mean) / e.SE
		q += d * d
	}
	df := len(of) - 1
	return Heterogeneity{ChiSquare: NewChiSquare(q, df), Mean: mean,
		SD: math.Sqrt(math.Max(0, (q-float64(df))/(w-w2/w)))}, nil
}
