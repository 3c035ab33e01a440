package run

import (
	"testing"

	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
)

func TestEstimatesMeetTheirTruth(t *testing.T) {
	effect, with, without := .10, .40, .30
	truth := &simulate.Truth{
		Planted: []simulate.Effects{{Stage: "resume screen", Signal: "kaggle", Block: "weak",
			AverageMarginalEffect: &effect, RatePresent: &with, RateAbsent: &without}},
		Groups: []simulate.Rate{{Stage: "resume screen", Attribute: "sex", Group: "A", Rate: .4}, {Stage: "resume screen", Attribute: "sex", Group: "B", Rate: .3}},
	}
	signal := result.SignalResult{Signal: "kaggle", Block: result.Weak, Kind: result.Binary}
	signal.Adjusted.AverageMarginalEffect = result.Interval(.12, .05, .19, .95, "test", 500)
	signal.RiskDifference = result.Interval(.20, .15, .25, .95, "test", 500)
	signal.RiskRatio = result.NotEstimable("test", 500, "no one")
	other := signal
	other.Block = result.JobRelated
	r := &result.Result{Stages: []result.StageResult{
		{Stage: "resume_screen", Signals: []result.SignalResult{signal, other}, Impact: []result.Impact{{Attribute: "sex", ReferenceGroup: "A",
			Groups: []result.GroupResult{{Group: "A"}, {Group: "B", ImpactRatio: result.Interval(.7, .6, .76, .95, "test", 500)}, {Group: "C"}}}}},
		{Stage: result.BottomLine, Signals: []result.SignalResult{signal}},
	}}
	want := []struct {
		subject, quantity string
		covered, ok       bool
	}{
		{"kaggle", "Adjusted difference", true, true}, {"kaggle", "Rate with", false, false}, {"kaggle", "Rate without", false, false},
		{"kaggle", "Difference", false, true}, {"kaggle", "Ratio", false, false},
		{"sex: A", "Selection rate", false, false}, {"sex: B", "Selection rate", false, false}, {"sex: B", "Impact ratio", true, true},
	}
	rows := againstTruth(r, truth)
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d: %+v", len(rows), len(want), rows)
	}
	for i, w := range want {
		covered, ok := rows[i].Covered()
		if rows[i].Subject != w.subject || rows[i].Quantity != w.quantity || covered != w.covered || ok != w.ok {
			t.Errorf("row %d: %s %s covered %v %v, want %+v", i, rows[i].Subject, rows[i].Quantity, covered, ok, w)
		}
	}
}
