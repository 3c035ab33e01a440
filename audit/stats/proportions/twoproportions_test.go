package proportions_test

import (
	"fmt"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
	"weaksignal/audit/stats/internal/oracle"
	"weaksignal/audit/stats/proportions"
)

type proportionOracle struct {
	X      int
	N      int
	Wilson [2]oracle.Number
}

type twoProportions struct {
	Table      struct{ X1, N1, X2, N2 int }
	Arm1, Arm2 proportionOracle
	Difference struct {
		Estimate oracle.Number
		Newcombe [2]oracle.Number
	} `json:"risk_difference"`
	Ratio struct {
		Estimate oracle.Number
		Koopman  [2]oracle.Number
	} `json:"risk_ratio"`
	Odds struct {
		MLE   oracle.Number    `json:"conditional_mle"`
		Exact [2]oracle.Number `json:"conditional_exact_ci"`
	} `json:"odds_ratio"`
	Tests struct {
		Fisher      oracle.Number `json:"fisher_two_sided"`
		Less        oracle.Number `json:"fisher_less"`
		Greater     oracle.Number `json:"fisher_greater"`
		MidPCentral oracle.Number `json:"midp_two_sided_central"`
		MidPMinlike oracle.Number `json:"midp_two_sided_minlike"`
		Z           oracle.Number `json:"z_hypergeometric"`
	}
}

func loadTwoProportions(t *testing.T) []twoProportions {
	var file struct{ Tables []twoProportions }
	oracle.Load(t, "two_proportions/expected.json", &file)
	if len(file.Tables) != 18 {
		t.Fatalf("got %d tables, want 18", len(file.Tables))
	}
	return file.Tables
}

func TestTwoProportionsAgainstR(t *testing.T) {
	for _, o := range loadTwoProportions(t) {
		tab := stats.Table(o.Table)
		name := fmt.Sprintf("%+v ", tab)
		for _, arm := range []proportionOracle{o.Arm1, o.Arm2} {
			iv, err := proportions.Wilson(arm.X, arm.N, 0.95)
			oracle.CheckInterval(t, name+"Wilson", iv, err, oracle.Number(float64(arm.X)/float64(arm.N)), arm.Wilson, 1e-12)
		}
		iv, err := proportions.Newcombe(tab, 0.95)
		oracle.CheckInterval(t, name+"Newcombe", iv, err, o.Difference.Estimate, o.Difference.Newcombe, 1e-12)
		iv, err = proportions.Koopman(tab, 0.95)
		oracle.CheckInterval(t, name+"Koopman", iv, err, o.Ratio.Estimate, o.Ratio.Koopman, 1e-9)
		iv, err = exact.ConditionalOddsRatio(tab, 0.95)
		oracle.CheckInterval(t, name+"conditional odds ratio", iv, err, o.Odds.MLE, o.Odds.Exact, 1e-10)
	}
}

func TestExactTestsAgainstR(t *testing.T) {
	for _, o := range loadTwoProportions(t) {
		tab := stats.Table(o.Table)
		name := fmt.Sprintf("%+v ", tab)
		z, errZ := stats.HypergeometricZ(tab)
		f, err := exact.Fisher(tab)
		if !tab.Informative() {
			// R answers p = 1; here it is a reason.
			oracle.Refused(t, name+"Fisher", err)
			oracle.Refused(t, name+"z", errZ)
			continue
		}
		if err != nil || errZ != nil {
			t.Errorf("%s: %v, %v", name, err, errZ)
			continue
		}
		oracle.Near(t, name+"z", z, o.Tests.Z, 1e-12)
		oracle.Near(t, name+"Fisher", f.P, o.Tests.Fisher, 1e-12)
		oracle.Near(t, name+"less", f.Less, o.Tests.Less, 1e-12)
		oracle.Near(t, name+"greater", f.Greater, o.Tests.Greater, 1e-12)
		oracle.Near(t, name+"mid-p minlike", f.MidP, o.Tests.MidPMinlike, 1e-12)
		oracle.Near(t, name+"mid-p central", f.MidPCentral, o.Tests.MidPCentral, 1e-12)
	}
}
