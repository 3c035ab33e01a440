package simulate

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Validate reports every value that makes no pool.
func (s *Spec) Validate() error {
	c := &checker{}
	c.require(s.Applicants >= 1, "applicants: must be at least 1")
	c.require(s.Requisitions >= 1 && s.Requisitions <= max(s.Applicants, 1), "requisitions: must lie between 1 and the number of applicants")
	c.require(s.Rate > 0 && s.Rate < 1, "rate: must lie between 0 and 1")
	c.spread("requisition_spread", s.RequisitionSpread)
	c.require(s.Screeners.Count >= 0, "screeners.count: must not be negative")
	c.require(s.Screeners.PerRequisition >= 0 && s.Screeners.PerRequisition <= s.Screeners.Count,
		"screeners.per_requisition: must lie between 0 and screeners.count")
	c.spread("screeners.spread", s.Screeners.Spread)
	c.spread("unobserved", s.Unobserved)
	c.require(s.Repeats >= 0 && s.Repeats <= max(s.Requisitions, 1), "repeats: must lie between 0 and the number of requisitions")
	c.later(s)
	c.roles(s)
	for _, a := range s.Groups {
		c.attribute(a)
	}
	seen := map[string]bool{"": true}
	for _, g := range s.Signals {
		c.require(!seen[g.ID], "signals: %q is empty or stands twice", g.ID)
		seen[g.ID] = true
		c.signal(s, g)
	}
	return errors.Join(c.faults...)
}

type checker struct{ faults []error }

func (c *checker) require(ok bool, format string, args ...any) {
	if !ok {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
}

func (c *checker) spread(key string, v float64) {
	c.require(v >= 0 && v <= 10, "%s: must lie between 0 and 10 log-odds", key)
}

func (c *checker) share(key string, v float64) {
	c.require(v >= 0 && v < 1, "%s: must lie in [0,1)", key)
}

func (c *checker) roles(s *Spec) {
	seen := map[string]bool{"": true}
	for _, r := range s.Roles {
		c.require(!seen[r.Name], "roles: %q is empty or stands twice", r.Name)
		seen[r.Name] = true
		for _, id := range r.JobRelated {
			known := slices.ContainsFunc(s.Signals, func(g Signal) bool { return g.ID == id })
			c.require(known, "roles: %s declares %q job-related, which is no signal of this pool", r.Name, id)
		}
	}
}

func (c *checker) attribute(a Attribute) {
	c.require(a.Name != "" && len(a.Groups) > 0, "groups: attribute %q has no name or no groups", a.Name)
	c.share("groups: "+a.Name+".missing", a.Missing)
	total := 0.0
	for _, g := range a.Groups {
		c.require(g.Name != "" && g.Share > 0, "groups: %s: every group has a name and a share above 0", a.Name)
		c.require(math.Abs(g.LogOdds) <= 10, "groups: %s.%s.log_odds: must lie between -10 and 10", a.Name, g.Name)
		total += g.Share
	}
	c.require(math.Abs(total-1) < 1e-6, "groups: the shares of %s add up to %g, not to 1", a.Name, total)
}

func (c *checker) signal(s *Spec, g Signal) {
	at := "signals: " + g.ID
	c.require(g.Block == Weak || g.Block == JobRelated, "%s.block: %q is neither weak nor job_related", at, g.Block)
	c.require(g.Kind == Binary || g.Kind == Numeric, "%s.kind: %q is neither binary nor numeric", at, g.Kind)
	if g.numeric() {
		c.require(g.SD > 0, "%s.sd: must be above 0", at)
		c.require(g.Decimals >= 0 && g.Decimals <= 9, "%s.decimals: must lie between 0 and 9", at)
		c.require(!g.misread(), "%s: only binary signals have a sensitivity and a specificity", at)
	} else {
		c.require(g.Prevalence > 0 && g.Prevalence < 1, "%s.prevalence: must lie between 0 and 1", at)
		c.require(g.Sensitivity > 0 && g.Sensitivity <= 1 && g.Specificity > 0 && g.Specificity <= 1,
			"%s: sensitivity and specificity must lie in (0,1]", at)
	}
	c.require(g.Correlation > -1 && g.Correlation < 1, "%s.correlation: must lie between -1 and 1", at)
	c.share(at+".missing", g.Missing)
	c.spread(at+".spread", g.Spread)
	c.derived(s, g)
	c.shaped(s, g)
	e := g.Effect
	c.require(e.LogOdds == nil || e.Points == nil, "%s.effect: give log_odds or points, not both", at)
	c.require(e.LogOdds == nil || math.Abs(*e.LogOdds) <= 10, "%s.effect.log_odds: must lie between -10 and 10", at)
	c.require(e.Points == nil || math.Abs(*e.Points) < 100, "%s.effect.points: must lie between -100 and 100", at)
	for _, l := range g.ByGroup {
		_, _, ok := s.group(l.Attribute, l.Group)
		c.require(ok, "%s.by_group: there is no group %q of %q", at, l.Group, l.Attribute)
		c.require(g.numeric() || l.Prevalence > 0 && l.Prevalence < 1, "%s.by_group: the prevalence in %s must lie between 0 and 1", at, l.Group)
	}
}

// group finds attribute and group by name.
func (s *Spec) group(attribute, group string) (a, g int, ok bool) {
	for a := range s.Groups {
		if s.Groups[a].Name != attribute {
			continue
		}
		for g := range s.Groups[a].Groups {
			if s.Groups[a].Groups[g].Name == group {
				return a, g, true
			}
		}
	}
	return 0, 0, false
}
