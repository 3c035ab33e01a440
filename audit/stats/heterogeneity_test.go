package stats

import (
	"math"
	"testing"
)

// Values of testdata/heterogeneity/expected.py: statsmodels' combine_effects.
func TestCochranQAgainstStatsmodels(t *testing.T) {
	var file struct {
		Sets []struct {
			Name            string
			Value, SE       []float64
			Q, P, Mean, Tau number
		}
	}
	load(t, "heterogeneity/expected.json", &file)
	for _, s := range file.Sets {
		var of []Independent
		for i := range s.Value {
			of = append(of, Independent{Value: s.Value[i], SE: s.SE[i]})
		}
		got, err := CochranQ(of)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		near(t, s.Name+" Q", got.Statistic, s.Q, 1e-12)
		near(t, s.Name+" p", got.P, s.P, 1e-10)
		near(t, s.Name+" mean", got.Mean, s.Mean, 1e-12)
		near(t, s.Name+" tau", got.SD, s.Tau, 1e-10)
	}
}

func TestCochranQRefuses(t *testing.T) {
	for name, of := range map[string][]Independent{"none": nil, "one": {{Value: 1, SE: 1}}, "no error": {{Value: 1, SE: 1}, {Value: 2}},
		"no value": {{Value: 1, SE: 1}, {Value: math.NaN(), SE: 1}}} {
		_, err := CochranQ(of)
		refused(t, name, err)
	}
}

// The jackknife, by leaving out each unit and asking for the published formula again.
func TestKrippendorffBinaryAgainstBruteForce(t *testing.T) {
	ratings := []Ratings{{2, 1}, {2, 0}, {3, 3}, {2, 2}, {4, 1}, {1, 1}, {2, 1}, {2, 0}, {5, 2}}
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
	want, err := KrippendorffNominal(codes(-1))
	if err != nil {
		t.Fatal(err)
	}
	var left []float64
	for i, r := range ratings {
		if r.Ratings < 2 {
			continue
		}
		a, err := KrippendorffNominal(codes(i))
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
	got, err := KrippendorffBinary(ratings, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	agree(t, "alpha", got.Value, want, 1e-13)
	agree(t, "low", got.Low, want-half, 1e-10)
	agree(t, "high", got.High, math.Min(1, want+half), 1e-10)
}

func TestKrippendorffBinaryEdges(t *testing.T) {
	for name, units := range map[string][]Ratings{
		"nothing": nil, "one rater each": {{1, 1}, {1, 0}}, "one code": {{2, 2}, {3, 3}}, "one unit": {{2, 1}},
		"one unit differs": {{2, 2}, {2, 2}, {2, 1}},
	} {
		_, err := KrippendorffBinary(units, 0.95)
		refused(t, name, err)
	}
	if got, err := KrippendorffBinary([]Ratings{{2, 0}, {2, 2}, {3, 3}, {2, 0}}, 0.95); err != nil || got.Value != 1 || got.Low != 1 {
		t.Errorf("perfect agreement: %+v, %v; want 1 without width", got, err)
	}
}
