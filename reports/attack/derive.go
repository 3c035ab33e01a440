package attack

import (
	"fmt"

	"weaksignal/audit/result"
)

// derive fills in every number that the audit computes from counts. Only which counts a
// number is made of matters here, not the formula: where one of them is another, so is the
// number. What a model makes of all applications (the decisive effect, reliance, gaps) is
// left as it is: SECURITY.md lists it as inherent.
func derive(r *result.Result) {
	for i := range r.Stages {
		st := &r.Stages[i]
		for j := range st.Signals {
			deriveSignal(st, &st.Signals[j])
		}
		for a := range st.Impact {
			deriveImpact(&st.Impact[a])
		}
		for k := range st.Prevalence {
			for g := range st.Prevalence[k].Groups {
				p := &st.Prevalence[k].Groups[g]
				p.Rate = around(ratio(p.Present, p.N), p.N)
			}
		}
		for k := range st.Routes {
			st.Routes[k].Rate = around(ratio(st.Routes[k].Advanced, st.Routes[k].N), st.Routes[k].N)
		}
		deriveScreeners(st.Consistency)
	}
}

func ratio(a, b int) float64 { return float64(a) / max(float64(b), .5) }

func around(x float64, n int) result.Estimate { return result.Interval(x, x-.1, x+.1, .95, "", n) }

func to[T any](x T) *T { return &x }

func deriveSignal(st *result.StageResult, s *result.SignalResult) {
	x, y := ratio(s.Present.Advanced, s.Present.N), ratio(s.Absent.Advanced, s.Absent.N)
	own := x - y + x*y/3 // of both sides
	s.Present.Rate, s.Absent.Rate = around(x, s.Present.N), around(y, s.Absent.N)
	s.RiskDifference, s.RiskRatio, s.RejectionRatio, s.OddsRatio = around(x-y, st.N), around(x/max(y, .01), st.N), around((1-x)/max(1-y, .01), st.N), around(x/max(y, .01)+y, st.N)
	s.FisherP, s.MidP, s.Z = to(x*y/2), to(x*y/3), to(own)
	s.Stratified = result.Stratified{MHRiskDifference: around(own, st.N), MHRiskRatio: around(own, st.N), MHOddsRatio: around(own, st.N), CMHP: to(.5 + own/4), BreslowDayP: to(.6 + own/4)}
	s.Adjusted.LinearProbability, s.Sensitivity.EValue, s.Sensitivity.RobustnessValue, s.DetectableDifference = around(own, st.N), around(own, st.N), around(own, st.N), around(own, st.N)
	s.Effect.P, s.Effect.PAdjusted, s.TippingPoint = to(.4+own/4), to(.5+own/4), to(own)
	if s.Verdict == result.Associated {
		s.Effect.AtLeast = to(own)
	}
	s.Form = result.Form{Linear: around(own, st.N), Spline: around(own/2, st.N), Quantiles: around(own/3, st.N)}
	s.Reason = fmt.Sprintf("%d of %d with it advanced, %d of %d without.", s.Present.Advanced, s.Present.N, s.Absent.Advanced, s.Absent.N)
	s.Criteria = nil
	for _, without := range []string{"none", "all", "years"} {
		s.Criteria = append(s.Criteria, result.CriterionEffect{Without: without, Effect: around(own*1.1, st.N), Verdict: s.Verdict})
	}
	s.Excluded, s.Warnings = nil, nil
	s.DiffersBy = []result.Moderation{{By: result.ByRequisition, P: to(.3 + own/4), PSignal: to(.3 + own/4), PAdjusted: to(.4 + own/4), Method: "test"}}
	for a := range st.Impact {
		if !st.Impact[a].Intersectional {
			s.DiffersBy = append(s.DiffersBy, moderation(&st.Impact[a]))
		}
	}
}

// moderation by a group: the test is of all of them, each level of its own group.
func moderation(imp *result.Impact) result.Moderation {
	m := result.Moderation{By: result.ByGroup, Attribute: imp.Attribute, Method: "test"}
	all := 0.0
	for g, x := range imp.Groups {
		r := ratio(x.Advanced, x.N)
		all += r / float64(g+2)
		m.Levels = append(m.Levels, result.LevelEstimate{Level: x.Group, Estimate: around(r, x.N)})
	}
	m.P, m.PSignal, m.PAdjusted = to(.1+all/20), to(.2+all/20), to(.3+all/20)
	return m
}

func deriveScreeners(c *result.Consistency) {
	if c == nil {
		return
	}
	for k := range c.Screeners {
		x := &c.Screeners[k]
		x.Rate, x.ShrunkenRate = around(ratio(x.Advanced, x.N), x.N), result.NotEstimable("", 0, "a model's")
	}
	c.Judgements = 0
	if t := c.Training; t != nil {
		own := ratio(t.Trained.Advanced, t.Trained.N) - ratio(t.Untrained.Advanced, t.Untrained.N)
		t.RiskDifference = around(own, t.Trained.N)
	}
}

func deriveImpact(imp *result.Impact) {
	known, selected, all, ref := 0, 0, 0.0, 0
	rate := func(g int) float64 { return ratio(imp.Groups[g].Advanced, imp.Groups[g].N) }
	for g, x := range imp.Groups {
		known, selected = known+x.N, selected+x.Advanced
		all += rate(g) / float64(g+2)
		if x.Group == imp.ReferenceGroup || imp.ReferenceGroup == "" && x.N > imp.Groups[ref].N {
			ref = g // what was it stays it: the word alone says little of the counts
		}
	}
	if len(imp.Groups) == 0 {
		return
	}
	imp.ReferenceGroup, imp.Statutory.ReferenceGroup, imp.OmnibusP = imp.Groups[ref].Group, imp.Groups[ref].Group, to(.1+all/10)
	imp.Warnings, imp.UnknownBounds, imp.Returns = []string{fmt.Sprintf("The attribute is known for %d.", known)}, nil, nil
	if !imp.Intersectional {
		imp.Returns = []result.Return{{Signal: "s", Block: result.Weak, P: to(.1 + all/20), Unadjusted: to(.2 + all/20)}}
	}
	other := imp.Groups[ref]
	for g := range imp.Groups {
		x := &imp.Groups[g]
		x.Rate, x.PAdjusted = around(rate(g), x.N), to(.1+all/10+rate(g)/100)
		x.Reason = fmt.Sprintf("This holds for the %d whose attribute is known (p %.4f; 95 %% interval %.3f).", known, *imp.OmnibusP, rate(g))
		shortfall := float64(x.N)*float64(selected)/max(float64(known), 1) - float64(x.Advanced)
		x.Shortfall, x.Z, x.FisherP, x.MidP, x.CMHP = &shortfall, to(rate(g)-rate(ref)), to(rate(g)*rate(ref)), to(rate(g)+rate(ref)), to(rate(g)*rate(ref)/2)
		x.RiskDifference, x.ImpactRatio = around(rate(g)-rate(ref), x.N), around(rate(g)/max(rate(ref), .01), x.N)
		x.StatutoryRatio, x.MHRiskDifference, x.MHImpactRatio = x.ImpactRatio, x.RiskDifference, x.ImpactRatio
		u := imp.Unknown
		for k, assumption := range []string{"worst_case_low", "worst_case_high", "proportional"} {
			share := float64(u.Advanced)*float64(k+1)/max(float64(known), 1) + float64(u.N)
			imp.UnknownBounds = append(imp.UnknownBounds, result.UnknownBound{Group: x.Group, Assumption: assumption,
				Ratio: result.Point((rate(g)+share)/(float64(other.Advanced)+1), "", x.N)})
		}
		if len(imp.Returns) > 0 {
			imp.Returns[0].Groups = append(imp.Returns[0].Groups, result.GroupReturn{Group: x.Group, Effect: around(rate(g), x.N)})
		}
	}
}
