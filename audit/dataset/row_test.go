package dataset_test

import (
	"math"
	"reflect"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

func TestRowGivesBackWhatWasAdded(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{"a", "b"}, Stages: []string{"screen", "onsite"}, Context: []string{"city"}, Attributes: []string{"sex"},
		KeepApplications: true, Signals: []dataset.SignalSpec{{ID: "x", Blocks: []result.Block{result.Weak, result.Weak}}, {ID: "years", Blocks: []result.Block{result.JobRelated, result.Unused}}}})
	rows := []dataset.Row{
		{Application: "A-1", Requisition: "r1", Role: 1, Level: "senior", Source: "campus", Route: "unknown", Format: "pdf", Period: "2026-03", Openings: 2,
			Values: []float64{1, 2.5}, Context: []string{"Oslo"}, Stages: []dataset.StageRow{{Status: dataset.Advanced, Screener: "S-1"}, {Status: dataset.Excluded, Reason: "withdrawn"}}},
		{Application: "A-2", Requisition: "r2", Values: []float64{0, 7}, Context: []string{""}, Stages: []dataset.StageRow{{Status: dataset.Rejected}, {}}},
	}
	for _, r := range rows {
		r.Groups, r.Person = []string{"Female"}, "P"
		b.Put(&r)
	}
	b.Put(&dataset.Row{Values: []float64{math.NaN(), math.NaN()}, Context: []string{""}, Groups: []string{""}, Stages: make([]dataset.StageRow, 2)})
	var got dataset.Row
	for i, want := range rows {
		b.Dataset().Row(i, &got)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("row %d:\n got %+v\nwant %+v", i, got, want)
		}
	}
	if b.Dataset().Row(2, &got); !math.IsNaN(got.Values[0]) || got.Application != "" {
		t.Errorf("an empty row: %+v", got)
	}
}
