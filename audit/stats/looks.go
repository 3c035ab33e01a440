package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// LookLevel is the significance level of look k >= 1 at one question:
//
//	α_k = α · 6 / (π² k²),   Σ α_k = α over k = 1, 2, …
//
// By the union bound the chance of any false finding over all looks is at most α,
// whatever the dependence or overlap of the looks, with no planned end. It pays
// for that with power at late looks. Synonyms: alpha spending, Basel-series
// spending. Source: the Bonferroni inequality with weights 6/(π²k²), which sum to 1;
// alpha spending over a sequence without planned end: Foster & Stine (2008) JRSS B
// 70:429–444.
func LookLevel(alpha float64, k int) (float64, error) {
	if !(alpha > 0 && alpha < 1) || k < 1 {
		return 0, NotEstimablef("level %v and look %d are out of range", alpha, k)
	}
	return alpha * 6 / (math.Pi * math.Pi * float64(k) * float64(k)), nil
}

// Independent is an estimate with its standard error and degrees of freedom; DF = +Inf
// for a normal quantile.
type Independent struct{ Value, SE, DF float64 }

// EffectDifference is a − b of two independent effects (disjoint periods) with its
// interval and two-sided p:
//
//	t = (a − b)/sqrt(sa² + sb²),   df = (sa² + sb²)² / (sa⁴/dfa + sb⁴/dfb)
//
// Assumes that both are close to normal with independent errors. Synonyms:
// Welch's test on two estimates. Source: Welch (1947) Biometrika 34:28–35;
// Satterthwaite (1946) Biometrics Bulletin 2:110–114.
func EffectDifference(a, b Independent, level float64) (Interval, float64, error) {
	if _, err := CriticalValue(level); err != nil {
		return Interval{}, 0, err
	}
	va, vb := a.SE*a.SE, b.SE*b.SE
	se := math.Sqrt(va + vb)
	diff := a.Value - b.Value
	if !(va > 0 && vb > 0 && a.DF > 0 && b.DF > 0) || math.IsInf(se, 0) || math.IsNaN(diff) || math.IsInf(diff, 0) {
		return Interval{}, 0, NotEstimablef("a period has no usable standard error")
	}
	df := (va + vb) * (va + vb) / (va*va/a.DF + vb*vb/b.DF)
	quantile, tail := distuv.UnitNormal.Quantile, distuv.UnitNormal.Survival
	if !math.IsInf(df, 0) {
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}
		quantile, tail = t.Quantile, t.Survival
	}
	half := quantile(1-(1-level)/2) * se
	return Interval{Value: diff, Low: diff - half, High: diff + half}, math.Min(1, 2*tail(math.Abs(diff)/se)), nil
}

// MeanEffect is the mean of independent effects, weighted by the inverse of their
// variances, with its standard error, its interval, and the test that they are all alike:
//
//	x̄ = Σ wᵢxᵢ / Σ wᵢ,  wᵢ = 1/sᵢ²,  s² = 1/Σ wᵢ,  df = s⁴ / Σ (vᵢ²/dfᵢ),  vᵢ = wᵢ s⁴
//	Q = Σ wᵢ(xᵢ − x̄)² ~ χ²(k−1) if they are alike
//
// It takes the effects to estimate one number; where Q speaks against that, it is their
// weighted average and no more. Weights that are estimated from few degrees of freedom make
// the interval a little short. Synonyms: fixed-effect (common-effect) meta-analysis.
// Source: Hedges & Olkin 1985, Statistical Methods for Meta-Analysis, ch. 6; Satterthwaite
// (1946) Biometrics Bulletin 2:110–114.
func MeanEffect(effects []Independent, level float64) (mean Interval, se float64, alike ChiSquare, err error) {
	if _, err := CriticalValue(level); err != nil {
		return mean, 0, alike, err
	}
	if len(effects) < 2 {
		return mean, 0, alike, NotEstimablef("fewer than two effects")
	}
	weights, sum := 0.0, 0.0
	for _, e := range effects {
		if !(e.SE > 0 && e.DF > 0) || math.IsInf(e.SE, 0) || math.IsNaN(e.Value) || math.IsInf(e.Value, 0) {
			return mean, 0, alike, NotEstimablef("an effect has no usable standard error")
		}
		weights += 1 / (e.SE * e.SE)
		sum += e.Value / (e.SE * e.SE)
	}
	value, q, below := sum/weights, 0.0, 0.0
	for _, e := range effects {
		q += (e.Value - value) * (e.Value - value) / (e.SE * e.SE)
		part := 1 / (weights * weights * e.SE * e.SE) // what the effect adds to the variance
		below += part * part / e.DF
	}
	se = math.Sqrt(1 / weights)
	quantile := distuv.UnitNormal.Quantile
	if below > 0 {
		quantile = distuv.StudentsT{Mu: 0, Sigma: 1, Nu: 1 / (weights * weights * below)}.Quantile
	}
	half := quantile(1-(1-level)/2) * se
	return Interval{Value: value, Low: value - half, High: value + half}, se, NewChiSquare(q, len(effects)-1), nil
}
