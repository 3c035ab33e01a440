package verdict

import (
	"math"

	"weaksignal/audit/result"
)

// Selected is the effect at a later stage, moved as far down and up as the choice of who was
// let through could alone have moved it: by what Lee's bounds of the crude difference lie
// off the difference itself. ok is false where there are no bounds.
func Selected(s *result.SignalResult) (low, high float64, ok bool) {
	c := s.Selection
	if c == nil || c.Low == nil || c.High == nil || c.Difference.Value == nil || !s.Effect.Estimable() {
		return 0, 0, false
	}
	return *s.Effect.Value + *c.Low - *c.Difference.Value, *s.Effect.Value + *c.High - *c.Difference.Value, true
}

// withstandsSelection tells whether the word holds whatever the earlier decisions' choice
// made of the effect: those with and without a signal who are left at a later stage are no
// longer alike, and a signal that does nothing there looks as if it did harm. An effect
// keeps its sign (one that bends, some of its size), one within the margin stays there.
// Sampling error is not added: it is the interval's.
func withstandsSelection(s *result.SignalResult, f Finding, word result.Verdict, margin float64) bool {
	if s.Selection == nil {
		return true // the first stage, or the bottom line, which follows everybody
	}
	low, high, ok := Selected(s)
	switch {
	case !ok:
		return false
	case word == result.NoMaterialAssociation:
		return low > -margin && high < margin
	case s.Effect.Bends:
		value := *f.Estimate.Value
		return f.size() > math.Max(value-low, high-value)
	}
	return low > 0 || high < 0
}
