package audit

import "weaksignal/audit/result"

// readingStatement says whether reading errors could turn a verdict of the first stage.
func readingStatement(r *result.Result) result.Sentence {
	out := result.Sentence{ID: "reading", Kind: result.StatesReading, Stage: r.Stages[0].Stage, Estimate: noNumber(r.ExtractionError.Answered)}
	for i := range r.Stages[0].Signals {
		s := &r.Stages[0].Signals[i]
		if s.Block != result.Weak || s.Misread == nil || !s.Misread.Effect.Estimable() {
			continue
		}
		out.Corrected++
		if s.Misread.Changes(s.Verdict) {
			out.Signals = append(out.Signals, s.Signal)
		}
	}
	return out
}

// readFailureStatements say which attributes' groups could not be read equally often.
func readFailureStatements(f *result.ReadFailures) []result.Sentence {
	if f == nil {
		return nil
	}
	var out []result.Sentence
	for _, a := range f.Attributes {
		if a.Uneven() {
			out = append(out, result.Sentence{ID: statementID(result.StatesReadFailures, a.Attribute), Kind: result.StatesReadFailures,
				Attribute: a.Attribute, Estimate: noNumber(0)})
		}
	}
	return out
}
