package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"weaksignal/audit/result"
)

// Caution ends the headline of the record: what the numbers are not.
const Caution = "These are associations in the recorded decisions. They don't say why a decision was made, and what isn't recorded isn't adjusted for."

// teller words the statements of one record.
type teller struct {
	r     *result.Result
	label func(id string) string
}

// statement words one sentence of the headline from the record that it points to; the
// text that it has where it has no kind, or points to nothing.
func (t teller) statement(s *result.Sentence) string {
	switch s.Kind {
	case result.StatesUndeclared:
		return undeclared(s.Roles)
	case result.StatesReading:
		return t.reading(s)
	case result.StatesReadFailures:
		return "Résumés could not be read equally often in all groups of " + Underscored(s.Attribute) + ". What is said of these groups rests on those who could be read."
	case result.StatesCaution:
		return Caution
	}
	stage := t.r.StageNamed(s.Stage)
	if stage == nil {
		return s.Text
	}
	switch s.Kind {
	case result.StatesPool:
		return pool(stage)
	case result.StatesReliance:
		return weakShare(stage, s.Block)
	case result.StatesChanged:
		return changedSelections(stage)
	case result.StatesImpact, result.StatesGap, result.StatesWhatIf:
		return t.ofGroup(stage, s)
	}
	signal := stage.Find(s.Signal, s.Block)
	if signal == nil {
		return s.Text
	}
	switch s.Kind {
	case result.StatesSignal:
		return t.signal(stage, signal, s) + selectionWords(signal)
	case result.StatesDifference:
		return t.difference(signal, s)
	case result.StatesCriterion:
		return t.criterion(signal, s)
	}
	return s.Text
}

func pool(s *result.StageResult) string {
	if s.N == 0 {
		return fmt.Sprintf("No application was decided at %s, so there is nothing to audit.", stageWords(s.Stage))
	}
	return fmt.Sprintf("%d applications for %d requisitions were decided at %s; %s advanced.",
		s.N, s.Requisitions, stageWords(s.Stage), result.RateWords(result.Count{N: s.N, Advanced: s.Advanced}))
}

func stageWords(stage string) string {
	if stage == result.BottomLine {
		return "the bottom line (from entering the first stage to being hired)"
	}
	return "the stage “" + Underscored(stage) + "”"
}

func undeclared(roles []string) string {
	if len(roles) == 0 {
		return "Nothing was declared job-related: these figures are unadjusted."
	}
	return fmt.Sprintf("Nothing was declared job-related for role %s: its figures are unadjusted.", List(roles))
}

// signal is the finding on one weak signal at one stage.
func (t teller) signal(stage *result.StageResult, s *result.SignalResult, about *result.Sentence) string {
	name, scope, where := t.label(s.Signal), comparable(about), ""
	if s.Adjusted.Family == result.ExploratoryFamily {
		where = " at " + stageWords(stage.Stage) + " (exploratory)"
	}
	e := &s.Effect
	switch s.Why.Kind {
	case result.WhyClear:
		return fmt.Sprintf("%s, %s advanced %s percentage points %s often%s (%s)%s; advancing is associated with %s. %s",
			scope, compared(s, name), result.Points(math.Abs(*e.Value)), result.MoreOrLess(*e.Value), where, result.IntervalWords(e.Estimate, result.Points), atLeast(e), name, crudeRates(s))
	case result.WhyBends:
		return fmt.Sprintf("%s, advancing%s is associated with %s, not in one direction: up to %s points between two of its values (%s: %s points, %s).",
			scope, where, name, result.Points(*e.Largest), e.Unit, result.Points(*e.Value), result.IntervalWords(e.Estimate, result.Points))
	case result.WhyWithin:
		return fmt.Sprintf("%s, %s advanced about equally often%s: a difference of %s points (%s), within the margin of %s points. %s",
			scope, comparedBoth(s, name), where, result.Points(*e.Value), result.IntervalWords(e.Estimate, result.Points), result.Points(stage.Margin), crudeRates(s))
	}
	return fmt.Sprintf("It can't be told whether advancing%s is associated with %s. %s", where, name, Why(s))
}

// selectionWords say how far who was let through to a later stage could alone move the
// difference; "" at the first stage and the bottom line.
func selectionWords(s *result.SignalResult) string {
	if s.Selection == nil || s.Selection.Low == nil || s.Selection.High == nil {
		return ""
	}
	return fmt.Sprintf(" Earlier decisions chose who is compared here: free of that choice the crude difference lies anywhere from %s to %s points (Lee's bounds).",
		result.Points(*s.Selection.Low), result.Points(*s.Selection.High))
}

// atLeast is the end of the interval that allows for the selection of what is reported.
func atLeast(e *result.Effect) string {
	if e.AtLeast == nil {
		return ""
	}
	return ", at least " + result.Points(math.Abs(*e.AtLeast)) + " allowing for the signals looked at"
}

func crudeRates(s *result.SignalResult) string {
	if s.Kind == result.Numeric {
		return fmt.Sprintf("Crude rates: %s at the upper and %s at the lower values.", result.RateWords(s.Present), result.RateWords(s.Absent))
	}
	return fmt.Sprintf("Crude rates: %s with, %s without.", result.RateWords(s.Present), result.RateWords(s.Absent))
}

// comparable says what was held equal.
func comparable(about *result.Sentence) string {
	switch {
	case about.Unadjusted:
		return "Among applicants for the same job (unadjusted for qualifications)"
	case len(about.Roles) > 0:
		return "Among comparable applicants for the same job (roles: " + strings.Join(about.Roles, ", ") + ")"
	}
	return "Among comparable applicants for the same job"
}

// compared names whose rate is said to be higher or lower: of a numeric signal those with
// the second of the two values.
func compared(s *result.SignalResult, name string) string {
	if s.Kind == result.Numeric {
		return "those with a " + name + " of " + value(*s.Effect.To) + " instead of " + value(*s.Effect.From)
	}
	return "those with " + name
}

func comparedBoth(s *result.SignalResult, name string) string {
	if s.Kind == result.Numeric {
		return "those with a " + name + " of " + value(*s.Effect.To) + " and of " + value(*s.Effect.From)
	}
	return "those with " + name + " and those without"
}

// value prints what a signal measures.
func value(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }

func (t teller) criterion(s *result.SignalResult, about *result.Sentence) string {
	return fmt.Sprintf("What %s makes hangs on one criterion, %s: adjusted for it the difference is %s, without it %s. Is %s really job-related, or made by the process itself?",
		t.label(s.Signal), t.label(about.Criterion), effectWords(s.Effect.Estimate), effectWords(about.Estimate), t.label(about.Criterion))
}

func effectWords(e result.Estimate) string {
	v, _, _, ok := e.Bounds()
	if !ok {
		return "not estimable"
	}
	return fmt.Sprintf("%s points (%s)", result.Points(v), result.IntervalWords(e, result.Points))
}

// fewLevels is the number of levels up to which a sentence names each.
const fewLevels = 4

func (t teller) difference(s *result.SignalResult, about *result.Sentence) string {
	for i := range s.DiffersBy {
		if m := &s.DiffersBy[i]; m.By == about.By && m.Attribute == about.Attribute && m.PAdjusted != nil {
			where := map[result.ModeratorKind]string{result.ByRequisition: "in every requisition", result.ByScreener: "with every screener", result.ByRole: "in every role",
				result.ByGroup: "for every group of " + m.Attribute, result.ByStrength: "for strong and weak applications"}[m.By]
			return fmt.Sprintf("What %s makes is not the same %s (%s after correction)%s.", t.label(s.Signal), where, result.PValue(*m.PAdjusted), levelWords(m))
		}
	}
	return about.Text
}

// levelWords are the effects by level; screeners are not told apart on page 1.
func levelWords(m *result.Moderation) string {
	var words []string
	low, high := math.Inf(1), math.Inf(-1)
	for _, l := range m.Levels {
		if v, _, _, ok := l.Estimate.Bounds(); ok {
			low, high = math.Min(low, v), math.Max(high, v)
			words = append(words, l.Level+" "+effectWords(l.Estimate))
		}
	}
	switch {
	case len(words) < 2:
		return ""
	case m.By == result.ByScreener || len(words) > fewLevels:
		return fmt.Sprintf(": from %s to %s points", result.Points(low), result.Points(high))
	}
	return ": " + List(words)
}

func (t teller) reading(s *result.Sentence) string {
	e := t.r.ExtractionError
	if e == nil {
		return s.Text
	}
	checked := fmt.Sprintf("People checked %d of the program's readings of signals. ", e.Answered)
	switch {
	case len(s.Signals) > 0:
		return checked + "Within the range of reading errors that they found, the verdict on " + List(t.labels(s.Signals)) + " could be another."
	case s.Corrected > 0:
		return checked + fmt.Sprintf("Within the range of reading errors that they found, the verdicts on the %d signals that could be corrected stay the same.", s.Corrected)
	}
	return checked + "That was too few to say how errors in reading bear on the verdicts."
}

func (t teller) labels(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, t.label(id))
	}
	return out
}

func weakShare(s *result.StageResult, block result.Block) string {
	for _, b := range s.Reliance.Blocks {
		if b.Block != block {
			continue
		}
		v, _, _, ok := b.Share.Bounds()
		if !ok {
			return "How much of the decisions rests on weak signals can't be told: " + b.Share.NotEstimable + "."
		}
		explained, _, _, _ := s.Reliance.Explained.Bounds()
		return fmt.Sprintf("The recorded signals together explain %s (%s) of how decisions differ within a requisition; of that, weak signals account for %s (%s).",
			result.Percent(explained), result.IntervalWords(s.Reliance.Explained, result.Percent), shareWords(v, b.Imprecise), result.IntervalWords(b.Share, result.Percent))
	}
	return ""
}

// shareWords is the share in numbers, or in words where it is too uncertain for a number.
func shareWords(v float64, imprecise result.ShareSize) string {
	switch imprecise {
	case result.ShareMost:
		return "most, imprecisely"
	case result.SharePart:
		return "a part, imprecisely"
	}
	return result.Percent(v)
}

func changedSelections(s *result.StageResult) string {
	c := s.Reliance.ChangedSelections
	v, _, _, _ := c.Estimate.Bounds()
	null, _, _, _ := c.UnderNoEffect.Bounds()
	return fmt.Sprintf("With the weak signals taken out and the same number of places filled, the model would select someone else for %s of the places (%s); without any association it would be %s.",
		result.Percent(v), result.IntervalWords(c.Estimate, result.Percent), result.Percent(null))
}
