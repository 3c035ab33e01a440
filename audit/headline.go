package audit

import (
	"fmt"
	"strings"
)

// caution ends the headline: what the numbers are not.
const caution = "These are associations in the recorded decisions. They don't say why a decision was made, and what isn't recorded isn't adjusted for."

// headline writes the sentences of page 1, in order: the pool, what is
// unadjusted, the weak signals of the first stage by verdict, what stands out later, the weak
// share, changed selections, groups with the bridge from them to the signals, and a
// caution.
func headline(d *Dataset, stages []StageResult, level float64) []Sentence {
	if len(stages) == 0 {
		return []Sentence{}
	}
	first := &stages[0]
	out := []Sentence{poolSentence(first, level)}
	out = append(out, undeclared(d.Spec(), first)...)
	for _, verdict := range []Verdict{ReliedOn, NoMaterialReliance, CannotTell} {
		for i := range first.Signals {
			if s := &first.Signals[i]; s.Block == Weak && s.Verdict == verdict {
				out = append(out, signalSentence(d.Spec(), first, s))
			}
		}
	}
	for i := 1; i < len(stages); i++ {
		if len(stages) == 2 {
			break // one stage: the bottom line is the same again
		}
		for j := range stages[i].Signals {
			if s := &stages[i].Signals[j]; s.Block == Weak && s.Verdict == ReliedOn {
				out = append(out, signalSentence(d.Spec(), &stages[i], s))
			}
		}
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
	return append(out, Sentence{ID: "caution", Text: caution,
		Estimate: NotEstimable("none", first.N, "a statement, not a number")})
}

func poolSentence(s *StageResult, level float64) Sentence {
	count := rate(cell{s.N, s.Advanced}, level)
	text := fmt.Sprintf("%d applications for %d requisitions were decided at %s; %s advanced.",
		s.N, s.Requisitions, stageName(s.Stage), rateWords(count))
	if s.N == 0 {
		text = fmt.Sprintf("No application was decided at %s, so there is nothing to audit.", stageName(s.Stage))
	}
	return Sentence{ID: "pool", Text: text, Estimate: count.Rate}
}

func stageName(stage string) string {
	if stage == BottomLine {
		return "the bottom line (from entering the first stage to being hired)"
	}
	return "the stage “" + strings.ReplaceAll(stage, "_", " ") + "”"
}

func undeclared(spec Spec, s *StageResult) []Sentence {
	var out []Sentence
	for _, role := range spec.Undeclared {
		text := fmt.Sprintf("Nothing was declared job-related for role %s: its figures are unadjusted.", role)
		if role == "" {
			text = "Nothing was declared job-related: these figures are unadjusted."
		}
		out = append(out, Sentence{ID: "undeclared:" + role, Text: text,
			Estimate: NotEstimable("none", s.N, "a statement, not a number")})
	}
	return out
}

// signalSentence is the finding on one weak signal at one stage.
func signalSentence(spec Spec, stage *StageResult, s *SignalResult) Sentence {
	name := spec.labelOf(s.Signal)
	effect := s.Adjusted.AverageMarginalEffect
	return Sentence{ID: strings.Join([]string{"signal", stage.Stage, s.Signal, string(s.Block)}, ":"),
		Text: signalText(spec, stage, s, name), Estimate: effect}
}

func signalText(spec Spec, stage *StageResult, s *SignalResult, name string) string {
	effect := s.Adjusted.AverageMarginalEffect
	value, _, _, ok := effect.Bounds()
	scope := comparable(spec, s)
	where := ""
	if s.Adjusted.Family == ExploratoryFamily {
		where = " at " + stageName(stage.Stage) + " (exploratory)"
	}
	switch {
	case !ok:
		return fmt.Sprintf("It can't be told whether advancing%s is associated with %s. %s", where, name, s.Reason)
	case s.Verdict == ReliedOn:
		return fmt.Sprintf("%s, those with %s advanced %s percentage points %s often%s (%s); advancing is associated with %s. Crude rates: %s with, %s without.",
			scope, withWords(s, name), points(abs(value)), moreOrLess(value), where, intervalWords(effect, points), name,
			rateWords(s.Present), rateWords(s.Absent))
	case s.Verdict == NoMaterialReliance:
		return fmt.Sprintf("%s, those with %s and those without advanced about equally often%s: a difference of %s points (%s), within the margin of %s points. Crude rates: %s with, %s without.",
			scope, withWords(s, name), where, points(value), intervalWords(effect, points), points(stage.Margin),
			rateWords(s.Present), rateWords(s.Absent))
	}
	return fmt.Sprintf("It can't be told whether advancing%s is associated with %s. %s", where, name, s.Reason)
}

// comparable says what was held equal.
func comparable(spec Spec, s *SignalResult) string {
	if len(spec.Undeclared) == len(spec.Roles) {
		return "Among applicants for the same job (unadjusted for qualifications)"
	}
	if len(s.Roles) > 0 && len(s.Roles) < len(spec.Roles) {
		return "Among comparable applicants for the same job (roles: " + strings.Join(s.Roles, ", ") + ")"
	}
	return "Among comparable applicants for the same job"
}

// withWords names the compared group: a numeric signal compares one standard deviation.
func withWords(s *SignalResult, name string) string {
	if s.Kind == Numeric {
		return "one standard deviation more of " + name
	}
	return name
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// relianceSentences give the weak share and what would change.
func relianceSentences(s *StageResult) []Sentence {
	r := s.Reliance
	if r == nil {
		return nil
	}
	var out []Sentence
	for _, b := range r.Blocks {
		if b.Block != Weak {
			continue
		}
		text := "How much of the decisions rests on weak signals can't be told: " + b.Share.NotEstimable + "."
		if v, _, _, ok := b.Share.Bounds(); ok {
			explained, _, _, _ := r.Explained.Bounds()
			text = fmt.Sprintf("The recorded signals together explain %s (%s) of how decisions differ within a requisition; of that, weak signals account for %s (%s).",
				percent(explained), intervalWords(r.Explained, percent), percent(v), intervalWords(b.Share, percent))
		}
		out = append(out, Sentence{ID: "reliance", Text: text, Estimate: b.Share})
	}
	c := r.ChangedSelections
	v, _, _, ok := c.Estimate.Bounds()
	null, _, _, okNull := c.UnderNoEffect.Bounds()
	if ok && okNull {
		out = append(out, Sentence{ID: "changed_selections", Estimate: c.Estimate, Text: fmt.Sprintf(
			"With the weak signals taken out and the same number of places filled, the model would select someone else for %s of the places (%s); without any association it would be %s.",
			percent(v), intervalWords(c.Estimate, percent), percent(null))})
	}
	return out
}

// impactSentences name the groups whose rate is indicated as lower.
func impactSentences(s *StageResult) []Sentence {
	var out []Sentence
	for _, im := range s.Impact {
		for _, g := range im.Groups {
			v, _, _, ok := g.ImpactRatio.Bounds()
			if g.Verdict != "indicated" || !ok {
				continue
			}
			out = append(out, Sentence{ID: strings.Join([]string{"impact", s.Stage, im.Attribute, g.Group}, ":"),
				Estimate: g.ImpactRatio, Text: fmt.Sprintf(
					"At %s the selection rate of %s (%s) was %s of that of %s (%s), below four fifths.",
					stageName(s.Stage), g.Group, rateWords(Count{N: g.N, Advanced: g.Advanced}), percent(v),
					im.ReferenceGroup, intervalWords(g.ImpactRatio, percent))})
		}
	}
	return out
}
