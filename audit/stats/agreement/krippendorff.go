package agreement

import (
	"math"

	"weaksignal/audit/stats"
)

// Ratings are the judgements on one unit: how many, and how many of them were 1.
type Ratings struct{ Ratings, Ones int }

// KrippendorffBinary is Krippendorff's alpha of judgements with two codes, for any
// number of raters and missing ratings,
//
//	α = 1 − D_o/D_e = 1 − (n−1)·Σ_u 2·k_u·(m_u−k_u)/(m_u−1) / (2·n_1·n_0),
//
// m_u ratings of unit u of which k_u are 1, n_1 and n_0 ratings of each code and n of
// both; units with fewer than two ratings drop out. 1 = perfect agreement, 0 = what
// chance gives, negative = systematic disagreement. Its interval is the
// delete-one-unit jackknife with t on U−1 degrees of freedom, U units with two
// ratings or more, cut at 1.
//
//	se² = (U−1)/U · Σ_u (α₋u − mean α₋u)²
//
// Assumes that units are independent. The interval is symmetric and therefore rough
// near α = 1; where no unit changes α it has no width. Not estimable where all
// judgements are the same or none is shared, or where leaving out one unit makes it so.
// Source: Krippendorff (2011), section A; Efron & Tibshirani (1993), An Introduction
// to the Bootstrap, eq. 11.5.
func KrippendorffBinary(units []Ratings, level float64) (stats.Interval, error) {
	if _, err := stats.CriticalValue(level); err != nil {
		return stats.Interval{}, err
	}
	var s ratingSums
	for _, u := range units {
		s.add(u, 1)
	}
	value, err := s.alpha()
	if err != nil {
		return stats.Interval{}, err
	}
	if s.units < 2 {
		return stats.Interval{}, stats.NotEstimablef("a single unit was judged by two raters")
	}
	var sum, square float64
	for _, u := range units {
		if u.Ratings < 2 {
			continue
		}
		rest := s
		rest.add(u, -1)
		a, err := rest.alpha()
		if err != nil {
			return stats.Interval{}, stats.NotEstimablef("all judgements but those on one unit are the same")
		}
		sum += a - value
		square += (a - value) * (a - value)
	}
	// Around the value, which the sums of differences are taken from, for digits.
	ss := square - sum*sum/s.units
	half := stats.StudentQuantile((1+level)/2, s.units-1) * math.Sqrt(math.Max(0, (s.units-1)/s.units*ss))
	return stats.Interval{Value: value, Low: value - half, High: math.Min(1, value+half)}, nil
}

// ratingSums are the totals that alpha is made of.
type ratingSums struct{ units, n, ones, disagree float64 }

func (s *ratingSums) add(u Ratings, sign float64) {
	if u.Ratings < 2 {
		return
	}
	m, k := float64(u.Ratings), float64(u.Ones)
	s.units += sign
	s.n += sign * m
	s.ones += sign * k
	s.disagree += sign * 2 * k * (m - k) / (m - 1)
}

func (s ratingSums) alpha() (float64, error) {
	switch {
	case s.n == 0:
		return 0, stats.NotEstimablef("nothing was judged by two raters")
	case s.ones == 0 || s.ones == s.n:
		return 0, stats.NotEstimablef("every judgement is the same, so agreement by chance is total")
	}
	return 1 - (s.n-1)*s.disagree/(2*s.ones*(s.n-s.ones)), nil
}
