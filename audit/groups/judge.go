package groups

import (
	"fmt"
	"strings"

	"weaksignal/audit/result"
)

// judge gives the verdict of a group: "indicated" needs the four-fifths rule failed,
// the group's own adjusted p below .05 in the same direction within requisitions, and
// more than one person behind it.
func (c *groupCounts) judge(g int, r *result.GroupResult, deficit float64) {
	if g == c.reference || c.small[g] {
		return
	}
	if c.reference < 0 {
		r.Reason = c.noComparison()
		return
	}
	value, low, _, ok := r.ImpactRatio.Bounds()
	switch {
	case !ok || r.FourFifths == nil:
		r.Verdict, r.Reason = string(result.CannotTell), "The impact ratio can't be computed: "+r.ImpactRatio.NotEstimable+"."
	case !*r.FourFifths && r.PAdjusted != nil && *r.PAdjusted < result.OmnibusAlpha && deficit > 0 && r.Flips != nil && !*r.Flips:
		r.Verdict = "indicated"
		r.Reason = fmt.Sprintf("The rate is %s of the reference group's, below four fifths; a gap this large of this group is rare when each requisition's selections fall at random (adjusted %s), and one selection more or less doesn't turn it.",
			result.Percent(value), result.PValue(*r.PAdjusted))
	case low > fourFifths:
		r.Verdict = "not_indicated"
		r.Reason = fmt.Sprintf("The whole interval of the impact ratio lies above %s (%s).", result.Percent(fourFifths), result.IntervalWords(r.ImpactRatio, result.Percent))
	default:
		r.Verdict, r.Reason = string(result.CannotTell), undecidedImpact(r, deficit)
	}
	if c.unknown.N > c.known.N {
		r.Reason += fmt.Sprintf(" This holds for the %d whose attribute is known; it is unknown for the other %d (see the bounds).", c.known.N, c.unknown.N)
	}
}

// noComparison says as a sentence why nothing is compared.
func (c *groupCounts) noComparison() string {
	return strings.ToUpper(c.none[:1]) + c.none[1:] + "."
}

func undecidedImpact(r *result.GroupResult, deficit float64) string {
	numbers := result.IntervalWords(r.ImpactRatio, result.Percent)
	switch {
	case *r.FourFifths:
		return fmt.Sprintf("The four-fifths rule is passed, but the interval of the ratio reaches below it (%s).", numbers)
	case r.Flips != nil && *r.Flips:
		return fmt.Sprintf("Below four fifths, but one selection more here and one fewer in the reference group would turn the order (%s).", numbers)
	case r.PAdjusted == nil:
		return fmt.Sprintf("Below four fifths, but the gap can't be tested: no requisition has both groups and a selection among them (%s).", numbers)
	case *r.PAdjusted < result.OmnibusAlpha && deficit <= 0:
		return fmt.Sprintf("Below four fifths over all, but within requisitions the group is not behind the reference group (%s).", numbers)
	}
	return fmt.Sprintf("Below four fifths, but gaps this large of this group also arise when each requisition's selections fall at random on its applicants (adjusted %s; %s).", result.PValue(*r.PAdjusted), numbers)
}
