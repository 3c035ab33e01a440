package stats

// FourFifths tells whether the first group's selection rate is at least four
// fifths of the second's (the reference), decided in integers: 0.80 exactly passes.
//
//	5·X1·N2 >= 4·X2·N1
//
// A rule of thumb of the Uniform Guidelines on Employee Selection Procedures,
// 29 CFR 1607.4(D), not a test: small groups fail or pass it by chance, and it is
// silent on statistical significance. Not estimable where nobody of the
// reference group advanced.
func FourFifths(t Table) (bool, error) { return RatioReaches(t, 4, 5) }

// RatioReaches is FourFifths for any line num/den, 0 < num <= den.
//
//	den·X1·N2 >= num·X2·N1
func RatioReaches(t Table, num, den int64) (bool, error) {
	if err := t.Check(); err != nil {
		return false, err
	}
	if t.X2 == 0 {
		return false, NotEstimablef("nobody of the reference group advanced")
	}
	return den*int64(t.X1)*int64(t.N2) >= num*int64(t.X2)*int64(t.N1), nil
}

// Shortfall is how many more of the group's n applicants would have advanced at
// the pooled rate total/pool, negative for a surplus: n·total/pool − x. The pool
// contains the group.
func Shortfall(x, n, total, pool int) (float64, error) {
	if n <= 0 || pool <= 0 {
		return 0, NotEstimablef("there are no applicants")
	}
	if x < 0 || x > n || total < x || n > pool || total-x > pool-n {
		return 0, NotEstimablef("%d of %d is no part of %d of %d", x, n, total, pool)
	}
	return float64(n)*float64(total)/float64(pool) - float64(x), nil
}

// Flips tells whether one selection more in the first group and one fewer in the
// second (the reference) would reverse the order of the rates, so that a ratio
// below one rests on a single person.
//
//	(X1+1)/N1 > (X2−1)/N2
//
// Source: Questions and Answers on the Uniform Guidelines, 44 FR 11996 (1979),
// question 21. Not estimable where nobody of the reference group advanced.
func Flips(t Table) (bool, error) {
	if err := t.Check(); err != nil {
		return false, err
	}
	if t.X2 == 0 {
		return false, NotEstimablef("nobody of the reference group advanced")
	}
	return int64(t.X1+1)*int64(t.N2) > int64(t.X2-1)*int64(t.N1), nil
}
