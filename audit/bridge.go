package audit

import (
	"cmp"
	"math"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// gapStatements point to the widest clear gap of each attribute, which of it runs through
// weak signals, and what would be without them. A gap is clear where the
// group's own p, adjusted over the groups, finds it larger than chance makes it, and
// its interval excludes 0: nothing is split that may be no gap. Where decisions are few for the signals of the model nothing is said.
func gapStatements(spec dataset.Spec, s *result.StageResult) []result.Sentence {
	type group struct{ attribute, name string }
	clear := map[group]bool{}
	for _, im := range s.Impact {
		for _, g := range im.Groups {
			clear[group{im.Attribute, g.Group}] = g.PAdjusted != nil && *g.PAdjusted < result.OmnibusAlpha
		}
	}
	if m := s.Model; m == nil || min(s.Advanced, s.N-s.Advanced) < model.EventsPerTerm*len(m.Terms) {
		return nil
	}
	widest := map[string]*result.GapDecomposition{}
	var order []string
	for i := range s.GapDecomposition {
		g := &s.GapDecomposition[i]
		if !clear[group{g.Attribute, g.Group}] || !result.ExcludesZero(g.Gap) {
			continue
		}
		best := widest[g.Attribute]
		if best == nil {
			order = append(order, g.Attribute)
		}
		if best == nil || math.Abs(*g.Gap.Value) > math.Abs(*best.Gap.Value) {
			widest[g.Attribute] = g
		}
	}
	var out []result.Sentence
	for _, attribute := range order {
		out = append(out, gapStatement(spec, s, widest[attribute]))
		if what := whatIfStatement(s, widest[attribute]); what != nil {
			out = append(out, *what)
		}
	}
	return out
}

// gapStatement's estimate is the weak part where there is one, else the gap.
func gapStatement(spec dataset.Spec, s *result.StageResult, g *result.GapDecomposition) result.Sentence {
	out := result.Sentence{ID: statementID(result.StatesGap, s.Stage, g.Attribute, g.Group), Kind: result.StatesGap,
		Stage: s.Stage, Attribute: g.Attribute, Group: g.Group, Estimate: g.Gap, Signals: through(spec, g)}
	weak, split := g.Part(result.PartWeak)
	for _, part := range []string{result.PartJobRelated, result.PartUnexplained} {
		e, ok := g.Part(part)
		split = split && ok && e.Estimable()
	}
	if split && weak.Estimable() {
		out.Estimate = weak
	}
	return out
}

// through are the signals whose own part of the gap is clear and in its direction, widest
// first.
func through(spec dataset.Spec, g *result.GapDecomposition) []string {
	var clear []result.GapPart
	for _, p := range g.Parts {
		known := slices.ContainsFunc(spec.Signals, func(s dataset.SignalSpec) bool { return s.ID == p.Part })
		if known && result.ExcludesZero(p.Estimate) && *p.Estimate.Value**g.Gap.Value > 0 {
			clear = append(clear, p)
		}
	}
	slices.SortStableFunc(clear, func(a, b result.GapPart) int {
		return cmp.Compare(math.Abs(*b.Estimate.Value), math.Abs(*a.Estimate.Value))
	})
	var out []string
	for _, p := range clear {
		out = append(out, p.Part)
	}
	return out
}

// whatIfStatement is the model's answer for the group of a gap; nil where there is none.
func whatIfStatement(s *result.StageResult, g *result.GapDecomposition) *result.Sentence {
	for _, im := range s.Impact {
		for _, group := range im.Groups {
			w := group.Neutralised
			if im.Attribute != g.Attribute || group.Group != g.Group || w == nil || !w.RatioAfter.Estimable() || !w.RatioBefore.Estimable() {
				continue
			}
			return &result.Sentence{ID: statementID(result.StatesWhatIf, s.Stage, g.Attribute, g.Group), Kind: result.StatesWhatIf,
				Stage: s.Stage, Attribute: g.Attribute, Group: g.Group, Estimate: w.RatioAfter}
		}
	}
	return nil
}
