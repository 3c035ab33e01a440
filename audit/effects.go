package audit

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/funnel"
	"weaksignal/audit/model"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/verdict"
)

// finding is what the later steps need of a signal's effect.
type finding struct {
	j        int // factor in the model; −1 = left out
	contrast model.Contrast
}

// signal is the finding on one factor.
func signal(v *dataset.View, f *dataset.Factor, a *model.Adjustment) (result.SignalResult, finding) {
	found := finding{j: a.Index(f)}
	s := result.SignalResult{Signal: f.ID, Block: f.Block, Roles: f.Names, Kind: f.Kind,
		DiffersBy: []result.Moderation{}, Criteria: []result.CriterionEffect{}}
	if f.Kind == result.Binary && (f.Low != 0 || f.High != 1) {
		s.Codes = []float64{f.Low, f.High}
	}
	found.contrast = a.Effects(found.j, &s)
	c := sides(v, f, &found.contrast)
	rates.Fill(&s, &c, a.Level)
	if found.contrast.Missing == "" {
		checks(&s, a, &found)
	}
	fillForm(&s, a)
	s.Sensitivity = a.Sensitivity(found.j, &found.contrast)
	s.DetectableDifference, s.DetectableCrude = a.Detectable(&s)
	s.Selection = funnel.Selection(v, f, a.Level)
	s.Warnings = append(rates.Warnings(&s), rates.SelectedBefore(v, f, a.Level)...)
	if n := v.Data.Absurd; f.Signal >= 0 && n[f.Signal] > 0 {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%d values beyond ±%.0g were taken as unknown.", n[f.Signal], dataset.AbsurdValue))
	}
	return s, found
}

// sides tallies the two sides that the effect compares.
func sides(v *dataset.View, f *dataset.Factor, c *model.Contrast) dataset.Counts {
	if d := v.Distribution(f); f.Kind == result.Numeric && d.Ordered() && c.From != nil {
		return v.CountSides(f, f.SidesOf(c.Low, c.High))
	}
	return v.Count(f)
}

// checks asks for the effect in the other ways that a verdict must survive.
func checks(s *result.SignalResult, a *model.Adjustment, f *finding) {
	forms := a.Forms(f.j)
	for i := range forms {
		to := &s.Form.Linear
		if forms[i].Kind == result.FormQuantiles {
			to = &s.Form.Quantiles
		}
		*to = forms[i].Estimate
	}
	s.Checks = a.Unknowns(f.j, &f.contrast)
	if s.Block == result.Weak { // a criterion whose own line is asked is no check of it
		s.Checks = append(forms, s.Checks...)
	}
	if c, ok := a.WithoutDoubted(f.j); ok {
		s.Checks = append(s.Checks, c)
	}
	s.Worst = a.Worst(f.j, &f.contrast)
	for i := range s.Checks {
		switch e := s.Checks[i].Estimate; s.Checks[i].Kind {
		case result.UnknownAbsent:
			e.Method = "unknown taken as absent (numeric: the first decile): " + e.Method
			s.Adjusted.UnknownAbsent = &e
		case result.UnknownPresent:
			e.Method = "unknown taken as present (numeric: the ninth decile): " + e.Method
			s.Adjusted.UnknownPresent = &e
		}
	}
}

// fillForm shows the effect in each form of the numeric criteria.
func fillForm(s *result.SignalResult, a *model.Adjustment) {
	e := s.Effect.Estimate
	s.Form.Spline = e
	for _, to := range []*result.Estimate{&s.Form.Linear, &s.Form.Quantiles} {
		if to.Method == "" { // not fitted apart: there is no criterion whose form could matter
			*to = e
		}
	}
	if a.Form == model.FormAuto {
		return
	}
	for form, to := range map[model.Form]*result.Estimate{model.FormLinear: &s.Form.Linear, model.FormSpline: &s.Form.Spline, model.FormQuantiles: &s.Form.Quantiles} {
		if form != a.Form {
			*to = result.NotEstimable(e.Method, e.N, "not fitted: the plan fixes the form as "+string(a.Form))
		}
	}
}

// correct adjusts the p-values of the stage and gives the verdicts.
func correct(s *result.StageResult, first bool, level float64) {
	confirmatory, exploratory := verdict.Families(s, first)
	for _, family := range [][]*result.SignalResult{confirmatory, exploratory} {
		verdict.Correct(family)
		for _, g := range family {
			verdict.Judge(g, s.Margin, level, len(family))
		}
		verdict.AtLeast(family, level)
	}
}

// explain adds what takes more fits and only matters where there is an answer: which
// criterion's form decides, and where the answer tips.
func explain(s *result.StageResult, a *model.Adjustment, found []finding, level float64) {
	confirmatory, exploratory := verdict.Families(s, s.Signals != nil && anyConfirmatory(s))
	for _, family := range [][]*result.SignalResult{confirmatory, exploratory} {
		for k, g := range family {
			j := indexOf(s, g)
			word := func(c *result.Check) result.Verdict {
				c.PAdjusted = verdict.Among(family, k, c.P)
				return verdict.WordOf(c, s.Margin, level)
			}
			switch {
			case g.Why.Kind == result.WhyForm:
				g.Why.By = deciding(a, found[j].j, g, word)
			case g.Why.Kind == result.WhyDoubted:
				_, g.Why.By = a.Doubted()
			case g.Unknown > 0 && g.Verdict != result.CannotTell:
				g.TippingPoint = tippingPoint(a, &found[j], g, word)
			}
		}
	}
}

func anyConfirmatory(s *result.StageResult) bool {
	for i := range s.Signals {
		if s.Signals[i].Adjusted.Family == result.ConfirmatoryFamily {
			return true
		}
	}
	return false
}

func indexOf(s *result.StageResult, g *result.SignalResult) int {
	for i := range s.Signals {
		if &s.Signals[i] == g {
			return i
		}
	}
	return -1
}

// deciding names the criteria whose form alone changes the answer; all numeric ones where
// only several together do.
func deciding(a *model.Adjustment, j int, g *result.SignalResult, word func(*result.Check) result.Verdict) []string {
	all := a.Criteria(j)
	form := model.FormLinear
	if g.Why.Check.Kind == result.FormQuantiles {
		form = model.FormQuantiles
	}
	f := verdict.FindingOf(g)
	headline := verdict.Word(f, g.Why.Margin, a.Level)
	var names, some []string
	for _, k := range all {
		names = append(names, a.Design.Factors[k].ID)
		if len(all) == 1 {
			continue
		}
		if c := a.FormOf(j, form, k); word(&c) != headline {
			some = append(some, a.Design.Factors[k].ID)
		}
	}
	if len(some) > 0 {
		return some
	}
	return names
}

// farthest is the largest difference in log-odds looked at for a tipping point.
const farthest = 5

// tippingPoint is the difference in log-odds between unknown and known carriers nearest 0
// at which the answer changes in word or sign, to a tenth; nil where none up to ±5 does.
func tippingPoint(a *model.Adjustment, f *finding, g *result.SignalResult, word func(*result.Check) result.Verdict) *float64 {
	tips := func(by float64) bool {
		c := a.Tilted(f.j, &f.contrast, by)
		if word(&c) != g.Verdict {
			return true
		}
		value, _, _, ok := c.Estimate.Bounds()
		return !ok || g.Verdict == result.Associated && !g.Effect.Bends && value**g.Effect.Value < 0
	}
	var best *float64
	for _, side := range []float64{-1, 1} {
		// It survived 1 either way, or there would be no answer; the far end is looked at first.
		low, high := 1.0, float64(farthest)
		if best != nil {
			high = math.Abs(*best)
		}
		if !tips(side * high) {
			continue
		}
		for high-low > .1 {
			if middle := (low + high) / 2; tips(side * middle) {
				high = middle
			} else {
				low = middle
			}
		}
		at := side * math.Round(10*high) / 10
		best = &at
	}
	return best
}
