package words

import (
	"fmt"

	"weaksignal/audit/result"
)

// GroupWhy words why a group got its verdict; a record of before there was a why has its
// own words. With figures false it gives no number that a count could be worked out from.
func GroupWhy(g *result.GroupResult, figures bool) string {
	w := g.Why
	if w == nil {
		if figures {
			return g.Reason
		}
		return WithheldReason
	}
	said := groupWhy(g, figures)
	if figures && w.Unknown > w.Known {
		said += fmt.Sprintf(" This holds for the %d whose attribute is known; it is unknown for the other %d (see the bounds).", w.Known, w.Unknown)
	}
	return said
}

func groupWhy(g *result.GroupResult, figures bool) string {
	w := g.Why
	switch w.Kind {
	case result.GroupNotCompared:
		return SentenceCase(w.Missing) + "."
	case result.GroupNoRatio:
		return "The impact ratio can't be computed: " + g.ImpactRatio.NotEstimable + "."
	case result.GroupBelow:
		return "The rate is " + figure(figures, "%s of the reference group's, below four fifths", result.Percent(*g.ImpactRatio.Value), "below four fifths of the reference group's") +
			"; a gap this large of this group is rare when each requisition's selections fall at random" + bracket(figures, "adjusted "+probability(g.PAdjusted)) + ", and one selection more or less doesn't turn it."
	case result.GroupAbove:
		return "The whole interval of the impact ratio lies above four fifths" + ratioInterval(g, figures) + "."
	case result.GroupReachesBelow:
		return "The four-fifths rule is passed, but the interval of the ratio reaches below it" + ratioInterval(g, figures) + "."
	case result.GroupTurns:
		return "Below four fifths, but one selection more here and one fewer in the reference group would turn the order" + ratioInterval(g, figures) + "."
	case result.GroupUntested:
		return "Below four fifths, but the gap can't be tested: no requisition has both groups and a selection among them" + ratioInterval(g, figures) + "."
	case result.GroupNotWithin:
		return "Below four fifths over all, but within requisitions the group is not behind the reference group" + ratioInterval(g, figures) + "."
	}
	return "Below four fifths, but gaps this large of this group also arise when each requisition's selections fall at random on its applicants" +
		bracket(figures, "adjusted "+probability(g.PAdjusted)+"; "+result.IntervalWords(g.ImpactRatio, result.Percent)) + "."
}

// figure words a number, or what is said without it.
func figure(shown bool, format, number, without string) string {
	if !shown {
		return without
	}
	return fmt.Sprintf(format, number)
}

func bracket(shown bool, s string) string {
	if !shown {
		return ""
	}
	return " (" + s + ")"
}

func ratioInterval(g *result.GroupResult, shown bool) string {
	return bracket(shown, result.IntervalWords(g.ImpactRatio, result.Percent))
}

func probability(p *float64) string {
	if p == nil {
		return "p not known"
	}
	return result.PValue(*p)
}
