package stats

import (
	"fmt"
	"math"
	"testing"
)

type proportionOracle struct {
	X      int
	N      int
	Wilson [2]number
}

type twoProportions struct {
	Table      struct{ X1, N1, X2, N2 int }
	Arm1, Arm2 proportionOracle
	Difference struct {
		Estimate          number
		Newcombe          [2]number
		MiettinenNurminen [2]number `json:"miettinen_nurminen"`
		Mee               [2]number
	} `json:"risk_difference"`
	Ratio struct {
		Estimate          number
		Koopman           [2]number
		MiettinenNurminen [2]number `json:"miettinen_nurminen"`
	} `json:"risk_ratio"`
	Odds struct {
		MLE   number    `json:"conditional_mle"`
		Exact [2]number `json:"conditional_exact_ci"`
		MidP  [2]number `json:"conditional_midp_ci"`
	} `json:"odds_ratio"`
	Tests struct {
		Fisher      number `json:"fisher_two_sided"`
		Less        number `json:"fisher_less"`
		Greater     number `json:"fisher_greater"`
		MidPCentral number `json:"midp_two_sided_central"`
		MidPMinlike number `json:"midp_two_sided_minlike"`
		Z           number `json:"z_hypergeometric"`
	}
}

func loadTwoProportions(t *testing.T) []twoProportions {
	var file struct{ Tables []twoProportions }
	load(t, "two_proportions/expected.json", &file)
	if len(file.Tables) != 18 {
		t.Fatalf("got %d tables, want 18", len(file.Tables))
	}
	return file.Tables
}

func checkInterval(t *testing.T, what string, got Interval, err error, value number, bounds [2]number, tolerance float64) {
	t.Helper()
	if math.IsNaN(float64(value)) {
		refused(t, what, err)
		return
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	near(t, what+" value", got.Value, value, tolerance)
	near(t, what+" low", got.Low, bounds[0], tolerance)
	near(t, what+" high", got.High, bounds[1], tolerance)
}

func TestTwoProportionsAgainstR(t *testing.T) {
	for _, o := range loadTwoProportions(t) {
		tab := Table(o.Table)
		name := fmt.Sprintf("%+v ", tab)
		for _, arm := range []proportionOracle{o.Arm1, o.Arm2} {
			iv, err := Wilson(arm.X, arm.N, 0.95)
			checkInterval(t, name+"Wilson", iv, err, number(float64(arm.X)/float64(arm.N)), arm.Wilson, 1e-12)
		}
		iv, err := Newcombe(tab, 0.95)
		checkInterval(t, name+"Newcombe", iv, err, o.Difference.Estimate, o.Difference.Newcombe, 1e-12)
		iv, err = MiettinenNurminen(tab, 0.95)
		checkInterval(t, name+"Miettinen–Nurminen", iv, err, o.Difference.Estimate, o.Difference.MiettinenNurminen, 1e-9)
		iv, err = Mee(tab, 0.95)
		checkInterval(t, name+"Mee", iv, err, o.Difference.Estimate, o.Difference.Mee, 1e-9)
		iv, err = Koopman(tab, 0.95)
		checkInterval(t, name+"Koopman", iv, err, o.Ratio.Estimate, o.Ratio.Koopman, 1e-9)
		iv, err = MiettinenNurminenRatio(tab, 0.95)
		checkInterval(t, name+"Miettinen–Nurminen ratio", iv, err, o.Ratio.Estimate, o.Ratio.MiettinenNurminen, 1e-9)
		iv, err = ConditionalOddsRatio(tab, 0.95)
		checkInterval(t, name+"conditional odds ratio", iv, err, o.Odds.MLE, o.Odds.Exact, 1e-10)
		iv, err = ConditionalOddsRatioMidP(tab, 0.95)
		checkInterval(t, name+"conditional odds ratio mid-p", iv, err, o.Odds.MLE, o.Odds.MidP, 1e-10)
	}
}

func TestExactTestsAgainstR(t *testing.T) {
	for _, o := range loadTwoProportions(t) {
		tab := Table(o.Table)
		name := fmt.Sprintf("%+v ", tab)
		z, errZ := HypergeometricZ(tab)
		f, err := Fisher(tab)
		if !tab.informative() {
			// R answers p = 1; here it is a reason.
			refused(t, name+"Fisher", err)
			refused(t, name+"z", errZ)
			continue
		}
		if err != nil || errZ != nil {
			t.Errorf("%s: %v, %v", name, err, errZ)
			continue
		}
		near(t, name+"z", z, o.Tests.Z, 1e-12)
		near(t, name+"Fisher", f.P, o.Tests.Fisher, 1e-12)
		near(t, name+"less", f.Less, o.Tests.Less, 1e-12)
		near(t, name+"greater", f.Greater, o.Tests.Greater, 1e-12)
		near(t, name+"mid-p minlike", f.MidP, o.Tests.MidPMinlike, 1e-12)
		near(t, name+"mid-p central", f.MidPCentral, o.Tests.MidPCentral, 1e-12)
	}
}
