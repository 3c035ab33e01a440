package audit

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"weaksignal/audit/internal/plant"
	"weaksignal/audit/misread"
	"weaksignal/audit/result"
)

// TestBadInput: whatever the data hold, the audit answers or says why it doesn't.
func TestBadInput(t *testing.T) {
	if testing.Short() {
		t.Skip("many audits")
	}
	nan := math.NaN()
	bit := func(i, k int) float64 { return float64(i / k % 2) }
	for _, c := range []struct {
		name string
		ids  []string
		rows [][]float64
	}{
		{"no application", []string{"x"}, nil},
		{"no signal", nil, plant.Repeat(30, func(i int) []float64 { return []float64{bit(i, 1)} })},
		{"one application", []string{"x"}, [][]float64{{1, 1}}},
		{"two applications", []string{"x"}, [][]float64{{1, 1}, {0, 0}}},
		{"never varies", []string{"x", "y"}, plant.Repeat(60, func(i int) []float64 { return []float64{1, bit(i, 2), bit(i, 3)} })},
		{"all unknown", []string{"x", "y"}, plant.Repeat(60, func(i int) []float64 { return []float64{nan, bit(i, 2), bit(i, 3)} })},
		{"half unknown", []string{"x", "y"}, plant.Repeat(60, func(i int) []float64 { return []float64{[]float64{nan, bit(i, 4)}[i%2], bit(i, 2), bit(i, 3)} })},
		{"everyone advanced", []string{"x"}, plant.Repeat(60, func(i int) []float64 { return []float64{bit(i, 2), 1} })},
		{"no one advanced", []string{"x"}, plant.Repeat(60, func(i int) []float64 { return []float64{bit(i, 2), 0} })},
		{"separated", []string{"x", "y"}, plant.Repeat(60, func(i int) []float64 { return []float64{bit(i, 3), bit(i, 2), bit(i, 3)} })},
		{"copies", []string{"x", "y"}, plant.Repeat(60, func(i int) []float64 { return []float64{bit(i, 5), bit(i, 5), bit(i, 3)} })},
		{"absurd", []string{"x", "y"}, plant.Repeat(60, func(i int) []float64 {
			return []float64{[]float64{1e300, math.Inf(1), -1e11, 1e11, 5e-324, 3}[i%6], bit(i, 2), bit(i, 3)}
		})},
		{"40 signals", plant.Names("s", 40), plant.Repeat(200, func(i int) []float64 {
			row := make([]float64, 41)
			for j := range row {
				row[j] = float64((i*(j+3)*7919 + i*i*(j+1)) % 11 % 2)
			}
			return row
		})},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.ids) > 20 { // minutes of arithmetic
				plant.SkipUnderRace(t)
			}
			d := plant.OneStage(t, c.ids, c.rows)
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
				if s := &r.Stages[0].Signals[i]; s.Why.Kind == "" || s.Verdict == "" {
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
		{"unconditional", misreader{Pool: plant.Pool{Seed: 3, Requisitions: 8, Each: 60, Weak: []float64{1, 0, 0.5}, Related: []float64{0.5, 0.2}, Unknown: 0.1, Groups: true},
			sensitivity: .85, specificity: .95, reviewed: 60}, nil},
		{"conditional", misreader{Pool: plant.Pool{Seed: 4, Requisitions: 40, Each: 8, Weak: []float64{1, 0}, Related: []float64{0.5}, Groups: true},
			sensitivity: .85, specificity: .95, reviewed: 60}, func(p *Plan) { p.Likelihood = "conditional" }},
		{"bias-reduced errors", misreader{Pool: plant.Pool{Seed: 5, Requisitions: 4, Each: 90, Weak: []float64{1}, Related: []float64{0.5}},
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
				asRead := mustRun(t, c.Pool.Dataset(t), p)
				asRead.ReadFailures = misread.ReadFailures(&result.ReadCounts{Formats: []result.FormatCount{{Format: "pdf", Documents: 300, Unreadable: 12}, {Format: "docx", Documents: 100, Unreadable: 9}}}, p.Plan)
				d, rev, _ := c.misreader.dataset(t)
				corrected := mustRun(t, d, p)
				if err := runReviewed(d, p, corrected, rev); err != nil {
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
