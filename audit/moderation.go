package audit

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/moderation"
	"weaksignal/audit/result"
)

// moderate asks of each weak signal whether its effect is the same for everybody. It must
// come before the verdicts: "no material association" does not survive a difference.
func moderate(v *dataset.View, a *model.Adjustment, s *result.StageResult, found []finding, tell func(part float64)) {
	var asked []moderation.Asked
	var of []int
	for i := range s.Signals {
		if s.Signals[i].Block == result.Weak && found[i].j >= 0 {
			asked, of = append(asked, moderation.Asked{Factor: found[i].j, Contrast: &found[i].contrast}), append(of, i)
		}
	}
	for k, m := range moderation.Of(v, a, asked, tell) {
		s.Signals[of[k]].DiffersBy = m
	}
	moderation.Correct(s.Signals)
}
