package logit

import (
	"math"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
)

func TestInverseRootNodes(t *testing.T) {
	for _, low := range []float64{1, 0.5, 1e-4, 1e-12} {
		shift, weight := inverseRootNodes(low*0.99, 1.01)
		for _, a := range []float64{low, math.Sqrt(low), 1} {
			var got float64
			for j := range shift {
				got += weight[j] / (a + shift[j])
			}
			oracle.Agree(t, "inverse root", got, 1/math.Sqrt(a), 1e-10)
		}
	}
}

// Values of leverage.R: one column varies in a single requisition, so that I - H
// has more than one null direction there.
func TestCR2WithFullLeverage(t *testing.T) {
	var want map[string]map[string]struct{ SE, DF []float64 }
	oracle.Load(t, "regression/leverage.json", &want)
	table := oracle.ReadTable(t, "regression/pool.csv")
	for i, r := range table["requisition"] {
		only := 0.0
		if r == 3 && int(table["screener"][i])%2 == 1 {
			only = 1
		}
		table["only"] = append(table["only"], only)
	}
	g := grouped(t, design(table, "decision", "requisition", "screener", "referral", "only", "match"))
	for name, fit := range map[string]func(*Grouped) (*Fit, error){"ml": LogisticML, "linear": LinearProbability} {
		f, err := fit(g)
		if err != nil {
			t.Fatal(err)
		}
		for by, w := range want[name] {
			cov := covariance(t, f, by+"_CR2")
			for j := range 3 {
				e, _ := f.Slope(j)
				se, err := cov.SE(e)
				if err != nil {
					t.Fatal(err)
				}
				oracle.Agree(t, name+" SE by "+by, se, w.SE[j], 1e-9)
				oracle.Agree(t, name+" df by "+by, cov.DF(e), w.DF[j], 1e-8)
			}
		}
	}
}
