package bookstest

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
)

func inventStage(s Shape, i int, name string, n, adv int) result.StageResult {
	st := result.StageResult{Stage: name, N: n, Advanced: adv, Requisitions: s.Requisitions, Screeners: s.Screeners,
		Excluded: 8, Margin: .05, Model: &result.Model{Likelihood: "unconditional", Penalty: "firth", RequisitionEffects: "fixed",
			Rule: "Unconditional with Firth's penalty: requisitions average 20 applications or more.", Cluster: "requisition",
			Clusters: s.Requisitions, N: n - s.Unreadable, Dropped: s.Unreadable, Patterns: n / 2,
			LogLik: -180, LogLikNull: -230}}
	for j, id := range s.Signals {
		st.Signals = append(st.Signals, inventSignal(s, i, j, id, result.Weak, result.Binary, n, adv))
	}
	if !s.Undeclared {
		st.Signals = append(st.Signals, inventSignal(s, i, len(s.Signals), "years_experience", result.JobRelated, result.Numeric, n, adv),
			inventSignal(s, i, len(s.Signals)+1, "skills_match", result.JobRelated, result.Numeric, n, adv))
	}
	st.Reliance = inventReliance(s, n)
	if len(s.Groups) > 0 {
		st.Impact = append(st.Impact, inventImpact("sex", s.Groups, n, adv))
		st.Impact[0].Returns = inventReturns(s.Signals, st.Impact[0])
		if s.Intersection {
			st.Impact = append(st.Impact, inventCross(st.Impact[0]))
		}
		st.Prevalence = inventPrevalence(s, st)
		st.GapDecomposition = []result.GapDecomposition{inventGap(s, n)}
	}
	st.Consistency = inventConsistency(s, n, adv)
	for _, r := range []struct{ kind, name string }{{"source", "Referral"}, {"source", "Campus"}, {"source", "Other"}} {
		c := result.RouteResult{Kind: r.kind, Name: r.name}
		c.N, c.Advanced = n/3, adv/3
		if c.N > 0 {
			c.Rate = Interval(float64(c.Advanced)/float64(c.N), .05, c.N, "Wilson score")
		} else {
			c.Rate = result.NotEstimable("Wilson score", 0, "nobody came this way")
		}
		st.Routes = append(st.Routes, c)
	}
	return st
}

func inventSignal(s Shape, i, j int, id string, block result.Block, kind result.Kind, n, adv int) result.SignalResult {
	knownN := n - min(s.Unreadable, n)
	with := knownN * (12 + 9*(j%4)) / 100
	ratio := []float64{1.6, 1.05, 1.7, .95, 1.1, 1.0, .8}[j%7]
	withAdv := min(with, int(float64(with)*float64(adv)/math.Max(float64(n), 1)*ratio))
	effect := []float64{.12, .01, .301, -.02, .03, 0, -.06}[j%7]
	half := .03 + .01*float64(i*i+j%3)
	out := result.SignalResult{Signal: id, Block: block, Kind: kind, Roles: []string{"ML engineer", "Data scientist"},
		Present: result.Count{N: with, Advanced: withAdv}, Absent: result.Count{N: knownN - with, Advanced: max(0, min(adv-withAdv, knownN-with))},
		Unknown:        n - knownN,
		RiskDifference: Interval(effect*1.1, half, n, "Newcombe hybrid score"), RiskRatio: Interval(1+effect*2, half*3, n, "Koopman score"),
		RejectionRatio: Interval(1-effect, half, n, "Koopman score"), OddsRatio: Interval(1+effect*3, half*5, n, "conditional MLE, exact"),
		FisherP: Ptr(.0004), MidP: Ptr(.0003), Z: Ptr(3.2),
		Stratified: result.Stratified{MHRiskDifference: Interval(effect, half, n, "Sato"), MHRiskRatio: Interval(1+effect*2, half*2, n, "MH"),
			MHOddsRatio: Interval(1+effect*3, half*4, n, "RBG"), CMHP: Ptr(.002), BreslowDayP: Ptr(.4), Strata: s.Requisitions, Up: s.Requisitions / 2, Down: s.Requisitions / 3},
		Adjusted: result.Adjusted{LogOdds: Interval(effect*5, half*5, n, "Firth"), OddsRatio: Interval(math.Exp(effect*5), half, n, "Firth"),
			AverageMarginalEffect: Interval(effect, half, n, "AME, CR1, t(11)"), LinearProbability: Interval(effect*.97, half, n, "LPM, CR1"),
			P: Ptr(.001 + math.Abs(.1-effect)), PAdjusted: Ptr(.004 + math.Abs(.1-effect)), Family: result.ExploratoryFamily},
		Sensitivity: result.Sensitivity{EValue: result.Point(2.1, "E-value", n), RobustnessValue: result.Point(.18, "robustness value", n),
			Benchmark: &result.Benchmark{Signal: "years_experience", AdjustedEffect: Interval(effect*.8, half, n, "Cinelli–Hazlett")}},
		DetectableDifference: result.Point(.09, "80 % power", n), Verdict: result.CannotTell,
		Reason: "The range reaches over the margin on both sides: too few decisions."}
	switch {
	case math.Abs(effect) >= .1 && i == 0:
		out.Verdict, out.Reason = result.Associated, "The difference is larger than the margin of 5 points and chance is an unlikely reason."
	case math.Abs(effect)+half < .05:
		out.Verdict, out.Reason = result.NoMaterialAssociation, "The whole range lies inside the margin of 5 points."
	}
	if i == 0 && block == result.Weak {
		out.Adjusted.Family = result.ConfirmatoryFamily
	}
	inventEffect(s, &out, i, j, n)
	if i >= 3 {
		out.Effect.Estimate = result.NotEstimable("AME", n, "fewer than two informative requisitions")
		out.Adjusted.AverageMarginalEffect = result.NotEstimable("AME", n, "fewer than two informative requisitions")
	}
	return out
}

// inventEffect fills in the decisive effect and what it hangs on.
func inventEffect(s Shape, out *result.SignalResult, i, j, n int) {
	effect := out.Adjusted.AverageMarginalEffect
	x := *effect.Value
	out.Effect = result.Effect{Estimate: effect, P: out.Adjusted.P, PAdjusted: out.Adjusted.PAdjusted, Unit: "with against without"}
	if out.Kind == result.Numeric {
		out.Effect.Unit, out.Effect.From, out.Effect.To = "from 2 to 7", Ptr(2.0), Ptr(7.0)
	}
	if out.Verdict == result.Associated {
		out.Effect.AtLeast = Ptr(*effect.Low * .8)
	}
	out.Form = result.Form{Linear: effect, Spline: Interval(x*.95, .04, n, "AME"), Quantiles: Interval(x*1.04, .05, n, "AME")}
	out.TippingPoint = Ptr(1.25)
	if i > 0 {
		return
	}
	out.DiffersBy = []result.Moderation{{By: result.ByScreener, P: Ptr(.004), PSignal: Ptr(.01), PAdjusted: Ptr([]float64{.03, .4}[j%2]), Method: "Cochran's Q"},
		{By: result.ByRequisition, P: Ptr(.3), PSignal: Ptr(.5), PAdjusted: Ptr(1.0), Levels: []result.LevelEstimate{}, Method: "Zelen's test"}}
	for k := range s.Screeners {
		out.DiffersBy[0].Levels = append(out.DiffersBy[0].Levels, result.LevelEstimate{Level: screener(k), Estimate: Interval(x+.01*float64(k), .1, n/s.Screeners, "AME")})
	}
	if len(s.Groups) > 0 {
		m := result.Moderation{By: result.ByGroup, Attribute: "sex", P: Ptr(.2), PSignal: Ptr(.2), PAdjusted: Ptr(.8), Method: "Wald test of the products"}
		for k, g := range s.Groups {
			m.Levels = append(m.Levels, result.LevelEstimate{Level: g, Estimate: Interval(x-.02*float64(k), .08, n/2, "AME")})
		}
		out.DiffersBy = append(out.DiffersBy, m)
	}
	for k, without := range []string{"none", "all", "years_experience", "skills_match"} {
		out.Criteria = append(out.Criteria, result.CriterionEffect{Without: without, Effect: Interval(x+.015*float64(k), .05, n, "AME"), Verdict: out.Verdict})
	}
}

func screener(k int) string { return fmt.Sprintf("S-%04X", 4096+k*37) }

func inventReliance(s Shape, n int) *result.Reliance {
	r := &result.Reliance{Explained: Interval(.21, .06, n, "held-out deviance"), Folds: "leave one requisition out", PermutationP: Ptr(.001),
		ChangedSelections: result.ChangedSelections{Estimate: Interval(.18, .05, n, "residual draws"), UnderNoEffect: Interval(.03, .02, n, "shuffled")}}
	for i, b := range []result.Block{result.Weak, result.JobRelated} {
		share := []float64{.46, .54}[i]
		r.Blocks = append(r.Blocks, result.BlockShare{Block: b, Unique: Interval(share*.15, .03, n, "last in"), Shapley: Interval(share*.21, .03, n, "Shapley"),
			Alone: Interval(share*.28, .03, n, "first in"), Share: Interval(share, .14, n, "share")})
		r.InSample.Blocks = append(r.InSample.Blocks, result.InSampleBlock{Block: b, Shapley: result.Point(share*.25, "McFadden", n)})
	}
	r.InSample.McFadden, r.InSample.McFaddenTotal = result.Point(.25, "McFadden", n), result.Point(.31, "McFadden", n)
	for i, id := range s.Signals {
		v := .0966 / float64(len(s.Signals)) * (1 + .3*float64(i%3-1))
		r.Signals = append(r.Signals, result.SignalShare{Signal: id, Block: result.Weak, Owen: Interval(v, .01, n, "Owen"), Share: Interval(v/.21, .05, n, "share")})
		r.InSample.Signals = append(r.InSample.Signals, result.InSampleSignal{Signal: id, Owen: result.Point(v*1.1, "Owen", n)})
	}
	return r
}

func inventConsistency(s Shape, n, adv int) *result.Consistency {
	c := &result.Consistency{InterceptSD: Interval(.4, .2, n, "AGHQ"), ICC: Interval(.05, .03, n, "latent scale"), MedianOddsRatio: Interval(1.46, .3, n, "MOR"), P: Ptr(.04),
		Crude: result.CrudeSpread{InterceptSD: Interval(.6, .2, n, "AGHQ"), ICC: Interval(.1, .04, n, "latent scale")}}
	people, advanced := spread(n, s.Screeners), spread(adv, s.Screeners)
	for i := range people {
		r := result.ScreenerResult{Screener: screener(i), N: people[i], Advanced: min(advanced[i], people[i])}
		if people[i] > 0 {
			r.Rate = Interval(float64(r.Advanced)/float64(r.N), .08, r.N, "Wilson score")
			r.ShrunkenRate = Interval(float64(adv)/float64(n)*.5+*r.Rate.Value*.5, .05, r.N, "empirical Bayes")
		} else {
			r.Rate, r.ShrunkenRate = result.NotEstimable("", 0, "no decisions"), result.NotEstimable("", 0, "no decisions")
		}
		c.Screeners = append(c.Screeners, r)
	}
	c.Judgements = n + n/10
	c.DoubleScreened = &result.DoubleScreened{Applications: n / 10, Judgements: n / 5, Differently: n / 40, Alpha: Interval(.4, .2, n/10, "Krippendorff")}
	c.Training = &result.Training{Trained: result.Count{N: n / 2, Advanced: adv / 2}, Untrained: result.Count{N: n - n/2, Advanced: adv - adv/2}, TrainedScreeners: s.Screeners / 2,
		UntrainedScreeners: s.Screeners - s.Screeners/2, RiskDifference: Interval(-.03, .06, n, "CR1 by screener"), Warnings: []string{"For 12 of these decisions no screener is named."}}
	for i, id := range s.Signals {
		c.Signals = append(c.Signals, result.ScreenerSignal{Signal: id, Block: result.Weak, Screeners: s.Screeners, SpreadSD: result.Point(.1*float64(i), "DerSimonian–Laird", n), Q: Ptr(7.5), DF: s.Screeners - 1, P: Ptr(.3), PAdjusted: Ptr(.6)})
		c.Training.Signals = append(c.Training.Signals, result.TrainingSignal{Signal: id, Block: result.Weak, Trained: Interval(.1, .05, n/2, "MH"), Untrained: Interval(.2, .05, n/2, "MH"), Difference: Interval(-.1, .08, n, "CR1")})
	}
	return c
}
