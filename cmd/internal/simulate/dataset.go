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
	for _, l := range s.Later {
		out.Stages = append(out.Stages, l.Name)
	}
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
	row := dataset.Row{Groups: make([]string, len(p.spec.Groups)), Stages: make([]dataset.StageRow, 1+len(p.spec.Later))}
	err = p.Each(ctx, func(a *Applicant) error {
		row.Requisition, row.Role, row.Values = requisitionName(a.Requisition), a.Role, a.Read
		for k, g := range a.Reported {
			row.Groups[k] = ""
			if g >= 0 {
				row.Groups[k] = p.spec.Groups[k].Groups[g].Name
			}
		}
		if p.spec.Repeats > 1 {
			row.Person = personName(a.Person)
		}
		row.Stages[0] = stageRow(a, true, a.Advanced)
		for s, o := range a.Later {
			row.Stages[s+1] = stageRow(a, o.Entered, o.Advanced)
		}
		return b.Add(&row)
	})
	return b.Dataset(), err
}

// stageRow is what happened at one stage. The screener of the first decides at all.
func stageRow(a *Applicant, entered, advanced bool) dataset.StageRow {
	out := dataset.StageRow{Status: dataset.NotEntered}
	if !entered {
		return out
	}
	out.Status = dataset.Rejected
	if advanced {
		out.Status = dataset.Advanced
	}
	if a.Screener >= 0 {
		out.Screener = screenerName(a.Screener)
	}
	return out
}
