package run

import (
	"errors"
	"io/fs"

	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/reports"
)

// readTruth reads the truth of a simulated pool; nil without one.
func (a *Audit) readTruth() (*simulate.Truth, []result.InputRecord, error) {
	if a.Config.Truth == "" {
		return nil, nil, nil
	}
	t, err := simulate.ReadTruth(a.Config.Truth)
	if err != nil {
		remedy := "name the truth.json of a simulated pool, or leave truth out"
		if errors.Is(err, fs.ErrNotExist) {
			remedy = "check the path in config.yaml or --truth"
		}
		return nil, nil, exit.Usage(err, remedy)
	}
	input, err := inputs.FileRecords(inputs.File{Kind: "truth", Path: a.Config.Truth})
	return t, input, err
}

// againstTruth holds every estimate that the truth speaks of against it, in the
// order of the result. The bottom line is left out: where it is a stage again it
// would only be counted twice.
func againstTruth(r *result.Result, t *simulate.Truth) []reports.TruthRow {
	if t == nil {
		return nil
	}
	var rows []reports.TruthRow
	for _, st := range r.Stages {
		if st.Stage == result.BottomLine {
			continue
		}
		for _, s := range st.Signals {
			if e := t.Effects(st.Stage, s.Signal, string(s.Block)); e != nil {
				rows = append(rows, signalTruth(st.Stage, &s, e)...)
			}
		}
		for _, im := range st.Impact {
			rows = append(rows, groupTruth(st.Stage, &im, t)...)
		}
	}
	return rows
}

func signalTruth(stage string, s *result.SignalResult, e *simulate.Effects) []reports.TruthRow {
	var rows []reports.TruthRow
	add := func(quantity string, scale reports.Scale, truth *float64, estimate result.Estimate) {
		if truth != nil {
			rows = append(rows, reports.TruthRow{Stage: stage, Subject: s.Signal, Signal: true, Block: s.Block,
				Quantity: quantity, Scale: scale, Truth: *truth, Estimate: estimate})
		}
	}
	add("Adjusted difference", reports.ScalePoints, e.AverageMarginalEffect, s.Adjusted.AverageMarginalEffect)
	if s.Adjusted.PerUnit != nil {
		add("Adjusted difference per unit", reports.ScalePoints, e.PerUnit, *s.Adjusted.PerUnit)
	}
	add("Adjusted log odds", reports.ScaleLogOdds, e.LogOdds, s.Adjusted.LogOdds)
	if s.Kind != result.Binary {
		return rows
	}
	add("Rate with", reports.ScalePercent, e.RatePresent, s.Present.Rate)
	add("Rate without", reports.ScalePercent, e.RateAbsent, s.Absent.Rate)
	if p, q := e.RatePresent, e.RateAbsent; p != nil && q != nil {
		difference := *p - *q
		add("Difference", reports.ScalePoints, &difference, s.RiskDifference)
		if *q > 0 {
			ratio := *p / *q
			add("Ratio", reports.ScaleRatio, &ratio, s.RiskRatio)
		}
	}
	add("Difference within requisitions (Mantel–Haenszel)", reports.ScalePoints, e.MHRiskDifference, s.Stratified.MHRiskDifference)
	return rows
}

func groupTruth(stage string, im *result.Impact, t *simulate.Truth) []reports.TruthRow {
	var rows []reports.TruthRow
	reference, ok := t.GroupRate(stage, im.Attribute, im.ReferenceGroup)
	for _, g := range im.Groups {
		rate, known := t.GroupRate(stage, im.Attribute, g.Group)
		if !known {
			continue
		}
		row := reports.TruthRow{Stage: stage, Subject: im.Attribute + ": " + g.Group}
		row.Quantity, row.Scale, row.Truth, row.Estimate = "Selection rate", reports.ScalePercent, rate, g.Rate
		rows = append(rows, row)
		if ok && reference > 0 && g.Group != im.ReferenceGroup {
			row.Quantity, row.Scale, row.Truth, row.Estimate = "Impact ratio", reports.ScaleRatio, rate/reference, g.ImpactRatio
			rows = append(rows, row)
		}
	}
	return rows
}
