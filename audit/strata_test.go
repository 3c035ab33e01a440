package audit

import (
	"reflect"
	"testing"
)

func TestStrata(t *testing.T) {
	b := newPool(t, Spec{Roles: []string{"ML engineer", "Data scientist"}, Stages: []string{"screen", "onsite"}})
	for _, r := range []struct {
		req  string
		role int
		at   []Status
	}{
		{"R2", 0, []Status{Advanced, Rejected}}, {"R1", 0, []Status{Rejected, NotEntered}},
		{"R1", 0, []Status{Advanced, Excluded}}, {"R2", 1, []Status{Rejected, NotEntered}}, {"", 1, []Status{Rejected, NotEntered}},
	} {
		row := Row{Requisition: r.req, Role: r.role}
		for _, s := range r.at {
			row.Stages = append(row.Stages, StageRow{Status: s})
		}
		b.add(&row)
	}
	want := []Stratum{{"screen", "R1", "ML engineer", 2, 1}, {"screen", "R2", "", 2, 1}, {"onsite", "R2", "ML engineer", 1, 0}}
	if got := b.Dataset().Strata(); !reflect.DeepEqual(got, want) {
		t.Errorf("strata %+v, want %+v", got, want)
	}
}
