package logit

import (
	"fmt"
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

type ameOracle struct {
	Value    float64
	SE       map[string]float64
	Present  *float64
	Absent   *float64
	Centered *float64
}

type fitOracle struct {
	Coef       map[string]float64
	Intercepts []float64
	FLIC       []float64
	LogLik     float64
	Null       float64
	Penalized  float64
	SE         map[string]map[string]float64
	DFReq      map[string]float64 `json:"df_requisition"`
	DFScreener map[string]float64 `json:"df_screener"`
	AME        map[string]ameOracle
	LR, P      map[string]float64
	BlockLR    float64 `json:"block_lr"`
	BlockP     float64 `json:"block_p"`
	Profile    map[string][2]float64
}

var poolColumns = []string{"referral", "school", "award", "years", "graduated", "match"}

func pool(t testing.TB) *Grouped {
	t.Helper()
	return grouped(t, design(oracle.ReadTable(t, "regression/pool.csv"), "decision", "requisition", "screener", poolColumns...))
}

// Values of regression.R: stats::glm, brglm2, clubSandwich, and R by hand for
// profile intervals, likelihood ratios and marginal effects.
func TestRegressionAgainstR(t *testing.T) {
	var want struct{ ML, Firth, Linear fitOracle }
	oracle.Load(t, "regression/regression.json", &want)
	g := pool(t)
	for _, c := range []struct {
		name string
		fit  func(*Grouped) (*Fit, error)
		want fitOracle
	}{{"ml", LogisticML, want.ML}, {"firth", Firth, want.Firth}, {"linear", LinearProbability, want.Linear}} {
		t.Run(c.name, func(t *testing.T) {
			f, err := c.fit(g)
			if err != nil {
				t.Fatal(err)
			}
			checkFit(t, f, c.want)
			for name, byTerm := range c.want.SE {
				cov := covariance(t, f, name)
				for j, term := range poolColumns {
					e, _ := f.Slope(j)
					se, err := cov.SE(e)
					if err != nil {
						t.Fatal(err)
					}
					oracle.Agree(t, term+" SE "+name, se, byTerm[term], 1e-9)
					if ame, ok := c.want.AME[term]; ok {
						checkAME(t, f, cov, name, j, ame)
					}
				}
			}
		})
	}
}

func covariance(t *testing.T, f *Fit, name string) *Covariance {
	t.Helper()
	if name == "model" {
		return f.ModelCovariance()
	}
	by, rest := ByStratum, ""
	if _, err := fmt.Sscanf(name, "requisition_%s", &rest); err != nil {
		by = ByCluster
		if _, err := fmt.Sscanf(name, "screener_%s", &rest); err != nil {
			t.Fatal(err)
		}
	}
	cov, err := f.ClusterCovariance(by, Correction(rest))
	if err != nil {
		t.Fatal(err)
	}
	return cov
}

func checkFit(t *testing.T, f *Fit, want fitOracle) {
	for s, v := range want.Intercepts {
		oracle.Agree(t, "intercept", f.Intercepts()[s], v, 1e-9)
	}
	for s, v := range want.FLIC {
		oracle.Agree(t, "FLIC intercept", f.RateIntercepts()[s], v, 1e-9)
	}
	if want.LogLik != 0 {
		oracle.Agree(t, "log-likelihood", f.LogLik, want.LogLik, 1e-12)
		oracle.Agree(t, "null log-likelihood", f.NullLogLik, want.Null, 1e-10)
	}
	if want.Penalized != 0 {
		oracle.Agree(t, "penalised log-likelihood", f.Penalized, want.Penalized, 1e-11)
	}
	for j, term := range poolColumns {
		b, err := f.Coefficient(j)
		if err != nil {
			t.Fatal(err)
		}
		oracle.Agree(t, term, b, want.Coef[term], 1e-9)
		e, _ := f.Slope(j)
		if want.DFReq != nil {
			oracle.Agree(t, term+" df by requisition", covariance(t, f, "requisition_CR2").DF(e), want.DFReq[term], 1e-8)
			oracle.Agree(t, term+" df by screener", covariance(t, f, "screener_CR2").DF(e), want.DFScreener[term], 1e-8)
		}
		if want.LR == nil {
			continue
		}
		checkLikelihood(t, f, j, term, want.LR[term], want.P[term], want.Profile[term], 1e-8)
	}
	if want.BlockLR != 0 {
		lr, err := f.LikelihoodRatio(0, 1, 2)
		if err != nil {
			t.Fatal(err)
		}
		oracle.Agree(t, "block LR", lr.Statistic, want.BlockLR, 1e-9)
		oracle.Agree(t, "block p", lr.P, want.BlockP, 1e-9)
	}
}

// checkLikelihood compares the test of one column and its profile interval.
func checkLikelihood(t *testing.T, f interface {
	LikelihoodRatio(columns ...int) (stats.ChiSquare, error)
	Profile(j int, level float64) (low, high float64, err error)
}, j int, term string, statistic, p float64, profile [2]float64, tolerance float64) {
	t.Helper()
	lr, err := f.LikelihoodRatio(j)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, term+" LR", lr.Statistic, statistic, 1e-9)
	if math.Abs(lr.P-p) > 1e-10 {
		t.Errorf("%s p = %v, want %v", term, lr.P, p)
	}
	low, high, err := f.Profile(j, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, term+" low", low, profile[0], tolerance)
	oracle.Agree(t, term+" high", high, profile[1], tolerance)
}

func checkAME(t *testing.T, f *Fit, cov *Covariance, name string, j int, want ameOracle) {
	term := poolColumns[j]
	var m MarginalEffect
	var err error
	if want.Present != nil {
		m, err = f.DiscreteChange(j, nil)
	} else {
		m, err = f.Derivative(j, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, term+" AME", m.Difference.Value, want.Value, 1e-9)
	se, err := cov.SE(m.Difference)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, term+" AME SE "+name, se, want.SE[name], 1e-9)
	if want.Present != nil {
		oracle.Agree(t, term+" rate with", m.Present.Value, *want.Present, 1e-9)
		oracle.Agree(t, term+" rate without", m.Absent.Value, *want.Absent, 1e-9)
		return
	}
	c, err := f.CenteredChange(j, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, term+" centred change", c.Difference.Value, *want.Centered, 1e-9)
}
