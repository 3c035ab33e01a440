package verdict

import (
	"math"
	"testing"

	"weaksignal/audit/result"
)

// A selection of R signals among m: the ends are those of the interval at level 1 − Rα/m.
func TestAtLeast(t *testing.T) {
	signal := func(value, se float64, v result.Verdict) *result.SignalResult {
		e := result.Interval(value, 0, 0, .95, "m", 100)
		e.SE = &se
		return &result.SignalResult{Effect: result.Effect{Estimate: e, P: result.Probability(.001)}, Verdict: v}
	}
	family := []*result.SignalResult{signal(.2, .03, result.Associated), signal(-.3, .04, result.Associated), signal(.01, .05, result.CannotTell), signal(0, .05, result.CannotTell)}
	AtLeast(family, .95)
	const z = 2.241402727604947 // of 1 − .05·2/4/2
	for i, want := range []float64{.2 - z*.03, -.3 + z*.04} {
		if got := family[i].Effect.AtLeast; got == nil || math.Abs(*got-want) > 1e-12 {
			t.Errorf("signal %d: %v, want %v", i, got, want)
		}
	}
	if family[2].Effect.AtLeast != nil {
		t.Error("a signal that can't be told is at least something")
	}
}

// "Too few" says how many would do: z for detection after correction, or for equivalence.
func TestEnough(t *testing.T) {
	se := .04
	e := result.Interval(.01, -.07, .09, .95, "m", 400)
	e.SE = &se
	// 17 signals: (2.9752 + .8416) .04 / .05 = 3.0535, squared 9.324, times 400 = 3730.
	if got := enough(e, .05, .95, 17); got == nil || *got != 3800 {
		t.Errorf("%v decisions, want 3800", got)
	}
	// one: equivalence asks more, (1.95996 + 1.28155) · .8 = 2.5932; squared 6.7248, times 400 = 2690.
	if got := enough(e, .05, .95, 1); got == nil || *got != 2700 {
		t.Errorf("%v decisions, want 2700", got)
	}
}
