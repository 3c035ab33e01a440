package proportions

import (
	"math"

	"weaksignal/audit/stats"
)

// Newcombe is the difference of two independent proportions with the hybrid
// score interval.
//
//	low  = d − sqrt((p1−l1)² + (u2−p2)²)
//	high = d + sqrt((u1−p1)² + (p2−l2)²),   (l, u) the Wilson limits of each rate
//
// Assumes independent applicants. Covers close to the level on average from a
// handful of applicants in each group; never outside [−1, 1] and never of width 0.
// No continuity correction. Synonyms: method 10, square-and-add, hybrid Wilson score.
// Source: Newcombe (1998) Stat Med 17:873–890, method 10.
func Newcombe(t stats.Table, level float64) (stats.Interval, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Interval{}, err
	}
	if err := t.Check(); err != nil {
		return stats.Interval{}, err
	}
	p1, p2 := t.Rates()
	l1, u1 := wilson(float64(t.X1), float64(t.N1), z)
	l2, u2 := wilson(float64(t.X2), float64(t.N2), z)
	d := p1 - p2
	low := math.Max(-1, d-math.Hypot(p1-l1, u2-p2))
	high := math.Min(1, d+math.Hypot(u1-p1, p2-l2))
	return stats.Interval{Value: d, Low: low, High: high}, nil
}

// MiettinenNurminen is the difference of two independent proportions with the
// score interval whose variance has the factor N/(N−1).
//
//	{δ : |d − δ| <= z·sqrt( N/(N−1)·[p̃1(1−p̃1)/N1 + p̃2(1−p̃2)/N2] )}
//
// p̃ maximise the likelihood under p1 − p2 = δ. Assumes independent applicants.
// Keeps its level in small samples better than Wald's, with zeros too.
// Synonyms: asymptotic score interval; at δ = 0 its test is the "N−1" chi-square.
// Source: Miettinen & Nurminen (1985) Stat Med 4:213–226.
func MiettinenNurminen(t stats.Table, level float64) (stats.Interval, error) {
	n := float64(t.N1) + float64(t.N2)
	return scoreDifference(t, level, n/(n-1))
}

// Mee is [MiettinenNurminen] without the factor N/(N−1): at δ = 0 its test is
// Pearson's chi-square. Source: Mee (1984) Biometrics 40:1175–1176; Farrington &
// Manning (1990) Stat Med 9:1447–1454 use the same restricted estimates.
func Mee(t stats.Table, level float64) (stats.Interval, error) {
	return scoreDifference(t, level, 1)
}

func scoreDifference(t stats.Table, level, factor float64) (stats.Interval, error) {
	z, err := stats.CriticalValue(level)
	if err != nil {
		return stats.Interval{}, err
	}
	if err := t.Check(); err != nil {
		return stats.Interval{}, err
	}
	p1, p2 := t.Rates()
	d := p1 - p2
	at := func(offset float64) func(float64) float64 {
		return func(delta float64) float64 {
			if delta == d {
				return -offset
			}
			q1, q2 := restrictedByDifference(t, delta)
			v := q1*(1-q1)/float64(t.N1) + q2*(1-q2)/float64(t.N2)
			return (d-delta)/math.Sqrt(factor*v) - offset
		}
	}
	return stats.Interval{Value: d, Low: stats.FindRoot(at(z), -1, d), High: stats.FindRoot(at(-z), d, 1)}, nil
}

// restrictedByDifference maximises the likelihood of the table under
// p1 − p2 = delta. The derivative decreases in p2, so its root is bracketed by
// the ends of the range; the usual closed form of the cubic (by arc cosine)
// loses half of the digits near double roots.
func restrictedByDifference(t stats.Table, delta float64) (p1, p2 float64) {
	lo, hi := math.Max(0, -delta), math.Min(1, 1-delta)
	if lo >= hi {
		return clip01(lo + delta), clip01(lo)
	}
	x1, y1 := float64(t.X1), float64(t.N1-t.X1)
	x2, y2 := float64(t.X2), float64(t.N2-t.X2)
	slope := func(p float64) float64 {
		q := clip01(p + delta)
		return (per(x1, q) + per(x2, p)) - (per(y1, 1-q) + per(y2, 1-p))
	}
	switch {
	case slope(lo) <= 0:
		p2 = lo
	case slope(hi) >= 0:
		p2 = hi
	default:
		p2 = stats.FindRoot(slope, lo, hi)
	}
	return clip01(p2 + delta), p2
}

// per is count/p, 0 for no count whatever p is.
func per(count, p float64) float64 {
	if count == 0 {
		return 0
	}
	return count / p
}

func clip01(p float64) float64 { return math.Min(1, math.Max(0, p)) }
