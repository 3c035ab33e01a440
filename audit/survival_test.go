package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// survivalPool is a stage of requisitions of each; effect is the signal's log odds by
// screener (of four) and sex (of two).
func survivalPool(t testing.TB, seed uint64, requisitions, each int, effect func(screener, sex int) float64) *dataset.Dataset {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 31))
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"sex"},
		Signals: append(plant.Signals(result.Weak, "w", "w2"), plant.Signals(result.JobRelated, "x", "z")...)})
	for r := range requisitions {
		alpha := 0.5*rng.NormFloat64() - 0.6
		for range each {
			screener, sex, w, w2 := rng.IntN(4), rng.IntN(2), 0.0, 0.0
			if rng.Float64() < 0.35 {
				w = 1
			}
			if rng.Float64() < 0.3 {
				w2 = 1
			}
			x, z := math.Round(100*rng.NormFloat64())/100, float64(rng.IntN(3))
			y := rng.Float64() < plant.Expit(alpha+effect(screener, sex)*w+0.8*x+0.2*z)
			b.Put(&dataset.Row{Requisition: fmt.Sprintf("R%02d", r), Values: []float64{w, w2, x, z}, Groups: []string{[]string{"f", "m"}[sex]},
				Stages: []dataset.StageRow{{Status: plant.Decided(y), Screener: fmt.Sprintf("S%d", screener)}}})
		}
	}
	return b.Dataset()
}

func quick() Plan {
	p := DefaultPlan()
	p.NoReliance = true
	return p
}

// states tells whether the headline has a statement with the id.
func states(r *result.Result, id string) bool {
	return slices.ContainsFunc(r.Headline, func(s result.Sentence) bool { return s.ID == id })
}

// TestEffectThatDiffersIsNoAbsence: a signal that helps with half of the screeners and
// harms with the others is never "no material association", and page 1 says why.
func TestEffectThatDiffersIsNoAbsence(t *testing.T) {
	r := mustRun(t, survivalPool(t, 1, 40, 100, func(screener, _ int) float64 { return []float64{.8, -.8}[screener%2] }), quick())
	s := plant.Find(t, &r.Stages[0], "w", result.Weak)
	if s.Verdict != result.CannotTell || s.Why.Kind != result.WhyDiffers || !slices.Contains(s.Why.By, "screener") {
		t.Errorf("%s, %+v", s.Verdict, s.Why)
	}
	if !states(r, "differs:screen:w:screener") {
		t.Errorf("the headline does not say so: %+v", r.Headline)
	}
	other := plant.Find(t, &r.Stages[0], "w2", result.Weak)
	for _, m := range other.DiffersBy {
		if m.Finding() {
			t.Errorf("w2 differs by %s (p = %v)", m.By, *m.PAdjusted)
		}
	}
}

// TestAssociationIsQualified where it holds for one group only.
func TestAssociationIsQualified(t *testing.T) {
	r := mustRun(t, survivalPool(t, 2, 40, 100, func(_, sex int) float64 { return []float64{1.8, 0}[sex] }), quick())
	s := plant.Find(t, &r.Stages[0], "w", result.Weak)
	if s.Verdict != result.Associated || !slices.Equal(s.Why.By, []string{"group", "sex"}) {
		t.Errorf("%s, %+v: %s", s.Verdict, s.Why, s.Why.Kind)
	}
	if !states(r, "differs:screen:w:group:sex") {
		t.Errorf("the headline does not say so: %+v", r.Headline)
	}
}

// tainted is a pool in which a score that the signal raises decides.
func tainted(t testing.TB) *dataset.Dataset {
	t.Helper()
	rng := rand.New(rand.NewPCG(9, 9))
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"},
		Signals: append(plant.Signals(result.Weak, "referral"), plant.Signals(result.JobRelated, "x", "score")...)})
	for i := range 3000 {
		w := 0.0
		if rng.Float64() < 0.3 {
			w = 1
		}
		x := math.Round(10*rng.NormFloat64()) / 10
		score := math.Round(10*(x+2*w+0.5*rng.NormFloat64())) / 10
		b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i/100), Values: []float64{w, x, score},
			Stages: []dataset.StageRow{{Status: plant.Decided(rng.Float64() < plant.Expit(1.5*score-1.5))}}})
	}
	return b.Dataset()
}

// TestTaintedCriterionIsNamed: the one criterion whose removal changes the verdict.
func TestTaintedCriterionIsNamed(t *testing.T) {
	r := mustRun(t, tainted(t), quick())
	s := plant.Find(t, &r.Stages[0], "referral", result.Weak)
	var order []string
	for _, c := range s.Criteria {
		order = append(order, c.Without)
		v := plant.Value(t, c.Effect)
		switch c.Without {
		case "none":
			if v != *s.Effect.Value {
				t.Errorf("with all criteria %v, the effect is %v", v, *s.Effect.Value)
			}
		case "score", "all":
			if v < 0.2 || c.Verdict != result.Associated {
				t.Errorf("without %s: %v, %s", c.Without, v, c.Verdict)
			}
		}
	}
	if !slices.Equal(order, []string{"all", "none", "x", "score"}) || !slices.Contains(s.DecidedBy, "score") {
		t.Errorf("criteria %v, decided by %v", order, s.DecidedBy)
	}
	if !states(r, "criterion:screen:referral:score") {
		t.Errorf("the headline does not say so: %+v", r.Headline)
	}
}

// TestCriteriaByLinearMoves: above manyPatterns the same criteria decide.
func TestCriteriaByLinearMoves(t *testing.T) {
	if testing.Short() {
		t.Skip("many patterns")
	}
	plant.SkipUnderRace(t)
	d := survivalPool(t, 3, 60, 1100, func(int, int) float64 { return 0.5 })
	r := mustRun(t, d, quick())
	s := plant.Find(t, &r.Stages[0], "w", result.Weak)
	if n := r.Stages[0].Model.Patterns; n <= manyPatterns {
		t.Fatalf("%d patterns are not many", n)
	}
	for _, c := range s.Criteria {
		if v := plant.Value(t, c.Effect); math.Abs(v-*s.Effect.Value) > 0.01 {
			t.Errorf("without %s %v, with all %v: neither goes with the signal", c.Without, v, *s.Effect.Value)
		}
	}
}

// TestNoEffectCanStillBeSaid: caution does not become silence; and an effect that turns
// round by group is not waved through.
func TestNoEffectCanStillBeSaid(t *testing.T) {
	plant.SkipUnderRace(t)
	if testing.Short() {
		t.Skip("a simulation")
	}
	n := plant.Pools(4, 30)
	count := func(effect func(screener, sex int) float64) (said int) {
		for i := range n {
			r := mustRun(t, survivalPool(t, uint64(500+i), 40, 200, effect), quick())
			if plant.Find(t, &r.Stages[0], "w", result.Weak).Verdict == result.NoMaterialAssociation {
				said++
			}
		}
		return said
	}
	none := count(func(int, int) float64 { return 0 })
	bySex := count(func(_, sex int) float64 { return []float64{.6, -.6}[sex] })
	t.Logf("no material association in %d of %d pools without an effect, in %d of %d where it turns round by sex", none, n, bySex, n)
	if none < n*6/10 || bySex > plant.UpperCount(n, 0.05) {
		t.Error("too few, or too many")
	}
}
