package bookstest

import (
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
)

func inventPrevalence(s Shape, st result.StageResult) []result.Prevalence {
	var out []result.Prevalence
	for j, id := range s.Signals {
		p := result.Prevalence{Attribute: "sex", Signal: id, Block: result.Weak}
		for g, group := range st.Impact[0].Groups {
			n := group.N
			with := n * (10 + 5*((j+g)%4)) / 100
			rate := result.NotEstimable("Wilson score", 0, "nobody in the group")
			if n > 0 {
				rate = Interval(float64(with)/float64(n), .05, n, "Wilson score")
			}
			p.Groups = append(p.Groups, result.GroupPrevalence{Group: group.Group, N: n, Present: with, Rate: rate})
		}
		out = append(out, p)
	}
	return out
}

func inventImpact(attribute string, names []string, n, adv int) result.Impact {
	imp := result.Impact{Attribute: attribute, ReferenceGroup: names[len(names)-1], OmnibusP: Ptr(.03), Statutory: result.Statutory{ReferenceGroup: names[0]}}
	unknown := n / 20
	people, advanced := spread(n-unknown, len(names)), spread(adv-adv/20, len(names))
	imp.Unknown = result.UnknownGroup{N: unknown, Advanced: adv / 20}
	best := 0
	for i := range names {
		advanced[i] = min(advanced[i], people[i])
		if people[i]*advanced[best] < people[best]*advanced[i] && people[i] > 10 {
			best = i
		}
	}
	imp.ReferenceGroup, imp.Statutory.ReferenceGroup = names[best], names[best]
	for i, g := range names {
		imp.Groups = append(imp.Groups, inventGroup(g, i == best, people[i], advanced[i], people[best], advanced[best], n))
		imp.UnknownBounds = append(imp.UnknownBounds,
			result.UnknownBound{Group: g, Assumption: "worst_case_low", Ratio: result.Point(.7, "all unknowns", n)},
			result.UnknownBound{Group: g, Assumption: "worst_case_high", Ratio: result.Point(.95, "all unknowns", n)})
	}
	return imp
}

func inventGroup(name string, reference bool, people, advanced, refPeople, refAdvanced, n int) result.GroupResult {
	g := result.GroupResult{Group: name, N: people, Advanced: advanced, FisherP: Ptr(.02), MidP: Ptr(.015), Z: Ptr(-2.3), Shortfall: Ptr(4.2), Flips: Ptr(false), PAdjusted: Ptr(.03),
		Small: people*50 < n, MHRiskDifference: Interval(-.04, .05, n, "Sato"), MHImpactRatio: Interval(.92, .1, n, "MH"), CMHP: Ptr(.03)}
	if people == 0 || refPeople == 0 || refAdvanced == 0 {
		none := result.NotEstimable("", people, "nobody in the group")
		g.Rate, g.ImpactRatio, g.StatutoryRatio, g.RiskDifference = none, none, none, none
		return g
	}
	rate, ref := float64(advanced)/float64(people), float64(refAdvanced)/float64(refPeople)
	g.Rate = Interval(rate, .05, people, "Wilson score")
	g.ImpactRatio, g.StatutoryRatio = Interval(rate/ref, .1, n, "Koopman score"), Interval(rate/ref, .1, n, "Koopman score")
	g.RiskDifference = Interval(rate-ref, .06, n, "Newcombe")
	passes := 5*advanced*refPeople >= 4*refAdvanced*people
	g.FourFifths = &passes
	if !reference && !g.Small {
		g.Verdict, g.Reason = "cannot_tell", "One decision more or less turns the comparison."
		if !passes {
			g.Verdict, g.Reason = "indicated", "Below four-fifths, and chance is an unlikely reason."
		}
	}
	return g
}

// inventReturns has two signals' effects in each group, the last one not estimable.
func inventReturns(signals []string, imp result.Impact) (out []result.Return) {
	for k, id := range signals[:min(2, len(signals))] {
		r := result.Return{Signal: id, Block: result.Weak, P: Ptr(.04), Unadjusted: Ptr(.02)}
		for i, g := range imp.Groups {
			effect := Interval(.08-.05*float64(i+k), .03, imp.Unknown.N+g.N, "LPM, CR1")
			if g.Small {
				continue
			}
			if k == 1 {
				effect = result.NotEstimable("LPM, CR1", g.N, "too few of the group")
			}
			r.Groups = append(r.Groups, result.GroupReturn{Group: g.Group, Effect: effect})
		}
		out = append(out, r)
	}
	return out
}

// inventCross splits each group in two, so that it adds up to its margin.
func inventCross(m result.Impact) result.Impact {
	var names []string
	out := result.Impact{Attribute: m.Attribute + disclosure.CrossSign + "age", Intersectional: true, ReferenceGroup: m.ReferenceGroup + disclosure.CrossSign + "Under 40",
		OmnibusP: Ptr(.2), Statutory: result.Statutory{ReferenceGroup: m.ReferenceGroup + disclosure.CrossSign + "Under 40"}, Unknown: m.Unknown}
	for _, g := range m.Groups {
		young, youngAdvanced := g.N*3/4, g.Advanced*2/3
		for i, part := range []string{"Under 40", "40 and over"} {
			people, advanced := young, min(youngAdvanced, young)
			if i == 1 {
				people, advanced = g.N-young, g.Advanced-min(youngAdvanced, young)
			}
			names = append(names, g.Group+disclosure.CrossSign+part)
			out.Groups = append(out.Groups, inventGroup(names[len(names)-1], false, people, min(advanced, people), max(young, 1), max(youngAdvanced, 1), m.Unknown.N+g.N*3))
		}
	}
	return out
}

func inventGap(s Shape, n int) result.GapDecomposition {
	g := result.GapDecomposition{Attribute: "sex", Group: s.Groups[0], ReferenceGroup: s.Groups[len(s.Groups)-1], Gap: Interval(-.09, .04, n, "LPM, CR1")}
	add := func(part string, v float64) {
		g.Parts = append(g.Parts, result.GapPart{Part: part, Estimate: Interval(v, .02, n, "Gelbach, CR1")})
	}
	add("job_related", -.01)
	for i, id := range s.Signals {
		add(id, -.06/float64(len(s.Signals))*(1+.5*float64(i%3-1)))
	}
	add("weak", -.06)
	add("unexplained", -.02)
	return g
}
