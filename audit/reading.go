package audit

import (
	"fmt"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

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

// readFailureSentences say which attributes' groups could not be read equally often.
func readFailureSentences(f *result.ReadFailures) []result.Sentence {
	if f == nil {
		return nil
	}
	var out []result.Sentence
	for _, a := range f.Attributes {
		if !a.Uneven() {
			continue
		}
		out = append(out, result.Sentence{ID: "read_failures:" + a.Attribute, Estimate: result.NotEstimable("none", 0, "a statement, not a number"),
			Text: "Résumés could not be read equally often in all groups of " + strings.ReplaceAll(a.Attribute, "_", " ") + ". What is said of these groups rests on those who could be read."})
	}
	return out
}
