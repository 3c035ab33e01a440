package model

import (
	"fmt"
	"strings"

	"weaksignal/audit/result"
)

// The conditional likelihood is the automatic choice where requisitions are many
// and small: the penalty on many intercepts does not remove the bias that they
// bring (incidental parameters), and few applications a requisition make it large.
const (
	conditionalBelow = 20  // informative applications per requisition, on average
	conditionalAbove = 200 // informative requisitions
	// conditionalCost bounds an automatic exact recursion, about half a second a
	// step. It is reached with large requisitions only, which don't need it.
	conditionalCost = 5e8
)

// Choice is the plan with every automatic choice made, and why in words.
type Choice struct {
	Plan
	// LinearHeadline: effects are coefficients of the within-requisition linear model over
	// all requisitions, those with one outcome included. The conditional likelihood has no
	// fitted rates, and the average over informative requisitions alone is 1.4 to 2.1 times
	// too large where requisitions hold 2 to 4 applications.
	LinearHeadline bool
	rule           string
}

// choose resolves what the plan leaves open, from the informative requisitions
// (some advanced, some did not) and the applications in them.
func choose(p Plan, of pool) Choice {
	c := Choice{Plan: p}
	var why []string
	if p.Likelihood == result.LikelihoodCond && p.RequisitionEffects == result.RequisitionNone {
		c.RequisitionEffects = result.RequisitionFixed
		why = append(why, "requisition effects: conditioned out (the conditional likelihood compares within requisitions, whatever the plan says of effects)")
	} else if p.RequisitionEffects == "auto" {
		c.RequisitionEffects = result.RequisitionFixed
		why = append(why, "requisition effects: each requisition has its own intercept, so that applicants are compared within it (automatic)")
	} else {
		why = append(why, "requisition effects: "+p.RequisitionEffects+" (fixed by the plan)")
	}
	c.chooseLikelihood(&why, of)
	c.choosePenalty(&why)
	c.chooseHeadline(p, &why, of)
	c.chooseForm(&why)
	c.rule = strings.Join(why, "; ")
	return c
}

func (c *Choice) chooseLikelihood(why *[]string, of pool) {
	if c.Likelihood != "auto" {
		*why = append(*why, "likelihood: "+c.Likelihood+" (fixed by the plan)")
		return
	}
	mean := float64(of.applications) / float64(max(of.Informative, 1))
	c.Likelihood = result.LikelihoodUncond
	numbers := fmt.Sprintf("%d requisitions with both outcomes hold %.1f applications on average", of.Informative, mean)
	switch {
	case c.RequisitionEffects != result.RequisitionFixed:
		*why = append(*why, "likelihood: unconditional (automatic: there are no requisition effects to condition on)")
	case of.Informative > conditionalAbove && mean >= conditionalBelow && of.cost() > conditionalCost:
		*why = append(*why, fmt.Sprintf("likelihood: unconditional (automatic: %s, which asks for the conditional one, but requisitions this large make its exact sum too long and its correction too small to matter)", numbers))
	case of.Informative > conditionalAbove || of.Informative > 1 && mean < conditionalBelow:
		c.Likelihood = result.LikelihoodCond
		*why = append(*why, fmt.Sprintf("likelihood: conditional on the number advanced in each requisition (automatic: %s; the rule is under %d on average or more than %d requisitions)",
			numbers, conditionalBelow, conditionalAbove))
	default:
		*why = append(*why, fmt.Sprintf("likelihood: unconditional (automatic: %s; conditional only under %d on average or above %d requisitions)",
			numbers, conditionalBelow, conditionalAbove))
	}
}

func (c *Choice) choosePenalty(why *[]string) {
	switch {
	case c.Likelihood == result.LikelihoodCond:
		if c.Penalty == result.PenaltyFirth {
			*why = append(*why, "penalty: none (the conditional likelihood is fitted without the penalty that the plan asks for)")
		} else {
			*why = append(*why, "penalty: none (conditional likelihood)")
		}
		c.Penalty = result.PenaltyNone
	case c.Penalty == "auto":
		c.Penalty = result.PenaltyFirth
		*why = append(*why, "penalty: Firth's (automatic, always: finite under separation and nearly unbiased in small samples)")
	default:
		*why = append(*why, "penalty: "+c.Penalty+" (fixed by the plan)")
	}
}

// chooseHeadline decides what the effects are read from.
func (c *Choice) chooseHeadline(p Plan, why *[]string, of pool) {
	mean := float64(of.all) / float64(max(of.requisitions, 1))
	switch {
	case c.RequisitionEffects != result.RequisitionFixed:
	case c.Likelihood == result.LikelihoodCond:
		c.LinearHeadline = true
		*why = append(*why, "effects: coefficients of the within-requisition linear model over all requisitions (the conditional likelihood has no fitted rates)")
	case p.Likelihood == "auto" && of.requisitions > 1 && mean < conditionalBelow:
		c.LinearHeadline = true
		*why = append(*why, fmt.Sprintf("effects: coefficients of the within-requisition linear model over all requisitions (automatic: %.1f applications a requisition on average, under %d)", mean, conditionalBelow))
	}
}

// chooseForm says how numeric criteria enter.
func (c *Choice) chooseForm(why *[]string) {
	if c.Form != FormAuto {
		*why = append(*why, fmt.Sprintf("numeric criteria: %s (fixed by the plan)", c.Form))
		return
	}
	*why = append(*why, "numeric criteria: restricted cubic splines (automatic; straight lines and quantile groups beside them)")
}
