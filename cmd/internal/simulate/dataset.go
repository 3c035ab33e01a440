package simulate

import (
	"context"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// auditSpec is the shape of the pool for the audit, the same as its candidates
// table has. The stage is the name of its only one.
func (s *Spec) auditSpec(stage string) dataset.Spec {
	out := dataset.Spec{Roles: []string{""}, Stages: []string{stage}}
	if len(s.Roles) > 0 {
		out.Roles = nil
		for _, r := range s.Roles {
			out.Roles = append(out.Roles, r.Name)
		}
	}
	for j, g := range s.Signals {
		sig := dataset.SignalSpec{ID: g.ID}
		for r := range out.Roles {
			sig.Blocks = append(sig.Blocks, result.Block(s.Block(j, r)))
		}
		out.Signals = append(out.Signals, sig)
	}
	for _, a := range s.Groups {
		out.Attributes = append(out.Attributes, a.Name)
	}
	return out
}

// Dataset is the pool as the audit's input, without a detour over a file.
func (p *Population) Dataset(ctx context.Context, stage string) (*dataset.Dataset, error) {
	b, err := dataset.NewBuilder(p.spec.auditSpec(stage))
	if err != nil {
		return nil, err
	}
	row := dataset.Row{Groups: make([]string, len(p.spec.Groups)), Stages: make([]dataset.StageRow, 1)}
	err = p.Each(ctx, func(a *Applicant) error {
		row.Requisition, row.Role, row.Values = requisitionName(a.Requisition), a.Role, a.Read
		for k, g := range a.Reported {
			row.Groups[k] = ""
			if g >= 0 {
				row.Groups[k] = p.spec.Groups[k].Groups[g].Name
			}
		}
		st := &row.Stages[0]
		st.Status, st.Screener = dataset.Rejected, ""
		if a.Advanced {
			st.Status = dataset.Advanced
		}
		if a.Screener >= 0 {
			st.Screener = screenerName(a.Screener)
		}
		return b.Add(&row)
	})
	return b.Dataset(), err
}
