package main

import "weaksignal/cmd/internal/simulate"

// designs are the scenarios that the base pools don't draw: those in which a model could
// be wrong and a verdict with it.
func designs() []scenario {
	return []scenario{
		{id: "large_none", words: "no effect at all; 40 × 200", spec: func() *simulate.Spec { return sized(base(0), 40, 200) }},
		{id: "seventeen", words: "17 weak signals, two of them with 30 points; 12 × 32", spec: seventeen},
		{id: "u_criterion", words: "years of experience count as an inverted U, and a weak signal follows its square; no weak effect; 30 × 40",
			spec: func() *simulate.Spec {
				return curved(simulate.Shape{Form: simulate.Square}, 0.6)
			}},
		{id: "step_criterion", words: "six years or more count, the number of years does not, and a weak signal follows the rule; no weak effect; 30 × 40",
			spec: func() *simulate.Spec {
				return curved(simulate.Shape{Form: simulate.Step, At: 6}, 1.5)
			}},
		{id: "numeric_weak", words: "a numeric weak signal with 8 points per standard deviation; 30 × 40", spec: func() *simulate.Spec {
			points := 8.0
			return numericWeak(base(0), simulate.Effect{Points: &points}, scores())
		}},
		{id: "u_weak", words: "a numeric weak signal whose effect is an inverted U; 40 × 200", spec: func() *simulate.Spec {
			return sized(numericWeak(base(0), simulate.Effect{LogOdds: number64(0.9), Shape: simulate.Shape{Form: simulate.Square}}, scores()), 40, 200)
		}},
		{id: "count_weak", words: "a weak signal counted 0, 1, 2 with up to 17 points; 30 × 40", spec: func() *simulate.Spec {
			return numericWeak(base(0), simulate.Effect{Levels: []simulate.LevelEffect{{Value: 1, LogOdds: 0.4}, {Value: 2, LogOdds: 0.8}}}, counts())
		}},
		{id: "ordered_weak", words: "a weak signal in codes 1 to 4, of which the second alone has 15 points more; 40 × 200", spec: func() *simulate.Spec {
			return sized(numericWeak(base(0), simulate.Effect{Levels: []simulate.LevelEffect{{Value: 2, LogOdds: 0.7}}}, codes()), 40, 200)
		}},
		{id: "unreliable", words: "both criteria recorded with reliability .70, and weak signals follow what they mean; no weak effect; 30 × 40",
			unsupported: "what an unreliable criterion leaves out is taken up by the weak signals that go with it; no model of the records can tell", spec: unreliable},
		{id: "unknown_8", words: "8 % of the first weak signal unknown, most of them rejected carriers; no effect; 30 × 40",
			spec: func() *simulate.Spec { return unknown(0.30, 0.04, 0.04) }},
		{id: "unknown_30", words: "30 % of the first weak signal unknown, most of all rejected carriers; no effect; 30 × 40",
			spec: func() *simulate.Spec { return unknown(0.60, 0.25, 0.25) }},
		{id: "unknown_rejected", words: "4.5 % of the first weak signal unknown, all of them rejected carriers; no effect; 30 × 40",
			spec: func() *simulate.Spec { return unknown(0.31, 0, 0) }},
		{id: "unknown_mixed", words: "3 % rejected carriers and 3 % advanced non-carriers unknown of the first weak signal; no effect; 30 × 40",
			unsupported: "both kinds of unknowns pull the same way, which neither bounding fit nor the tipping point sees; the worst case is printed",
			spec:        func() *simulate.Spec { return unknown(0.20, 0, 0.13) }},
		{id: "twice", words: "everybody applies twice and brings what no column shows; 15 points; 30 × 40", spec: func() *simulate.Spec { return repeated(2) }},
		{id: "five_times", words: "everybody applies five times and brings what no column shows; 15 points; 30 × 40", spec: func() *simulate.Spec { return repeated(5) }},
		{id: "by_screener", words: "± 12 points by screener, 0 on average; 40 × 200", spec: func() *simulate.Spec { return differs(simulate.ByScreener) }},
		{id: "by_group", words: "± 12 points by sex; 40 × 200", spec: func() *simulate.Spec { return differs("sex") }},
		{id: "by_role", words: "± 12 points by role; 40 × 200", spec: func() *simulate.Spec { return differs(simulate.ByRole) }},
		{id: "by_strength", words: "± 12 points by strength of the job-related part; 40 × 200", spec: func() *simulate.Spec { return differs(simulate.ByStrength) }},
		{id: "size_2", words: "600 × 2; 15 points", spec: func() *simulate.Spec { return sized(base(15), 600, 2) }},
		{id: "size_3", words: "400 × 3; 15 points", spec: func() *simulate.Spec { return sized(base(15), 400, 3) }},
		{id: "size_6", words: "200 × 6; 15 points", spec: func() *simulate.Spec { return sized(base(15), 200, 6) }},
		{id: "size_10", words: "120 × 10; 15 points", spec: func() *simulate.Spec { return sized(base(15), 120, 10) }},
		{id: "size_15", words: "80 × 15; 15 points", spec: func() *simulate.Spec { return sized(base(15), 80, 15) }},
		{id: "equal_beside_low", words: "two groups alike beside a third with log-odds 1 lower; 30 × 40", spec: equalBesideLow},
		{id: "three_stages", words: "15 points at the first of three stages, none at the others; people bring what no column shows; 40 × 100", spec: threeStages},
		{id: "correlated_none", words: "weak and job-related signals share a factor (0.85); no weak effect; 30 × 40", reliance: true, spec: func() *simulate.Spec { return related85(0) }},
		{id: "all_weak", words: "only weak signals matter, two with 15 points; 30 × 40", reliance: true, spec: func() *simulate.Spec { return jobRelated(base(15), 0) }},
		{id: "process_score", words: "a score that the process made of the first weak signal and of skills is declared job-related; 30 × 40", spec: processScore},
	}
}

func number64(x float64) *float64 { return &x }

// seventeen: twelve more signals like the third to fifth, and a quarter of the applicants
// has each of the two that matter.
func seventeen() *simulate.Spec {
	s := base(30)
	for i := range 2 {
		s.Signals[i].Prevalence, s.Signals[i].ByGroup = 0.25, nil
	}
	weak, rest := s.Signals[:5:5], s.Signals[5:]
	for i := range 12 {
		g := weak[2+i%3]
		g.ID = string(rune('a'+i)) + "_weak"
		weak = append(weak, g)
	}
	s.Signals = append(weak, rest...)
	return sized(s, 12, 32)
}

// curved gives years of experience a shape, which the first weak signal follows.
func curved(shape simulate.Shape, logOdds float64) *simulate.Spec {
	s := base(0)
	// A signal follows those that stand before it: the criteria come first.
	s.Signals = append(s.Signals[5:len(s.Signals):len(s.Signals)], s.Signals[:5]...)
	s.Signals[0].Effect = simulate.Effect{LogOdds: &logOdds, Shape: shape}
	s.Signals[2].From = []simulate.Loading{{Signal: years, Shape: shape, Weight: -1}}
	if shape.Form == simulate.Step {
		s.Signals[2].From[0].Weight = 1
	}
	return s
}

// scale of a numeric weak signal.
type scale struct {
	mean, sd, low, high float64
}

func scores() scale { return scale{50, 15, 0, 100} }
func counts() scale { return scale{0.6, 0.8, 0, 2} } // 0, 1 and 2
func codes() scale  { return scale{2.5, 1, 1, 4} }   // 1 to 4

// numericWeak makes the first weak signal numeric with the effect, and the second on
// the same scale without any.
func numericWeak(s *simulate.Spec, e simulate.Effect, on scale) *simulate.Spec {
	for i := range 2 {
		g := &s.Signals[i]
		g.Kind, g.Prevalence, g.ByGroup = simulate.Numeric, 0, nil
		g.Mean, g.SD, g.Min, g.Max = on.mean, on.sd, on.low, on.high
	}
	s.Signals[0].Effect = e
	return s
}

func unreliable() *simulate.Spec {
	s := withJobRelated(base(0), 10)
	s.Signals = append(s.Signals[:5], s.Signals[7:]...)
	for i := range s.Signals {
		s.Signals[i].Correlation = 0.6
	}
	for i := range 2 {
		s.Signals[5+i].Reliability, s.Signals[5+i].Decimals = 0.7, 2
	}
	return s
}

// unknown loses shares of the first weak signal: of rejected carriers, of rejected
// non-carriers and advanced carriers, and of advanced non-carriers.
func unknown(rejectedCarriers, others, advancedRest float64) *simulate.Spec {
	s := base(0)
	yes, no, one, none := true, false, 1.0, 0.0
	s.Signals[0].Unknown = []simulate.Unknown{
		{Value: &one, Advanced: &no, Share: rejectedCarriers}, {Value: &none, Advanced: &no, Share: others},
		{Value: &one, Advanced: &yes, Share: others}, {Value: &none, Advanced: &yes, Share: advancedRest}}
	return s
}

func repeated(times int) *simulate.Spec {
	s := base(15)
	s.Repeats, s.Unobserved = times, 1
	return s
}

// differs: ± 0.6 log-odds are about 12 points at a rate of 30 %.
func differs(by string) *simulate.Spec {
	s := sized(base(0), 40, 200)
	s.Signals[0].Effect = simulate.Effect{LogOdds: number64(0), Differs: &simulate.Differs{By: by, LogOdds: 0.6}}
	switch by {
	case simulate.ByScreener:
		s.Screeners = simulate.Screeners{Count: 8, PerRequisition: 4, Spread: 0.3}
	case simulate.ByRole:
		s.Roles = []simulate.Role{{Name: "Analyst"}, {Name: "Engineer"}}
	}
	return s
}

func equalBesideLow() *simulate.Spec {
	s := base(0)
	s.Groups = []simulate.Attribute{{Name: "race", Groups: []simulate.Group{{Name: "A", Share: 0.4}, {Name: "B", Share: 0.3}, {Name: "C", Share: 0.3, LogOdds: -1}}}}
	for i := range s.Signals {
		s.Signals[i].ByGroup = nil
	}
	return s
}

func threeStages() *simulate.Spec {
	s := sized(base(15), 40, 100)
	s.Unobserved = 1
	none := []simulate.StageEffect{{Signal: firstWeak}, {Signal: secondWeak}}
	s.Later = []simulate.LaterStage{{Name: "phone_screen", Intercept: -0.5, Effects: none}, {Name: "onsite", Intercept: -0.5, Effects: none}}
	return s
}

func related85(points float64) *simulate.Spec {
	s := base(points)
	for i := range s.Signals {
		s.Signals[i].Correlation = 0.85
	}
	return s
}

// jobRelated sets the effect of both criteria.
func jobRelated(s *simulate.Spec, points float64) *simulate.Spec {
	for i := range s.Signals {
		if s.Signals[i].Block == simulate.JobRelated {
			s.Signals[i].Effect.Points = &points
		}
	}
	return s
}

func processScore() *simulate.Spec {
	s := base(0)
	points := 15.0
	s.Signals = append(s.Signals, simulate.Signal{ID: "process_score", Block: simulate.JobRelated, Kind: simulate.Numeric, Mean: 50, SD: 15, Max: 100,
		Effect: simulate.Effect{Points: &points}, Sensitivity: 1, Specificity: 1,
		From: []simulate.Loading{{Signal: firstWeak, Weight: 0.9}, {Signal: match, Weight: 0.7}}})
	return s
}
