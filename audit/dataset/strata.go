package dataset

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
		out = append(out, d.Enter(i).strataByName()...)
	}
	return out
}

func (v *View) strataByName() []Stratum {
	d := v.Data
	byCode := map[uint32]*Stratum{}
	for pos, r := range v.Rows {
		code, role := d.Requisition.At(int(r)), d.Spec().Roles[d.Role.At(int(r))]
		if d.Requisition.Names[code] == "" {
			continue
		}
		s := byCode[code]
		if s == nil {
			s = &Stratum{Stage: v.Stage, Requisition: d.Requisition.Names[code], Role: role}
			byCode[code] = s
		}
		if s.Role != role {
			s.Role = ""
		}
		times := d.Times(int(r))
		s.N += times
		if v.Advanced[pos] {
			s.Advanced += times
		}
	}
	out := make([]Stratum, 0, len(byCode))
	for _, s := range byCode {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Stratum) int { return cmp.Compare(a.Requisition, b.Requisition) })
	return out
}
