package reliance

import (
	"fmt"
	"math/rand/v2"

	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/resample"
)

const (
	// permuteUpTo applications rows are really permuted; above, the statistic's
	// large-sample distribution (chi-square) is drawn from, which costs no pass.
	permuteUpTo = 20000
)

// permutationTest tests the weak block, last in: whole weak rows are permuted
// jointly within requisitions. It is of the block's likelihood ratio (by its score
// statistic), never of a share: with correlated blocks a share's permutation
// rejects far too often.
func permutationTest(a *model.Adjustment, plan model.Plan) (p *float64, method string) {
	var block []int
	for c := range a.Design.Columns {
		col := &a.Design.Columns[c]
		if !col.Unknown && a.Design.Factors[col.Factor].Block == result.Weak && a.Grouped.Aliased(c) == "" {
			block = append(block, c)
		}
	}
	if len(block) == 0 {
		return nil, ""
	}
	n, _ := a.Grouped.N()
	if n > permuteUpTo {
		return largeSampleTest(a, block, plan)
	}
	t, err := a.Grouped.PermutationTest(block, resample.Permutations, plan.Seed)
	if err != nil {
		return nil, "not estimable: " + stats.Reason(err)
	}
	return result.Probability(t.P), fmt.Sprintf("score statistic of the weak block, last in; whole weak rows permuted within requisitions, %d times", resample.Permutations)
}

// largeSampleTest draws the statistic under no effect from its chi-square limit.
func largeSampleTest(a *model.Adjustment, block []int, plan model.Plan) (p *float64, method string) {
	t, err := a.Grouped.PermutationTest(block, 0, plan.Seed)
	if err != nil {
		return nil, "not estimable: " + stats.Reason(err)
	}
	rng, exceed := rand.New(rand.NewPCG(plan.Seed, 404)), 0
	for range resample.Permutations {
		sum := 0.0
		for range t.DF {
			z := rng.NormFloat64()
			sum += z * z
		}
		if sum >= t.Statistic {
			exceed++
		}
	}
	return result.Probability(float64(exceed+1) / (resample.Permutations + 1)), fmt.Sprintf(
		"score statistic of the weak block, last in; its large-sample chi-square distribution with %d degrees of freedom drawn %d times, because there are more than %d applications",
		t.DF, resample.Permutations, permuteUpTo)
}
