package audit

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// TestCompleteSeparation: a signal that is the decision is the clearest reliance
// there is. Any other signal can join a direction that separates; the reason must
// not say that the first one tells nothing alone.
func TestCompleteSeparation(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	d := plant.OneStage(t, []string{"same", "noise", "score"}, plant.Repeat(180, func(int) []float64 {
		y := float64(random.IntN(2))
		return []float64{y, float64(random.IntN(2)), float64(random.IntN(15)), y}
	}))
	p := DefaultPlan()
	p.NoReliance = true
	s := mustRun(t, d, p).Stages[0]
	if len(s.Model.Warnings) == 0 || !strings.Contains(s.Model.Warnings[0], "Separation: same tells part of the decisions without exception.") {
		t.Errorf("warnings %q, want the one signal that separates", s.Model.Warnings)
	}
	same := plant.Find(t, &s, "same", result.Weak)
	if v := plant.Value(t, same.Adjusted.AverageMarginalEffect); same.Verdict != result.Associated || v < 0.9 {
		t.Errorf("the decision itself: %s (%v), %s, want associated near 1", same.Verdict, v, same.Why.Kind)
	}
	for _, id := range []string{"noise", "score"} {
		other := plant.Find(t, &s, id, result.Weak)
		if other.Verdict == result.Associated || math.Abs(plant.Value(t, other.Adjusted.AverageMarginalEffect)) > 0.05 {
			t.Errorf("%s: %s, %s", id, other.Verdict, other.Why.Kind)
		}
	}
}
