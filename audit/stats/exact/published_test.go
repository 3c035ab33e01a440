package exact

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/proportions"
)

// printed compares with a published number to its printed digits.
func printed(t *testing.T, what string, got, want float64, digits int) {
	t.Helper()
	scale := math.Pow(10, float64(digits))
	if math.Abs(math.Round(got*scale)/scale-want) > 1e-9 {
		t.Errorf("%s: got %v, published %v", what, got, want)
	}
}

// Newcombe (1998) Stat Med 17:873–890, table II, method 10.
func TestNewcombePublished(t *testing.T) {
	for _, c := range []struct {
		t         stats.Table
		low, high float64
	}{
		{stats.Table{X1: 56, N1: 70, X2: 48, N2: 80}, 0.0524, 0.3339}, {stats.Table{X1: 9, N1: 10, X2: 3, N2: 10}, 0.1705, 0.8090},
		{stats.Table{X1: 6, N1: 7, X2: 2, N2: 7}, 0.0582, 0.8062}, {stats.Table{X1: 5, N1: 56, X2: 0, N2: 29}, -0.0381, 0.1926},
		{stats.Table{X1: 0, N1: 10, X2: 0, N2: 20}, -0.1611, 0.2775}, {stats.Table{X1: 0, N1: 10, X2: 0, N2: 10}, -0.2775, 0.2775},
		{stats.Table{X1: 10, N1: 10, X2: 0, N2: 20}, 0.6791, 1}, {stats.Table{X1: 10, N1: 10, X2: 0, N2: 10}, 0.6075, 1},
	} {
		iv, err := proportions.Newcombe(c.t, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		printed(t, "low", iv.Low, c.low, 4)
		printed(t, "high", iv.High, c.high, 4)
	}
}

// Koopman (1984) Biometrics 40:513–517: 36 of 40 against 16 of 80.
func TestKoopmanPublished(t *testing.T) {
	iv, err := proportions.Koopman(stats.Table{X1: 36, N1: 40, X2: 16, N2: 80}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	printed(t, "value", iv.Value, 4.5, 2)
	printed(t, "low", iv.Low, 2.94, 2)
	printed(t, "high", iv.High, 7.15, 2)
}

// Fisher's tea tasting, 3 of 4 and 1 of 4: p = 0.4857 (Agresti 2013, §3.5.2).
func TestTeaTasting(t *testing.T) {
	f, err := Fisher(stats.Table{X1: 3, N1: 4, X2: 1, N2: 4})
	if err != nil {
		t.Fatal(err)
	}
	printed(t, "two-sided", f.P, 0.4857, 4)
	printed(t, "one-sided", f.Greater, 0.2429, 4)
}

// Berkeley 1973 (Bickel, Hammel & O'Connell 1975): men are admitted 14 points more
// often over all, 2 points less within departments, and the departments differ.
func TestBerkeleyReversesWithinDepartments(t *testing.T) {
	strata := loadStrata(t)["berkeley"]
	var all stats.Table
	for _, s := range strata {
		all = stats.Table{X1: all.X1 + s.X1, N1: all.N1 + s.N1, X2: all.X2 + s.X2, N2: all.N2 + s.N2}
	}
	crude, err := proportions.Newcombe(all, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	pooled, err := MHRiskDifference(strata, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	printed(t, "crude", crude.Value, 0.1416, 4)
	printed(t, "within departments", pooled.Value, -0.0184, 4)
	rest, err := BreslowDay(strata[1:])
	if err != nil {
		t.Fatal(err)
	}
	if rest.P < 0.5 {
		t.Errorf("without department A the odds ratios are alike, got p = %v", rest.P)
	}
}
