package misread

import (
	"math"
	"testing"

	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/agreement"
)

// TestCorrectionAgainstR refits the oracle's table with two of its signals misread.
func TestCorrectionAgainstR(t *testing.T) {
	var want struct {
		Effects []struct {
			Signal                                    string
			Sensitivity, Specificity, AME, SE, Linear float64
		}
	}
	plant.Load(t, "../testdata/misread.json", &want)
	d := plant.OracleTable(t, "../testdata/table.csv")
	known := func(se, sp float64) *signalReview {
		return &signalReview{point: agreement.Accuracy{Sensitivity: se, Specificity: sp},
			result: result.SignalAccuracy{Sensitivity: result.Point(se, "", 0), Specificity: result.Point(sp, "", 0)}}
	}
	reviews := map[string]*signalReview{"referral": known(.85, .95), "open_source": known(.8, .97)}
	for _, likelihood := range []string{result.LikelihoodUncond, result.LikelihoodCond} {
		plan := model.DefaultPlan()
		plan.Likelihood = likelihood
		plan.Form = model.FormLinear // the oracle's
		v := d.Enter(0)
		c := newCalibration(model.Adjust(v, plan, d.Factors()), reviews)
		for _, w := range want.Effects {
			j := map[string]int{"referral": 0, "open_source": 1}[w.Signal]
			got, _ := c.refit(w.Signal, j, agreement.Accuracy{Sensitivity: w.Sensitivity, Specificity: w.Specificity})
			e := got.Decisive
			target := w.AME
			if likelihood == result.LikelihoodCond {
				target = w.Linear
			}
			if !e.Estimable() || math.Abs(*e.Value-target) > 1e-7 || likelihood == result.LikelihoodUncond && math.Abs(*got.Clustered.SE-w.SE) > 1e-7 {
				t.Errorf("%s, %s at %v/%v: %+v, want %v, se %v", likelihood, w.Signal, w.Sensitivity, w.Specificity, e, target, w.SE)
			}
		}
	}
}
