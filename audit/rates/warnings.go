package rates

import (
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/proportions"
)

// Warnings says where the crude numbers of a signal mislead.
func Warnings(s *result.SignalResult) []string {
	var out []string
	if s.Present.N == 0 || s.Absent.N == 0 {
		return []string{"The signal never varies among the applications where it is known."}
	}
	crude, _, _, _ := s.RiskDifference.Bounds()
	pooled, _, _, _ := s.Stratified.MHRiskDifference.Bounds()
	if crude*pooled < 0 && (result.ExcludesZero(s.RiskDifference) || result.ExcludesZero(s.Stratified.MHRiskDifference)) {
		out = append(out, fmt.Sprintf("The difference changes sign within requisitions: %s points over all, %s points among applicants for the same job (Simpson's paradox). Use the latter.",
			result.Points(crude), result.Points(pooled)))
	}
	if result.Differs(s) {
		out = append(out, fmt.Sprintf("The association differs between requisitions (Breslow–Day–Tarone %s): higher with the signal in %d, lower in %d. One pooled number hides that.",
			result.PValue(*s.Stratified.BreslowDayP), s.Stratified.Up, s.Stratified.Down))
	}
	for _, side := range []struct {
		c    result.Count
		word string
	}{{s.Present, "with"}, {s.Absent, "without"}} {
		if side.c.Advanced == 0 || side.c.Advanced == side.c.N {
			out = append(out, fmt.Sprintf("Separation: %d of %d %s the signal advanced; ratios and unpenalised models have no finite answer.",
				side.c.Advanced, side.c.N, side.word))
		}
	}
	if e := s.Excluded; e != nil {
		if d, _, _, _ := e.Difference.Bounds(); result.ExcludesZero(e.Difference) {
			out = append(out, fmt.Sprintf("Applications with the signal ended %s often without a decision (withdrawn, pending, transferred): %s with, %s without. They are left out, which can move every rate here.",
				result.MoreOrLess(d), result.RateWords(e.Present), result.RateWords(e.Absent)))
		}
	}
	if e := s.Skipped; e != nil {
		if d, _, _, _ := e.Difference.Bounds(); result.ExcludesZero(e.Difference) {
			out = append(out, fmt.Sprintf("Applications with the signal skipped this stage %s often: %s with, %s without.",
				result.MoreOrLess(d), result.RateWords(e.Present), result.RateWords(e.Absent)))
		}
	}
	return out
}

// SelectedBefore warns where those with the signal reached a later stage more, or
// less, often: who is compared there was picked by it already.
func SelectedBefore(v *dataset.View, f *dataset.Factor, level float64) []string {
	if v.Index == 0 || v.Stage == result.BottomLine {
		return nil
	}
	d := v.Data
	dist := v.Distribution(f)
	side := f.Sides(&dist)
	var reached [2]dataset.Cell
	for r := range d.Len() {
		code, status := d.Code(f, r), d.Stages[v.Index].Status[r]
		if code != 0 && side[code] >= 0 && f.Roles[d.Role.At(r)] && status != dataset.Skipped {
			reached[side[code]].Add(status != dataset.NotEntered, d.Times(r))
		}
	}
	iv, err := proportions.Newcombe(Table(reached[1], reached[0]), level)
	e := Interval(iv, err, level, MethodNewcombe, 0)
	if !result.ExcludesZero(e) {
		return nil
	}
	value, _, _, _ := e.Bounds()
	return []string{fmt.Sprintf("Applications with the signal reached this stage %s often than those without: the two sides compared here were selected differently before, so that the association can look weaker, or turn round.", result.MoreOrLess(value))}
}
