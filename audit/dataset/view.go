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

// Times is how many applications stand at a position in rows.
func (v *View) Times(position int) int { return v.Data.Times(int(v.Rows[position])) }

// EachTimes is [View.Times] of all positions, for [Collapse]; nil where each is one
// application.
func (v *View) EachTimes() func(position int) int {
	if v.Data.times == nil {
		return nil
	}
	return v.Times
}

// N is the number of applications that were decided.
func (v *View) N() int { return v.Data.Applications(v.Rows) }

// TimesAt is [View.Times] by index of some positions, for [Collapse]; nil where each is
// one application.
func (v *View) TimesAt(positions []int32) func(i int) int {
	if v.Data.times == nil {
		return nil
	}
	return func(i int) int { return v.Times(int(positions[i])) }
}
