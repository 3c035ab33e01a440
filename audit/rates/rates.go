package rates

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
	"weaksignal/audit/stats/proportions"
)

// Method names, one place: the workbook's Methods sheet and the JSON print them.
const (
	MethodWilson     = "proportion, Wilson score interval"
	MethodNewcombe   = "risk difference, Newcombe hybrid score interval"
	methodKoopman    = "risk ratio, Koopman score interval"
	methodRejection  = "ratio of rejection rates, Koopman score interval"
	methodOdds       = "odds ratio, conditional maximum likelihood, exact interval"
	MethodMHRD       = "Mantel–Haenszel risk difference over requisitions, Sato variance"
	MethodMHRR       = "Mantel–Haenszel risk ratio over requisitions, Greenland–Robins variance"
	methodMHOR       = "Mantel–Haenszel odds ratio over requisitions, Robins–Breslow–Greenland variance"
	MethodDetectable = "smallest difference seen in 80 % of such pools"
)

// MantelFleiss is the criterion below which the chi-square of the
// Cochran–Mantel–Haenszel test is not trusted: Mantel & Fleiss (1980).
const MantelFleiss = 5

// Interval turns what stats answered into an estimate.
func Interval(iv stats.Interval, err error, level float64, method string, n int) result.Estimate {
	if err != nil {
		return result.NotEstimable(method, n, stats.Reason(err))
	}
	if math.IsInf(iv.Value, 0) {
		e := result.NotEstimable(method, n, "the ratio is infinite: the comparison group has a rate of 0")
		e.Level, e.Low, e.Unbounded = level, result.Finite(iv.Low), true
		return e
	}
	return result.Interval(iv.Value, iv.Low, iv.High, level, method, n)
}

func Pooled(p stats.Pooled, err error, level float64, method string, n int) result.Estimate {
	e := Interval(p.Interval, err, level, method, n)
	if err == nil {
		e.SE = result.Finite(p.SE)
	}
	return e
}

// Count is a count with its Wilson interval.
func Count(c dataset.Cell, level float64) result.Count {
	iv, err := proportions.Wilson(c.Advanced, c.N, level)
	return result.Count{N: c.N, Advanced: c.Advanced, Rate: Interval(iv, err, level, MethodWilson, c.N)}
}

func Table(present, absent dataset.Cell) stats.Table {
	return stats.Table{X1: present.Advanced, N1: present.N, X2: absent.Advanced, N2: absent.N}
}

// Fill fills the crude and the stratified part of a signal's result. The two sides of a
// numeric signal are those that its effect compares, so that no rate stands beside an
// effect on another scale.
func Fill(s *result.SignalResult, c *dataset.Counts, level float64) {
	t := Table(c.Present, c.Absent)
	n := t.N1 + t.N2
	s.Present, s.Absent, s.Unknown, s.Neither = Count(c.Present, level), Count(c.Absent, level), c.Unknown.N, c.Neither
	if c.Unknown.N > 0 {
		unknown := Count(c.Unknown, level)
		s.UnknownRate = &unknown
	}
	iv, err := proportions.Newcombe(t, level)
	s.RiskDifference = Interval(iv, err, level, MethodNewcombe, n)
	iv, err = proportions.Koopman(t, level)
	s.RiskRatio = Interval(iv, err, level, methodKoopman, n)
	iv, err = proportions.Koopman(t.Complement(), level)
	s.RejectionRatio = Interval(iv, err, level, methodRejection, n)
	iv, err = exact.ConditionalOddsRatio(t, level)
	s.OddsRatio = Interval(iv, err, level, methodOdds, n)
	s.FisherP, s.MidP, s.Z = ExactTests(t)
	s.Stratified = stratified(Tables(c.ByStratum), level, n)
	s.Excluded, s.Skipped = shareOut(c.Out, level), shareOut(c.Skip, level)
}

// ExactTests are Fisher's p, its mid-p and the hypergeometric standard deviations.
func ExactTests(t stats.Table) (p, mid, z *float64) {
	if f, err := exact.Fisher(t); err == nil {
		p, mid = result.Probability(f.P), result.Probability(f.MidP)
	}
	if x, err := stats.HypergeometricZ(t); err == nil {
		z = result.Finite(x)
	}
	return p, mid, z
}

// Tables lists the requisitions' tables, those without applications left out.
func Tables(cells [][2]dataset.Cell) []stats.Table {
	var out []stats.Table
	for _, c := range cells {
		if c[0].N+c[1].N > 0 {
			out = append(out, Table(c[1], c[0]))
		}
	}
	return out
}

func stratified(tables []stats.Table, level float64, n int) result.Stratified {
	var s result.Stratified
	p, err := exact.MHRiskDifference(tables, level)
	s.MHRiskDifference = Pooled(p, err, level, MethodMHRD, n)
	p, err = exact.MHRiskRatio(tables, level)
	s.MHRiskRatio = Pooled(p, err, level, MethodMHRR, n)
	p, err = exact.MHOddsRatio(tables, level)
	s.MHOddsRatio = Pooled(p, err, level, methodMHOR, n)
	countDirections(&s, tables)
	stratifiedTests(&s, tables)
	return s
}

// directions counts the requisitions that carry information, and which way they point.
func countDirections(s *result.Stratified, tables []stats.Table) {
	for _, t := range tables {
		all := t.X1 + t.X2
		if t.N1 == 0 || t.N2 == 0 || all == 0 || all == t.N1+t.N2 {
			continue
		}
		s.Strata++
		switch cross := int64(t.X1)*int64(t.N2) - int64(t.X2)*int64(t.N1); {
		case cross > 0:
			s.Up++
		case cross < 0:
			s.Down++
		}
	}
}

// tests fills both CMH tests; cmh_p is the exact one where the Mantel–Fleiss
// criterion, which looks at margins only, is below 5.
func stratifiedTests(s *result.Stratified, tables []stats.Table) {
	cmh, err := exact.CMH(tables)
	if err == nil {
		s.CMHP, s.CMHMethod = result.Probability(cmh.P), "Cochran–Mantel–Haenszel, without continuity correction"
	}
	if exactTest, err := exact.ExactCMH(tables); err == nil {
		s.CMHExactP = result.Probability(exactTest.P)
		if mf, err := exact.MantelFleiss(tables); err == nil && mf < MantelFleiss {
			s.CMHP = s.CMHExactP
			s.CMHMethod = fmt.Sprintf("exact conditional test, because the Mantel–Fleiss criterion is %.1f, below %d", mf, MantelFleiss)
		}
	}
	if bd, err := exact.BreslowDay(tables); err == nil {
		s.BreslowDayP = result.Probability(bd.P)
	}
}

// shareOut compares how many left (or skipped the stage), with and without the
// signal; nil where nobody did.
func shareOut(c [2]dataset.Cell, level float64) *result.ExcludedShare {
	if c[0].Advanced+c[1].Advanced == 0 {
		return nil
	}
	iv, err := proportions.Newcombe(Table(c[1], c[0]), level)
	return &result.ExcludedShare{Present: Count(c[1], level), Absent: Count(c[0], level),
		Difference: Interval(iv, err, level, MethodNewcombe, c[0].N+c[1].N)}
}
