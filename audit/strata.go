package audit

import (
	"cmp"
	"slices"
)

// Stratum is one requisition at one stage: how many were decided there, and how
// many of them advanced.
type Stratum struct {
	Stage, Requisition string
	// Role of its applications; "" if they have several, or none is named.
	Role        string
	N, Advanced int
}

// Strata counts every requisition at every stage, in the order of the funnel and,
// within a stage, of the requisitions' names. Applications without a requisition
// are left out.
func (d *Dataset) Strata() []Stratum {
	var out []Stratum
	for i := range d.Spec().Stages {
		out = append(out, d.enter(i).strataByName()...)
	}
	return out
}

func (v *view) strataByName() []Stratum {
	d := v.data
	byCode := map[uint32]*Stratum{}
	for pos, r := range v.rows {
		code, role := d.requisition.at(int(r)), d.Spec().Roles[d.role.at(int(r))]
		if d.requisition.names[code] == "" {
			continue
		}
		s := byCode[code]
		if s == nil {
			s = &Stratum{Stage: v.stage, Requisition: d.requisition.names[code], Role: role}
			byCode[code] = s
		}
		if s.Role != role {
			s.Role = ""
		}
		s.N++
		if v.advanced[pos] {
			s.Advanced++
		}
	}
	out := make([]Stratum, 0, len(byCode))
	for _, s := range byCode {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Stratum) int { return cmp.Compare(a.Requisition, b.Requisition) })
	return out
}
