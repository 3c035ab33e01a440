package audit

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
)

// bridgeSentences say, of the widest clear gap of each attribute, how much of it runs
// through weak signals and what would be without them. A gap is clear where the
// group's own p, adjusted over the groups, finds it larger than chance makes it, and
// its interval excludes 0: nothing is split that may be no gap. Where decisions are few for the signals of the model nothing is said.
func bridgeSentences(spec dataset.Spec, s *result.StageResult) []result.Sentence {
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
		g := widest[attribute]
		out = append(out, bridgeSentence(spec, s, g))
		if what := whatIfSentence(s, g); what != nil {
			out = append(out, *what)
		}
	}
	return out
}

func sentenceID(kind string, s *result.StageResult, g *result.GapDecomposition) string {
	return strings.Join([]string{kind, s.Stage, g.Attribute, g.Group}, ":")
}

func bridgeSentence(spec dataset.Spec, s *result.StageResult, g *result.GapDecomposition) result.Sentence {
	parts := map[string]result.Estimate{}
	for _, p := range g.Parts {
		parts[p.Part] = p.Estimate
	}
	weak, related, rest := parts["weak"], parts["job_related"], parts["unexplained"]
	gap := *g.Gap.Value
	text := fmt.Sprintf("Among applicants for the same job, %s advanced %s points %s often than %s at %s (%s).",
		g.Group, result.Points(abs(gap)), result.MoreOrLess(gap), g.ReferenceGroup, stageName(s.Stage), result.IntervalWords(g.Gap, result.Points))
	if !weak.Estimable() || !related.Estimable() || !rest.Estimable() {
		return result.Sentence{ID: sentenceID("bridge", s, g), Text: text, Estimate: g.Gap}
	}
	// Parts are told on the scale of the gap: positive = in its direction.
	along := func(e result.Estimate) float64 { return math.Copysign(1, gap) * *e.Value }
	if along(weak) > 0 {
		text += fmt.Sprintf(" %s of the %s points of the gap between %s and %s run through %s (%s);", result.Points(along(weak)), result.Points(abs(gap)),
			g.Group, g.ReferenceGroup, throughWords(spec, g, gap), result.IntervalWords(flipped(weak, gap), result.Points))
	} else {
		text += fmt.Sprintf(" The gap does not run through weak signals: they account for %s points of it (%s);", result.Points(along(weak)), result.IntervalWords(flipped(weak, gap), result.Points))
	}
	text += fmt.Sprintf(" %s through job-related criteria, and %s through nothing that is recorded.", result.Points(along(related)), result.Points(along(rest)))
	return result.Sentence{ID: sentenceID("bridge", s, g), Text: text, Estimate: weak}
}

// flipped turns an estimate so that positive means in the gap's direction.
func flipped(e result.Estimate, gap float64) result.Estimate {
	if gap > 0 || e.Low == nil || e.High == nil {
		return e
	}
	value, low, high := -*e.Value, -*e.High, -*e.Low
	e.Value, e.Low, e.High = &value, &low, &high
	return e
}

// maxNamed bounds the signals that a sentence names.
const maxNamed = 3

// throughWords names the signals whose own part is clear, widest first: "weak signals,
// mostly open source (4.0) and referral (2.1)".
func throughWords(spec dataset.Spec, g *result.GapDecomposition, gap float64) string {
	type named struct {
		name string
		part float64
	}
	var clear []named
	for _, p := range g.Parts {
		for i := range spec.Signals {
			if spec.Signals[i].ID == p.Part && result.ExcludesZero(p.Estimate) && *p.Estimate.Value*gap > 0 {
				clear = append(clear, named{spec.Label(i), abs(*p.Estimate.Value)})
			}
		}
	}
	slices.SortStableFunc(clear, func(a, b named) int {
		if a.part > b.part {
			return -1
		}
		return 1
	})
	if len(clear) == 0 {
		return "weak signals, none of which stands out"
	}
	var words []string
	for _, c := range clear[:min(len(clear), maxNamed)] {
		words = append(words, fmt.Sprintf("%s (%s)", c.name, result.Points(c.part)))
	}
	last := len(words) - 1
	if last == 0 {
		return "weak signals, mostly " + words[0]
	}
	return "weak signals, mostly " + strings.Join(words[:last], ", ") + " and " + words[last]
}

// whatIfSentence is the model's answer for the group of a gap; nil where there is none.
func whatIfSentence(s *result.StageResult, g *result.GapDecomposition) *result.Sentence {
	for _, im := range s.Impact {
		for _, group := range im.Groups {
			w := group.Neutralised
			if im.Attribute != g.Attribute || group.Group != g.Group || w == nil || !w.RatioAfter.Estimable() || !w.RatioBefore.Estimable() {
				continue
			}
			return &result.Sentence{ID: sentenceID("what_if", s, g), Estimate: w.RatioAfter, Text: fmt.Sprintf(
				"With the same places filled without the weak signals, the model expects %s of %s to advance instead of %s (%s), and their rate to be %s instead of %s of that of %s (%s).",
				result.Percent(*w.After.Value), group.Group, result.Percent(*w.Before.Value), result.IntervalWords(w.After, result.Percent),
				result.Percent(*w.RatioAfter.Value), result.Percent(*w.RatioBefore.Value), im.ReferenceGroup, result.IntervalWords(w.RatioAfter, result.Percent))}
		}
	}
	return nil
}
