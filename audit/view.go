package audit

import (
	"math"
	"sort"

	"weaksignal/audit/result"
)

// view is one stage of a dataset: the rows that entered it and were decided.
type view struct {
	data  *Dataset
	stage string
	// index of the stage in Spec.Stages; the last one for the bottom line.
	index    int
	rows     []int32
	advanced []bool // by position in rows
	// who and trained, by position in rows, are set where rows are judgements of
	// screeners and not applications.
	who     []uint32
	trained []uint8
	// out are rows that entered without a decision of the employer.
	out     []int32
	reasons []uint32 // by position in out: code in data.stages[index].reason, or pendingReason
	skip    []int32  // rows that entered a later stage without this one
}

// enter gives the view of stage i.
func (d *Dataset) enter(i int) *view {
	v := &view{data: d, stage: d.Spec().Stages[i], index: i}
	col := &d.stages[i]
	for r, s := range col.status {
		switch s {
		case Advanced, Rejected:
			v.rows = append(v.rows, int32(r))
			v.advanced = append(v.advanced, s == Advanced)
		case Excluded:
			v.out = append(v.out, int32(r))
			v.reasons = append(v.reasons, col.reason.at(r))
		case Skipped:
			v.skip = append(v.skip, int32(r))
		}
	}
	return v
}

// bottomLine gives the view from entering the first stage to passing the last
// one. Who left the process without a rejection is excluded.
func (d *Dataset) bottomLine() *view {
	v := &view{data: d, stage: result.BottomLine, index: len(d.Spec().Stages) - 1}
	for r := range d.Len() {
		switch d.final(r) {
		case Advanced:
			v.rows, v.advanced = append(v.rows, int32(r)), append(v.advanced, true)
		case Rejected:
			v.rows, v.advanced = append(v.rows, int32(r)), append(v.advanced, false)
		case Excluded:
			v.out = append(v.out, int32(r))
		case Skipped:
			v.skip = append(v.skip, int32(r))
		}
	}
	return v
}

// final is the status of a row over the whole funnel.
func (d *Dataset) final(r int) Status {
	first := d.stages[0].status[r]
	if first == NotEntered || first == Skipped {
		return first
	}
	for i := range d.stages {
		switch d.stages[i].status[r] {
		case Rejected:
			return Rejected
		case Excluded:
			return Excluded
		case NotEntered:
			return Excluded // passed the stage before, and nothing is known since
		}
	}
	if d.stages[len(d.stages)-1].status[r] != Advanced {
		return Excluded
	}
	return Advanced
}

// header counts what the stage rests on.
func (v *view) header() result.StageResult {
	d := v.data
	s := result.StageResult{Stage: v.stage, N: len(v.rows), Excluded: len(v.out), Skipped: len(v.skip),
		Signals: []result.SignalResult{}, Impact: []result.Impact{}, Prevalence: []result.Prevalence{}, GapDecomposition: []result.GapDecomposition{},
		Routes: []result.RouteResult{}, Warnings: []string{}}
	reqs := make([]bool, len(d.requisition.names))
	screeners := make([]bool, len(d.stages[v.index].screener.names))
	persons := map[uint64]int{}
	for i, r := range v.rows {
		if v.advanced[i] {
			s.Advanced++
		}
		reqs[d.requisition.at(int(r))] = true
		screeners[d.stages[v.index].screener.at(int(r))] = true
		if int(r) < len(d.person) && d.person[r] != 0 {
			persons[d.person[r]]++
		}
	}
	for _, n := range persons {
		if n > 1 {
			s.Reapplicants += n
		}
	}
	s.Requisitions = count(reqs)
	s.Screeners = count(screeners[1:])
	s.ExcludedReasons = v.excludedReasons()
	return s
}

func count(set []bool) int {
	n := 0
	for _, in := range set {
		if in {
			n++
		}
	}
	return n
}

func (v *view) excludedReasons() []result.ReasonCount {
	if len(v.reasons) == 0 {
		return nil
	}
	names := v.data.stages[v.index].reason.names
	counts := map[string]int{}
	for _, c := range v.reasons {
		name := names[c]
		if name == "" {
			name = "other"
		}
		counts[name]++
	}
	out := make([]result.ReasonCount, 0, len(counts))
	for reason, n := range counts {
		out = append(out, result.ReasonCount{Reason: reason, Count: n})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Reason < out[j].Reason })
	return out
}

// margin is the practical margin δ of a stage's verdicts: the plan's, or the
// smaller of 5 points and a fifth of the overall rate. The fifth carries the
// idea of the four-fifths rule (29 CFR 1607.4 D) to rare selections, which an
// absolute 5 points would wave through.
func margin(p Plan, n, advanced int) float64 {
	if p.Margin > 0 {
		return p.Margin
	}
	if n == 0 || advanced == 0 {
		return 0.05
	}
	return math.Min(0.05, 0.2*float64(advanced)/float64(n))
}
