package agreement

import (
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

func TestKrippendorffAgainstPublishedValues(t *testing.T) {
	var file struct {
		Sets []struct {
			Name      string
			Published *float64
			Units     [][]int
			Alpha     oracle.Number
		}
	}
	oracle.Load(t, "krippendorff/expected.json", &file)
	for _, s := range file.Sets {
		got, err := krippendorff(s.Units)
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		oracle.Near(t, s.Name, got, s.Alpha, 1e-12)
		if s.Published != nil && math.Abs(got-*s.Published) > 0.0005 {
			t.Errorf("%s: got %v, published %v", s.Name, got, *s.Published)
		}
	}
}

func TestKrippendorffEdges(t *testing.T) {
	for name, units := range map[string][][]int{
		"nothing": nil, "one rater": {{1}, {2}, {1}}, "all missing": {{-1, -1}}, "one code": {{1, 1}, {1, 1, 1}},
	} {
		_, err := krippendorff(units)
		oracle.Refused(t, name, err)
	}
	got, err := krippendorff([][]int{{1, 1}, {2, 2, 2}, {7, 7}})
	if err != nil || got != 1 {
		t.Errorf("perfect agreement: got %v, %v", got, err)
	}
}

// The jackknife, by leaving out each unit and asking for the published formula again.
func TestKrippendorffBinaryAgainstBruteForce(t *testing.T) {
	ratings := []Ratings{{Ratings: 2, Ones: 1}, {Ratings: 2, Ones: 0}, {Ratings: 3, Ones: 3}, {Ratings: 2, Ones: 2}, {Ratings: 4, Ones: 1}, {Ratings: 1, Ones: 1}, {Ratings: 2, Ones: 1}, {Ratings: 2, Ones: 0}, {Ratings: 5, Ones: 2}}
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
	want, err := krippendorff(codes(-1))
	if err != nil {
		t.Fatal(err)
	}
	var left []float64
	for i, r := range ratings {
		if r.Ratings < 2 {
			continue
		}
		a, err := krippendorff(codes(i))
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
	oracle.Agree(t, "alpha", got.Value, want, 1e-13)
	oracle.Agree(t, "low", got.Low, want-half, 1e-10)
	oracle.Agree(t, "high", got.High, math.Min(1, want+half), 1e-10)
}

func TestKrippendorffBinaryEdges(t *testing.T) {
	for name, units := range map[string][]Ratings{
		"nothing": nil, "one rater each": {{Ratings: 1, Ones: 1}, {Ratings: 1, Ones: 0}}, "one code": {{Ratings: 2, Ones: 2}, {Ratings: 3, Ones: 3}}, "one unit": {{Ratings: 2, Ones: 1}},
		"one unit differs": {{Ratings: 2, Ones: 2}, {Ratings: 2, Ones: 2}, {Ratings: 2, Ones: 1}},
	} {
		_, err := KrippendorffBinary(units, 0.95)
		oracle.Refused(t, name, err)
	}
	if got, err := KrippendorffBinary([]Ratings{{Ratings: 2, Ones: 0}, {Ratings: 2, Ones: 2}, {Ratings: 3, Ones: 3}, {Ratings: 2, Ones: 0}}, 0.95); err != nil || got.Value != 1 || got.Low != 1 {
		t.Errorf("perfect agreement: %+v, %v; want 1 without width", got, err)
	}
}

// krippendorff is what KrippendorffBinary is held against: the reliability of judgements on a nominal scale, for
// any number of raters and missing ratings.
//
//	α = 1 − D_o/D_e = 1 − (n−1)·Σ_{c≠k} o_ck / Σ_{c≠k} n_c·n_k
//
// units[u] holds the codes that the raters gave to unit u, in any order; a
// negative code is a missing rating. o_ck sums, over units, the ordered pairs of
// codes c and k from two raters, divided by the number of ratings of the unit
// minus one; n_c are its row sums and n their sum. Units with fewer than two
// ratings drop out. 1 = perfect agreement, 0 = what chance gives, negative =
// systematic disagreement. Not estimable with fewer than two pairable codes in
// use: agreement by chance is then total. Gives no interval.
// Source: Krippendorff (2011) Computing Krippendorff's Alpha-Reliability, section C.
func krippendorff(units [][]int) (float64, error) {
	totals := map[int]float64{}
	var n, disagree float64
	for _, unit := range units {
		counts := map[int]float64{}
		var m float64
		for _, code := range unit {
			if code >= 0 {
				counts[code]++
				m++
			}
		}
		if m < 2 {
			continue
		}
		n += m
		same := 0.0
		for code, k := range counts {
			totals[code] += k
			same += k * k // integers: the order of the map does not matter
		}
		disagree += (m*m - same) / (m - 1)
	}
	if n == 0 {
		return 0, stats.NotEstimablef("nothing was judged by two raters")
	}
	expected := n * n
	for _, k := range totals {
		expected -= k * k
	}
	if expected == 0 {
		return 0, stats.NotEstimablef("every judgement is the same, so agreement by chance is total")
	}
	return 1 - (n-1)*disagree/expected, nil
}
