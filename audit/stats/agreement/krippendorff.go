package agreement

import "weaksignal/audit/stats"

// KrippendorffNominal is the reliability of judgements on a nominal scale, for
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
func KrippendorffNominal(units [][]int) (float64, error) {
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
