package reports

import (
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// headlines are the run's own sentences for page 1, in their order. Those on a
// withheld count stay out, and where all don't fit, so do first the signals
// without an answer and then those without material reliance, as the table below
// them says the same, then what other parts of the workbook say.
func headlines(d *Draft) []result.Sentence {
	verdicts, hidden := sentenceIndex(d)
	var kept []result.Sentence
	for _, s := range d.Result.Headline {
		if s.Text != "" && !hidden[s.ID] {
			kept = append(kept, s)
		}
	}
	for _, drop := range []result.Verdict{result.CannotTell, result.NoMaterialAssociation} {
		if len(kept) <= maxHeadlines {
			break
		}
		kept = without(kept, verdicts, drop)
	}
	for _, kind := range []string{"caution", "what_if", "pool"} {
		if len(kept) > maxHeadlines {
			kept = slices.DeleteFunc(kept, func(s result.Sentence) bool { return strings.HasPrefix(s.ID, kind) })
		}
	}
	if len(kept) == 0 {
		kept = append(kept, result.Sentence{Text: words.NoHeadline})
	}
	return kept[:min(len(kept), maxHeadlines)]
}

// survivalHidden withholds what is said of a signal's levels and criteria with its counts,
// and what is said by group with any group of the attribute.
func survivalHidden(d *Draft, i, j int, hidden map[string]bool) {
	st := d.Result.Stages[i]
	s, open := st.Signals[j], d.Shown.Signal(i, j) <= disclosure.Open
	for _, c := range s.Criteria {
		hidden[strings.Join([]string{"criterion", st.Stage, s.Signal, c.Without}, ":")] = !open
	}
	for _, m := range s.DiffersBy {
		id := []string{"differs", st.Stage, s.Signal, string(m.By)}
		if m.Attribute != "" {
			id = append(id, m.Attribute)
		}
		hidden[strings.Join(id, ":")] = !open || m.Attribute != "" && !attributeOpen(d, i, m.Attribute)
	}
}

func attributeOpen(d *Draft, i int, attribute string) bool {
	for a, imp := range d.Result.Stages[i].Impact {
		if imp.Attribute != attribute {
			continue
		}
		for g := range imp.Groups {
			if d.Shown.Groups[i][a][g].Shade() != disclosure.Open {
				return false
			}
		}
	}
	return true
}

// isFinding tells a sentence that says something about the decisions from one that
// only says what was looked at, or how to read the rest.
func isFinding(s result.Sentence) bool {
	kind, _, _ := strings.Cut(s.ID, ":")
	return !slices.Contains([]string{"pool", "caution", "undeclared", ""}, kind)
}

func without(sentences []result.Sentence, verdicts map[string]result.Verdict, drop result.Verdict) []result.Sentence {
	var out []result.Sentence
	for _, s := range sentences {
		if verdicts[s.ID] != drop {
			out = append(out, s)
		}
	}
	return out
}

// sentenceIndex gives, by the id of a sentence, the verdict that it is about and
// whether a count in it is withheld. Ids are "signal:<stage>:<signal>:<block>",
// "impact:", "bridge:" or "what_if:" with "<stage>:<attribute>:<group>", "pool" and
// words of their own; "differs:" and "criterion:" as survivalHidden writes them.
func sentenceIndex(d *Draft) (verdicts map[string]result.Verdict, hidden map[string]bool) {
	verdicts, hidden = map[string]result.Verdict{}, map[string]bool{}
	for i, st := range d.Result.Stages {
		for j, s := range st.Signals {
			id := strings.Join([]string{"signal", st.Stage, s.Signal, string(s.Block)}, ":")
			verdicts[id] = s.Verdict
			hidden[id] = d.Shown.Signal(i, j) > disclosure.Open
			survivalHidden(d, i, j, hidden)
		}
		for a, imp := range st.Impact {
			for g, group := range imp.Groups {
				id := strings.Join([]string{"impact", st.Stage, imp.Attribute, group.Group}, ":")
				hidden[id] = d.Shown.Groups[i][a][g].Shade() != disclosure.Open || !d.ReferenceOpen(i, a, imp)
			}
		}
		for _, g := range st.GapDecomposition {
			for _, kind := range []string{"bridge", "what_if"} {
				hidden[strings.Join([]string{kind, st.Stage, g.Attribute, g.Group}, ":")] = !d.GapShown(i, g)
			}
		}
		if i == 0 {
			for _, id := range []string{"pool", "reliance", "changed_selections"} {
				hidden[id] = d.Shown.Stages[i].Shade() != disclosure.Open
			}
		}
	}
	return verdicts, hidden
}
