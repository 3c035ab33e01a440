package audit

import (
	"fmt"
	"math"
)

// homogeneityAlpha is the level at which differences between requisitions speak
// against "no material reliance". It is the usual one and not corrected: a
// finding of no difference should be hard to get.
const homogeneityAlpha = 0.05

// judge gives a signal its verdict and the reason in one sentence. The effect is
// held against the margin δ: statistically clear by both errors and at least δ is relied_on;
// an interval inside ±δ with like requisitions is no_material_reliance; all else
// can't be told.
func judge(s *SignalResult, margin, level float64) {
	effect := s.Adjusted.Decisive()
	value, _, _, ok := effect.Bounds()
	if !ok {
		s.Verdict, s.Reason = CannotTell, "The adjusted effect can't be computed: "+effect.NotEstimable+"."
		return
	}
	numbers := fmt.Sprintf("%s points, %s", points(value), intervalWords(effect, points))
	if against := boundsDisagree(s, margin); against != "" {
		s.Verdict, s.Reason = CannotTell, fmt.Sprintf("More than 5 %% of the applications have an unknown signal, and %s.", against)
		return
	}
	if s.Adjusted.crowded != "" {
		s.Verdict, s.Reason = CannotTell, s.Adjusted.crowded
		return
	}
	p, both := s.Adjusted.PAdjusted, s.Adjusted.widerAdjusted
	_, low, high, _ := s.Adjusted.wider().Bounds()
	switch {
	case p != nil && *p < 1-level && math.Abs(value) >= margin && both != nil && *both >= 1-level:
		s.Verdict = CannotTell
		s.Reason = fmt.Sprintf("Clear by clustered errors (%s after correction) but not by model-based ones (%s): with few requisitions or selections the former can be too short (%s).",
			pValue(*p), pValue(*both), numbers)
	case p != nil && *p < 1-level && math.Abs(value) >= margin:
		s.Verdict = ReliedOn
		s.Reason = fmt.Sprintf("Those with the signal advanced %s often (%s); %s after correction, and the margin is %s points.",
			moreOrLess(value), numbers, pValue(*p), points(margin))
	case low > -margin && high < margin && differs(s):
		s.Verdict = CannotTell
		s.Reason = fmt.Sprintf("The average difference is within ±%s points (%s), but it differs between requisitions (Breslow–Day–Tarone %s; higher in %d, lower in %d).",
			points(margin), numbers, pValue(*s.Stratified.BreslowDayP), s.Stratified.Up, s.Stratified.Down)
	case low > -margin && high < margin:
		s.Verdict = NoMaterialReliance
		s.Reason = fmt.Sprintf("The whole interval lies within ±%s points (%s).", points(margin), numbers)
	default:
		s.Verdict = CannotTell
		s.Reason = undecided(s, value, margin, level, numbers)
	}
}

func moreOrLess(value float64) string {
	if value < 0 {
		return "less"
	}
	return "more"
}

func differs(s *SignalResult) bool {
	p := s.Stratified.BreslowDayP
	return p != nil && *p < homogeneityAlpha
}

// undecided says what kept the numbers from a verdict.
func undecided(s *SignalResult, value, margin, level float64, numbers string) string {
	p := s.Adjusted.widerAdjusted
	if p != nil && *p < 1-level {
		return fmt.Sprintf("A difference is there (%s after correction) but smaller than the margin of %s points, and the interval reaches beyond it (%s).",
			pValue(*p), points(margin), numbers)
	}
	seen := ""
	if d, _, _, ok := s.DetectableDifference.Bounds(); ok {
		seen = fmt.Sprintf("; a difference of %s points could have been seen in four of five such pools", points(d))
	}
	if own := s.Adjusted.widerP; math.Abs(value) >= margin && own != nil && *own < 1-level {
		return fmt.Sprintf("Clear on its own (%s) but not after correction for the number of signals looked at (%s%s).",
			pValue(*own), numbers, seen)
	}
	if differs(s) {
		return fmt.Sprintf("It differs between requisitions (Breslow–Day–Tarone %s; higher in %d, lower in %d), so that the average says little: %s.",
			pValue(*s.Stratified.BreslowDayP), s.Stratified.Up, s.Stratified.Down, numbers)
	}
	return fmt.Sprintf("Too few applications to tell: the interval holds both no difference and more than the margin of %s points (%s%s).",
		points(margin), numbers, seen)
}

// boundsDisagree tells how the fits with unknown = absent and unknown = present
// speak against the main one; "" when they don't, or weren't needed.
func boundsDisagree(s *SignalResult, margin float64) string {
	main := reading(s.Adjusted.Decisive(), margin)
	for _, b := range []struct {
		fit  *Estimate
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
func reading(e Estimate, margin float64) string {
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
