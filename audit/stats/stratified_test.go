package stats

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// loadStrata reads testdata/stratified/tables.csv.
func loadStrata(t testing.TB) map[string][]Table {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "stratified", "tables.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string][]Table{}
	for _, row := range rows[1:] {
		var n [4]int
		for i := range n {
			if n[i], err = strconv.Atoi(row[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		sets[row[0]] = append(sets[row[0]], Table{n[0], n[1], n[2], n[3]})
	}
	return sets
}

type strataOracle struct {
	Set           string
	Strata        int
	Z             number
	MantelFleiss  number `json:"mantel_fleiss"`
	CMHP          number `json:"cmh_p"`
	MHOR          number `json:"mh_or"`
	RBG           [2]number
	ExactP        number    `json:"exact_p"`
	ConditionalOR number    `json:"conditional_or"`
	ExactInterval [2]number `json:"exact_interval"`
	MidPInterval  [2]number `json:"midp_interval"`
	MidPMinlike   number    `json:"midp_minlike"`
	MidPCentral   number    `json:"midp_central"`
	Tarone        number
	TaroneDF      number    `json:"tarone_df"`
	TaroneP       number    `json:"tarone_p"`
	RD            number    `json:"rd_linear_model"`
	SatoSE        number    `json:"rd_sato_se"`
	RR            number    `json:"rr"`
	RRSE          number    `json:"rr_log_se"`
	EpiRR         [2]number `json:"epir_rr"`
	EpiSato       [2]number `json:"epir_rd_sato"`
}

func eachStrataOracle(t *testing.T, check func(t *testing.T, strata []Table, o strataOracle)) {
	var file struct{ Sets []strataOracle }
	load(t, "stratified/expected.json", &file)
	sets := loadStrata(t)
	if len(file.Sets) != len(sets) {
		t.Fatalf("%d sets have oracle values, %d are in the table", len(file.Sets), len(sets))
	}
	for _, o := range file.Sets {
		t.Run(o.Set, func(t *testing.T) { check(t, sets[o.Set], o) })
	}
}

func TestStratifiedTestsAgainstR(t *testing.T) {
	eachStrataOracle(t, func(t *testing.T, strata []Table, o strataOracle) {
		cmh, err := CMH(strata)
		if err != nil {
			t.Fatal(err)
		}
		if cmh.Strata != o.Strata {
			t.Errorf("got %d informative strata, want %d", cmh.Strata, o.Strata)
		}
		near(t, "z", cmh.Z, o.Z, 1e-10)
		near(t, "p", cmh.P, o.CMHP, 1e-10)
		mf, err := MantelFleiss(strata)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "Mantel–Fleiss", mf, o.MantelFleiss, 1e-12)
		ex, err := ExactCMH(strata)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "exact p", ex.P, o.ExactP, 1e-9)
		near(t, "mid-p minlike", ex.MidP, o.MidPMinlike, 1e-9)
		near(t, "mid-p central", ex.MidPCentral, o.MidPCentral, 1e-9)
		bd, err := BreslowDay(strata)
		if math.IsNaN(float64(o.Tarone)) {
			refused(t, "Breslow–Day", err)
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		near(t, "Breslow–Day–Tarone", bd.Statistic, o.Tarone, 1e-9)
		near(t, "degrees of freedom", float64(bd.DF), o.TaroneDF, 0)
		near(t, "Breslow–Day–Tarone p", bd.P, o.TaroneP, 1e-9)
	})
}

func TestPooledEffectsAgainstR(t *testing.T) {
	eachStrataOracle(t, func(t *testing.T, strata []Table, o strataOracle) {
		rd, err := MHRiskDifference(strata, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "risk difference = linear model with stratum dummies", rd.Value, o.RD, 1e-9)
		near(t, "Sato's standard error", rd.SE, o.SatoSE, 1e-10)
		if !math.IsNaN(float64(o.EpiSato[0])) {
			// epiR does not cut at −1 and 1.
			near(t, "risk difference low, epiR", rd.Low, max(-1, o.EpiSato[0]), 1e-8)
			near(t, "risk difference high, epiR", rd.High, min(1, o.EpiSato[1]), 1e-8)
		}
		checkPooledRatio(t, "risk ratio", MHRiskRatio, strata, o.RR, o.RRSE, o.EpiRR)
		checkPooledRatio(t, "odds ratio", MHOddsRatio, strata, o.MHOR, number(math.NaN()), o.RBG)
	})
}

// checkPooledRatio skips what the oracle does not have, and wants a reason for 0 and Inf.
func checkPooledRatio(t *testing.T, what string, f func([]Table, float64) (Pooled, error), strata []Table, value, se number, bounds [2]number) {
	t.Helper()
	got, err := f(strata, 0.95)
	v := float64(value)
	if v == 0 || math.IsInf(v, 1) {
		refused(t, what, err)
		return
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if !math.IsNaN(v) {
		near(t, what, got.Value, value, 1e-10)
	}
	if !math.IsNaN(float64(se)) {
		near(t, what+" log SE", got.SE, se, 1e-10)
	}
	if !math.IsNaN(float64(bounds[0])) {
		near(t, what+" low", got.Low, bounds[0], 1e-9)
		near(t, what+" high", got.High, bounds[1], 1e-9)
	}
}

func TestCommonOddsRatioAgainstR(t *testing.T) {
	eachStrataOracle(t, func(t *testing.T, strata []Table, o strataOracle) {
		iv, err := CommonOddsRatio(strata, 0.95)
		checkInterval(t, "exact", iv, err, o.ConditionalOR, o.ExactInterval, 1e-9)
		iv, err = CommonOddsRatioMidP(strata, 0.95)
		checkInterval(t, "mid-p", iv, err, o.ConditionalOR, o.MidPInterval, 1e-9)
	})
}

func TestStratifiedAgainstStatsmodels(t *testing.T) {
	var file struct {
		Sets []struct {
			Set       string
			CMH       number
			CMHP      number `json:"cmh_p"`
			OddsRatio number `json:"odds_ratio"`
			SE        number `json:"log_odds_se"`
			RiskRatio number `json:"risk_ratio"`
			Tarone    number
			TaroneP   number `json:"tarone_p"`
		}
	}
	load(t, "stratified/expected_statsmodels.json", &file)
	sets := loadStrata(t)
	for _, o := range file.Sets {
		cmh, err1 := CMH(sets[o.Set])
		or, err2 := MHOddsRatio(sets[o.Set], 0.95)
		rr, err3 := MHRiskRatio(sets[o.Set], 0.95)
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(o.Set, err1, err2, err3)
		}
		near(t, o.Set+" χ²", cmh.Statistic, o.CMH, 1e-10)
		if math.Abs(cmh.P-float64(o.CMHP)) > 1e-12 { // statsmodels' p is 1 − cdf
			t.Errorf("%s p: got %v, want %v", o.Set, cmh.P, o.CMHP)
		}
		near(t, o.Set+" odds ratio", or.Value, o.OddsRatio, 1e-12)
		near(t, o.Set+" log odds SE", or.SE, o.SE, 1e-12)
		near(t, o.Set+" risk ratio", rr.Value, o.RiskRatio, 1e-12)
		if !math.IsNaN(float64(o.Tarone)) {
			bd, err := BreslowDay(sets[o.Set])
			if err != nil {
				t.Fatal(o.Set, err)
			}
			near(t, o.Set+" Tarone", bd.Statistic, o.Tarone, 1e-9)
		}
	}
}
