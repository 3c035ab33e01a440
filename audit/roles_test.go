package audit

import (
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// TestBlocksByRoleAgainstR: a signal that is weak for one role and job-related for the
// other has an effect in each block, over that role's applications, as in
// testdata/roles.R; at level 0.9 and with CR1S.
func TestBlocksByRoleAgainstR(t *testing.T) {
	var want struct {
		Signals map[string]map[string]float64 `json:"signals"`
	}
	plant.Load(t, "testdata/roles.json", &want)
	p := DefaultPlan()
	p.Level, p.ClusterCorrection, p.NoReliance, p.Form = 0.9, "CR1S", true, model.FormLinear
	s := &mustRun(t, readRoles(t), p).Stages[0]
	if len(want.Signals) != 6 || len(s.Signals) != 6 {
		t.Fatalf("%d signals, want %d", len(s.Signals), len(want.Signals))
	}
	for key, w := range want.Signals {
		id, block, _ := strings.Cut(key, " ")
		g := plant.Find(t, s, id, result.Block(block))
		got := [4]int{g.Present.N, g.Present.Advanced, g.Absent.N, g.Absent.Advanced}
		if n := [4]int{int(w["n1"]), int(w["x1"]), int(w["n0"]), int(w["x0"])}; got != n {
			t.Errorf("%s: counts %v, want %v", key, got, n)
		}
		ame := g.Adjusted.AverageMarginalEffect
		if g.Effect.From == nil {
			check{key + " log odds", g.Adjusted.LogOdds, "value", w["slope"], 1e-7}.run(t)
			check{key + " log odds", g.Adjusted.LogOdds, "se", w["slope_se"], 1e-7}.run(t)
		} else if *g.Effect.From != w["from"] || *g.Effect.To != w["to"] {
			t.Errorf("%s compares %v and %v, want %v and %v", key, *g.Effect.From, *g.Effect.To, w["from"], w["to"])
		}
		check{key + " AME", ame, "value", w["ame"], 1e-7}.run(t)
		check{key + " AME", ame, "se", w["ame_se"], 1e-7}.run(t)
		check{key + " AME", ame, "low", w["low"], 1e-7}.run(t)
		check{key + " AME", ame, "high", w["high"], 1e-7}.run(t)
		if w["p"] >= 0 { // of one term
			checkP(t, key, g.Adjusted.P, w["p"])
		}
	}
}

// readRoles reads testdata/roles.csv: phd and papers are job-related for role 1 only.
func readRoles(t *testing.T) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{"engineer", "scientist"}, Stages: []string{"screen"}, Signals: []dataset.SignalSpec{
		{ID: "phd", Blocks: []result.Block{result.Weak, result.JobRelated}}, {ID: "papers", Blocks: []result.Block{result.Weak, result.JobRelated}},
		{ID: "referral", Blocks: []result.Block{result.Weak, result.Weak}}, {ID: "years", Blocks: []result.Block{result.JobRelated, result.JobRelated}}}})
	for _, r := range plant.ReadTable(t, "testdata/roles.csv") {
		b.Put(&dataset.Row{Requisition: r["requisition"], Role: dataset.Side(r["role"] == "1"), Values: r.Numbers(t, "phd", "papers", "referral", "years"),
			Stages: []dataset.StageRow{{Status: plant.Decided(r["decision"] == "1")}}})
	}
	return b.Dataset()
}
