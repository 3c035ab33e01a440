package model

import (
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
)

// straight is the linear model in which every factor has one column, its value: what the
// overlap between signals and the robustness value, which are defined on single columns,
// are read from. The unknown of each enter with an indicator here too.
type straight struct {
	design *Design
	fit    *logit.Fit // nil: no more applications than parameters
	within *within
	// at is the column of each factor.
	at      []int
	shifter *shifter // made when it is asked for
}

func newStraight(a *Adjustment) *straight {
	d := a.Base.straightDesign()
	s := &straight{design: d}
	g, err := logit.NewGrouped(d.lazily(), logit.GroupedOptions{Workers: a.Workers})
	if err != nil {
		return s
	}
	s.fit, _ = logit.LinearProbability(g)
	s.within = withinMoments(d, g.Estimable())
	for j := range d.Factors {
		s.at = append(s.at, d.Own[j][0])
	}
	return s
}

// straightDesign has one column for each factor.
func (b *Base) straightDesign() *Design {
	d := &Design{Base: b, Spec: All(FormLinear), Factors: b.Factors, codes: b.codes, Own: make([][]int, len(b.Factors)),
		levels: make([]dataset.Distribution, len(b.Factors))}
	d.take()
	seen := map[[2]uint64]bool{}
	var marks []Column
	for j := range d.Factors {
		f := &d.Factors[j]
		n := make([]float64, len(f.Values))
		for i, at := range d.At {
			n[d.codes[j][at]] += d.N[i]
		}
		d.levels[j] = f.Distribution(n)
		d.Own[j] = []int{len(d.Columns)}
		if f.Kind == result.Binary {
			d.Columns = append(d.Columns, yesOrNo(f, j))
		} else {
			d.Columns = append(d.Columns, line(f, j, &d.levels[j]))
		}
		if n[0] > 0 && d.newMask(j, seen) {
			marks = append(marks, indicator(f, j))
		}
	}
	d.Columns = append(d.Columns, marks...)
	return d
}

// overlaps warns of factors that the others nearly determine.
func (s *straight) overlaps() []string {
	var out []string
	if s.within == nil {
		return nil
	}
	for j := range s.design.Factors {
		if vif, ok := s.within.vif(s.at[j]); ok && vif > 5 {
			out = append(out, fmt.Sprintf("%s overlaps with the other signals (variance inflation %.1f): its own part is hard to tell apart.",
				s.design.Factors[j].Term, vif))
		}
	}
	return out
}
