package exact

import (
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/proportions"

	"gonum.org/v1/gonum/stat/distuv"
)

// fisherPowerTables bounds the tables that [FisherPower] goes through.
const fisherPowerTables = 4_000_000

// FisherPower is the exact power of the two-sided [Fisher] test: the probability,
// over all tables of two binomial samples, that P <= alpha. At p1 = p2 it is the
// test's size there. Not estimable above 4 million possible tables, where
// [proportions.Power] is close enough.
func FisherPower(p1, p2 float64, n1, n2 int, alpha float64) (float64, error) {
	if err := proportions.CheckDesign(p1, float64(n1), float64(n2), alpha, 0.5); err != nil {
		return 0, err
	}
	if !(p2 >= 0 && p2 <= 1) {
		return 0, stats.NotEstimablef("%v is no rate", p2)
	}
	if int64(n1+1)*int64(n2+1) > fisherPowerTables {
		return 0, stats.NotEstimablef("the groups are too large to go through every table")
	}
	first := distuv.Binomial{N: float64(n1), P: p1}
	second := distuv.Binomial{N: float64(n2), P: p2}
	var power float64
	for k := 1; k < n1+n2; k++ {
		d := hypergeometric(stats.Table{X1: max(0, k-n2), N1: n1, X2: k - max(0, k-n2), N2: n2}, 0, fineTrim)
		for x1, rejected := range rejections(d, alpha) {
			if rejected {
				x := d.first + x1
				power += first.Prob(float64(x)) * second.Prob(float64(k-x))
			}
		}
	}
	return power, nil
}

// rejections tells for each value of a distribution whether its two-sided
// p-value by probabilities is at most alpha. Both ends are walked inwards, the
// lighter value first, so that ties are added together.
func rejections(d discrete, alpha float64) []bool {
	out := make([]bool, len(d.p))
	i, j := 0, len(d.p)-1
	var mass float64
	for i <= j {
		at := min(d.p[i], d.p[j]) * tie
		from, to := i, j
		for i <= j && d.p[i] <= at {
			mass += d.p[i]
			i++
		}
		for j >= i && d.p[j] <= at {
			mass += d.p[j]
			j--
		}
		if mass > alpha {
			break
		}
		for x := from; x < i; x++ {
			out[x] = true
		}
		for x := j + 1; x <= to; x++ {
			out[x] = true
		}
	}
	return out
}
