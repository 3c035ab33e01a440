package audit

import (
	"math"
	"slices"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

type bridgeOracle struct {
	Reference string
	N         int
	Gap       map[string]map[string]float64
	WhatIf    map[string]struct {
		Before, After float64
		Spread        []float64
		RatioBefore   float64   `json:"ratio_before"`
		RatioAfter    float64   `json:"ratio_after"`
		RatioSpread   []float64 `json:"ratio_spread"`
	} `json:"what_if"`
}

// bridgeTable reads testdata/bridge.csv; a PhD is weak for engineers only.
func bridgeTable(t *testing.T) (*dataset.Dataset, bridgeOracle) {
	t.Helper()
	var want bridgeOracle
	plant.Load(t, "testdata/bridge.json", &want)
	both := func(b result.Block) []result.Block { return []result.Block{b, b} }
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{"engineer", "scientist"}, Stages: []string{"screen"}, Attributes: []string{"group"}, Context: []string{"city"},
		Signals: []dataset.SignalSpec{{ID: "referral", Blocks: both(result.Weak)}, {ID: "open_source", Label: "open-source work", Blocks: both(result.Weak)},
			{ID: "phd", Blocks: []result.Block{result.Weak, result.JobRelated}}, {ID: "years", Blocks: both(result.JobRelated)}}})
	for _, r := range plant.ReadTable(t, "testdata/bridge.csv") {
		b.Put(&dataset.Row{Requisition: r["requisition"], Role: dataset.Side(r["role"] == "scientist"), Groups: []string{r["group"]}, Context: []string{r["city"]},
			Values: r.Numbers(t, "referral", "open_source", "phd", "years"), Stages: []dataset.StageRow{{Status: plant.Decided(r["decision"] == "1")}}})
	}
	return b.Dataset(), want
}

// TestBridgeAgainstR: with several groups, a context column and a signal in two blocks,
// gap, parts and clustered errors are those of plain regressions, the parts add up, and
// what the model expects without weak signals is what a simulation in R expects.
func TestBridgeAgainstR(t *testing.T) {
	plant.SkipUnderRace(t)
	d, want := bridgeTable(t)
	r := mustRun(t, d, DefaultPlan())
	validate(t, r)
	s := &r.Stages[0]
	if len(s.GapDecomposition) != len(want.Gap) {
		t.Fatalf("%d gaps, want %d", len(s.GapDecomposition), len(want.Gap))
	}
	for _, g := range s.GapDecomposition {
		w := want.Gap[g.Group]
		if g.ReferenceGroup != want.Reference || g.Gap.N != want.N {
			t.Fatalf("against %s on %d, want %s on %d", g.ReferenceGroup, g.Gap.N, want.Reference, want.N)
		}
		check{g.Group + " gap", g.Gap, "value", w["gap"], 1e-9}.run(t)
		check{g.Group + " gap", g.Gap, "se", w["gap_se"], 1e-9}.run(t)
		sum := 0.0
		for _, p := range g.Parts {
			check{g.Group + " " + p.Part, p.Estimate, "value", w[p.Part], 1e-9}.run(t)
			if se, ok := w[p.Part+"_se"]; ok {
				check{g.Group + " " + p.Part, p.Estimate, "se", se, 1e-9}.run(t)
			}
			if p.Part != "weak" { // which is the sum of its signals
				sum += plant.Value(t, p.Estimate)
			}
		}
		if math.Abs(sum-plant.Value(t, g.Gap)) > 1e-12 {
			t.Errorf("%s: parts add to %v, the gap is %v", g.Group, sum, plant.Value(t, g.Gap))
		}
	}
	for _, g := range s.Impact[0].Groups {
		w, ok := want.WhatIf[g.Group]
		if !ok {
			continue
		}
		check{g.Group + " before", g.Neutralised.Before, "value", w.Before, 1e-12}.run(t)
		check{g.Group + " ratio before", g.Neutralised.RatioBefore, "value", w.RatioBefore, 1e-12}.run(t)
		// Two simulations: their own noise is some .001 in the rates, .003 in the ends.
		near := func(what string, e result.Estimate, after float64, spread []float64, tol float64) {
			v, low, high, _ := e.Bounds()
			if math.Abs(v-after) > tol || math.Abs(low-v-spread[0]) > 4*tol || math.Abs(high-v-spread[1]) > 4*tol {
				t.Errorf("%s %s: %v (%v to %v), want %v (%v to %v)", g.Group, what, v, low, high, after, after+spread[0], after+spread[1])
			}
		}
		near("after", g.Neutralised.After, w.After, w.Spread, 0.0015)
		near("ratio after", g.Neutralised.RatioAfter, w.RatioAfter, w.RatioSpread, 0.005)
		if v := plant.Value(t, g.Neutralised.Change); math.Abs(v-(plant.Value(t, g.Neutralised.After)-w.Before)) > 1e-12 {
			t.Errorf("%s: change %v", g.Group, v)
		}
	}
}

// TestGapStatement: the widest clear gap of an attribute is told with what it runs
// through; a pool without a gap has no such sentence.
func TestGapStatement(t *testing.T) {
	plant.SkipUnderRace(t)
	d, _ := bridgeTable(t)
	r := mustRun(t, d, DefaultPlan())
	said := map[string]result.Sentence{}
	for _, h := range r.Headline {
		said[h.ID] = h
	}
	gap := said["bridge:screen:group:c"]
	if gap.Kind != result.StatesGap || !slices.Equal(gap.Signals, []string{"referral", "open_source"}) || math.Abs(*gap.Estimate.Value+.086) > .0005 {
		t.Errorf("the gap is stated as %+v", gap)
	}
	if what := said["what_if:screen:group:c"]; what.Kind != result.StatesWhatIf || !what.Estimate.Estimable() {
		t.Errorf("what if: %+v", what)
	}
	if _, both := said["bridge:screen:group:b"]; both {
		t.Error("the narrower gap is told too")
	}
	none := mustRun(t, plant.Pool{Seed: 5, Requisitions: 8, Each: 60, Weak: []float64{0.5}, Groups: true}.Dataset(t), DefaultPlan())
	for _, h := range none.Headline {
		if strings.HasPrefix(h.ID, "bridge:") {
			t.Errorf("a gap where none was planted: %s", h.ID)
		}
	}
}
