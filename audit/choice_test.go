package audit

import (
	"strings"
	"testing"

	"weaksignal/audit/result"
)

// TestAutomaticChoices: many small requisitions get the conditional likelihood,
// and the rule says so.
func TestAutomaticChoices(t *testing.T) {
	numeric(t)
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
			pl := plant{seed: 21, requisitions: c.requisitions, each: c.each, weak: []float64{1, 0}, related: []float64{0.8}}
			p := DefaultPlan()
			if c.plan != nil {
				c.plan(&p)
			}
			r := mustRun(t, pl.dataset(t), p)
			validate(t, r)
			m := r.Stages[0].Model
			if m.Likelihood != c.likelihood || !strings.Contains(m.Rule, c.rule) {
				t.Errorf("likelihood %s, rule %q; want %s and %q", m.Likelihood, m.Rule, c.likelihood, c.rule)
			}
			s := find(t, &r.Stages[0], "weak_1", result.Weak)
			if v := val(t, s.Adjusted.AverageMarginalEffect); v < 0.05 || v > 0.4 {
				t.Errorf("effect %v of a planted log odds of 1", v)
			}
		})
	}
}

// TestSeparationFallsBack: where the conditional likelihood has no finite answer,
// the penalised one is used and the rule says why.
func TestSeparationFallsBack(t *testing.T) {
	numeric(t)
	pl := plant{seed: 22, requisitions: 40, each: 8, weak: []float64{60, 0}, related: []float64{0.8}, prevalence: 0.2, base: -0.5}
	m := mustRun(t, pl.dataset(t), DefaultPlan()).Stages[0].Model
	if m.Likelihood != result.LikelihoodUncond || m.Penalty != result.PenaltyFirth || !m.Separated || !strings.Contains(m.Rule, "the conditional one was the choice") {
		t.Errorf("%s, %s, separated %v, rule %q", m.Likelihood, m.Penalty, m.Separated, m.Rule)
	}
}
