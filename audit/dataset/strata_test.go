package dataset_test

import (
	"reflect"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
)

func TestStrata(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{"ML engineer", "Data scientist"}, Stages: []string{"screen", "onsite"}})
	for _, r := range []struct {
		req  string
		role int
		at   []dataset.Status
	}{
		{"R2", 0, []dataset.Status{dataset.Advanced, dataset.Rejected}}, {"R1", 0, []dataset.Status{dataset.Rejected, dataset.NotEntered}},
		{"R1", 0, []dataset.Status{dataset.Advanced, dataset.Excluded}}, {"R2", 1, []dataset.Status{dataset.Rejected, dataset.NotEntered}}, {"", 1, []dataset.Status{dataset.Rejected, dataset.NotEntered}},
	} {
		row := dataset.Row{Requisition: r.req, Role: r.role}
		for _, s := range r.at {
			row.Stages = append(row.Stages, dataset.StageRow{Status: s})
		}
		b.Put(&row)
	}
	want := []dataset.Stratum{{Stage: "screen", Requisition: "R1", Role: "ML engineer", N: 2, Advanced: 1}, {Stage: "screen", Requisition: "R2", Role: "", N: 2, Advanced: 1}, {Stage: "onsite", Requisition: "R2", Role: "ML engineer", N: 1, Advanced: 0}}
	if got := b.Dataset().Strata(); !reflect.DeepEqual(got, want) {
		t.Errorf("strata %+v, want %+v", got, want)
	}
}
