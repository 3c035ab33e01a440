package reports

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
)

func inventStage(s shape, i int, name string, n, adv int) result.StageResult {
	st := result.StageResult{Stage: name, N: n, Advanced: adv, Requisitions: s.requisitions, Screeners: s.screeners,
		Excluded: 8, Margin: .05, Model: &result.Model{Likelihood: "unconditional", Penalty: "firth", RequisitionEffects: "fixed",
			Rule: "Unconditional with Firth's penalty: requisitions average 20 applications or more.", Cluster: "requisition",
			Clusters: s.requisitions, N: n - s.unreadable, Dropped: s.unreadable, DroppedUnknown: s.unreadable, Patterns: n / 2,
			LogLik: -180, LogLikNull: -230}}
	for j, id := range s.signals {
		st.Signals = append(st.Signals, inventSignal(s, i, j, id, result.Weak, result.Binary, n, adv))
	}
	if !s.undeclared {
		st.Signals = append(st.Signals, inventSignal(s, i, len(s.signals), "years_experience", result.JobRelated, result.Numeric, n, adv),
			inventSignal(s, i, len(s.signals)+1, "skills_match", result.JobRelated, result.Numeric, n, adv))
	}
	st.Reliance = inventReliance(s, n)
	if len(s.groups) > 0 {
		st.Impact = append(st.Impact, inventImpact("sex", s.groups, n, adv))
		st.Impact[0].Returns = inventReturns(s.signals, st.Impact[0])
		if s.intersection {
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
			c.Rate = invent(float64(c.Advanced)/float64(c.N), .05, c.N, "Wilson score")
		} else {
			c.Rate = result.NotEstimable("Wilson score", 0, "nobody came this way")
		}
		st.Routes = append(st.Routes, c)
	}
	return st
}

func inventSignal(s shape, i, j int, id string, block result.Block, kind result.Kind, n, adv int) result.SignalResult {
	knownN := n - min(s.unreadable, n)
	with := knownN * (12 + 9*(j%4)) / 100
	ratio := []float64{1.6, 1.05, 1.7, .95, 1.1, 1.0, .8}[j%7]
	withAdv := min(with, int(float64(with)*float64(adv)/math.Max(float64(n), 1)*ratio))
	effect := []float64{.12, .01, .301, -.02, .03, 0, -.06}[j%7]
	half := .03 + .01*float64(i*i+j%3)
	out := result.SignalResult{Signal: id, Block: block, Kind: kind, Roles: []string{"ML engineer", "Data scientist"},
		Present: result.Count{N: with, Advanced: withAdv}, Absent: result.Count{N: knownN - with, Advanced: max(0, min(adv-withAdv, knownN-with))},
		Unknown:        n - knownN,
		RiskDifference: invent(effect*1.1, half, n, "Newcombe hybrid score"), RiskRatio: invent(1+effect*2, half*3, n, "Koopman score"),
		RejectionRatio: invent(1-effect, half, n, "Koopman score"), OddsRatio: invent(1+effect*3, half*5, n, "conditional MLE, exact"),
		FisherP: ptr(.0004), MidP: ptr(.0003), Z: ptr(3.2),
		Stratified: result.Stratified{MHRiskDifference: invent(effect, half, n, "Sato"), MHRiskRatio: invent(1+effect*2, half*2, n, "MH"),
			MHOddsRatio: invent(1+effect*3, half*4, n, "RBG"), CMHP: ptr(.002), BreslowDayP: ptr(.4), Strata: s.requisitions, Up: s.requisitions / 2, Down: s.requisitions / 3},
		Adjusted: result.Adjusted{LogOdds: invent(effect*5, half*5, n, "Firth"), OddsRatio: invent(math.Exp(effect*5), half, n, "Firth"),
			AverageMarginalEffect: invent(effect, half, n, "AME, CR1, t(11)"), LinearProbability: invent(effect*.97, half, n, "LPM, CR1"),
			P: ptr(.001 + math.Abs(.1-effect)), PAdjusted: ptr(.004 + math.Abs(.1-effect)), Family: result.ExploratoryFamily},
		Sensitivity: result.Sensitivity{EValue: result.Point(2.1, "E-value", n), RobustnessValue: result.Point(.18, "robustness value", n),
			Benchmark: &result.Benchmark{Signal: "years_experience", AdjustedEffect: invent(effect*.8, half, n, "Cinelli–Hazlett")}},
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
	if i >= 3 {
		out.Adjusted.AverageMarginalEffect = result.NotEstimable("AME", n, "fewer than two informative requisitions")
	}
	return out
}

func inventReliance(s shape, n int) *result.Reliance {
	r := &result.Reliance{Explained: invent(.21, .06, n, "held-out deviance"), Folds: "leave one requisition out", PermutationP: ptr(.001),
		ChangedSelections: result.ChangedSelections{Estimate: invent(.18, .05, n, "residual draws"), UnderNoEffect: invent(.03, .02, n, "shuffled")}}
	for i, b := range []result.Block{result.Weak, result.JobRelated} {
		share := []float64{.46, .54}[i]
		r.Blocks = append(r.Blocks, result.BlockShare{Block: b, Unique: invent(share*.15, .03, n, "last in"), Shapley: invent(share*.21, .03, n, "Shapley"),
			Alone: invent(share*.28, .03, n, "first in"), Share: invent(share, .14, n, "share")})
		r.InSample.Blocks = append(r.InSample.Blocks, result.InSampleBlock{Block: b, Shapley: result.Point(share*.25, "McFadden", n)})
	}
	r.InSample.McFadden, r.InSample.McFaddenTotal = result.Point(.25, "McFadden", n), result.Point(.31, "McFadden", n)
	for i, id := range s.signals {
		v := .0966 / float64(len(s.signals)) * (1 + .3*float64(i%3-1))
		r.Signals = append(r.Signals, result.SignalShare{Signal: id, Block: result.Weak, Owen: invent(v, .01, n, "Owen"), Share: invent(v/.21, .05, n, "share")})
		r.InSample.Signals = append(r.InSample.Signals, result.InSampleSignal{Signal: id, Owen: result.Point(v*1.1, "Owen", n)})
	}
	return r
}

func inventConsistency(s shape, n, adv int) *result.Consistency {
	c := &result.Consistency{InterceptSD: invent(.4, .2, n, "AGHQ"), ICC: invent(.05, .03, n, "latent scale"), MedianOddsRatio: invent(1.46, .3, n, "MOR"), P: ptr(.04),
		Crude: result.CrudeSpread{InterceptSD: invent(.6, .2, n, "AGHQ"), ICC: invent(.1, .04, n, "latent scale")}}
	people, advanced := spread(n, s.screeners), spread(adv, s.screeners)
	for i := range people {
		r := result.ScreenerResult{Screener: fmt.Sprintf("S-%04X", 4096+i*37), N: people[i], Advanced: min(advanced[i], people[i])}
		if people[i] > 0 {
			r.Rate = invent(float64(r.Advanced)/float64(r.N), .08, r.N, "Wilson score")
			r.ShrunkenRate = invent(float64(adv)/float64(n)*.5+*r.Rate.Value*.5, .05, r.N, "empirical Bayes")
		} else {
			r.Rate, r.ShrunkenRate = result.NotEstimable("", 0, "no decisions"), result.NotEstimable("", 0, "no decisions")
		}
		c.Screeners = append(c.Screeners, r)
	}
	c.Judgements = n + n/10
	c.DoubleScreened = &result.DoubleScreened{Applications: n / 10, Judgements: n / 5, Differently: n / 40, Alpha: invent(.4, .2, n/10, "Krippendorff")}
	c.Training = &result.Training{Trained: result.Count{N: n / 2, Advanced: adv / 2}, Untrained: result.Count{N: n - n/2, Advanced: adv - adv/2}, TrainedScreeners: s.screeners / 2,
		UntrainedScreeners: s.screeners - s.screeners/2, RiskDifference: invent(-.03, .06, n, "CR1 by screener"), Warnings: []string{"For 12 of these decisions no screener is named."}}
	for i, id := range s.signals {
		c.Signals = append(c.Signals, result.ScreenerSignal{Signal: id, Block: result.Weak, Screeners: s.screeners, SpreadSD: result.Point(.1*float64(i), "DerSimonian–Laird", n), Q: ptr(7.5), DF: s.screeners - 1, P: ptr(.3), PAdjusted: ptr(.6)})
		c.Training.Signals = append(c.Training.Signals, result.TrainingSignal{Signal: id, Block: result.Weak, Trained: invent(.1, .05, n/2, "MH"), Untrained: invent(.2, .05, n/2, "MH"), Difference: invent(-.1, .08, n, "CR1")})
	}
	return c
}
