package proportions

import (
	"math"

	"weaksignal/audit/stats"
)

// RiskRatio is the first group's rate over the second's: +Inf where only the
// second is 0, not estimable where both are. Synonyms: relative risk, impact
// ratio, selection ratio; of a [stats.Table.Complement], the rejection ratio.
func RiskRatio(t stats.Table) (float64, error) {
	if err := t.Check(); err != nil {
		return 0, err
	}
	if t.X1 == 0 && t.X2 == 0 {
		return 0, stats.NotEstimablef("nobody advanced in either group")
	}
	if t.X2 == 0 {
		return math.Inf(1), nil
	}
	return float64(t.X1) * float64(t.N2) / (float64(t.X2) * float64(t.N1)), nil
}

// Koopman is the ratio of two independent proportions with the score interval.
//
//	{φ : |p1 − φ·p2| <= z·sqrt( p̃1(1−p̃1)/N1 + φ²·p̃2(1−p̃2)/N2 )}
//
// p̃ maximise the likelihood under p1 = φ·p2 (a quadratic in p2). Assumes
// independent applicants. Covers close to the level for small groups. Low is 0
// at X1 = 0 and High +Inf at X2 = 0; not estimable where nobody advanced.
// The ratio explodes at low rates and is blind at high ones: read it beside the
// difference. Has no factor N/(N−1), unlike Miettinen & Nurminen's.
// Source: Koopman (1984) Biometrics 40:513–517; Gart & Nam (1988) Biometrics 44:323–338.
func Koopman(t stats.Table, level float64) (stats.Interval, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Interval{}, err
	}
	value, err := RiskRatio(t)
	if err != nil {
		return stats.Interval{}, err
	}
	iv := stats.Interval{Value: value, Low: 0, High: math.Inf(1)}
	if t.X1 > 0 {
		iv.Low = math.Min(ratioBound(t, z, value, 0.25), value)
	}
	if t.X2 > 0 {
		iv.High = math.Max(ratioBound(t, -z, value, 4), value)
	}
	return iv, nil
}

// ratioBound walks from the estimate by the given factor until the score passes
// z and solves in between, on the log scale.
func ratioBound(t stats.Table, z, value, walk float64) float64 {
	f := func(theta float64) float64 { return ratioScore(t, math.Exp(theta)) - z }
	if value == 0 || math.IsInf(value, 1) {
		// One-sided: a start on the far side of the bound.
		value = float64(t.X1+1) * float64(t.N2+1) / (float64(t.X2+1) * float64(t.N1+1))
		for (f(math.Log(value)) > 0) == (walk < 1) && value > 1e-150 && value < 1e150 {
			value /= walk
		}
	}
	near := math.Log(value)
	far := near + math.Log(walk)
	for (f(far) > 0) == (walk > 1) && math.Abs(far) < 600 {
		near, far = far, far+math.Log(walk)
	}
	return math.Exp(stats.FindRoot(f, near, far))
}

// ratioScore is (p1 − φp2)/SE under p1 = φ·p2; it decreases in φ.
func ratioScore(t stats.Table, phi float64) float64 {
	x1, n1, x2, n2 := float64(t.X1), float64(t.N1), float64(t.X2), float64(t.N2)
	// p2 is the smaller root of (n1+n2)φp² − (a+b)p + (x1+x2). The discriminant
	// is written as a sum of squares, so that nothing cancels.
	a, b := phi*(n1+x2), x1+n2
	root := math.Sqrt((a-b)*(a-b) + 4*phi*(n1-x1)*(n2-x2))
	p2 := clip01(2 * (x1 + x2) / (a + b + root))
	p1 := clip01(phi * p2)
	v := p1*(1-p1)/n1 + phi*phi*p2*(1-p2)/n2
	d := x1/n1 - phi*(x2/n2)
	if d == 0 {
		return 0
	}
	return d / math.Sqrt(v)
}

func clip01(p float64) float64 { return math.Min(1, math.Max(0, p)) }
