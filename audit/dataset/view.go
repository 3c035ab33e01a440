package dataset

import "weaksignal/audit/result"

// View is one stage of a dataset: the rows that entered it and were decided.
type View struct {
	Data  *Dataset
	Stage string
	// Index of the stage in Spec.Stages; the last one for the bottom line.
	Index    int
	Rows     []int32
	Advanced []bool // by position in rows
	// Who and trained, by position in rows, are set where rows are judgements of
	// screeners and not applications.
	Who     []uint32
	Trained []uint8
	// Out are rows that entered without a decision of the employer.
	Out     []int32
	Reasons []uint32 // by position in out: code in data.stages[index].reason, or pendingReason
	Skip    []int32  // rows that entered a later stage without this one
}

// Enter gives the view of stage i.
func (d *Dataset) Enter(i int) *View {
	v := &View{Data: d, Stage: d.Spec().Stages[i], Index: i}
	col := &d.Stages[i]
	for r, s := range col.Status {
		switch s {
		case Advanced, Rejected:
			v.Rows = append(v.Rows, int32(r))
			v.Advanced = append(v.Advanced, s == Advanced)
		case Excluded:
			v.Out = append(v.Out, int32(r))
			v.Reasons = append(v.Reasons, col.Reason.At(r))
		case Skipped:
			v.Skip = append(v.Skip, int32(r))
		}
	}
	return v
}

// BottomLine gives the view from entering the first stage to passing the last
// one. Who left the process without a rejection is excluded.
func (d *Dataset) BottomLine() *View {
	v := &View{Data: d, Stage: result.BottomLine, Index: len(d.Spec().Stages) - 1}
	for r := range d.Len() {
		switch d.final(r) {
		case Advanced:
			v.Rows, v.Advanced = append(v.Rows, int32(r)), append(v.Advanced, true)
		case Rejected:
			v.Rows, v.Advanced = append(v.Rows, int32(r)), append(v.Advanced, false)
		case Excluded:
			v.Out = append(v.Out, int32(r))
		case Skipped:
			v.Skip = append(v.Skip, int32(r))
		}
	}
	return v
}

// final is the status of a row over the whole funnel.
func (d *Dataset) final(r int) Status {
	first := d.Stages[0].Status[r]
	if first == NotEntered || first == Skipped {
		return first
	}
	for i := range d.Stages {
		switch d.Stages[i].Status[r] {
		case Rejected:
			return Rejected
		case Excluded:
			return Excluded
		case NotEntered:
			return Excluded // passed the stage before, and nothing is known since
		}
	}
	if d.Stages[len(d.Stages)-1].Status[r] != Advanced {
		return Excluded
	}
	return Advanced
}

// At is the view of some of its rows; nil = all.
func (v *View) At(positions []int32) *View {
	if positions == nil {
		return v
	}
	out := *v
	out.Rows, out.Advanced = make([]int32, len(positions)), make([]bool, len(positions))
	for k, i := range positions {
		out.Rows[k], out.Advanced[k] = v.Rows[i], v.Advanced[i]
	}
	return &out
}
