package audit

import (
	"errors"
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// Method names, one place: the workbook's Methods sheet and the JSON print them.
const (
	methodWilson     = "proportion, Wilson score interval"
	methodNewcombe   = "risk difference, Newcombe hybrid score interval"
	methodKoopman    = "risk ratio, Koopman score interval"
	methodRejection  = "ratio of rejection rates, Koopman score interval"
	methodOdds       = "odds ratio, conditional maximum likelihood, exact interval"
	methodMHRD       = "Mantel–Haenszel risk difference over requisitions, Sato variance"
	methodMHRR       = "Mantel–Haenszel risk ratio over requisitions, Greenland–Robins variance"
	methodMHOR       = "Mantel–Haenszel odds ratio over requisitions, Robins–Breslow–Greenland variance"
	methodDetectable = "smallest difference seen in 80 % of such pools"
)

// mantelFleiss is the criterion below which the chi-square of the
// Cochran–Mantel–Haenszel test is not trusted: Mantel & Fleiss (1980).
const mantelFleiss = 5

// reason is the plain clause of a stats error.
func reason(err error) string {
	var ne *stats.NotEstimable
	if errors.As(err, &ne) {
		return ne.Reason
	}
	return err.Error()
}

// interval turns what stats answered into an estimate.
func interval(iv stats.Interval, err error, level float64, method string, n int) result.Estimate {
	if err != nil {
		return result.NotEstimable(method, n, reason(err))
	}
	if math.IsInf(iv.Value, 0) {
		e := result.NotEstimable(method, n, "the ratio is infinite: the comparison group has a rate of 0")
		e.Level, e.Low, e.Unbounded = level, result.Finite(iv.Low), true
		return e
	}
	return result.Interval(iv.Value, iv.Low, iv.High, level, method, n)
}

func pooled(p stats.Pooled, err error, level float64, method string, n int) result.Estimate {
	e := interval(p.Interval, err, level, method, n)
	if err == nil {
		e.SE = result.Finite(p.SE)
	}
	return e
}

// rate is a count with its Wilson interval.
func rate(c dataset.Cell, level float64) result.Count {
	iv, err := stats.Wilson(c.Advanced, c.N, level)
	return result.Count{N: c.N, Advanced: c.Advanced, Rate: interval(iv, err, level, methodWilson, c.N)}
}

func table(present, absent dataset.Cell) stats.Table {
	return stats.Table{X1: present.Advanced, N1: present.N, X2: absent.Advanced, N2: absent.N}
}

// rates fills the crude and the stratified part of a signal's result.
func rates(s *result.SignalResult, c *dataset.Counts, level float64) {
	t := table(c.Present, c.Absent)
	n := t.N1 + t.N2
	s.Present, s.Absent, s.Unknown = rate(c.Present, level), rate(c.Absent, level), c.Unknown
	iv, err := stats.Newcombe(t, level)
	s.RiskDifference = interval(iv, err, level, methodNewcombe, n)
	iv, err = stats.Koopman(t, level)
	s.RiskRatio = interval(iv, err, level, methodKoopman, n)
	iv, err = stats.Koopman(t.Complement(), level)
	s.RejectionRatio = interval(iv, err, level, methodRejection, n)
	iv, err = stats.ConditionalOddsRatio(t, level)
	s.OddsRatio = interval(iv, err, level, methodOdds, n)
	s.FisherP, s.MidP, s.Z = exactTests(t)
	s.Stratified = stratified(strata(c.ByStratum), level, n)
	s.Excluded, s.Skipped = shareOut(c.Out, level), shareOut(c.Skip, level)
}

// exactTests are Fisher's p, its mid-p and the hypergeometric standard deviations.
func exactTests(t stats.Table) (p, mid, z *float64) {
	if f, err := stats.Fisher(t); err == nil {
		p, mid = result.Probability(f.P), result.Probability(f.MidP)
	}
	if x, err := stats.HypergeometricZ(t); err == nil {
		z = result.Finite(x)
	}
	return p, mid, z
}

// strata lists the requisitions' tables, those without applications left out.
func strata(cells [][2]dataset.Cell) []stats.Table {
	var out []stats.Table
	for _, c := range cells {
		if c[0].N+c[1].N > 0 {
			out = append(out, table(c[1], c[0]))
		}
	}
	return out
}

func stratified(tables []stats.Table, level float64, n int) result.Stratified {
	var s result.Stratified
	p, err := stats.MHRiskDifference(tables, level)
	s.MHRiskDifference = pooled(p, err, level, methodMHRD, n)
	p, err = stats.MHRiskRatio(tables, level)
	s.MHRiskRatio = pooled(p, err, level, methodMHRR, n)
	p, err = stats.MHOddsRatio(tables, level)
	s.MHOddsRatio = pooled(p, err, level, methodMHOR, n)
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
	cmh, err := stats.CMH(tables)
	if err == nil {
		s.CMHP, s.CMHMethod = result.Probability(cmh.P), "Cochran–Mantel–Haenszel, without continuity correction"
	}
	if exact, err := stats.ExactCMH(tables); err == nil {
		s.CMHExactP = result.Probability(exact.P)
		if mf, err := stats.MantelFleiss(tables); err == nil && mf < mantelFleiss {
			s.CMHP = s.CMHExactP
			s.CMHMethod = fmt.Sprintf("exact conditional test, because the Mantel–Fleiss criterion is %.1f, below %d", mf, mantelFleiss)
		}
	}
	if bd, err := stats.BreslowDay(tables); err == nil {
		s.BreslowDayP = result.Probability(bd.P)
	}
}

// shareOut compares how many left (or skipped the stage), with and without the
// signal; nil where nobody did.
func shareOut(c [2]dataset.Cell, level float64) *result.ExcludedShare {
	if c[0].Advanced+c[1].Advanced == 0 {
		return nil
	}
	iv, err := stats.Newcombe(table(c[1], c[0]), level)
	return &result.ExcludedShare{Present: rate(c[1], level), Absent: rate(c[0], level),
		Difference: interval(iv, err, level, methodNewcombe, c[0].N+c[1].N)}
}
