package planning

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// Precision is how well an effect is known.
type Precision struct {
	// SE of the effect, from N decisions.
	SE float64
	N  int
	// Tests is the number of signals that Holm's correction counts; at least 1.
	Tests int
	// Alpha is two-sided; Power is of one signal.
	Alpha, Power float64
}

// Enough is how many decisions like these, with the same mix of applicants and sizes of
// requisitions, would settle the question of the margin: so many that an effect as large
// as the margin would be found by the corrected test, and no effect be shown to lie inside
// it, each with the power.
//
//	detection    (z_{1−α/2m} + z_power) · s ≤ δ
//	equivalence  (z_{1−α/2} + z_{(1+power)/2}) · s ≤ δ,       s = SE · sqrt(N / n)
//
// The standard error is taken to fall with the root of the number. Large-sample: with few
// requisitions more is needed. At most N where they are enough already.
// Source: as [Design.PowerToDetect] and [Design.PowerOfEquivalence].
func (p Precision) Enough(margin float64) (int, error) {
	if !(p.SE > 0) || math.IsInf(p.SE, 1) || p.N < 1 {
		return 0, stats.NotEstimablef("the estimate has no standard error")
	}
	if !(margin > 0) || p.Tests < 1 {
		return 0, stats.NotEstimablef("a margin of %v with %d tests is none", margin, p.Tests)
	}
	if err := checkLevels(p.Alpha, p.Power); err != nil {
		return 0, err
	}
	z := distuv.UnitNormal.Quantile
	detection := z(1-p.Alpha/2/float64(p.Tests)) + z(p.Power)
	equivalence := z(1-p.Alpha/2) + z((1+p.Power)/2)
	ratio := math.Max(detection, equivalence) * p.SE / margin
	n := math.Ceil(float64(p.N) * ratio * ratio)
	if n > most {
		return 0, stats.NotEstimablef("no number of decisions is enough")
	}
	return int(n), nil
}

// Rounded is a number of decisions as a reader wants it: two digits, rounded up.
func Rounded(n int) int {
	digits := 1
	for n >= 100*digits {
		digits *= 10
	}
	return (n + digits - 1) / digits * digits
}
