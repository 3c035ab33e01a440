package audit

import (
	"fmt"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// conditionalSlope fills a term from the conditional likelihood. Its clustered
// errors exist by requisition only.
func (a *adjustment) conditionalSlope(j int, t *result.Term) {
	b, err := a.cond.Coefficient(j)
	if err != nil {
		return
	}
	t.LogOdds = result.Finite(b)
	if se, err := a.cond.SE(j); err == nil {
		t.SE = result.Finite(se)
	}
	if a.Cluster != result.ClusterByRequisition {
		return
	}
	if se, err := a.cond.ClusterSE(j, stats.Correction(a.ClusterCorrection)); err == nil {
		t.SECluster = result.Finite(se)
	}
}

// unconditionally takes back an automatic choice of the conditional likelihood
// that has no answer.
func (a *adjustment) unconditionally(p ModelPlan, why string) {
	p.Likelihood = result.LikelihoodUncond
	c := choose(p, pool{})
	a.cond = nil
	c.rule = strings.Replace(c.rule, "likelihood: unconditional (fixed by the plan)",
		fmt.Sprintf("likelihood: unconditional (automatic: the conditional one was the choice, but %s)", why), 1)
	a.choice = c
	a.record.Likelihood, a.record.Penalty, a.record.Rule = c.Likelihood, c.Penalty, c.rule
}

// pool is what the automatic choices look at.
type pool struct {
	informative  int     // requisitions in which some advanced and some did not
	applications int     // in them
	recursion    float64 // size of the conditional likelihood's recursion, per squared column
	columns      int
}

func poolOf(d *design) pool {
	out := pool{columns: len(d.factors)}
	eachStratum(d, func(_, _ int, n, y float64) {
		if y > 0 && y < n {
			out.informative++
			out.applications += int(n)
			out.recursion += n * min(y, n-y)
		}
	})
	return out
}

// cost of one step of the conditional fit; 1e9 is about a second.
func (p pool) cost() float64 {
	k := float64(p.columns)
	return p.recursion * (k*k + 3*k + 30) / 2
}
