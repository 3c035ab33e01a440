package groups

import "weaksignal/audit/result"

// judge gives the verdict of a group: "indicated" needs the four-fifths rule failed,
// the group's own adjusted p below .05 in the same direction within requisitions, and
// more than one person behind it.
func (c *groupCounts) judge(g int, r *result.GroupResult, deficit float64) {
	if g == c.reference || c.small[g] {
		return
	}
	r.Why = &result.GroupWhy{Threshold: fourFifths}
	if c.unknown.N > c.known.N {
		r.Why.Known, r.Why.Unknown = c.known.N, c.unknown.N
	}
	if c.reference < 0 {
		r.Why.Kind, r.Why.Missing = result.GroupNotCompared, c.none
		return
	}
	_, low, _, ok := r.ImpactRatio.Bounds()
	switch {
	case !ok || r.FourFifths == nil:
		r.Verdict, r.Why.Kind = string(result.CannotTell), result.GroupNoRatio
	case !*r.FourFifths && r.PAdjusted != nil && *r.PAdjusted < result.OmnibusAlpha && deficit > 0 && r.Flips != nil && !*r.Flips:
		r.Verdict, r.Why.Kind = "indicated", result.GroupBelow
	case low > fourFifths:
		r.Verdict, r.Why.Kind = "not_indicated", result.GroupAbove
	default:
		r.Verdict, r.Why.Kind = string(result.CannotTell), undecidedImpact(r, deficit)
	}
}

func undecidedImpact(r *result.GroupResult, deficit float64) result.GroupWhyKind {
	switch {
	case *r.FourFifths:
		return result.GroupReachesBelow
	case r.Flips != nil && *r.Flips:
		return result.GroupTurns
	case r.PAdjusted == nil:
		return result.GroupUntested
	case *r.PAdjusted < result.OmnibusAlpha && deficit <= 0:
		return result.GroupNotWithin
	}
	return result.GroupByChance
}
