package audit

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// A late stage has a handful of people and a dozen signals: the model can then
// reproduce the decisions with errors near nothing, which is no finding.
func TestNoVerdictWhereSignalsCrowdTheDecisions(t *testing.T) {
	if testing.Short() {
		t.Skip("many audits")
	}
	plant.SkipUnderRace(t)
	spec := dataset.Spec{Roles: []string{""}, Stages: []string{"onsite"}, Signals: plant.Signals(result.Weak, plant.Names("s", 12)...)}
	for seed := range uint64(25) {
		random := rand.New(rand.NewPCG(seed, 1))
		b := plant.NewBuilder(t, spec)
		for i := range 24 {
			row := &dataset.Row{Requisition: fmt.Sprint("r", i%4), Values: make([]float64, 12), Stages: []dataset.StageRow{{Status: []dataset.Status{dataset.Advanced, dataset.Rejected}[random.IntN(2)]}}}
			for k := range row.Values {
				row.Values[k] = float64(random.IntN(3) / 2)
			}
			b.Put(row)
		}
		plan := DefaultPlan()
		plan.NoReliance = true
		for _, s := range mustRun(t, b.Dataset(), plan).Stages[0].Signals {
			if s.Verdict != result.CannotTell || s.Adjusted.AverageMarginalEffect.Estimable() && s.Why.Kind != result.WhyCrowded {
				t.Errorf("seed %d, %s: %s, %s", seed, s.Signal, s.Verdict, s.Why.Kind)
			}
		}
	}
}
