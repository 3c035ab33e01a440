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
		if o == Hired {
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
