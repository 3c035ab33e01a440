package groups

import (
	"fmt"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
	"weaksignal/audit/stats/proportions"
)

const (
	methodImpact    = "impact ratio: rate over the reference group's, Koopman score interval"
	methodStatutory = "rate over the highest rate of all groups, Koopman score interval"

	// smallShare: groups below it are flagged, never become the reference and get no
	// verdict. The Uniform Guidelines' 2 % (29 CFR 1607.15 A(2)(a), of the labour force
	// or workforce; of the applicants by question 16 of the Questions and Answers, 1979)
	// and New York's 6 RCNY 5-301(d), of the data, draw the line there.
	smallShare = 0.02
	// fourFifths is the ratio of 29 CFR 1607.4 D.
	fourFifths = 0.80
)

// Impact makes the table of one attribute. references are the configured ones.
func Impact(v *dataset.View, r *Roster, p model.Plan, references []Reference) result.Impact {
	c := countGroups(v, r)
	c.refer(r.Names, r.wanted(v, references))
	out := result.Impact{Attribute: r.attribute, Intersectional: r.Intersectional, Base: result.BaseBoth, Groups: []result.GroupResult{},
		Unknown: result.UnknownGroup{N: c.unknown.N, Advanced: c.unknown.Advanced}, UnknownBounds: []result.UnknownBound{}}
	if c.reference >= 0 {
		out.ReferenceGroup = r.Names[c.reference]
	}
	if c.statutory >= 0 {
		out.Statutory.ReferenceGroup = r.Names[c.statutory]
	}
	dealt := permute(v, r, c, p)
	out.Gap, out.OmnibusP = dealt.gap, dealt.omnibus
	for g := range r.Names {
		group := c.result(g, r.Names[g], p.Level)
		group.PAdjusted = dealt.adjusted[g]
		c.judge(g, &group, dealt.deficit[g])
		out.Groups = append(out.Groups, group)
	}
	out.UnknownBounds = c.bounds(r.Names)
	out.Warnings = impactWarnings(v, r, c)
	return out
}

// result of one group against the reference.
func (c *groupCounts) result(g int, name string, level float64) result.GroupResult {
	own := c.groups[g]
	count := rates.Count(own, level)
	out := result.GroupResult{Group: name, N: own.N, Advanced: own.Advanced, Rate: count.Rate, Small: c.small[g]}
	out.ImpactRatio = c.ratio(g, c.reference, level, methodImpact)
	out.StatutoryRatio = c.ratio(g, c.statutory, level, methodStatutory)
	if c.reference < 0 || g == c.reference {
		why := "it is the reference group"
		if c.reference < 0 {
			why = c.none
		}
		out.RiskDifference, out.MHRiskDifference = result.NotEstimable(rates.MethodNewcombe, own.N, why), result.NotEstimable(rates.MethodMHRD, own.N, why)
		out.MHImpactRatio = result.NotEstimable(rates.MethodMHRR, own.N, why)
		return out
	}
	t := rates.Table(own, c.groups[c.reference])
	n := t.N1 + t.N2
	iv, err := proportions.Newcombe(t, level)
	out.RiskDifference = rates.Interval(iv, err, level, rates.MethodNewcombe, n)
	c.pool(g, &out, level)
	out.FisherP, out.MidP, out.Z = rates.ExactTests(t)
	if s, err := stats.Shortfall(t.X1, t.N1, t.X1+t.X2, n); err == nil { // the base of Z too
		out.Shortfall = result.Finite(s)
	}
	if passes, err := stats.FourFifths(t); err == nil {
		out.FourFifths = &passes
	}
	if flips, err := stats.Flips(t); err == nil {
		out.Flips = &flips
	}
	return out
}

// pool compares within requisitions, beside the crude table.
func (c *groupCounts) pool(g int, out *result.GroupResult, level float64) {
	tables, n := c.tables(g), c.groups[g].N+c.groups[c.reference].N
	mh, err := exact.MHRiskDifference(tables, level)
	out.MHRiskDifference = rates.Pooled(mh, err, level, rates.MethodMHRD, n)
	mh, err = exact.MHRiskRatio(tables, level)
	out.MHImpactRatio = rates.Pooled(mh, err, level, rates.MethodMHRR, n)
	if mf, err := exact.MantelFleiss(tables); err == nil && mf < rates.MantelFleiss {
		if exactTest, err := exact.ExactCMH(tables); err == nil {
			out.CMHP = result.Probability(exactTest.P)
		}
		return
	}
	if cmh, err := exact.CMH(tables); err == nil {
		out.CMHP = result.Probability(cmh.P)
	}
}

// NoReference says why no group is compared where none may be the reference.
const NoReference = "no comparison: no group of at least 30 people and 2 % of those with a known attribute has a selection to compare with"

func (c *groupCounts) ratio(g, reference int, level float64, method string) result.Estimate {
	switch {
	case reference < 0:
		return result.NotEstimable(method, c.groups[g].N, c.none)
	case g == reference:
		return result.Point(1, "1 by definition: the reference group", c.groups[g].N)
	}
	t := rates.Table(c.groups[g], c.groups[reference])
	iv, err := proportions.Koopman(t, level)
	return rates.Interval(iv, err, level, method, t.N1+t.N2)
}

// tables of group g against the reference, by requisition.
func (c *groupCounts) tables(g int) []stats.Table {
	var out []stats.Table
	for _, cells := range c.byStratum {
		if cells != nil && cells[g].N+cells[c.reference].N > 0 {
			out = append(out, rates.Table(cells[g], cells[c.reference]))
		}
	}
	return out
}

// bounds of the impact ratio over what the unknowns could be: all of those not
// advanced in the group and all of the advanced in the reference (worst case low),
// the opposite (high), and shared out in proportion to the known.
func (c *groupCounts) bounds(names []string) []result.UnknownBound {
	out := []result.UnknownBound{}
	if c.unknown.N == 0 || c.reference < 0 {
		return out
	}
	ref := c.groups[c.reference]
	u := c.unknown
	rejected := u.N - u.Advanced
	for g, own := range c.groups {
		if g == c.reference || c.small[g] {
			continue
		}
		add := func(word string, x, n, xr, nr float64) {
			out = append(out, result.UnknownBound{Group: names[g], Assumption: word, Ratio: result.Point(x/n/(xr/nr), "impact ratio with the unknown attributes assigned", own.N+ref.N+u.N)})
		}
		x, n, xr, nr := float64(own.Advanced), float64(own.N), float64(ref.Advanced), float64(ref.N)
		add("worst_case_low", x, n+float64(rejected), xr+float64(u.Advanced), nr+float64(u.Advanced))
		add("worst_case_high", x+float64(u.Advanced), n+float64(u.Advanced), xr, nr+float64(rejected))
		own, other := n/float64(c.known.N), nr/float64(c.known.N)
		add("proportional", x+own*float64(u.Advanced), n+own*float64(u.N), xr+other*float64(u.Advanced), nr+other*float64(u.N))
	}
	return out
}

// impactWarnings says where the table doesn't hold everybody.
func impactWarnings(v *dataset.View, r *Roster, c *groupCounts) []string {
	var out []string
	if c.reference < 0 && c.fixed {
		out = append(out, upperFirst(c.none)+". Mend reports.reference, or remove it to compare with the highest rate.")
	}
	if c.known.N == 0 {
		return []string{"The attribute is unknown for everyone."}
	}
	if all := c.known.N + c.unknown.N; 2*c.unknown.N > all {
		out = append(out, fmt.Sprintf("The attribute is unknown for %d of %d applications: see the bounds.", c.unknown.N, all))
	}
	if len(r.Names) == 1 {
		out = append(out, "There is one group only, so there is nothing to compare.")
	}
	if r.Intersectional {
		for _, a := range r.parts {
			single := newRoster(v, []int{a})
			if k := countGroups(v, &single); k.known.N != c.known.N {
				out = append(out, fmt.Sprintf("Cross-foot: the groups here add to %d applications, those of %s to %d, because %d have only one of the attributes.",
					c.known.N, single.attribute, k.known.N, k.known.N-c.known.N))
			}
		}
	}
	return out
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
