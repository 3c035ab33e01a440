package words

import (
	"fmt"
	"math"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/audit/verdict"
)

// Why words why a signal got its verdict. Its numbers are those of Effect and Why; a record
// of before there was a why has its own words.
func Why(s *result.SignalResult) string {
	w, e := &s.Why, &s.Effect
	if w.Kind == "" {
		return s.Reason
	}
	margin := result.Points(w.Margin)
	switch w.Kind {
	case result.WhyNoEffect:
		return "The adjusted effect can't be computed: " + e.NotEstimable + "."
	case result.WhyCrowded:
		return s.Adjusted.Crowded
	case result.WhyClear:
		return fmt.Sprintf("Those with the signal advanced %s often: %s%s; %s after correction, and the margin is %s points.",
			result.MoreOrLess(*e.Value), numbers(s), beyond(s), result.PValue(*e.PAdjusted), margin) + qualified(w)
	case result.WhyBends:
		return fmt.Sprintf("The chance of advancing moves with the signal, not in one direction: up to %s points between two of its values (%s); %s after correction, and the margin is %s points.",
			result.Points(*e.Largest), numbers(s), result.PValue(*e.PAdjusted), margin) + qualified(w)
	case result.WhyWithin:
		return fmt.Sprintf("The whole interval lies within ±%s points (%s).", margin, numbers(s))
	case result.WhyElsewhere:
		return fmt.Sprintf("The difference compared lies within ±%s points (%s), but other values of the signal differ by up to %s points.",
			margin, numbers(s), result.Points(*e.Largest))
	case result.WhySmall:
		return fmt.Sprintf("A difference is there (%s after correction) but smaller than the margin of %s points, and the interval reaches beyond it (%s).",
			result.PValue(*e.PAdjusted), margin, numbers(s))
	case result.WhyUncorrected:
		return fmt.Sprintf("Clear on its own (%s) but not after correction for the number of signals looked at (%s%s).%s", result.PValue(*e.P), numbers(s), seen(w), plenty(w))
	case result.WhyTooFew:
		return fmt.Sprintf("Too few decisions to tell: the interval holds both less and more than the margin of %s points (%s%s).%s", margin, numbers(s), seen(w), plenty(w))
	case result.WhySelected:
		return fmt.Sprintf("Earlier decisions chose who is compared here: the difference is %s, and %s", numbers(s), selected(s))
	case result.WhyDiffers:
		return fmt.Sprintf("The average difference is within ±%s points (%s), but it differs by %s (%s).", margin, numbers(s), strings.Join(w.By, " "), result.PValue(*w.P))
	}
	return against(s)
}

// numbers are the decisive effect and its interval, as every sentence prints them.
func numbers(s *result.SignalResult) string {
	return fmt.Sprintf("%s points%s, %s", result.Points(*s.Effect.Value), span(s), result.IntervalWords(s.Effect.Estimate, result.Points))
}

// span names what a numeric signal compares.
func span(s *result.SignalResult) string {
	if s.Effect.From == nil {
		return ""
	}
	return " " + Unit(&s.Effect)
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
	low, high, ok := verdict.Selected(s)
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
		what = fmt.Sprintf("It depends on how %s enters the model: as a curve the difference is %s, as a straight line %s", result.Enumerate(w.By), numbers(s), other)
	case result.FormSpline:
		what = fmt.Sprintf("It depends on how %s enters the model: the difference is %s, as a curve %s", result.Enumerate(w.By), numbers(s), other)
	case result.FormQuantiles:
		what = fmt.Sprintf("It depends on how %s enters the model: as a curve the difference is %s, in groups %s", result.Enumerate(w.By), numbers(s), other)
	case result.UnknownAbsent:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, with all unknown taken as without it %s", numbers(s), other)
	case result.UnknownPresent:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, with all unknown taken as with it %s", numbers(s), other)
	case result.UnknownLower:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, and if unknown carriers advanced less often than known ones (log-odds lower by 1) %s", numbers(s), other)
	case result.UnknownHigher:
		what = fmt.Sprintf("For some the signal is unknown: the difference is %s where it is known, and if unknown carriers advanced more often than known ones (log-odds higher by 1) %s", numbers(s), other)
	case result.WithoutDoubted:
		what = fmt.Sprintf("Some values of %s look like codes or slips: the difference is %s with them, without them %s", result.Enumerate(w.By), numbers(s), other)
	}
	return what + "; the two lead to different answers."
}

// WhyShort says in a few words why it can't be told; by names what the why names by id. ""
// where nothing stands in the way, and in records of before there was a why.
func WhyShort(w result.Why, by []string) string {
	switch w.Kind {
	case result.WhyNoEffect:
		return "the effect cannot be computed"
	case result.WhyCrowded:
		return "too few decisions for so many signals"
	case result.WhyForm:
		return "depends on how " + List(by) + " is counted in"
	case result.WhyUnknown, result.WhyTips:
		return "applicants of whom it is not known could turn the answer"
	case result.WhyDoubted:
		return "odd values of " + List(by) + " could turn the answer"
	case result.WhyDiffers:
		return "small on average, but it differs by " + moderator(w.By)
	case result.WhyElsewhere:
		return "small between the values compared, larger between others"
	case result.WhySmall:
		return "a difference is there, but it may be an immaterial one"
	case result.WhyUncorrected:
		return "clear alone, but not with so many signals looked at"
	case result.WhyTooFew:
		return "too few decisions"
	case result.WhySelected:
		return "who was let through before could alone have made the difference"
	case "", result.WhyClear, result.WhyBends, result.WhyWithin:
		return ""
	}
	return "another way of asking gives another answer"
}

// moderator names by what an effect differs: its kind, and of groups the attribute.
func moderator(by []string) string {
	switch {
	case len(by) == 2:
		return Underscored(by[1])
	case len(by) == 1 && by[0] == string(result.ByStrength):
		return "how strong the rest of the application is"
	}
	return List(by)
}

// Unit says what an effect compares: the two values of a numeric signal, to three figures.
func Unit(e *result.Effect) string {
	if e.From == nil || e.To == nil || len(e.Levels) > 0 {
		return e.Unit
	}
	return "from " + value(*e.From) + " to " + value(*e.To)
}
