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

const (
	equalRatio  = .95
	fourFifths  = .80
	heterogeneP = .05
)

// verdicts of one pool.
type verdicts [rateCount]count

func (p *pool) judge(r *result.Result, reliance bool) (verdicts, error) {
	var v verdicts
	for at := range r.Stages {
		stage := &r.Stages[at]
		if stage.Stage == result.BottomLine {
			continue
		}
		if at > 0 {
			p.judgeLater(&v, at, stage)
			continue
		}
		if err := p.judgeFirst(&v, stage); err != nil {
			return v, err
		}
	}
	if first := &r.Stages[0]; reliance && first.Reliance != nil {
		judgeShare(&v, first.Reliance)
	}
	p.judgeImpact(&v, &r.Stages[0])
	return v, nil
}

func (p *pool) judgeFirst(v *verdicts, stage *result.StageResult) error {
	found, plantedHere, nulls, flagged, variesHere, clearedVaries := 0, 0, 0, false, 0, false
	overstated := false
	for i := range stage.Signals {
		s := &stage.Signals[i]
		if s.Block != result.Weak {
			continue
		}
		flag, clear := s.Verdict == result.Associated, s.Verdict == result.NoMaterialAssociation
		v[undecided].add(s.Verdict == result.CannotTell)
		truth, known, err := p.effect(0, s)
		if err != nil {
			return err
		}
		if at := s.Effect.AtLeast; at != nil && known && p.class(s) != varies {
			overstated = overstated || *at*truth < 0 || math.Abs(*at) > math.Abs(truth)+1e-12
		}
		switch p.class(s) {
		case null, lost:
			nulls++
			flagged = flagged || flag
			v[nullBelow].add(s.Effect.P != nil && *s.Effect.P < .05)
			v[cleared].add(clear)
		case planted:
			plantedHere++
			v[power].add(flag)
			if flag {
				found++
			}
			if known && math.Abs(truth) >= stage.Margin {
				v[reassured].add(clear)
			}
		case varies:
			variesHere++
			clearedVaries = clearedVaries || clear
			v[variesFound].add(flag || p.named(s))
		case tainted:
			v[taintedCleared].add(clear)
			v[taintedNamed].add(criterionNamed(s))
		}
		p.judgeDiffering(v, s)
	}
	if nulls > 0 {
		v[falseFlag].add(flagged)
	}
	if plantedHere > 0 {
		v[allFound].add(found == plantedHere)
	}
	if variesHere > 0 {
		v[variesCleared].add(clearedVaries)
	}
	v[atLeastFalse].add(overstated)
	p.judgeNames(v, stage)
	return nil
}

// judgeDiffering holds what is said of one signal's differences against what differs.
func (p *pool) judgeDiffering(v *verdicts, s *result.SignalResult) {
	g := &p.spec.Signals[p.index(s.Signal)]
	for _, m := range s.DiffersBy {
		if m.By == result.ByRequisition && m.P != nil && g.Spread == 0 && g.Effect.Differs == nil && p.class(s) == null {
			v[differsByRequisition].add(*m.P < heterogeneP)
		}
	}
	if g.Effect.Differs != nil {
		v[differsNamed].add(p.named(s))
	}
}

// judgeNames counts pools in which a difference is named where there is none: of signals
// without any effect, which is the same for everybody.
func (p *pool) judgeNames(v *verdicts, stage *result.StageResult) {
	any, said := false, false
	for i := range stage.Signals {
		s := &stage.Signals[i]
		if s.Block != result.Weak || p.class(s) != null {
			continue
		}
		for _, m := range s.DiffersBy {
			any = true
			said = said || m.PAdjusted != nil && *m.PAdjusted < heterogeneP
		}
	}
	if any {
		v[differsFalsely].add(said)
	}
}

// named tells whether what the signal's effect differs by is said of it.
func (p *pool) named(s *result.SignalResult) bool {
	for _, m := range s.DiffersBy {
		if p.differsBy(p.index(s.Signal), &m) && m.PAdjusted != nil && *m.PAdjusted < heterogeneP {
			return true
		}
	}
	return false
}

// criterionNamed tells whether leaving one criterion out makes the signal associated.
func criterionNamed(s *result.SignalResult) bool {
	for _, c := range s.Criteria {
		if c.Without != "all" && c.Without != "none" && c.Verdict == result.Associated && s.Verdict != result.Associated {
			return true
		}
	}
	return false
}

// judgeLater counts flags at a later stage of signals that do nothing there.
func (p *pool) judgeLater(v *verdicts, at int, stage *result.StageResult) {
	nulls, flagged := 0, false
	for i := range stage.Signals {
		s := &stage.Signals[i]
		truth, ok, err := p.effect(at, s)
		if s.Block != result.Weak || !ok || err != nil || truth != 0 {
			continue
		}
		nulls++
		flagged = flagged || s.Verdict == result.Associated
	}
	if nulls > 0 {
		v[laterFlag].add(flagged)
	}
}

func judgeShare(v *verdicts, r *result.Reliance) {
	if r.PermutationP != nil {
		v[blockBelow].add(*r.PermutationP < .05)
	}
	none := r.ChangedSelections.UnderNoEffect
	if value, _, _, ok := r.ChangedSelections.Estimate.Bounds(); ok && none.High != nil {
		v[changedBeyond].add(value > *none.High)
	}
	for _, b := range r.Blocks {
		if b.Block != result.Weak {
			continue
		}
		value, low, high, ok := b.Share.Bounds()
		v[sharePrinted].add(ok)
		if ok {
			v[shareOutside].add(value < 0 || value > 1 || low < 0 || high > 1)
		}
	}
}

// judgeImpact counts pools with an equal group indicated, and low groups that are.
func (p *pool) judgeImpact(v *verdicts, stage *result.StageResult) {
	for _, im := range stage.Impact {
		reference, ok := p.truth.GroupRate(simulate.TableStage, im.Attribute, im.ReferenceGroup)
		if !ok || reference == 0 {
			continue
		}
		equals, wrong := 0, false
		for _, g := range im.Groups {
			r, known := p.truth.GroupRate(simulate.TableStage, im.Attribute, g.Group)
			if !known || g.Group == im.ReferenceGroup {
				continue
			}
			switch said := g.Verdict == "indicated"; {
			case r/reference >= equalRatio:
				equals++
				wrong = wrong || said
			case r/reference < fourFifths:
				v[lowIndicated].add(said)
			}
		}
		if equals > 0 {
			v[equalIndicated].add(wrong)
		}
	}
}
