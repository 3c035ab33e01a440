package audit

import (
	"strings"
	"testing"

	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// TestAutomaticChoices: many small requisitions get the conditional likelihood,
// and the rule says so.
func TestAutomaticChoices(t *testing.T) {
	plant.SkipUnderRace(t)
	for _, c := range []struct {
		name               string
		requisitions, each int
		plan               func(*Plan)
		likelihood, rule   string
	}{
		{"few large", 12, 50, nil, result.LikelihoodUncond, "50.0 applications on average"},
		{"small", 40, 8, nil, result.LikelihoodCond, "under 20 on average"},
		{"many", 220, 25, nil, result.LikelihoodCond, "more than 200"},
		{"fixed by the plan", 40, 8, func(p *Plan) { p.Likelihood = "unconditional" }, result.LikelihoodUncond, "fixed by the plan"},
		{"conditional by the plan", 12, 50, func(p *Plan) { p.Likelihood = "conditional" }, result.LikelihoodCond, "penalty: none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pl := plant.Pool{Seed: 21, Requisitions: c.requisitions, Each: c.each, Weak: []float64{1, 0}, Related: []float64{0.8}}
			p := DefaultPlan()
			p.NoReliance = true
			if c.plan != nil {
				c.plan(&p)
			}
			r := mustRun(t, pl.Dataset(t), p)
			validate(t, r)
			m := r.Stages[0].Model
			if m.Likelihood != c.likelihood || !strings.Contains(m.Rule, c.rule) {
				t.Errorf("likelihood %s, rule %q; want %s and %q", m.Likelihood, m.Rule, c.likelihood, c.rule)
			}
			s := plant.Find(t, &r.Stages[0], "weak_1", result.Weak)
			if v := plant.Value(t, s.Adjusted.AverageMarginalEffect); v < 0.05 || v > 0.4 {
				t.Errorf("effect %v of a planted log odds of 1", v)
			}
		})
	}
}

// TestSeparationFallsBack: where the conditional likelihood has no finite answer,
// the penalised one is used and the rule says why.
func TestSeparationFallsBack(t *testing.T) {
	plant.SkipUnderRace(t)
	pl := plant.Pool{Seed: 22, Requisitions: 40, Each: 8, Weak: []float64{60, 0}, Related: []float64{0.8}, Prevalence: 0.2, Base: -0.5}
	m := mustRun(t, pl.Dataset(t), DefaultPlan()).Stages[0].Model
	if m.Likelihood != result.LikelihoodUncond || m.Penalty != result.PenaltyFirth || !m.Separated || !strings.Contains(m.Rule, "the conditional one was the choice") {
		t.Errorf("%s, %s, separated %v, rule %q", m.Likelihood, m.Penalty, m.Separated, m.Rule)
	}
}
