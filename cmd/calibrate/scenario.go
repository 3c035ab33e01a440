package main

import (
	"fmt"

	"weaksignal/cmd/internal/simulate"
)

// scenario is one kind of pool, drawn again and again.
type scenario struct {
	id, words string
	// unsupported says why intervals need not cover here; "" = the bars hold.
	unsupported string
	// reliance: the split of reliance and the changed selections are among what it is about.
	reliance bool
	spec     func() *simulate.Spec
}

// Ids of the signals of every scenario.
const (
	firstWeak  = "first_weak"
	secondWeak = "second_weak"
	years      = "years_experience"
	match      = "skills_match"
)

// scenarios in the order of the report.
func scenarios() []scenario { return append(basic(), designs()...) }

func basic() []scenario {
	return []scenario{
		{id: "none", words: "no effect of any weak signal; 30 × 40", reliance: true, spec: func() *simulate.Spec { return base(0) }},
		{id: "weak", words: "two weak signals, 5 points each", spec: func() *simulate.Spec { return base(5) }},
		{id: "strong", words: "two weak signals, 15 points each; 30 × 40", reliance: true, spec: func() *simulate.Spec { return base(15) }},
		{id: "small_none", words: "few small requisitions, 12 × 30; no effect", reliance: true, spec: func() *simulate.Spec { return sized(base(0), 12, 30) }},
		{id: "small", words: "few small requisitions, 12 × 30; 15 points", reliance: true, spec: func() *simulate.Spec { return sized(base(15), 12, 30) }},
		{id: "few_requisitions", words: "5 requisitions of 200; 15 points", spec: func() *simulate.Spec { return sized(base(15), 5, 200) }},
		{id: "tiny_none", words: "many tiny requisitions, 150 × 8; no effect", spec: func() *simulate.Spec { return sized(base(0), 150, 8) }},
		{id: "tiny", words: "many tiny requisitions, 150 × 8; 15 points", spec: func() *simulate.Spec { return sized(base(15), 150, 8) }},
		{id: "rare_signal", words: "the effective signals at 3 % prevalence; 15 points", spec: rareSignals},
		{id: "rare_selection", words: "4 % advance; 3 points", spec: rareSelections},
		{id: "separation", words: "everyone with the first signal advances; 12 × 40", spec: separation},
		{id: "screeners", words: "8 screeners with a spread of 0.8 log-odds, 3 a requisition; 15 points", spec: screeners},
		{id: "heterogeneous", words: "the effects differ between requisitions by 0.6 log-odds; 15 points", spec: heterogeneous},
		{id: "correlated", words: "weak and job-related signals share a factor (0.85); 15 points", reliance: true, spec: func() *simulate.Spec { return related85(15) }},
		{id: "misread", words: "weak signals read with sensitivity 0.80, specificity 0.97; 15 points",
			unsupported: "what is estimated is the effect of the signal as read; the review sample corrects for it", spec: misread},
		{id: "missing", words: "3 % of each weak signal and 30 % of the groups unknown; 15 points", spec: missing},
	}
}

// base is 1,200 applications to 30 requisitions: five weak signals, of which two
// have the given effect, two job-related measures that always matter, and sex with
// a lower prevalence of weak signals for one group.
func base(points float64) *simulate.Spec {
	s := &simulate.Spec{Applicants: 1200, Requisitions: 30, Seed: 1, Rate: 0.3, RequisitionSpread: 0.4,
		Groups: []simulate.Attribute{{Name: "sex", Groups: []simulate.Group{{Name: "A", Share: 0.6}, {Name: "B", Share: 0.4}}}}}
	for i, prevalence := range []float64{0.25, 0.15, 0.25, 0.15, 0.10} {
		g := simulate.Signal{ID: []string{firstWeak, secondWeak, "third_weak", "fourth_weak", "fifth_weak"}[i], Block: simulate.Weak,
			Kind: simulate.Binary, Prevalence: prevalence, Sensitivity: 1, Specificity: 1, Correlation: 0.3}
		g.ByGroup = []simulate.GroupLevel{{Attribute: "sex", Group: "B", Prevalence: prevalence * 0.6}}
		if i < 2 && points != 0 {
			g.Effect.Points = &points
		}
		s.Signals = append(s.Signals, g)
	}
	return withJobRelated(s, 5)
}

// withJobRelated adds two numeric measures with an effect of so many points per
// standard deviation.
func withJobRelated(s *simulate.Spec, points float64) *simulate.Spec {
	effect := simulate.Effect{Points: &points}
	s.Signals = append(s.Signals,
		simulate.Signal{ID: years, Block: simulate.JobRelated, Kind: simulate.Numeric, Mean: 6, SD: 3, Max: 30, Decimals: 0, Effect: effect, Correlation: 0.3, Sensitivity: 1, Specificity: 1},
		simulate.Signal{ID: match, Block: simulate.JobRelated, Kind: simulate.Numeric, Mean: 0.6, SD: 0.2, Max: 1, Decimals: 1, Effect: effect, Correlation: 0.3, Sensitivity: 1, Specificity: 1})
	return s
}

func sized(s *simulate.Spec, requisitions, each int) *simulate.Spec {
	s.Requisitions, s.Applicants = requisitions, requisitions*each
	return s
}

func rareSignals() *simulate.Spec {
	s := base(15)
	for i := range 2 {
		s.Signals[i].Prevalence, s.Signals[i].ByGroup = 0.03, nil
	}
	return s
}

func rareSelections() *simulate.Spec {
	s := base(3)
	s.Rate = 0.04
	for i := range s.Signals[5:] {
		one := 1.0
		s.Signals[5+i].Effect.Points = &one
	}
	return sized(s, 30, 80)
}

// separation: e⁷ to one for the first signal.
func separation() *simulate.Spec {
	s := sized(base(0), 12, 40)
	sure := 7.0
	s.Signals[0].Prevalence, s.Signals[0].ByGroup = 0.08, nil
	s.Signals[0].Effect.LogOdds = &sure
	return s
}

func screeners() *simulate.Spec {
	s := base(15)
	s.Screeners = simulate.Screeners{Count: 8, PerRequisition: 3, Spread: 0.8}
	return s
}

func heterogeneous() *simulate.Spec {
	s := base(15)
	for i := range 2 {
		s.Signals[i].Spread = 0.6
	}
	return s
}

func misread() *simulate.Spec {
	s := base(15)
	for i := range 5 {
		s.Signals[i].Sensitivity, s.Signals[i].Specificity = 0.80, 0.97
	}
	return s
}

func missing() *simulate.Spec {
	s := base(15)
	for i := range 5 {
		s.Signals[i].Missing = 0.03
	}
	s.Groups[0].Missing = 0.3
	return s
}

// choose keeps the named scenarios, all if there is no name.
func choose(names []string) ([]scenario, error) {
	if len(names) == 0 {
		return scenarios(), nil
	}
	var out []scenario
	for _, name := range names {
		found := false
		for _, s := range scenarios() {
			if s.id == name {
				out, found = append(out, s), true
			}
		}
		if !found {
			return nil, fmt.Errorf("unknown scenario %q; --list names them", name)
		}
	}
	return out, nil
}
