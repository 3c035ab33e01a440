package audit

import (
	"context"
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/funnel"
	"weaksignal/audit/groups"
	"weaksignal/audit/model"
	"weaksignal/audit/rates"
	"weaksignal/audit/reliance"
	"weaksignal/audit/result"
	"weaksignal/audit/screeners"
	"weaksignal/audit/stats"
	"weaksignal/audit/verdict"
)

// runStage computes everything of one stage but corrections and verdicts, which
// need the family.
func runStage(ctx context.Context, v *dataset.View, p Plan) (s result.StageResult, reaches []*funnel.Reach, err error) {
	s = header(v)
	s.Margin, s.SelectedBy = margin(p, s.N, s.Advanced), funnel.SelectedBy(v)
	all := v.Data.Factors()
	fs, left := model.Known(v, all)
	a := model.Adjust(v, p.Plan, fs, model.DropUnknown)
	a.LeaveOut(left)
	s.Model = a.Record
	var low, high *model.Adjustment
	if needsBounds(a.Record) {
		low, high = model.Adjust(v, p.Plan, fs, model.UnknownAbsent), model.Adjust(v, p.Plan, fs, model.UnknownPresent)
	}
	for j := range all {
		if all[j].Signal < 0 {
			continue // a context column stands in the model's terms only
		}
		if err := ctx.Err(); err != nil {
			return s, nil, err
		}
		s.Signals = append(s.Signals, signal(v, &all[j], a, low, high))
		var to *funnel.Reach
		if all[j].Block == result.Weak && v.Stage != result.BottomLine {
			to = funnel.ReachOf(v, a, a.Index(&all[j]))
		}
		reaches = append(reaches, to)
	}
	rosters := groups.Rosters(v)
	var w *reliance.WhatIf
	if p.NoReliance {
		s.Reliance = reliance.NoReliance(fs, a.Record.N, "left out by the plan")
	} else {
		s.Reliance, w = reliance.Measure(v, a, rosters, p.Plan)
	}
	reliance.LeaveOut(s.Reliance, left, a.Record.N)
	for t, r := range rosters {
		im := groups.Impact(v, &r, p.Plan, p.References)
		im.Returns = groups.Returns(v, fs, &r, p.Plan)
		w.Neutralise(t, &im)
		s.Impact = append(s.Impact, im)
		s.GapDecomposition = append(s.GapDecomposition, groups.Gaps(v, fs, &r, &im, p.Plan)...)
		if !r.Intersectional {
			s.Prevalence = append(s.Prevalence, groups.Prevalence(v, fs, &r, p.Level)...)
		}
	}
	s.Consistency = screeners.Consistency(v, fs, p.Plan)
	s.Routes = append(s.Routes, funnel.Routes(v, p.Level)...)
	s.Warnings = append(s.Warnings, warnings(v, &s)...)
	return s, reaches, ctx.Err()
}

func needsBounds(m *result.Model) bool {
	all := m.KeptRate.N + m.DroppedUnknown
	return all > 0 && float64(m.DroppedUnknown) > model.BoundAbove*float64(all)
}

// signal is the finding on one factor.
func signal(v *dataset.View, f *dataset.Factor, a, low, high *model.Adjustment) result.SignalResult {
	j := a.Index(f)
	s := result.SignalResult{Signal: f.ID, Block: f.Block, Roles: f.Names, Kind: f.Kind}
	c := v.Count(f)
	rates.Fill(&s, &c, a.Level)
	if f.Kind == result.Numeric {
		s.Split = result.Finite(c.Median)
	}
	s.Adjusted = a.Effects(j)
	if low != nil {
		l, h := low.Effects(j), high.Effects(j)
		le, he := l.Decisive(), h.Decisive()
		le.Method, he.Method = "unknown taken as absent (numeric: the smallest value): "+le.Method, "unknown taken as present (numeric: the largest value): "+he.Method
		s.Adjusted.UnknownAbsent, s.Adjusted.UnknownPresent = &le, &he
	}
	s.Sensitivity = a.Sensitivity(j)
	s.DetectableDifference, s.DetectableCrude = a.Detectable(&s)
	s.Selection = funnel.Selection(v, f, a.Level)
	s.Warnings = append(rates.Warnings(&s), rates.SelectedBefore(v, f, a.Level)...)
	if n := v.Data.Absurd; f.Signal >= 0 && n[f.Signal] > 0 {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%d values beyond ±%.0g were taken as unknown.", n[f.Signal], dataset.AbsurdValue))
	}
	return s
}

// correct adjusts the p-values of the stage and gives the verdicts: Holm over the
// weak signals of the first stage, Benjamini–Hochberg over all else of the stage.
func correct(s *result.StageResult, first bool, level float64) {
	var holm, bh []int
	for i := range s.Signals {
		if first && s.Signals[i].Block == result.Weak {
			s.Signals[i].Adjusted.Family = result.ConfirmatoryFamily
			holm = append(holm, i)
			continue
		}
		s.Signals[i].Adjusted.Family = result.ExploratoryFamily
		bh = append(bh, i)
	}
	apply := func(family []int, adjust func([]*float64) []*float64) {
		p, wider := make([]*float64, len(family)), make([]*float64, len(family))
		for k, i := range family {
			p[k], wider[k] = s.Signals[i].Adjusted.P, s.Signals[i].Adjusted.WiderP
		}
		p, wider = adjust(p), adjust(wider)
		for k, i := range family {
			s.Signals[i].Adjusted.PAdjusted, s.Signals[i].Adjusted.WiderAdjusted = p[k], wider[k]
		}
	}
	apply(holm, stats.Holm)
	apply(bh, stats.BenjaminiHochberg)
	for i := range s.Signals {
		setEffect(&s.Signals[i])
		verdict.Judge(&s.Signals[i], s.Margin, level)
	}
}

// setEffect makes the decisive effect of the signal.
func setEffect(s *result.SignalResult) {
	s.Effect.Estimate = s.Adjusted.Decisive()
	s.Effect.P, s.Effect.PAdjusted = s.Adjusted.DecisiveP()
	s.Effect.Unit = "with against without"
	if s.Kind == result.Numeric {
		s.Effect.Unit = "one within-requisition standard deviation"
	}
	for _, e := range []*result.Estimate{&s.Form.Linear, &s.Form.Spline, &s.Form.Quantiles} {
		if !e.Estimable() {
			*e = result.NotEstimable(s.Effect.Method, s.Effect.N, "not fitted")
		}
	}
	if s.DiffersBy == nil {
		s.DiffersBy = []result.Moderation{}
	}
	if s.Criteria == nil {
		s.Criteria = []result.CriterionEffect{}
	}
}

// warnings of the stage as a whole.
func warnings(v *dataset.View, s *result.StageResult) []string {
	var out []string
	if s.N > 0 && s.Advanced == s.N {
		text := "Everyone advanced: there is no selection to look at."
		if v.Index == 0 {
			text += " An export of active applicants only looks like this."
		}
		out = append(out, text)
	}
	if s.N > 0 && s.Advanced == 0 {
		out = append(out, "No one advanced: there is no selection to look at.")
	}
	if s.Excluded > 0 && float64(s.Excluded) > 0.1*float64(s.N+s.Excluded) {
		out = append(out, fmt.Sprintf("%d of %d applications left without a decision of the employer and are not counted.", s.Excluded, s.N+s.Excluded))
	}
	if s.Reapplicants > 0 {
		out = append(out, fmt.Sprintf("%d applications come from persons with more than one at this stage: they are counted each, and not independent.", s.Reapplicants))
	}
	if w := funnel.SelectionWarning(v); w != "" {
		out = append(out, w)
	}
	return out
}
