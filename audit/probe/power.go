package probe

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Pairs is how many résumés at a job show a true difference of decisions of the
// margin's size, where a share discordant of the pairs is decided differently either
// way:
//
//	n = (z_{1−α/2} + z_{power})² · discordant / margin²
//
// margin in (0, discordant], discordant and power in (0,1). For scores give the variance
// of the difference within a pair as discordant, in squared units of the margin.
// Source: Lachin (1981) Control Clin Trials 2:93–113, with the variance under no effect.
func Pairs(margin, discordant, level, power float64) (int, error) {
	if !(margin > 0) || !(discordant > 0) || power <= 0 || power >= 1 || level <= 0 || level >= 1 {
		return 0, fmt.Errorf("pairs for a margin of %v at %v discordant, level %v, power %v", margin, discordant, level, power)
	}
	z := distuv.UnitNormal.Quantile((1+level)/2) + distuv.UnitNormal.Quantile(power)
	return int(math.Ceil(z*z*discordant/(margin*margin) - 1e-9)), nil
}

// Repeats is how many times each version should be asked, from a pilot of base
// versions: within is the variance of one résumé's answers, between that of résumés'
// means. Averaging stops where the noise of a mean is a tenth of the spread between
// résumés; at least 1, at most 10; 3 where a pilot tells nothing.
func Repeats(within, between float64) int {
	switch {
	case within == 0:
		return 1
	case !(between > 0):
		return 3
	}
	return min(max(int(math.Ceil(within/(.1*between))), 1), 10)
}
