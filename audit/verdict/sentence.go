package verdict

import (
	"fmt"
	"math"
	"strings"

	"weaksignal/audit/result"
)

// Sentence words why a signal got its verdict. Its numbers are those of Effect and Why.
func Sentence(s *result.SignalResult) string {
	w, e := &s.Why, &s.Effect
	margin := result.Points(w.Margin)
	switch w.Kind {
	case result.WhyNoEffect:
		return "The adjusted effect can't be computed: " + e.NotEstimable + "."
	case result.WhyCrowded:
		return s.Adjusted.Crowded
	case result.WhyClear:
		return fmt.Sprintf("Those with the signal advanced %s often: %s%s; %s after correction, and the margin is %s points.",
			result.MoreOrLess(*e.Value), Numbers(s), beyond(s), result.PValue(*e.PAdjusted), margin) + qualified(w)
	case result.WhyBends:
		return fmt.Sprintf("The chance of advancing moves with the signal, not in one direction: up to %s points between two of its values (%s); %s after correction, and the margin is %s points.",
			result.Points(*e.Largest), Numbers(s), result.PValue(*e.PAdjusted), margin) + qualified(w)
	case result.WhyWithin:
		return fmt.Sprintf("The whole interval lies within ±%s points (%s).", margin, Numbers(s))
	case result.WhyElsewhere:
		return fmt.Sprintf("The difference compared lies within ±%s points (%s), but other values of the signal differ by up to %s points.",
			margin, Numbers(s), result.Points(*e.Largest))
	case result.WhySmall:
		return fmt.Sprintf("A difference is there (%s after correction) but smaller than the margin of %s points, and the interval reaches beyond it (%s).",
			result.PValue(*e.PAdjusted), margin, Numbers(s))
	case result.WhyUncorrected:
		return fmt.Sprintf("Clear on its own (%s) but not after correction for the number of signals looked at (%s%s).%s", result.PValue(*e.P), Numbers(s), seen(w), plenty(w))
	case result.WhyTooFew:
		return fmt.Sprintf("Too few decisions to tell: the interval holds both less and more than the margin of %s points (%s%s).%s", margin, Numbers(s), seen(w), plenty(w))
	case result.WhySelected:
		return fmt.Sprintf("Earlier decisions chose who is compared here: the difference is %s, and %s", Numbers(s), selected(s))
	case result.WhyDiffers:
		return fmt.Sprintf("The average difference is within ±%s points (%s), but it differs by %s (%s).", margin, Numbers(s), strings.Join(w.By, " "), result.PValue(*w.P))
	}
	return against(s)
}

// Numbers are the decisive effect and its interval, as every sentence prints them.
func Numbers(s *result.SignalResult) string {
	return fmt.Sprintf("%s points%s, %s", result.Points(*s.Effect.Value), span(s), result.IntervalWords(s.Effect.Estimate, result.Points))
}

// span names what a numeric signal compares.
func span(s *result.SignalResult) string {
	if s.Effect.From == nil {
		return ""
	}
	return " " + s.Effect.Unit
}

// beyond says what the effect is at least, or the larger difference elsewhere.
func beyond(s *result.SignalResult) string {
	e := &s.Effect
	switch {
	case e.AtLeast != nil:
		return ", at least " + result.Points(math.Abs(*e.AtLeast)) + " with all signals called associated"
	case e.Largest != nil && *e.Largest > math.Abs(*e.Value):
		return ", up to " + result.Points(*e.Largest) + " between two values of it"
	}
	return ""
}

// selected says what the choice of who was let through could make of the difference.
func selected(s *result.SignalResult) string {
	low, high, ok := Selected(s)
	if !ok {
		return "how far that choice moved it can't be told."
	}
	return fmt.Sprintf("without that choice it could be anything from %s to %s points (Lee's bounds, moved to it).", result.Points(low), result.Points(high))
}

// qualified says by what an association differs.
func qualified(w *result.Why) string {
	if len(w.By) == 0 || w.P == nil {
		return ""
	}
	return fmt.Sprintf(" It is not the same for everybody: it differs by %s (%s after correction).", strings.Join(w.By, " "), result.PValue(*w.P))
}

func seen(w *result.Why) string {
	if w.Seen == nil {
		return ""
	}
	return fmt.Sprintf("; a difference of %s points could have been seen in four of five such pools", result.Points(*w.Seen))
}

func plenty(w *result.Why) string {
	if w.Enough == nil {
		return ""
	}
	return fmt.Sprintf(" About %d decisions like these would be enough.", *w.Enough)
}

// against words a check that disagrees.
func against(s *result.SignalResult) string {
	w := &s.Why
	other := "no answer"
	if w.Check.Estimate.Estimable() {
		other = fmt.Sprintf("%s points, %s", result.Points(*w.Check.Estimate.Value), result.IntervalWords(w.Check.Estimate, result.Points))
	}
	what := ""
	switch w.Check.Kind {
	case result.FormLinear:
		what = fmt.Sprintf("It depends on how %s enters the model: as a curve the difference is %s, as a straight line %s", result.Enumerate(w.By), Numbers(s), other)
	case result.FormSpline:
		what = fmt.Sprintf("It depends on how %s enters the model: the difference is %s, as a curve %s", result.Enumerate(w.By), Numbers(s), other)
	case result.FormQuantiles:
		what = fmt.Sprintf("It depends on how %s enters the model: as a curve the difference is %s, in groups %s", result.Enumerate(w.By), Numbers(s), other)
	case result.UnknownAbsent:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, with all unknown taken as without it %s", Numbers(s), other)
	case result.UnknownPresent:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, with all unknown taken as with it %s", Numbers(s), other)
	case result.UnknownLower:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, and if unknown carriers advanced less often than known ones (log-odds lower by 1) %s", Numbers(s), other)
	case result.UnknownHigher:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, and if unknown carriers advanced more often than known ones (log-odds higher by 1) %s", Numbers(s), other)
	case result.WithoutDoubted:
		what = fmt.Sprintf("Some values of %s look like codes or slips: the difference is %s with them, without them %s", result.Enumerate(w.By), Numbers(s), other)
	}
	return what + "; the two lead to different answers."
}
