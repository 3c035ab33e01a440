package audit

import (
	"context"
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/funnel"
	"weaksignal/audit/groups"
	"weaksignal/audit/model"
	"weaksignal/audit/reliance"
	"weaksignal/audit/result"
	"weaksignal/audit/screeners"
)

// runStage computes everything of one stage.
func runStage(ctx context.Context, v *dataset.View, p Plan, progress *meter) (s result.StageResult, reaches []*funnel.Reach, err error) {
	s = header(v)
	s.Margin, s.SelectedBy = margin(p, s.N, s.Advanced), funnel.SelectedBy(v)
	all := v.Data.Factors()
	fs, left := model.Known(v, all)
	progress.begin(v, fs, p)
	a := model.Adjust(v, p.Plan, fs)
	a.LeaveOut(left)
	s.Model = a.Record
	progress.at(stepModel, 1)
	var found []finding
	for j := range all {
		if all[j].Signal < 0 {
			continue // a context column stands in the model's terms only
		}
		if err := ctx.Err(); err != nil {
			return s, nil, err
		}
		one, f := signal(v, &all[j], a)
		s.Signals, found = append(s.Signals, one), append(found, f)
		var to *funnel.Reach
		if all[j].Block == result.Weak && v.Stage != result.BottomLine {
			to = funnel.ReachOf(v, a, a.Index(&all[j]))
		}
		reaches = append(reaches, to)
		progress.at(stepSignals, float64(j+1)/float64(len(all)))
	}
	moderate(v, a, &s, found, func(part float64) { progress.at(stepModeration, part) })
	progress.at(stepModeration, 1)
	correct(&s, v.Index == 0 && v.Stage != result.BottomLine, p.Level)
	explain(&s, a, found, p.Level)
	criteria(&s, a, found, p.Level)
	progress.at(stepVerdicts, 1)
	rosters := groups.Rosters(v)
	var w *reliance.WhatIf
	if p.NoReliance {
		s.Reliance = reliance.NoReliance(fs, a.Record.N, "left out by the plan")
	} else {
		s.Reliance, w = reliance.Measure(v, a, rosters, p.Plan, func(part float64) { progress.at(stepReliance, part) })
	}
	progress.at(stepReliance, 1)
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
		progress.at(stepGroups, float64(t+1)/float64(len(rosters)))
	}
	s.Consistency = screeners.Consistency(v, fs, p.Plan)
	s.Routes = append(s.Routes, funnel.Routes(v, p.Level)...)
	s.Warnings = append(s.Warnings, warnings(v, &s)...)
	return s, reaches, ctx.Err()
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
