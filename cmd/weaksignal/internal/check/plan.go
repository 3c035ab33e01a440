package check

import (
	"math"
	"strconv"

	"weaksignal/audit/stats/planning"
)

// Plan is what the numbers of --power are planned for: errors clustered by requisitions
// of the size that they have now, and Holm's correction over the weak signals at its first
// and strictest step.
type Plan struct {
	// Tests is the number of weak signals at the first stage.
	Tests int `json:"tests"`
	// PerRequisition is the mean number of decisions a requisition; 0 = one or fewer each:
	// planned without clusters.
	PerRequisition float64 `json:"per_requisition"`
	// DesignEffect multiplies the variance on top of requisition effects. It is 1: no signal
	// is taken to go with another, which only the audit can tell.
	DesignEffect float64 `json:"design_effect"`
	// Margin of the verdicts, as a fraction.
	Margin float64 `json:"margin"`
	Alpha  float64 `json:"alpha"`
	Power  float64 `json:"power"`
}

// Planned is how many decisions a difference needs, where a share of applicants
// has the signal.
type Planned struct {
	Difference float64 `json:"difference"`
	Share      float64 `json:"share"`
	// Decisions at the first stage; 0 = no number of them suffices.
	Decisions int `json:"decisions"`
	// Months of this export's flow; absent if it is not known.
	Months *float64 `json:"months,omitempty"`
}

// Equivalent is how many decisions it takes until the interval of a signal without any
// effect lies inside the margin.
type Equivalent struct {
	Margin    float64  `json:"margin"`
	Share     float64  `json:"share"`
	Decisions int      `json:"decisions"`
	Months    *float64 `json:"months,omitempty"`
}

// plannedShares of applicants with a signal.
func plannedShares() []float64 { return []float64{0.05, 0.10, 0.20, 0.50} }

// plan answers how many decisions are needed at this overall rate.
func (c *Found) plan(margin string) {
	c.Plan = &Plan{Tests: max(len(c.Detectable), 1), PerRequisition: c.perRequisition(), DesignEffect: 1, Margin: c.margin(margin), Alpha: planAlpha, Power: planPower}
	for _, difference := range []float64{0.05, 0.10, 0.15, 0.20, 0.30} {
		for _, share := range plannedShares() {
			other := difference
			if c.flow.rate()+difference > 1 {
				other = -difference // where more is not possible they advance less often
			}
			n, err := c.design(share).Detect(other)
			if err != nil {
				n = 0
			}
			c.Power = append(c.Power, Planned{Difference: difference, Share: share, Decisions: n, Months: c.months(n)})
		}
	}
	for _, share := range plannedShares() {
		n, err := c.design(share).Equivalence(c.Plan.Margin)
		if err != nil {
			n = 0
		}
		c.Equivalence = append(c.Equivalence, Equivalent{Margin: c.Plan.Margin, Share: share, Decisions: n, Months: c.months(n)})
	}
}

func (c *Found) design(share float64) planning.Design {
	return planning.Design{Rate: c.flow.rate(), Share: share, PerRequisition: c.Plan.PerRequisition, DesignEffect: c.Plan.DesignEffect,
		Tests: c.Plan.Tests, Alpha: c.Plan.Alpha, Power: c.Plan.Power}
}

// perRequisition is the mean number of decisions of the first stage's requisitions.
func (c *Found) perRequisition() float64 {
	requisitions := 0
	for _, s := range c.Strata {
		if s.Stage == c.flow.stage && s.N > 0 {
			requisitions++
		}
	}
	if requisitions == 0 || c.flow.n <= requisitions {
		return 0
	}
	return float64(c.flow.n) / float64(requisitions)
}

// margin is the configured one, else the smaller of 5 points and a fifth of the rarer
// decision's share, as the audit has it.
func (c *Found) margin(configured string) float64 {
	if m, err := strconv.ParseFloat(configured, 64); err == nil && m > 0 {
		return m
	}
	rate := c.flow.rate()
	if rate == 0 || rate == 1 {
		return 0.05
	}
	return math.Min(0.05, 0.2*math.Min(rate, 1-rate))
}

// months of this flow that so many decisions take; nil = not known, or no number suffices.
func (c *Found) months(decisions int) *float64 {
	if c.flow.perMonth <= 0 || decisions == 0 {
		return nil
	}
	m := float64(decisions) / c.flow.perMonth
	return &m
}
