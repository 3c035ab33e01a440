package audit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"weaksignal/audit/result"
)

// A late stage has a handful of people and a dozen signals: the model can then
// reproduce the decisions with errors near nothing, which is no finding.
func TestNoVerdictWhereSignalsCrowdTheDecisions(t *testing.T) {
	numeric(t)
	spec := Spec{Roles: []string{""}, Stages: []string{"onsite"}, Signals: signals(result.Weak, names("s", 12)...)}
	for seed := range uint64(25) {
		random := rand.New(rand.NewPCG(seed, 1))
		b := newPool(t, spec)
		for i := range 24 {
			row := &Row{Requisition: fmt.Sprint("r", i%4), Values: make([]float64, 12), Stages: []StageRow{{Status: []Status{Advanced, Rejected}[random.IntN(2)]}}}
			for k := range row.Values {
				row.Values[k] = float64(random.IntN(3) / 2)
			}
			b.add(row)
		}
		plan := DefaultPlan()
		plan.NoReliance = true
		for _, s := range mustRun(t, b.Dataset(), plan).Stages[0].Signals {
			if s.Verdict != result.CannotTell || s.Adjusted.AverageMarginalEffect.Estimable() && !strings.Contains(s.Reason, "too closely") {
				t.Errorf("seed %d, %s: %s, %s", seed, s.Signal, s.Verdict, s.Reason)
			}
		}
	}
}
