package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
)

// caution ends the headline: what the numbers are not.
const caution = "These are associations in the recorded decisions. They don't say why a decision was made, and what isn't recorded isn't adjusted for."

// headline writes the sentences of page 1, in order: the pool, what is
// unadjusted, the weak signals of the first stage by verdict, what stands out later,
// what a review of the readings found, the weak share, changed selections, groups with
// the bridge from them to the signals, who could not be read, and a caution.
func headline(d *dataset.Dataset, r *result.Result, level float64) []result.Sentence {
	stages := r.Stages
	if len(stages) == 0 {
		return []result.Sentence{}
	}
	first := &stages[0]
	out := []result.Sentence{poolSentence(first, level)}
	after := len(out) // what a review found stands behind the signals
	out = append(out, undeclared(d.Spec(), first)...)
	if signals := signalSentences(d.Spec(), stages); len(signals) > 0 {
		out = append(out, signals...)
		after = len(out)
	}
	if r.ExtractionError != nil {
		out = slices.Insert(out, after, readingSentence(d.Spec(), r))
	}
	out = append(out, relianceSentences(first)...)
	for i := range stages {
		if len(stages) == 2 && i == 1 {
			break
		}
		out = append(out, impactSentences(&stages[i])...)
		if i == 0 || i == len(stages)-1 { // the stages between hold fewer people, and would be picked by looking
			out = append(out, bridgeSentences(d.Spec(), &stages[i])...)
		}
	}
	out = append(out, readFailureSentences(r.ReadFailures)...)
	return append(out, result.Sentence{ID: "caution", Text: caution,
		Estimate: result.NotEstimable("none", first.N, "a statement, not a number")})
}

// signalSentences are the weak signals of the first stage by verdict, and what stands
// out later.
func signalSentences(spec dataset.Spec, stages []result.StageResult) []result.Sentence {
	var out []result.Sentence
	first := &stages[0]
	for _, verdict := range []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell} {
		for i := range first.Signals {
			if s := &first.Signals[i]; s.Block == result.Weak && s.Verdict == verdict {
				out = append(out, signalSentence(spec, first, s))
			}
		}
	}
	for i := 1; i < len(stages); i++ {
		if len(stages) == 2 {
			break // one stage: the bottom line is the same again
		}
		for j := range stages[i].Signals {
			if s := &stages[i].Signals[j]; s.Block == result.Weak && s.Verdict == result.Associated {
				out = append(out, signalSentence(spec, &stages[i], s))
			}
		}
	}
	return out
}

func poolSentence(s *result.StageResult, level float64) result.Sentence {
	count := rates.Count(dataset.Cell{N: s.N, Advanced: s.Advanced}, level)
	text := fmt.Sprintf("%d applications for %d requisitions were decided at %s; %s advanced.",
		s.N, s.Requisitions, stageName(s.Stage), result.RateWords(count))
	if s.N == 0 {
		text = fmt.Sprintf("No application was decided at %s, so there is nothing to audit.", stageName(s.Stage))
	}
	return result.Sentence{ID: "pool", Text: text, Estimate: count.Rate}
}

func stageName(stage string) string {
	if stage == result.BottomLine {
		return "the bottom line (from entering the first stage to being hired)"
	}
	return "the stage “" + strings.ReplaceAll(stage, "_", " ") + "”"
}

func undeclared(spec dataset.Spec, s *result.StageResult) []result.Sentence {
	var out []result.Sentence
	for _, role := range spec.Undeclared {
		text := fmt.Sprintf("Nothing was declared job-related for role %s: its figures are unadjusted.", role)
		if role == "" {
			text = "Nothing was declared job-related: these figures are unadjusted."
		}
		out = append(out, result.Sentence{ID: "undeclared:" + role, Text: text,
			Estimate: result.NotEstimable("none", s.N, "a statement, not a number")})
	}
	return out
}

// signalSentence is the finding on one weak signal at one stage.
func signalSentence(spec dataset.Spec, stage *result.StageResult, s *result.SignalResult) result.Sentence {
	name := spec.LabelOf(s.Signal)
	effect := s.Effect.Estimate
	return result.Sentence{ID: strings.Join([]string{"signal", stage.Stage, s.Signal, string(s.Block)}, ":"),
		Text: signalText(spec, stage, s, name), Estimate: effect}
}

func signalText(spec dataset.Spec, stage *result.StageResult, s *result.SignalResult, name string) string {
	scope := comparable(spec, s)
	where := ""
	if s.Adjusted.Family == result.ExploratoryFamily {
		where = " at " + stageName(stage.Stage) + " (exploratory)"
	}
	switch s.Why.Kind {
	case result.WhyClear:
		return fmt.Sprintf("%s, %s advanced %s percentage points %s often%s (%s)%s; advancing is associated with %s. %s",
			scope, compared(s, name), result.Points(abs(*s.Effect.Value)), result.MoreOrLess(*s.Effect.Value), where, result.IntervalWords(s.Effect.Estimate, result.Points), atLeast(s), name, crudeRates(s))
	case result.WhyBends:
		return fmt.Sprintf("%s, advancing%s is associated with %s, not in one direction: up to %s points between two of its values (%s: %s points, %s).",
			scope, where, name, result.Points(*s.Effect.Largest), s.Effect.Unit, result.Points(*s.Effect.Value), result.IntervalWords(s.Effect.Estimate, result.Points))
	case result.WhyWithin:
		return fmt.Sprintf("%s, %s advanced about equally often%s: a difference of %s points (%s), within the margin of %s points. %s",
			scope, comparedBoth(s, name), where, result.Points(*s.Effect.Value), result.IntervalWords(s.Effect.Estimate, result.Points), result.Points(stage.Margin), crudeRates(s))
	}
	return fmt.Sprintf("It can't be told whether advancing%s is associated with %s. %s", where, name, s.Reason)
}

// atLeast is the end of the interval that allows for the selection of what is reported.
func atLeast(s *result.SignalResult) string {
	if s.Effect.AtLeast == nil {
		return ""
	}
	return ", at least " + result.Points(abs(*s.Effect.AtLeast)) + " allowing for the signals looked at"
}

func crudeRates(s *result.SignalResult) string {
	if s.Kind == result.Numeric {
		return fmt.Sprintf("Crude rates: %s at the upper and %s at the lower values.", result.RateWords(s.Present), result.RateWords(s.Absent))
	}
	return fmt.Sprintf("Crude rates: %s with, %s without.", result.RateWords(s.Present), result.RateWords(s.Absent))
}

// comparable says what was held equal.
func comparable(spec dataset.Spec, s *result.SignalResult) string {
	if len(spec.Undeclared) == len(spec.Roles) {
		return "Among applicants for the same job (unadjusted for qualifications)"
	}
	if len(s.Roles) > 0 && len(s.Roles) < len(spec.Roles) {
		return "Among comparable applicants for the same job (roles: " + strings.Join(s.Roles, ", ") + ")"
	}
	return "Among comparable applicants for the same job"
}

// compared names whose rate is said to be higher or lower: of a numeric signal those with
// the second of the two values.
func compared(s *result.SignalResult, name string) string {
	if s.Kind == result.Numeric {
		return "those with a " + name + " of " + number(*s.Effect.To) + " instead of " + number(*s.Effect.From)
	}
	return "those with " + name
}

func comparedBoth(s *result.SignalResult, name string) string {
	if s.Kind == result.Numeric {
		return "those with a " + name + " of " + number(*s.Effect.To) + " and of " + number(*s.Effect.From)
	}
	return "those with " + name + " and those without"
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// relianceSentences give the weak share and what would change.
func relianceSentences(s *result.StageResult) []result.Sentence {
	r := s.Reliance
	if r == nil {
		return nil
	}
	var out []result.Sentence
	for _, b := range r.Blocks {
		if b.Block != result.Weak {
			continue
		}
		text := "How much of the decisions rests on weak signals can't be told: " + b.Share.NotEstimable + "."
		if v, _, _, ok := b.Share.Bounds(); ok {
			explained, _, _, _ := r.Explained.Bounds()
			text = fmt.Sprintf("The recorded signals together explain %s (%s) of how decisions differ within a requisition; of that, weak signals account for %s (%s).",
				result.Percent(explained), result.IntervalWords(r.Explained, result.Percent), result.Percent(v), result.IntervalWords(b.Share, result.Percent))
		}
		out = append(out, result.Sentence{ID: "reliance", Text: text, Estimate: b.Share})
	}
	c := r.ChangedSelections
	v, _, _, ok := c.Estimate.Bounds()
	null, _, _, okNull := c.UnderNoEffect.Bounds()
	if ok && okNull {
		out = append(out, result.Sentence{ID: "changed_selections", Estimate: c.Estimate, Text: fmt.Sprintf(
			"With the weak signals taken out and the same number of places filled, the model would select someone else for %s of the places (%s); without any association it would be %s.",
			result.Percent(v), result.IntervalWords(c.Estimate, result.Percent), result.Percent(null))})
	}
	return out
}

// impactSentences name the groups whose rate is indicated as lower.
func impactSentences(s *result.StageResult) []result.Sentence {
	var out []result.Sentence
	for _, im := range s.Impact {
		for _, g := range im.Groups {
			v, _, _, ok := g.ImpactRatio.Bounds()
			if g.Verdict != "indicated" || !ok {
				continue
			}
			out = append(out, result.Sentence{ID: strings.Join([]string{"impact", s.Stage, im.Attribute, g.Group}, ":"),
				Estimate: g.ImpactRatio, Text: fmt.Sprintf(
					"At %s the selection rate of %s (%s) was %s of that of %s (%s), below four fifths.",
					stageName(s.Stage), g.Group, result.RateWords(result.Count{N: g.N, Advanced: g.Advanced}), result.Percent(v),
					im.ReferenceGroup, result.IntervalWords(g.ImpactRatio, result.Percent))})
		}
	}
	return out
}
