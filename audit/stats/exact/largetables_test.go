package exact

import (
	"fmt"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

func TestLargeTablesAgainstR(t *testing.T) {
	var file struct {
		Tables []struct {
			Table   struct{ X1, N1, X2, N2 int }
			Level   float64
			FisherP oracle.Number `json:"fisher_p"`
			Z, MLE  oracle.Number
			Exact   [2]oracle.Number
		}
	}
	oracle.Load(t, "large_tables/expected.json", &file)
	for _, o := range file.Tables {
		tab := stats.Table(o.Table)
		name := fmt.Sprintf("%+v at %v ", tab, o.Level)
		f, err := Fisher(tab)
		if err != nil {
			t.Fatal(name, err)
		}
		oracle.Near(t, name+"Fisher", f.P, o.FisherP, 1e-9)
		z, err := stats.HypergeometricZ(tab)
		if err != nil {
			t.Fatal(name, err)
		}
		oracle.Near(t, name+"z", z, o.Z, 1e-12)
		iv, err := ConditionalOddsRatio(tab, o.Level)
		oracle.CheckInterval(t, name+"exact", iv, err, o.MLE, o.Exact, 1e-8)
	}
}
