package plant

import (
	"fmt"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// OneStage builds a one-stage pool of signals x from rows of values; the last
// column is the decision.
func OneStage(t *testing.T, ids []string, rows [][]float64) *dataset.Dataset {
	t.Helper()
	b := NewBuilder(t, dataset.Spec{Roles: []string{""}, Undeclared: []string{""}, Stages: []string{"screen"}, Attributes: []string{"sex"}, Signals: Signals(result.Weak, ids...)})
	for i, v := range rows {
		b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i%3), Values: v[:len(v)-1], Groups: []string{[]string{"f", "m"}[i%2]},
			Stages: []dataset.StageRow{{Status: Decided(v[len(v)-1] == 1)}}})
	}
	return b.Dataset()
}

func Repeat(n int, row func(i int) []float64) [][]float64 {
	out := make([][]float64, n)
	for i := range out {
		out[i] = row(i)
	}
	return out
}

// Builder is a dataset that a test builds row by row; a row that it refuses ends the test.
type Builder struct {
	*dataset.Builder
	t testing.TB
}

func NewBuilder(t testing.TB, s dataset.Spec) Builder {
	t.Helper()
	b, err := dataset.NewBuilder(s)
	if err != nil {
		t.Fatal(err)
	}
	return Builder{b, t}
}

func (p Builder) Put(r *dataset.Row) {
	p.t.Helper()
	if err := p.Add(r); err != nil {
		p.t.Fatal(err)
	}
}

func Signals(b result.Block, ids ...string) (out []dataset.SignalSpec) {
	for _, id := range ids {
		out = append(out, dataset.SignalSpec{ID: id, Blocks: []result.Block{b}})
	}
	return out
}

func Names(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i)
	}
	return out
}

func Decided(advanced bool) dataset.Status {
	if advanced {
		return dataset.Advanced
	}
	return dataset.Rejected
}
