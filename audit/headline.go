package audit

import (
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
)

// headline states what matters most, in order: the pool, what is unadjusted, the weak
// signals of the first stage by verdict, what stands out later, what a review of the
// readings found, the weak share, changed selections, groups with the bridge from them to
// the signals, who could not be read, and a caution. Facts only: who writes the record
// words them.
func headline(d *dataset.Dataset, r *result.Result, level float64) []result.Sentence {
	stages := r.Stages
	if len(stages) == 0 {
		return []result.Sentence{}
	}
	first := &stages[0]
	out := []result.Sentence{{ID: "pool", Kind: result.StatesPool, Stage: first.Stage,
		Estimate: rates.Count(dataset.Cell{N: first.N, Advanced: first.Advanced}, level).Rate}}
	after := len(out) // what a review found stands behind the signals
	out = append(out, undeclared(d.Spec(), first)...)
	if signals := signalStatements(d.Spec(), stages); len(signals) > 0 {
		out = append(out, signals...)
		after = len(out)
	}
	out = append(out, survivalStatements(first)...)
	if r.ExtractionError != nil {
		out = slices.Insert(out, after, readingStatement(r))
	}
	out = append(out, relianceStatements(first)...)
	for i := range stages {
		if len(stages) == 2 && i == 1 {
			break
		}
		out = append(out, impactStatements(&stages[i])...)
		if i == 0 || i == len(stages)-1 { // the stages between hold fewer people, and would be picked by looking
			out = append(out, gapStatements(d.Spec(), &stages[i])...)
		}
	}
	out = append(out, readFailureStatements(r.ReadFailures)...)
	return append(out, result.Sentence{ID: "caution", Kind: result.StatesCaution, Estimate: noNumber(first.N)})
}

// noNumber is the estimate of what has none.
func noNumber(n int) result.Estimate {
	return result.NotEstimable("none", n, "a statement, not a number")
}

func statementID(kind result.StatementKind, parts ...string) string {
	return strings.Join(append([]string{string(kind)}, parts...), ":")
}

// signalStatements are the weak signals of the first stage by verdict, and what stands
// out later.
func signalStatements(spec dataset.Spec, stages []result.StageResult) []result.Sentence {
	var out []result.Sentence
	first := &stages[0]
	for _, verdict := range []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell} {
		for i := range first.Signals {
			if s := &first.Signals[i]; s.Block == result.Weak && s.Verdict == verdict {
				out = append(out, signalStatement(spec, first, s))
			}
		}
	}
	for i := 1; i < len(stages); i++ {
		if len(stages) == 2 {
			break // one stage: the bottom line is the same again
		}
		for j := range stages[i].Signals {
			if s := &stages[i].Signals[j]; s.Block == result.Weak && s.Verdict == result.Associated {
				out = append(out, signalStatement(spec, &stages[i], s))
			}
		}
	}
	return out
}

func undeclared(spec dataset.Spec, s *result.StageResult) []result.Sentence {
	var out []result.Sentence
	for _, role := range spec.Undeclared {
		one := result.Sentence{ID: statementID(result.StatesUndeclared, role), Kind: result.StatesUndeclared, Estimate: noNumber(s.N)}
		if role != "" {
			one.Roles = []string{role}
		}
		out = append(out, one)
	}
	return out
}

// signalStatement is the finding on one weak signal at one stage.
func signalStatement(spec dataset.Spec, stage *result.StageResult, s *result.SignalResult) result.Sentence {
	out := result.Sentence{ID: statementID(result.StatesSignal, stage.Stage, s.Signal, string(s.Block)), Kind: result.StatesSignal,
		Stage: stage.Stage, Signal: s.Signal, Block: s.Block, Unadjusted: len(spec.Undeclared) == len(spec.Roles), Estimate: s.Effect.Estimate}
	if len(s.Roles) < len(spec.Roles) {
		out.Roles = s.Roles
	}
	return out
}

// relianceStatements give the weak share and what would change.
func relianceStatements(s *result.StageResult) []result.Sentence {
	r := s.Reliance
	if r == nil {
		return nil
	}
	var out []result.Sentence
	for _, b := range r.Blocks {
		if b.Block == result.Weak {
			out = append(out, result.Sentence{ID: "reliance", Kind: result.StatesReliance, Stage: s.Stage, Block: b.Block, Estimate: b.Share})
		}
	}
	if c := r.ChangedSelections; c.Estimate.Estimable() && c.UnderNoEffect.Estimable() {
		out = append(out, result.Sentence{ID: "changed_selections", Kind: result.StatesChanged, Stage: s.Stage, Estimate: c.Estimate})
	}
	return out
}

// impactStatements name the groups whose rate is indicated as lower.
func impactStatements(s *result.StageResult) []result.Sentence {
	var out []result.Sentence
	for _, im := range s.Impact {
		for _, g := range im.Groups {
			if g.Verdict == "indicated" && g.ImpactRatio.Estimable() {
				out = append(out, result.Sentence{ID: statementID(result.StatesImpact, s.Stage, im.Attribute, g.Group), Kind: result.StatesImpact,
					Stage: s.Stage, Attribute: im.Attribute, Group: g.Group, Estimate: g.ImpactRatio})
			}
		}
	}
	return out
}
