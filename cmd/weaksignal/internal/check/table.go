package check

import (
	"cmp"
	"context"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/doubt"
)

// checkTable reads a candidates table without building the audit's input.
func (c *Found) checkTable(ctx context.Context, in Input) error {
	c.table = true
	spec := in.Table
	t, err := decision.OpenCandidates(ctx, in.Config.Candidates, spec)
	if err != nil {
		return err
	}
	n := newTableCounts(spec, t.Report.Funnel)
	err = t.Each(ctx, func(r *decision.CandidateRow) error {
		if !join.Within(r.Decided, in.Since, in.Until) {
			return nil
		}
		return n.add(r)
	})
	r := t.Report
	c.Columns, c.Unmapped, c.rows = r.Columns, r.Unmapped, r.Rows
	for _, w := range r.Warnings {
		c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: in.Config.Candidates, Reason: w}})
	}
	c.list(r.Problems)
	c.Sheets, c.Dates, c.OutcomeTexts = r.Sheets, r.Dates, r.Texts
	if err != nil {
		return err
	}
	for _, s := range r.Funnel {
		c.Stages = append(c.Stages, decision.TextCount{From: s, To: s, Rows: n.stage[s]})
	}
	c.Outcomes = n.outcomes
	c.Join = Join{Applications: r.Applications, Matched: r.Applications, ByRoute: map[string]int{}, Note: "a candidates table has its signals in the row"}
	c.Strata = n.tally.Strata()
	for k, attribute := range spec.Groups {
		c.Groups = append(c.Groups, Group{Attribute: attribute, Labels: sortedLabels(n.groups[k]), Unknown: n.unknown[k]})
	}
	c.flow = n.flow()
	c.detectColumns(spec, n)
	c.doubtedColumns(in.Config.Candidates, spec, n)
	return nil
}

// doubtedColumns lists values that lie far from all others; codes such as −1 and 9999 the
// reader of the table has named already.
func (c *Found) doubtedColumns(file string, spec decision.TableSpec, n *tableCounts) {
	for k, id := range slices.Concat(spec.Weak, spec.JobRelated) {
		if values := dataset.DoubtedIn(n.values[k]); len(values) > 0 {
			c.Problems = append(c.Problems, Problem{Problem: doubt.Problem{File: file, Column: id,
				Reason: "values that look like codes for unknown, or slips: " + dataset.Words(values),
				Remedy: "empty the cells where they mean unknown, or correct them; the audit asks whether a verdict hangs on them"}})
		}
	}
}

// tableCounts counts a table while it streams by.
type tableCounts struct {
	spec     decision.TableSpec
	tally    *decision.Tally
	stage    map[string]int
	funnel   []string
	outcomes decision.OutcomeCounts
	groups   []map[string]int
	unknown  []int
	// first stage: decided, advanced, and how many have each value of each weak and
	// job-related column.
	n, advanced int
	values      []map[float64]int
}

func newTableCounts(spec decision.TableSpec, funnel []string) *tableCounts {
	t := &tableCounts{spec: spec, tally: decision.NewTally(funnel), stage: map[string]int{}, funnel: funnel,
		unknown: make([]int, len(spec.Groups))}
	for range len(spec.Weak) + len(spec.JobRelated) {
		t.values = append(t.values, map[float64]int{})
	}
	for range spec.Groups {
		t.groups = append(t.groups, map[string]int{})
	}
	return t
}

func (t *tableCounts) add(r *decision.CandidateRow) error {
	t.tally.Add(r.Requisition, r.Steps)
	for k, l := range r.Groups {
		if l == "" {
			t.unknown[k]++
		} else {
			t.groups[k][l]++
		}
	}
	last := decision.Step{}
	for k, s := range r.Steps {
		if s.Status != decision.NotEntered && s.Status != decision.Skipped {
			t.stage[t.funnel[k]]++
			last = s
		}
	}
	t.outcome(last)
	first := r.Steps[0].Status
	if first != decision.Passed && first != decision.TurnedDown {
		return nil
	}
	t.n++
	if first == decision.Passed {
		t.advanced++
	}
	for k, v := range r.Values {
		if v == v { // known
			t.values[k][v]++
		}
	}
	return nil
}

func (t *tableCounts) outcome(last decision.Step) {
	o := &t.outcomes
	switch {
	case last.Status == decision.Passed:
		o.Advanced++
	case last.Status == decision.TurnedDown:
		o.Rejected++
	case last.Reason == "withdrawn":
		o.Withdrawn++
	case last.Reason == "pending":
		o.Pending++
	default:
		o.Other++
	}
}

func sortedLabels(counts map[string]int) []Label {
	out := []Label{}
	for l, n := range counts {
		out = append(out, Label{l, n})
	}
	slices.SortFunc(out, func(a, b Label) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label))
	})
	return out
}
