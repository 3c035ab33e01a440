package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"weaksignal/audit/result"
)

// pool1 builds a one-stage pool of signals x from rows of values; the last
// column is the decision.
func pool1(t *testing.T, ids []string, rows [][]float64) *Dataset {
	t.Helper()
	b := newPool(t, Spec{Roles: []string{""}, Undeclared: []string{""}, Stages: []string{"screen"}, Attributes: []string{"sex"}, Signals: signals(result.Weak, ids...)})
	for i, v := range rows {
		b.add(&Row{Requisition: fmt.Sprint("R", i%3), Values: v[:len(v)-1], Groups: []string{[]string{"f", "m"}[i%2]},
			Stages: []StageRow{{Status: decided(v[len(v)-1] == 1)}}})
	}
	return b.Dataset()
}

func repeat(n int, row func(i int) []float64) [][]float64 {
	out := make([][]float64, n)
	for i := range out {
		out[i] = row(i)
	}
	return out
}

// TestBadInput: whatever the data hold, the audit answers or says why it doesn't.
func TestBadInput(t *testing.T) {
	nan := math.NaN()
	bit := func(i, k int) float64 { return float64(i / k % 2) }
	for _, c := range []struct {
		name string
		ids  []string
		rows [][]float64
	}{
		{"no application", []string{"x"}, nil},
		{"no signal", nil, repeat(30, func(i int) []float64 { return []float64{bit(i, 1)} })},
		{"one application", []string{"x"}, [][]float64{{1, 1}}},
		{"two applications", []string{"x"}, [][]float64{{1, 1}, {0, 0}}},
		{"never varies", []string{"x", "y"}, repeat(60, func(i int) []float64 { return []float64{1, bit(i, 2), bit(i, 3)} })},
		{"all unknown", []string{"x", "y"}, repeat(60, func(i int) []float64 { return []float64{nan, bit(i, 2), bit(i, 3)} })},
		{"half unknown", []string{"x", "y"}, repeat(60, func(i int) []float64 { return []float64{[]float64{nan, bit(i, 4)}[i%2], bit(i, 2), bit(i, 3)} })},
		{"everyone advanced", []string{"x"}, repeat(60, func(i int) []float64 { return []float64{bit(i, 2), 1} })},
		{"no one advanced", []string{"x"}, repeat(60, func(i int) []float64 { return []float64{bit(i, 2), 0} })},
		{"separated", []string{"x", "y"}, repeat(60, func(i int) []float64 { return []float64{bit(i, 3), bit(i, 2), bit(i, 3)} })},
		{"copies", []string{"x", "y"}, repeat(60, func(i int) []float64 { return []float64{bit(i, 5), bit(i, 5), bit(i, 3)} })},
		{"absurd", []string{"x", "y"}, repeat(60, func(i int) []float64 {
			return []float64{[]float64{1e300, math.Inf(1), -1e11, 1e11, 5e-324, 3}[i%6], bit(i, 2), bit(i, 3)}
		})},
		{"40 signals", names("s", 40), repeat(200, func(i int) []float64 {
			row := make([]float64, 41)
			for j := range row {
				row[j] = float64((i*(j+3)*7919 + i*i*(j+1)) % 11 % 2)
			}
			return row
		})},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.ids) > 20 { // minutes of arithmetic
				numeric(t)
			}
			d := pool1(t, c.ids, c.rows)
			r := mustRun(t, d, DefaultPlan())
			validate(t, r)
			out, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{"NaN", "Inf"} {
				if bytes.Contains(out, []byte(word)) {
					t.Errorf("the result holds %s", word)
				}
			}
			for i := range r.Stages[0].Signals {
				if s := &r.Stages[0].Signals[i]; s.Reason == "" || s.Verdict == "" {
					t.Errorf("%s has no verdict or no reason", s.Signal)
				}
			}
		})
	}
}

// TestSameJSONForAnyWorkers: the number of workers changes no byte, whichever of the
// models a stage gets. Under the race detector it is the test of what they share.
func TestSameJSONForAnyWorkers(t *testing.T) {
	for _, c := range []struct {
		name string
		misreader
		plan func(*Plan)
	}{
		{"unconditional", misreader{plant: plant{seed: 3, requisitions: 8, each: 60, weak: []float64{1, 0, 0.5}, related: []float64{0.5, 0.2}, unknown: 0.1, groups: true},
			sensitivity: .85, specificity: .95, reviewed: 60}, nil},
		{"conditional", misreader{plant: plant{seed: 4, requisitions: 40, each: 8, weak: []float64{1, 0}, related: []float64{0.5}, groups: true},
			sensitivity: .85, specificity: .95, reviewed: 60}, func(p *Plan) { p.Likelihood = "conditional" }},
		{"bias-reduced errors", misreader{plant: plant{seed: 5, requisitions: 4, each: 90, weak: []float64{1}, related: []float64{0.5}},
			sensitivity: .9, specificity: .95, reviewed: 60}, func(p *Plan) { p.ClusterCorrection = "CR2" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var first []byte
			for _, workers := range []int{1, 8} {
				p := DefaultPlan()
				if c.plan != nil {
					c.plan(&p)
				}
				p.Workers = workers
				asRead := mustRun(t, c.plant.dataset(t), p)
				asRead.ReadFailures = failuresOf(&result.ReadCounts{Formats: []result.FormatCount{{Format: "pdf", Documents: 300, Unreadable: 12}, {Format: "docx", Documents: 100, Unreadable: 9}}}, p.ModelPlan)
				d, rev, _ := c.misreader.dataset(t)
				corrected := mustRun(t, d, p)
				if err := CorrectReading(context.Background(), d, p, corrected, rev); err != nil {
					t.Fatal(err)
				}
				out, err := json.Marshal([]*result.Result{asRead, corrected})
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = out
				} else if !bytes.Equal(first, out) {
					t.Error("1 and 8 workers give different JSON")
				}
			}
		})
	}
}
