package main

import (
	"fmt"
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

// Rates of what the audit said, in the order of the tables.
const (
	falseFlag = iota
	nullBelow
	cleared
	undecided
	power
	allFound
	reassured
	variesCleared
	variesFound
	atLeastFalse
	taintedNamed
	taintedCleared
	differsByRequisition
	differsFalsely
	differsNamed
	laterFlag
	blockBelow
	sharePrinted
	shareOutside
	equalIndicated
	lowIndicated
	rateCount
)

// rateOf is one line of the tables of rates.
type rateOf struct {
	words string
	table string
	// most is the bar in every supported scenario, mostIn and leastIn those in the ones
	// that they name; nil = none.
	most            *float64
	mostIn, leastIn map[string]float64
}

// Tables of rates.
const (
	tableVerdicts = "Verdicts"
	tableForm     = "Effects that vary, criteria and stages"
	tableShares   = "Shares and groups"
)

func rateLines() [rateCount]rateOf {
	most := func(p float64) *float64 { return &p }
	return [rateCount]rateOf{
		falseFlag:            {words: "no effect: any signal associated", table: tableVerdicts, most: most(.05)},
		nullBelow:            {words: "no effect: p < .05 uncorrected", table: tableVerdicts},
		cleared:              {words: "no effect: no material association", table: tableVerdicts, leastIn: map[string]float64{"large_none": .60}},
		undecided:            {words: "weak signals: cannot tell", table: tableVerdicts},
		power:                {words: "planted: associated (power)", table: tableVerdicts, leastIn: map[string]float64{"strong": .80}},
		allFound:             {words: "planted: all of them associated", table: tableVerdicts, leastIn: map[string]float64{"seventeen": .75}},
		reassured:            {words: "planted, material: no material association", table: tableVerdicts, most: most(.05)},
		atLeastFalse:         {words: "any \"at least\" beyond the truth", table: tableVerdicts, most: most(.065)},
		variesCleared:        {words: "varies: any no material association", table: tableForm, most: most(.05)},
		variesFound:          {words: "varies: associated, or what it differs by named", table: tableForm},
		taintedNamed:         {words: "within a criterion: associated without it", table: tableForm},
		taintedCleared:       {words: "within a criterion: no material association", table: tableForm},
		differsByRequisition: {words: "alike in all requisitions: p of heterogeneity < .05", table: tableForm, most: most(.07)},
		differsFalsely:       {words: "alike for all: any difference named", table: tableForm, most: most(.07)},
		differsNamed:         {words: "differs: by what, named", table: tableForm},
		laterFlag:            {words: "later stages, no effect there: any associated", table: tableForm, most: most(.05)},
		blockBelow:           {words: "weak block: permutation p < .05", table: tableShares},
		sharePrinted: {words: "share of the weak signals printed", table: tableShares,
			mostIn: map[string]float64{"none": .07, "small_none": .07, "correlated_none": .07}, leastIn: map[string]float64{"all_weak": .80}},
		shareOutside:   {words: "share or its interval outside [0, 1]", table: tableShares, most: most(0)},
		equalIndicated: {words: "equal group indicated (true ratio ≥ .95)", table: tableShares, most: most(.05)},
		lowIndicated:   {words: "low group indicated (true ratio < .80)", table: tableShares},
	}
}

// bar holds a rate against its bar, giving two Monte Carlo errors of room; "" = none.
func (l rateOf) bar(s scenario, rate, mc float64) string {
	most, bounded := l.mostIn[s.id]
	if !bounded && l.most != nil {
		most, bounded = *l.most, true
	}
	least, wanted := l.leastIn[s.id]
	switch {
	case !bounded && !wanted:
		return ""
	case bounded && rate > most && s.unsupported != "":
		return fmt.Sprintf("above %s, not supported", percent(most))
	case bounded && rate-2*mc > most:
		return "ABOVE " + percent(most)
	case wanted && rate+2*mc < least:
		return "BELOW " + percent(least)
	case bounded && rate > most, wanted && rate < least:
		return "within error of the bar"
	}
	return barMet
}

func percent(p float64) string { return fmt.Sprintf("%g %%", math.Round(1000*p)/10) }

const (
	equalRatio  = .95
	fourFifths  = .80
	heterogeneP = .05
	barMet      = "met"
	barNone     = "check only"
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
