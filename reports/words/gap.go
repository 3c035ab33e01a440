package words

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
)

// ofGroup words what is stated of one group against the reference group.
func (t teller) ofGroup(stage *result.StageResult, s *result.Sentence) string {
	for i := range stage.GapDecomposition {
		if g := &stage.GapDecomposition[i]; s.Kind == result.StatesGap && g.Attribute == s.Attribute && g.Group == s.Group {
			return t.gap(stage, g, s.Signals)
		}
	}
	for _, im := range stage.Impact {
		for _, g := range im.Groups {
			if im.Attribute != s.Attribute || g.Group != s.Group {
				continue
			}
			switch {
			case s.Kind == result.StatesImpact:
				return impact(stage, im, g)
			case s.Kind == result.StatesWhatIf && g.Neutralised != nil:
				return whatIf(im, g)
			}
		}
	}
	return s.Text
}

func impact(s *result.StageResult, im result.Impact, g result.GroupResult) string {
	v, _, _, _ := g.ImpactRatio.Bounds()
	return fmt.Sprintf("At %s the selection rate of %s (%s) was %s of that of %s (%s), below four fifths.",
		stageWords(s.Stage), g.Group, result.RateWords(result.Count{N: g.N, Advanced: g.Advanced}), result.Percent(v), im.ReferenceGroup, result.IntervalWords(g.ImpactRatio, result.Percent))
}

func whatIf(im result.Impact, g result.GroupResult) string {
	w := g.Neutralised
	return fmt.Sprintf("With the same places filled without the weak signals, the model expects %s of %s to advance instead of %s (%s), and their rate to be %s instead of %s of that of %s (%s).",
		result.Percent(*w.After.Value), g.Group, result.Percent(*w.Before.Value), result.IntervalWords(w.After, result.Percent),
		result.Percent(*w.RatioAfter.Value), result.Percent(*w.RatioBefore.Value), im.ReferenceGroup, result.IntervalWords(w.RatioAfter, result.Percent))
}

// gap words a gap and its parts, these on the scale of the gap: positive = in its direction.
func (t teller) gap(s *result.StageResult, g *result.GapDecomposition, through []string) string {
	gap := *g.Gap.Value
	text := fmt.Sprintf("Among applicants for the same job, %s advanced %s points %s often than %s at %s (%s).",
		g.Group, result.Points(math.Abs(gap)), result.MoreOrLess(gap), g.ReferenceGroup, stageWords(s.Stage), result.IntervalWords(g.Gap, result.Points))
	weak, _ := g.Part(result.PartWeak)
	related, _ := g.Part(result.PartJobRelated)
	rest, _ := g.Part(result.PartUnexplained)
	if !weak.Estimable() || !related.Estimable() || !rest.Estimable() {
		return text
	}
	along := func(e result.Estimate) float64 { return math.Copysign(1, gap) * *e.Value }
	if along(weak) > 0 {
		text += fmt.Sprintf(" %s of the %s points of the gap between %s and %s run through %s (%s);", result.Points(along(weak)), result.Points(math.Abs(gap)),
			g.Group, g.ReferenceGroup, t.through(g, through), result.IntervalWords(flipped(weak, gap), result.Points))
	} else {
		text += fmt.Sprintf(" The gap does not run through weak signals: they account for %s points of it (%s);", result.Points(along(weak)), result.IntervalWords(flipped(weak, gap), result.Points))
	}
	return text + fmt.Sprintf(" %s through job-related criteria, and %s through nothing that is recorded.", result.Points(along(related)), result.Points(along(rest)))
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

// through names the signals that a gap runs through: "weak signals, mostly open source
// (4.0) and referral (2.1)".
func (t teller) through(g *result.GapDecomposition, signals []string) string {
	if len(signals) == 0 {
		return "weak signals, none of which stands out"
	}
	var named []string
	for _, id := range signals[:min(len(signals), maxNamed)] {
		part, _ := g.Part(id)
		named = append(named, fmt.Sprintf("%s (%s)", t.label(id), result.Points(math.Abs(*part.Value))))
	}
	return "weak signals, mostly " + List(named)
}
