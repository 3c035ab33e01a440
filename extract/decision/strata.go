package decision

import (
	"cmp"
	"slices"
)

// Stratum is one requisition at one stage: comparisons are made within it.
type Stratum struct {
	Stage       string `json:"stage"`
	Requisition string `json:"requisition"`
	// N applications were decided there, Advanced of them passed.
	N        int `json:"n"`
	Advanced int `json:"advanced"`
}

// Strata counts decisions by stage, in funnel order, and requisition, by name, of
// the applications that keep keeps; nil keeps all.
func (e *Export) Strata(keep func(i int) bool) []Stratum {
	t := NewTally(e.Funnel)
	var steps []Step
	for i := range e.Len() {
		if keep != nil && !keep(i) {
			continue
		}
		steps = e.Steps(i, steps[:0])
		t.Add(e.requisitions.Names[e.requisition[i]], steps)
	}
	return t.Strata()
}

// Tally counts the decisions of each stage by requisition.
type Tally struct {
	funnel []string
	counts []map[string]*[2]int
}

// NewTally counts over the stages of a funnel.
func NewTally(funnel []string) *Tally {
	t := &Tally{funnel: funnel}
	for range funnel {
		t.counts = append(t.counts, map[string]*[2]int{})
	}
	return t
}

// Add counts one application's steps, by index of the funnel.
func (t *Tally) Add(requisition string, steps []Step) {
	for k, s := range steps {
		if s.Status != Passed && s.Status != TurnedDown {
			continue
		}
		c := t.counts[k][requisition]
		if c == nil {
			c = new([2]int)
			t.counts[k][requisition] = c
		}
		c[0]++
		if s.Status == Passed {
			c[1]++
		}
	}
}

// Strata lists the counts by stage, in funnel order, and requisition, by name.
func (t *Tally) Strata() []Stratum {
	var out []Stratum
	for k, stage := range t.funnel {
		from := len(out)
		for requisition, c := range t.counts[k] {
			out = append(out, Stratum{stage, requisition, c[0], c[1]})
		}
		slices.SortFunc(out[from:], func(a, b Stratum) int { return cmp.Compare(a.Requisition, b.Requisition) })
	}
	return out
}
