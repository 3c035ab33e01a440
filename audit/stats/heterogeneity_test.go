package stats_test

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

// Values of testdata/heterogeneity/expected.py: statsmodels' combine_effects.
func TestCochranQAgainstStatsmodels(t *testing.T) {
	var file struct {
		Sets []struct {
			Name            string
			Value, SE       []float64
			Q, P, Mean, Tau oracle.Number
		}
	}
	oracle.Load(t, "heterogeneity/expected.json", &file)
	for _, s := range file.Sets {
		var of []stats.Independent
		for i := range s.Value {
			of = append(of, stats.Independent{Value: s.Value[i], SE: s.SE[i]})
		}
		got, err := stats.CochranQ(of)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		oracle.Near(t, s.Name+" Q", got.Statistic, s.Q, 1e-12)
		oracle.Near(t, s.Name+" p", got.P, s.P, 1e-10)
		oracle.Near(t, s.Name+" mean", got.Mean, s.Mean, 1e-12)
		oracle.Near(t, s.Name+" tau", got.SD, s.Tau, 1e-10)
	}
}

func TestCochranQRefuses(t *testing.T) {
	for name, of := range map[string][]stats.Independent{"none": nil, "one": {{Value: 1, SE: 1}}, "no error": {{Value: 1, SE: 1}, {Value: 2}},
		"no value": {{Value: 1, SE: 1}, {Value: math.NaN(), SE: 1}}} {
		_, err := stats.CochranQ(of)
		oracle.Refused(t, name, err)
	}
}
