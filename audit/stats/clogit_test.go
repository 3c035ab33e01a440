package stats

import (
	"math"
	"testing"
)

// Values of clogit.R: survival::clogit, method "exact".
func TestConditionalLogitAgainstSurvival(t *testing.T) {
	var want struct {
		Coef, SE, LR, P map[string]float64
		LogLik, Null    float64
		BlockLR         float64 `json:"block_lr"`
		Profile         map[string][2]float64
	}
	load(t, "regression/clogit.json", &want)
	f, err := ConditionalLogit(pool(t))
	if err != nil {
		t.Fatal(err)
	}
	agree(t, "log-likelihood", f.LogLik, want.LogLik, 1e-12)
	agree(t, "null log-likelihood", f.NullLogLik, want.Null, 1e-12)
	for j, term := range poolColumns {
		b, _ := f.Coefficient(j)
		agree(t, term, b, want.Coef[term], 1e-9)
		se, _ := f.SE(j)
		agree(t, term+" SE", se, want.SE[term], 1e-9)
		lr, err := f.LikelihoodRatio(j)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, term+" LR", lr.Statistic, want.LR[term], 1e-9)
		if math.Abs(lr.P-want.P[term]) > 1e-10 {
			t.Errorf("%s p = %v, want %v", term, lr.P, want.P[term])
		}
		low, high, err := f.Profile(j, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, term+" low", low, want.Profile[term][0], 1e-7)
		agree(t, term+" high", high, want.Profile[term][1], 1e-7)
	}
	lr, err := f.LikelihoodRatio(0, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	agree(t, "block LR", lr.Statistic, want.BlockLR, 1e-9)
}
