package decision

// decisionWords answers a decision cell with an outcome, each text matched once.
type decisionWords struct {
	advanced map[string]bool
	match    patterns
	cache    map[string]Outcome
}

func newDecisionWords(advanced []string) (*decisionWords, error) {
	w := &decisionWords{advanced: map[string]bool{}, cache: map[string]Outcome{}}
	for _, a := range advanced {
		w.advanced[normaliseText(a)] = true
	}
	var err error
	w.match, err = outcomePatterns(nil)
	return w, err
}

// of is the outcome of a cell; OutcomeUnknown where the words are the default
// ones and none fits.
func (w *decisionWords) of(cell []byte) Outcome {
	if o, ok := w.cache[string(cell)]; ok {
		return o
	}
	o := w.find(string(cell))
	w.cache[string(cell)] = o
	return o
}

func (w *decisionWords) find(text string) Outcome {
	if isBlank(text) {
		return Pending
	}
	if w.advanced[normaliseText(text)] {
		return Advanced
	}
	o := Outcome(max(w.match.find(text), 0))
	if len(w.advanced) == 0 {
		if yes, ok := yesNo(text); ok && yes {
			return Advanced
		} else if ok {
			return Rejected
		}
		if o == Hired || o == OfferDeclined {
			return Advanced
		}
		return o
	}
	switch o {
	case Withdrawn, Pending, Transferred, Prospect:
		return o
	}
	return Rejected
}

// doubts says where the values that the configuration lists as advanced may be the
// wrong ones: none was seen, or others that usually mean it were and count as
// rejected. Nothing is quoted, as a cell may hold more than a word.
func (w *decisionWords) doubts() (out []string) {
	if len(w.advanced) == 0 {
		return nil
	}
	listed, contrary := false, false
	for text, o := range w.cache {
		switch usual := Outcome(max(w.match.find(text), 0)); {
		case o == Advanced:
			listed = true
		case o == Rejected && (usual == Advanced || usual == Hired):
			contrary = true
		}
	}
	if !listed {
		out = append(out, "no decision is one of the values listed under table.decision.advanced")
	}
	if contrary {
		out = append(out, "the decision column holds values that usually mean advanced or hired but are not listed under table.decision.advanced: they count as rejected")
	}
	return out
}
