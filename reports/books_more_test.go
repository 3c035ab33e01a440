package reports

import (
	"fmt"

	"weaksignal/audit"
)

func inventReliance(s shape, n int) *audit.Reliance {
	r := &audit.Reliance{Explained: invent(.21, .06, n, "held-out deviance"), Folds: "leave one requisition out", PermutationP: ptr(.001),
		ChangedSelections: audit.ChangedSelections{Estimate: invent(.18, .05, n, "residual draws"), UnderNoEffect: invent(.03, .02, n, "shuffled")}}
	for i, b := range []audit.Block{audit.Weak, audit.JobRelated} {
		share := []float64{.46, .54}[i]
		r.Blocks = append(r.Blocks, audit.BlockShare{Block: b, Unique: invent(share*.15, .03, n, "last in"), Shapley: invent(share*.21, .03, n, "Shapley"),
			Alone: invent(share*.28, .03, n, "first in"), Share: invent(share, .14, n, "share")})
		r.InSample.Blocks = append(r.InSample.Blocks, audit.InSampleBlock{Block: b, Shapley: audit.Point(share*.25, "McFadden", n)})
	}
	r.InSample.McFadden, r.InSample.McFaddenTotal = audit.Point(.25, "McFadden", n), audit.Point(.31, "McFadden", n)
	for i, id := range s.signals {
		v := .0966 / float64(len(s.signals)) * (1 + .3*float64(i%3-1))
		r.Signals = append(r.Signals, audit.SignalShare{Signal: id, Block: audit.Weak, Owen: invent(v, .01, n, "Owen"), Share: invent(v/.21, .05, n, "share")})
		r.InSample.Signals = append(r.InSample.Signals, audit.InSampleSignal{Signal: id, Owen: audit.Point(v*1.1, "Owen", n)})
	}
	return r
}

func inventPrevalence(s shape, st audit.StageResult) []audit.Prevalence {
	var out []audit.Prevalence
	for j, id := range s.signals {
		p := audit.Prevalence{Attribute: "sex", Signal: id, Block: audit.Weak}
		for g, group := range st.Impact[0].Groups {
			n := group.N
			with := n * (10 + 5*((j+g)%4)) / 100
			rate := audit.NotEstimable("Wilson score", 0, "nobody in the group")
			if n > 0 {
				rate = invent(float64(with)/float64(n), .05, n, "Wilson score")
			}
			p.Groups = append(p.Groups, audit.GroupPrevalence{Group: group.Group, N: n, Present: with, Rate: rate})
		}
		out = append(out, p)
	}
	return out
}

func inventImpact(attribute string, names []string, n, adv int) audit.Impact {
	imp := audit.Impact{Attribute: attribute, ReferenceGroup: names[len(names)-1], OmnibusP: ptr(.03), Statutory: audit.Statutory{ReferenceGroup: names[0]}}
	unknown := n / 20
	people, advanced := spread(n-unknown, len(names)), spread(adv-adv/20, len(names))
	imp.Unknown = audit.UnknownGroup{N: unknown, Advanced: adv / 20}
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
			audit.UnknownBound{Group: g, Assumption: "worst_case_low", Ratio: audit.Point(.7, "all unknowns", n)},
			audit.UnknownBound{Group: g, Assumption: "worst_case_high", Ratio: audit.Point(.95, "all unknowns", n)})
	}
	return imp
}

func inventGroup(name string, reference bool, people, advanced, refPeople, refAdvanced, n int) audit.GroupResult {
	g := audit.GroupResult{Group: name, N: people, Advanced: advanced, FisherP: ptr(.02), MidP: ptr(.015), Z: ptr(-2.3), Shortfall: ptr(4.2), Flips: ptr(false),
		Small: people*50 < n, MHRiskDifference: invent(-.04, .05, n, "Sato"), MHImpactRatio: invent(.92, .1, n, "MH"), CMHP: ptr(.03)}
	if people == 0 || refPeople == 0 || refAdvanced == 0 {
		none := audit.NotEstimable("", people, "nobody in the group")
		g.Rate, g.ImpactRatio, g.StatutoryRatio, g.RiskDifference = none, none, none, none
		return g
	}
	rate, ref := float64(advanced)/float64(people), float64(refAdvanced)/float64(refPeople)
	g.Rate = invent(rate, .05, people, "Wilson score")
	g.ImpactRatio, g.StatutoryRatio = invent(rate/ref, .1, n, "Koopman score"), invent(rate/ref, .1, n, "Koopman score")
	g.RiskDifference = invent(rate-ref, .06, n, "Newcombe")
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

// inventCross splits each group in two, so that it adds up to its margin.
func inventCross(m audit.Impact) audit.Impact {
	var names []string
	out := audit.Impact{Attribute: m.Attribute + crossSign + "age", Intersectional: true, ReferenceGroup: m.ReferenceGroup + crossSign + "Under 40",
		OmnibusP: ptr(.2), Statutory: audit.Statutory{ReferenceGroup: m.ReferenceGroup + crossSign + "Under 40"}, Unknown: m.Unknown}
	for _, g := range m.Groups {
		young, youngAdvanced := g.N*3/4, g.Advanced*2/3
		for i, part := range []string{"Under 40", "40 and over"} {
			people, advanced := young, min(youngAdvanced, young)
			if i == 1 {
				people, advanced = g.N-young, g.Advanced-min(youngAdvanced, young)
			}
			names = append(names, g.Group+crossSign+part)
			out.Groups = append(out.Groups, inventGroup(names[len(names)-1], false, people, min(advanced, people), max(young, 1), max(youngAdvanced, 1), m.Unknown.N+g.N*3))
		}
	}
	return out
}

func inventGap(s shape, n int) audit.GapDecomposition {
	g := audit.GapDecomposition{Attribute: "sex", Group: s.groups[0], ReferenceGroup: s.groups[len(s.groups)-1], Gap: invent(-.09, .04, n, "LPM, CR1")}
	add := func(part string, v float64) {
		g.Parts = append(g.Parts, audit.GapPart{Part: part, Estimate: invent(v, .02, n, "Gelbach, CR1")})
	}
	add("job_related", -.01)
	for i, id := range s.signals {
		add(id, -.06/float64(len(s.signals))*(1+.5*float64(i%3-1)))
	}
	add("weak", -.06)
	add("unexplained", -.02)
	return g
}

func inventConsistency(s shape, n, adv int) *audit.Consistency {
	c := &audit.Consistency{InterceptSD: invent(.4, .2, n, "AGHQ"), ICC: invent(.05, .03, n, "latent scale"), MedianOddsRatio: invent(1.46, .3, n, "MOR"), P: ptr(.04),
		Crude: audit.CrudeSpread{InterceptSD: invent(.6, .2, n, "AGHQ"), ICC: invent(.1, .04, n, "latent scale")}}
	people, advanced := spread(n, s.screeners), spread(adv, s.screeners)
	for i := range people {
		r := audit.ScreenerResult{Screener: fmt.Sprintf("S-%04X", 4096+i*37), N: people[i], Advanced: min(advanced[i], people[i])}
		if people[i] > 0 {
			r.Rate = invent(float64(r.Advanced)/float64(r.N), .08, r.N, "Wilson score")
			r.ShrunkenRate = invent(float64(adv)/float64(n)*.5+*r.Rate.Value*.5, .05, r.N, "empirical Bayes")
		} else {
			r.Rate, r.ShrunkenRate = audit.NotEstimable("", 0, "no decisions"), audit.NotEstimable("", 0, "no decisions")
		}
		c.Screeners = append(c.Screeners, r)
	}
	c.Judgements = n + n/10
	c.DoubleScreened = &audit.DoubleScreened{Applications: n / 10, Judgements: n / 5, Differently: n / 40, Alpha: invent(.4, .2, n/10, "Krippendorff")}
	c.Training = &audit.Training{Trained: audit.Count{N: n / 2, Advanced: adv / 2}, Untrained: audit.Count{N: n - n/2, Advanced: adv - adv/2}, TrainedScreeners: s.screeners / 2,
		UntrainedScreeners: s.screeners - s.screeners/2, RiskDifference: invent(-.03, .06, n, "CR1 by screener"), Warnings: []string{"For 12 of these decisions no screener is named."}}
	for i, id := range s.signals {
		c.Signals = append(c.Signals, audit.ScreenerSignal{Signal: id, Block: audit.Weak, Screeners: s.screeners, SpreadSD: audit.Point(.1*float64(i), "DerSimonian–Laird", n), Q: ptr(7.5), DF: s.screeners - 1, P: ptr(.3), PAdjusted: ptr(.6)})
		c.Training.Signals = append(c.Training.Signals, audit.TrainingSignal{Signal: id, Block: audit.Weak, Trained: invent(.1, .05, n/2, "MH"), Untrained: invent(.2, .05, n/2, "MH"), Difference: invent(-.1, .08, n, "CR1")})
	}
	return c
}

// inventFunnel follows everybody and compares each signal between the first two stages.
func inventFunnel(b *Book, s shape) *audit.Funnel {
	first, last := b.Result.Stages[0], b.Result.Stages[len(b.Result.Stages)-1]
	all := audit.FunnelRow{Kind: "all", Applicants: first.N + first.Excluded, Hired: last.Advanced, OnsiteToOffer: invent(.4, .1, 30, "Wilson"), OfferAcceptance: invent(.9, .05, 20, "Wilson")}
	f := &audit.Funnel{Rows: []audit.FunnelRow{all}}
	for i, id := range s.signals {
		if later := b.Result.Stages[1].Stage; later != audit.BottomLine {
			f.Effects = append(f.Effects, audit.EffectDifference{Signal: id, Block: audit.Weak, First: first.Stage, Later: later, AtFirst: invent(.2, .05, 300, "AME"),
				AtLater: invent(.02*float64(i), .05, 100, "AME"), Difference: invent(.2-.02*float64(i), .08, 400, "stacked"), P: ptr(.01), PAdjusted: ptr(.04)})
		}
	}
	return f
}

func inventTexts(b *Book, s shape) {
	for _, id := range s.signals {
		b.Signals = append(b.Signals, SignalText{ID: id, Label: (&draft{}).label(id), Question: "Does the document show it?",
			Detection: "A line of the document says so; use, enthusiasm and courses don't count.", JobRelated: "Only where the role asks for it.",
			Limits:   "Wording that nobody foresaw is missed.",
			Evidence: []Citation{{Claim: "Women 45 %, men 61 % “very likely” to contribute.", Source: "GitHub Open Source Survey 2017"}}})
	}
	b.Roles = []Role{{Name: "ML engineer", JobRelated: []string{"years_experience", "skills_match"}, Skills: []string{"python", "docker", "sql"}, MinYears: 3, MinDegree: "bachelor"},
		{Name: "Research scientist", JobRelated: []string{"phd", "publication"}}}
	if s.undeclared {
		b.Roles = nil
	}
	b.Lists = []List{{Name: "schools", SHA256: fmt.Sprintf("%064x", 99), Entries: []string{"ETH Zürich", "MIT", "=HYPERLINK(\"http://example.invalid\")"}}}
	b.Settings = []Setting{{"resumes", "testdata/resumes"}, {"audit.level", "0.95"}, {"audit.margin", "auto"}}
	if s.history > 0 {
		b.Result.Trend = inventTrend(s)
	}
}

func inventTrend(s shape) *audit.Trend {
	t := &audit.Trend{Looks: s.history, Level: .05 * 6 / (9.87 * float64(s.history*s.history)), PreviousFrom: "2026-04-01", PreviousUntil: "2026-04-30"}
	for i := range s.history {
		look := audit.Look{RunID: fmt.Sprintf("r%d", i), From: fmt.Sprintf("2026-%02d-01", i+1), Until: fmt.Sprintf("2026-%02d-28", i+1), Closed: true,
			Level: .95, Found: 360, Rows: 374, Audited: 360,
			Stages: []audit.LookStage{{Stage: s.stages[0], N: 60 + 5*i, Advanced: 20 + i, Explained: invent(.2, .05, 60, ""), WeakShare: invent(.4+.02*float64(i), .1, 60, "")}}}
		for j, id := range s.signals {
			look.Findings = append(look.Findings, audit.LookFinding{Stage: s.stages[0], Signal: id, Family: audit.ConfirmatoryFamily, Present: 20 + i, Known: 60 + 5*i,
				Effect: invent(.05*float64(j%4)+.02*float64(i), .06, 60, "AME"), Margin: .05, Verdict: audit.CannotTell})
		}
		t.Points = append(t.Points, look)
	}
	t.Look = s.history
	t.Pool = []audit.Drift{
		{Kind: "prevalence", Signal: s.signals[0], Now: invent(.4, .05, 80, "share"), Previous: invent(.35, .05, 75, "share"), Difference: invent(.05, .07, 155, "difference of shares"), PAdjusted: ptr(.6)},
		{Kind: "unreadable", Now: invent(.2, .05, 360, "share"), Previous: invent(.05, .02, 340, "share"), Difference: invent(.15, .04, 700, "difference of shares"), PAdjusted: ptr(1e-6), Changed: true},
		{Kind: "unmatched", Now: invent(.01, .01, 360, "share"), Previous: invent(0, .01, 340, "share"), Difference: invent(.01, .01, 700, "difference of shares"), PAdjusted: ptr(.8)}}
	for j, id := range s.signals {
		t.Findings = append(t.Findings, audit.TrendFinding{Stage: s.stages[0], Signal: id, Status: []string{audit.TrendNew, audit.TrendPersisting, audit.TrendNone}[j%3],
			Now: invent(.1, .06, 80, "AME"), Previous: invent(.05, .06, 75, "AME"), Difference: invent(.05, .08, 80, "difference"), P: ptr(.3), PAdjusted: ptr(.6)})
	}
	return t
}
