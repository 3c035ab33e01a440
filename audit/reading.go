package audit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/misread"
	"weaksignal/audit/result"
)

// CorrectReading adds to a result what a review of the signals' readings found
// ([correctResult]), and says it in the headline; nil = there was no review.
func CorrectReading(ctx context.Context, d *dataset.Dataset, p Plan, r *result.Result, rev *result.Reviewed) error {
	if rev == nil {
		return nil
	}
	if err := misread.Correct(ctx, d, p.Plan, r, rev); err != nil {
		return err
	}
	r.Headline = withReading(d.Spec(), r)
	return nil
}

// withReading puts what the review says behind the sentences on the signals.
func withReading(spec dataset.Spec, r *result.Result) []result.Sentence {
	s := readingSentence(spec, r)
	last := 0
	for i, h := range r.Headline {
		if strings.HasPrefix(h.ID, "signal:") {
			last = i + 1
		}
	}
	if last == 0 {
		last = min(1, len(r.Headline))
	}
	return slices.Insert(slices.Clone(r.Headline), last, s)
}

// readingSentence says whether reading errors could turn a verdict of the first stage.
func readingSentence(spec dataset.Spec, r *result.Result) result.Sentence {
	var turned []string
	corrected := 0
	for i := range r.Stages[0].Signals {
		s := &r.Stages[0].Signals[i]
		if s.Block != result.Weak || s.Misread == nil || !s.Misread.Effect.Estimable() {
			continue
		}
		corrected++
		if s.Misread.Changes(s.Verdict) {
			turned = append(turned, spec.LabelOf(s.Signal))
		}
	}
	n := r.ExtractionError.Answered
	checked := fmt.Sprintf("People checked %d of the program's readings of signals. ", n)
	text := checked + "That was too few to say how errors in reading bear on the verdicts."
	switch {
	case len(turned) > 0:
		text = checked + "Within the range of reading errors that they found, the verdict on " + result.Enumerate(turned) + " could be another."
	case corrected > 0:
		text = checked + fmt.Sprintf("Within the range of reading errors that they found, the verdicts on the %d signals that could be corrected stay the same.", corrected)
	}
	return result.Sentence{ID: "reading", Text: text, Estimate: result.NotEstimable("none", n, "a statement, not a number")}
}

// AddReadFailures puts the failures to read into a result, and says in its headline which
// attributes' groups could not be read equally often.
func AddReadFailures(r *result.Result, c *result.ReadCounts, p Plan) {
	r.ReadFailures = misread.ReadFailures(c, p.Plan)
	if r.ReadFailures == nil {
		return
	}
	for _, a := range r.ReadFailures.Attributes {
		if !a.Uneven() {
			continue
		}
		s := result.Sentence{ID: "read_failures:" + a.Attribute, Estimate: result.NotEstimable("none", 0, "a statement, not a number"),
			Text: "Résumés could not be read equally often in all groups of " + strings.ReplaceAll(a.Attribute, "_", " ") + ". What is said of these groups rests on those who could be read."}
		r.Headline = slices.Insert(r.Headline, max(0, len(r.Headline)-1), s)
	}
}
