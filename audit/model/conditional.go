package model

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
)

// conditionally fits the conditional likelihood. Applications whose indicator of unknown
// values tells the decision without exception have probability 0 or 1 in its limit and add
// nothing to any other slope: they are left out, or there would be no finite estimate.
func (a *Adjustment) conditionally() (err error) {
	p := a.Design.Patterns()
	p.N, p.Y = slices.Clone(p.N), slices.Clone(p.Y)
	out := 0.0
	for c := range a.Design.Columns {
		if a.Design.Columns[c].Unknown {
			out += a.leaveDecided(&p, c)
		}
	}
	g := a.Grouped
	if out > 0 {
		a.Record.Warnings = append(a.Record.Warnings, fmt.Sprintf("%.0f applications with unknown values were all decided alike: the conditional likelihood leaves them out.", out))
		if g, err = logit.NewGrouped(p, logit.GroupedOptions{Workers: a.Workers}); err != nil {
			return err
		}
	}
	a.Conditional, err = logit.ConditionalLogit(g)
	return err
}

// leaveDecided empties the patterns in which the indicator c stands if all of them, in
// requisitions with both outcomes, were decided alike.
func (a *Adjustment) leaveDecided(p *logit.Patterns, c int) float64 {
	var n, y float64
	visit := func(each func(i int)) {
		EachStratum(a.Design, func(lo, hi int, all, up float64) {
			for i := lo; i < hi && up > 0 && up < all; i++ {
				if a.Design.Cell(c, i) == 1 {
					each(i)
				}
			}
		})
	}
	visit(func(i int) { n, y = n+p.N[i], y+p.Y[i] })
	if y > 0 && y < n {
		return 0
	}
	visit(func(i int) { p.N[i], p.Y[i] = 0, 0 })
	return n
}

// conditionalSlope fills a term from the conditional likelihood. Its clustered
// errors exist by requisition only.
func (a *Adjustment) conditionalSlope(j int, t *result.Term) {
	b, err := a.Conditional.Coefficient(j)
	if err != nil {
		return
	}
	t.LogOdds = result.Finite(b)
	if se, err := a.Conditional.SE(j); err == nil {
		t.SE = result.Finite(se)
	}
	if a.Cluster != result.ClusterByRequisition {
		return
	}
	if se, err := a.Conditional.ClusterSE(j, logit.Correction(a.ClusterCorrection)); err == nil {
		t.SECluster = result.Finite(se)
	}
}

// unconditionally takes back an automatic choice of the conditional likelihood
// that has no answer.
func (a *Adjustment) unconditionally(p Plan, why string) {
	p.Likelihood = result.LikelihoodUncond
	c := choose(p, pool{})
	c.LinearHeadline = a.LinearHeadline
	a.Conditional = nil
	c.rule = strings.Replace(c.rule, "likelihood: unconditional (fixed by the plan)",
		fmt.Sprintf("likelihood: unconditional (automatic: the conditional one was the choice, but %s)", why), 1)
	a.Choice = c
	a.Record.Likelihood, a.Record.Penalty, a.Record.Rule = c.Likelihood, c.Penalty, c.rule
}

// pool is what the automatic choices look at.
type pool struct {
	Informative  int     // requisitions in which some advanced and some did not
	applications int     // in them
	requisitions int     // all of them
	all          int     // applications in all of them
	recursion    float64 // size of the conditional likelihood's recursion, per squared column
	columns      int
}

func PoolOf(d *Design) pool {
	out := pool{columns: len(d.Columns)}
	EachStratum(d, func(_, _ int, n, y float64) {
		out.requisitions++
		out.all += int(n)
		if y > 0 && y < n {
			out.Informative++
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
