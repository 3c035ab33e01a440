package verdict

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
)

// Judge gives a signal its verdict and the reason in one sentence. The effect is
// held against the margin δ: statistically clear by both errors and at least δ is associated;
// an interval inside ±δ with like requisitions is no_material_association; all else
// can't be told.
func Judge(s *result.SignalResult, margin, level float64) {
	effect := s.Adjusted.Decisive()
	value, _, _, ok := effect.Bounds()
	if !ok {
		s.Verdict, s.Reason = result.CannotTell, "The adjusted effect can't be computed: "+effect.NotEstimable+"."
		return
	}
	numbers := fmt.Sprintf("%s points, %s", result.Points(value), result.IntervalWords(effect, result.Points))
	if against := BoundsDisagree(s, margin); against != "" {
		s.Verdict, s.Reason = result.CannotTell, fmt.Sprintf("More than 5 %% of the applications have an unknown signal, and %s.", against)
		return
	}
	if s.Adjusted.Crowded != "" {
		s.Verdict, s.Reason = result.CannotTell, s.Adjusted.Crowded
		return
	}
	p, both := s.Adjusted.PAdjusted, s.Adjusted.WiderAdjusted
	_, low, high, _ := s.Adjusted.Wider().Bounds()
	switch {
	case p != nil && *p < 1-level && math.Abs(value) >= margin && both != nil && *both >= 1-level:
		s.Verdict = result.CannotTell
		s.Reason = fmt.Sprintf("Clear by clustered errors (%s after correction) but not by model-based ones (%s): with few requisitions or selections the former can be too short (%s).",
			result.PValue(*p), result.PValue(*both), numbers)
	case p != nil && *p < 1-level && math.Abs(value) >= margin:
		s.Verdict = result.Associated
		s.Reason = fmt.Sprintf("Those with the signal advanced %s often (%s); %s after correction, and the margin is %s points.",
			result.MoreOrLess(value), numbers, result.PValue(*p), result.Points(margin))
	case low > -margin && high < margin && result.Differs(s):
		s.Verdict = result.CannotTell
		s.Reason = fmt.Sprintf("The average difference is within ±%s points (%s), but it differs between requisitions (Breslow–Day–Tarone %s; higher in %d, lower in %d).",
			result.Points(margin), numbers, result.PValue(*s.Stratified.BreslowDayP), s.Stratified.Up, s.Stratified.Down)
	case low > -margin && high < margin:
		s.Verdict = result.NoMaterialAssociation
		s.Reason = fmt.Sprintf("The whole interval lies within ±%s points (%s).", result.Points(margin), numbers)
	default:
		s.Verdict = result.CannotTell
		s.Reason = undecided(s, value, margin, level, numbers)
	}
}

// undecided says what kept the numbers from a verdict.
func undecided(s *result.SignalResult, value, margin, level float64, numbers string) string {
	p := s.Adjusted.WiderAdjusted
	if p != nil && *p < 1-level {
		return fmt.Sprintf("A difference is there (%s after correction) but smaller than the margin of %s points, and the interval reaches beyond it (%s).",
			result.PValue(*p), result.Points(margin), numbers)
	}
	seen := ""
	if d, _, _, ok := s.DetectableDifference.Bounds(); ok {
		seen = fmt.Sprintf("; a difference of %s points could have been seen in four of five such pools", result.Points(d))
	}
	if own := s.Adjusted.WiderP; math.Abs(value) >= margin && own != nil && *own < 1-level {
		return fmt.Sprintf("Clear on its own (%s) but not after correction for the number of signals looked at (%s%s).",
			result.PValue(*own), numbers, seen)
	}
	if result.Differs(s) {
		return fmt.Sprintf("It differs between requisitions (Breslow–Day–Tarone %s; higher in %d, lower in %d), so that the average says little: %s.",
			result.PValue(*s.Stratified.BreslowDayP), s.Stratified.Up, s.Stratified.Down, numbers)
	}
	return fmt.Sprintf("Too few applications to tell: the interval holds both no difference and more than the margin of %s points (%s%s).",
		result.Points(margin), numbers, seen)
}

// BoundsDisagree tells how the fits with unknown = absent and unknown = present
// speak against the main one; "" when they don't, or weren't needed.
func BoundsDisagree(s *result.SignalResult, margin float64) string {
	main := reading(s.Adjusted.Decisive(), margin)
	for _, b := range []struct {
		fit  *result.Estimate
		word string
	}{{s.Adjusted.UnknownAbsent, "absent"}, {s.Adjusted.UnknownPresent, "present"}} {
		if b.fit == nil {
			continue
		}
		if r := reading(*b.fit, margin); r != main {
			return fmt.Sprintf("taking unknown as %s gives another answer (%s instead of %s)", b.word, r, main)
		}
	}
	return ""
}

// reading is what one fit says on its own.
func reading(e result.Estimate, margin float64) string {
	value, low, high, ok := e.Bounds()
	switch {
	case !ok:
		return "not estimable"
	case low > 0 && value >= margin:
		return "clearly more often"
	case high < 0 && value <= -margin:
		return "clearly less often"
	case low > -margin && high < margin:
		return "within the margin"
	}
	return "undecided"
}
