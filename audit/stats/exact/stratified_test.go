package exact

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

// loadStrata reads testdata/stratified/tables.csv.
func loadStrata(t testing.TB) map[string][]stats.Table {
	t.Helper()
	f, err := os.Open(oracle.Path(t, "stratified/tables.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string][]stats.Table{}
	for _, row := range rows[1:] {
		var n [4]int
		for i := range n {
			if n[i], err = strconv.Atoi(row[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		sets[row[0]] = append(sets[row[0]], stats.Table{X1: n[0], N1: n[1], X2: n[2], N2: n[3]})
	}
	return sets
}

type strataOracle struct {
	Set           string
	Strata        int
	Z             oracle.Number
	MantelFleiss  oracle.Number `json:"mantel_fleiss"`
	CMHP          oracle.Number `json:"cmh_p"`
	MHOR          oracle.Number `json:"mh_or"`
	RBG           [2]oracle.Number
	ExactP        oracle.Number    `json:"exact_p"`
	ConditionalOR oracle.Number    `json:"conditional_or"`
	ExactInterval [2]oracle.Number `json:"exact_interval"`
	MidPMinlike   oracle.Number    `json:"midp_minlike"`
	MidPCentral   oracle.Number    `json:"midp_central"`
	Tarone        oracle.Number
	TaroneDF      oracle.Number    `json:"tarone_df"`
	TaroneP       oracle.Number    `json:"tarone_p"`
	RD            oracle.Number    `json:"rd_linear_model"`
	SatoSE        oracle.Number    `json:"rd_sato_se"`
	RR            oracle.Number    `json:"rr"`
	RRSE          oracle.Number    `json:"rr_log_se"`
	EpiRR         [2]oracle.Number `json:"epir_rr"`
	EpiSato       [2]oracle.Number `json:"epir_rd_sato"`
}

func eachStrataOracle(t *testing.T, check func(t *testing.T, strata []stats.Table, o strataOracle)) {
	var file struct{ Sets []strataOracle }
	oracle.Load(t, "stratified/expected.json", &file)
	sets := loadStrata(t)
	if len(file.Sets) != len(sets) {
		t.Fatalf("%d sets have oracle values, %d are in the table", len(file.Sets), len(sets))
	}
	for _, o := range file.Sets {
		t.Run(o.Set, func(t *testing.T) { check(t, sets[o.Set], o) })
	}
}

func TestStratifiedTestsAgainstR(t *testing.T) {
	eachStrataOracle(t, func(t *testing.T, strata []stats.Table, o strataOracle) {
		cmh, err := CMH(strata)
		if err != nil {
			t.Fatal(err)
		}
		if cmh.Strata != o.Strata {
			t.Errorf("got %d informative strata, want %d", cmh.Strata, o.Strata)
		}
		oracle.Near(t, "z", cmh.Z, o.Z, 1e-10)
		oracle.Near(t, "p", cmh.P, o.CMHP, 1e-10)
		mf, err := MantelFleiss(strata)
		if err != nil {
			t.Fatal(err)
		}
		oracle.Near(t, "Mantel–Fleiss", mf, o.MantelFleiss, 1e-12)
		ex, err := ExactCMH(strata)
		if err != nil {
			t.Fatal(err)
		}
		oracle.Near(t, "exact p", ex.P, o.ExactP, 1e-9)
		oracle.Near(t, "mid-p minlike", ex.MidP, o.MidPMinlike, 1e-9)
		oracle.Near(t, "mid-p central", ex.MidPCentral, o.MidPCentral, 1e-9)
		bd, err := BreslowDay(strata)
		if math.IsNaN(float64(o.Tarone)) {
			oracle.Refused(t, "Breslow–Day", err)
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		oracle.Near(t, "Breslow–Day–Tarone", bd.Statistic, o.Tarone, 1e-9)
		oracle.Near(t, "degrees of freedom", float64(bd.DF), o.TaroneDF, 0)
		oracle.Near(t, "Breslow–Day–Tarone p", bd.P, o.TaroneP, 1e-9)
	})
}

func TestPooledEffectsAgainstR(t *testing.T) {
	eachStrataOracle(t, func(t *testing.T, strata []stats.Table, o strataOracle) {
		rd, err := MHRiskDifference(strata, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		oracle.Near(t, "risk difference = linear model with stratum dummies", rd.Value, o.RD, 1e-9)
		oracle.Near(t, "Sato's standard error", rd.SE, o.SatoSE, 1e-10)
		if !math.IsNaN(float64(o.EpiSato[0])) {
			// epiR does not cut at −1 and 1.
			oracle.Near(t, "risk difference low, epiR", rd.Low, max(-1, o.EpiSato[0]), 1e-8)
			oracle.Near(t, "risk difference high, epiR", rd.High, min(1, o.EpiSato[1]), 1e-8)
		}
		checkPooledRatio(t, "risk ratio", MHRiskRatio, strata, o.RR, o.RRSE, o.EpiRR)
		checkPooledRatio(t, "odds ratio", MHOddsRatio, strata, o.MHOR, oracle.Number(math.NaN()), o.RBG)
	})
}

// checkPooledRatio skips what the oracle does not have, and wants a reason for 0 and Inf.
func checkPooledRatio(t *testing.T, what string, f func([]stats.Table, float64) (stats.Pooled, error), strata []stats.Table, value, se oracle.Number, bounds [2]oracle.Number) {
	t.Helper()
	got, err := f(strata, 0.95)
	v := float64(value)
	if v == 0 || math.IsInf(v, 1) {
		oracle.Refused(t, what, err)
		return
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if !math.IsNaN(v) {
		oracle.Near(t, what, got.Value, value, 1e-10)
	}
	if !math.IsNaN(float64(se)) {
		oracle.Near(t, what+" log SE", got.SE, se, 1e-10)
	}
	if !math.IsNaN(float64(bounds[0])) {
		oracle.Near(t, what+" low", got.Low, bounds[0], 1e-9)
		oracle.Near(t, what+" high", got.High, bounds[1], 1e-9)
	}
}

func TestCommonOddsRatioAgainstR(t *testing.T) {
	eachStrataOracle(t, func(t *testing.T, strata []stats.Table, o strataOracle) {
		iv, err := CommonOddsRatio(strata, 0.95)
		oracle.CheckInterval(t, "exact", iv, err, o.ConditionalOR, o.ExactInterval, 1e-9)
	})
}

func TestStratifiedAgainstStatsmodels(t *testing.T) {
	var file struct {
		Sets []struct {
			Set       string
			CMH       oracle.Number
			CMHP      oracle.Number `json:"cmh_p"`
			OddsRatio oracle.Number `json:"odds_ratio"`
			SE        oracle.Number `json:"log_odds_se"`
			RiskRatio oracle.Number `json:"risk_ratio"`
			Tarone    oracle.Number
			TaroneP   oracle.Number `json:"tarone_p"`
		}
	}
	oracle.Load(t, "stratified/expected_statsmodels.json", &file)
	sets := loadStrata(t)
	for _, o := range file.Sets {
		cmh, err1 := CMH(sets[o.Set])
		or, err2 := MHOddsRatio(sets[o.Set], 0.95)
		rr, err3 := MHRiskRatio(sets[o.Set], 0.95)
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(o.Set, err1, err2, err3)
		}
		oracle.Near(t, o.Set+" χ²", cmh.Statistic, o.CMH, 1e-10)
		if math.Abs(cmh.P-float64(o.CMHP)) > 1e-12 { // statsmodels' p is 1 − cdf
			t.Errorf("%s p: got %v, want %v", o.Set, cmh.P, o.CMHP)
		}
		oracle.Near(t, o.Set+" odds ratio", or.Value, o.OddsRatio, 1e-12)
		oracle.Near(t, o.Set+" log odds SE", or.SE, o.SE, 1e-12)
		oracle.Near(t, o.Set+" risk ratio", rr.Value, o.RiskRatio, 1e-12)
		if !math.IsNaN(float64(o.Tarone)) {
			bd, err := BreslowDay(sets[o.Set])
			if err != nil {
				t.Fatal(o.Set, err)
			}
			oracle.Near(t, o.Set+" Tarone", bd.Statistic, o.Tarone, 1e-9)
		}
	}
}
