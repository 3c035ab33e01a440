package stats_test

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/agreement"
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

// The jackknife, by leaving out each unit and asking for the published formula again.
func TestKrippendorffBinaryAgainstBruteForce(t *testing.T) {
	ratings := []agreement.Ratings{{Ratings: 2, Ones: 1}, {Ratings: 2, Ones: 0}, {Ratings: 3, Ones: 3}, {Ratings: 2, Ones: 2}, {Ratings: 4, Ones: 1}, {Ratings: 1, Ones: 1}, {Ratings: 2, Ones: 1}, {Ratings: 2, Ones: 0}, {Ratings: 5, Ones: 2}}
	codes := func(skip int) (units [][]int) {
		for i, r := range ratings {
			if i == skip {
				continue
			}
			u := make([]int, r.Ratings)
			for k := range r.Ones {
				u[k] = 1
			}
			units = append(units, u)
		}
		return units
	}
	want, err := agreement.KrippendorffNominal(codes(-1))
	if err != nil {
		t.Fatal(err)
	}
	var left []float64
	for i, r := range ratings {
		if r.Ratings < 2 {
			continue
		}
		a, err := agreement.KrippendorffNominal(codes(i))
		if err != nil {
			t.Fatal(err)
		}
		left = append(left, a)
	}
	n, mean, ss := float64(len(left)), 0.0, 0.0
	for _, a := range left {
		mean += a / n
	}
	for _, a := range left {
		ss += (a - mean) * (a - mean)
	}
	half := 2.364624251592785 * math.Sqrt((n-1)/n*ss) // qt(.975, 7) of R
	got, err := agreement.KrippendorffBinary(ratings, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, "alpha", got.Value, want, 1e-13)
	oracle.Agree(t, "low", got.Low, want-half, 1e-10)
	oracle.Agree(t, "high", got.High, math.Min(1, want+half), 1e-10)
}

func TestKrippendorffBinaryEdges(t *testing.T) {
	for name, units := range map[string][]agreement.Ratings{
		"nothing": nil, "one rater each": {{Ratings: 1, Ones: 1}, {Ratings: 1, Ones: 0}}, "one code": {{Ratings: 2, Ones: 2}, {Ratings: 3, Ones: 3}}, "one unit": {{Ratings: 2, Ones: 1}},
		"one unit differs": {{Ratings: 2, Ones: 2}, {Ratings: 2, Ones: 2}, {Ratings: 2, Ones: 1}},
	} {
		_, err := agreement.KrippendorffBinary(units, 0.95)
		oracle.Refused(t, name, err)
	}
	if got, err := agreement.KrippendorffBinary([]agreement.Ratings{{Ratings: 2, Ones: 0}, {Ratings: 2, Ones: 2}, {Ratings: 3, Ones: 3}, {Ratings: 2, Ones: 0}}, 0.95); err != nil || got.Value != 1 || got.Low != 1 {
		t.Errorf("perfect agreement: %+v, %v; want 1 without width", got, err)
	}
}
