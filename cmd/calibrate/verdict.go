package main

import (
	"math"

	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
)

// count is how many of how many.
type count struct{ hits, of int }

func (c *count) add(hit bool) {
	c.of++
	if hit {
		c.hits++
	}
}

// verdicts of one pool.
type verdicts struct {
	// anyFalse: some weak signal without an effect was judged associated.
	anyFalse count
	// power: planted signals judged associated.
	power count
	// small: weak signals without an effect whose unadjusted p is below 0.05.
	small count
	// reassured: planted signals of at least the margin judged no_material_association.
	reassured count
	// undecided weak signals.
	undecided count
	// cleared: weak signals without an effect judged no_material_association.
	cleared count
	// block: the weak block's permutation p is below 0.05.
	block count
	// impact: adverse impact indicated for a group whose true ratio is 0.8 or more,
	// and for one below.
	falseImpact, trueImpact count
}

// rateNames are the lines of the table of rates, in order.
func rateNames() []string {
	return []string{
		"no effect: any judged relied on",
		"no effect: p < 0.05 uncorrected",
		"no effect: judged no material reliance",
		"planted: judged relied on (power)",
		"planted at or above the margin: judged no material reliance",
		"weak signals judged cannot tell",
		"weak block: permutation p < 0.05",
		"impact indicated, true ratio ≥ 0.8",
		"impact indicated, true ratio < 0.8",
	}
}

// rateKind marks the lines that the workbook charts.
func rateKind(i int) string {
	switch i {
	case 0:
		return rateFalseFlag
	case 3:
		return ratePower
	}
	return ""
}

func (v *verdicts) counts() []count {
	return []count{v.anyFalse, v.small, v.cleared, v.power, v.reassured, v.undecided, v.block, v.falseImpact, v.trueImpact}
}

func judge(stage *result.StageResult, truth *simulate.Truth, reliance bool) verdicts {
	var v verdicts
	nulls, flagged := 0, false
	for i := range stage.Signals {
		s := &stage.Signals[i]
		e := truth.Effects(stage.Stage, s.Signal, string(s.Block))
		if e == nil || s.Block != result.Weak {
			continue
		}
		v.undecided.add(s.Verdict == result.CannotTell)
		if class(s, e) == null {
			nulls++
			flagged = flagged || s.Verdict == result.Associated
			p := s.Effect.P
			v.small.add(p != nil && *p < 0.05)
			v.cleared.add(s.Verdict == result.NoMaterialAssociation)
			continue
		}
		v.power.add(s.Verdict == result.Associated)
		if effect := e.AverageMarginalEffect; effect != nil && math.Abs(*effect) >= stage.Margin {
			v.reassured.add(s.Verdict == result.NoMaterialAssociation)
		}
	}
	if nulls > 0 {
		v.anyFalse.add(flagged)
	}
	if reliance && stage.Reliance != nil && stage.Reliance.PermutationP != nil {
		v.block.add(*stage.Reliance.PermutationP < 0.05)
	}
	v.judgeImpact(stage, truth)
	return v
}

func (v *verdicts) judgeImpact(stage *result.StageResult, truth *simulate.Truth) {
	for _, im := range stage.Impact {
		reference, ok := truth.GroupRate(stage.Stage, im.Attribute, im.ReferenceGroup)
		for _, g := range im.Groups {
			r, known := truth.GroupRate(stage.Stage, im.Attribute, g.Group)
			if !ok || !known || reference == 0 || g.Group == im.ReferenceGroup {
				continue
			}
			c := &v.falseImpact
			if r/reference < 0.8 {
				c = &v.trueImpact
			}
			c.add(g.Verdict == "indicated")
		}
	}
}
