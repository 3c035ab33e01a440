package simulate

import (
	"context"

	"weaksignal/audit"
	"weaksignal/audit/result"
)

// auditSpec is the shape of the pool for the audit, the same as its candidates
// table has. The stage is the name of its only one.
func (s *Spec) auditSpec(stage string) audit.Spec {
	out := audit.Spec{Roles: []string{""}, Stages: []string{stage}}
	if len(s.Roles) > 0 {
		out.Roles = nil
		for _, r := range s.Roles {
			out.Roles = append(out.Roles, r.Name)
		}
	}
	for j, g := range s.Signals {
		sig := audit.SignalSpec{ID: g.ID}
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
func (p *Population) Dataset(ctx context.Context, stage string) (*audit.Dataset, error) {
	b, err := audit.NewBuilder(p.spec.auditSpec(stage))
	if err != nil {
		return nil, err
	}
	row := audit.Row{Groups: make([]string, len(p.spec.Groups)), Stages: make([]audit.StageRow, 1)}
	err = p.Each(ctx, func(a *Applicant) error {
		row.Requisition, row.Role, row.Values = requisitionName(a.Requisition), a.Role, a.Read
		for k, g := range a.Reported {
			row.Groups[k] = ""
			if g >= 0 {
				row.Groups[k] = p.spec.Groups[k].Groups[g].Name
			}
		}
		st := &row.Stages[0]
		st.Status, st.Screener = audit.Rejected, ""
		if a.Advanced {
			st.Status = audit.Advanced
		}
		if a.Screener >= 0 {
			st.Screener = screenerName(a.Screener)
		}
		return b.Add(&row)
	})
	return b.Dataset(), err
}
