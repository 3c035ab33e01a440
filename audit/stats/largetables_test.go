package stats

import (
	"fmt"
	"testing"
)

func TestLargeTablesAgainstR(t *testing.T) {
	var file struct {
		Tables []struct {
			Table   struct{ X1, N1, X2, N2 int }
			Level   float64
			FisherP number `json:"fisher_p"`
			Z, MLE  number
			Exact   [2]number
			MidP    [2]number
		}
	}
	load(t, "large_tables/expected.json", &file)
	for _, o := range file.Tables {
		tab := Table(o.Table)
		name := fmt.Sprintf("%+v at %v ", tab, o.Level)
		f, err := Fisher(tab)
		if err != nil {
			t.Fatal(name, err)
		}
		near(t, name+"Fisher", f.P, o.FisherP, 1e-9)
		z, err := HypergeometricZ(tab)
		if err != nil {
			t.Fatal(name, err)
		}
		near(t, name+"z", z, o.Z, 1e-12)
		iv, err := ConditionalOddsRatio(tab, o.Level)
		checkInterval(t, name+"exact", iv, err, o.MLE, o.Exact, 1e-8)
		iv, err = ConditionalOddsRatioMidP(tab, o.Level)
		checkInterval(t, name+"mid-p", iv, err, o.MLE, o.MidP, 1e-8)
	}
}
