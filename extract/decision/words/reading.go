package words

// Reading is what a status or a reason says.
type Reading struct {
	// Outcome; Unknown where the text says nothing of it (a blank; a reason
	// "Other"), Asked where it must be asked.
	Outcome Outcome
	// Open: the text alone settles nothing, but a reason beside it may ("Archived").
	Open bool
	// Silent: the text says nothing of an outcome; it may be a stage's name.
	Silent bool
}

// Status reads a status text.
func (w *Words) Status(text string) Reading {
	folded := withoutCode(fold(text))
	if len(folded) == 0 {
		return Reading{}
	}
	return w.choose(folded, func(t *tongue) reading { return w.status(t, folded) })
}

// reading is that of one language.
type reading struct {
	Reading
	// unknown words of the text, and words that are the language's own.
	unknown, own int
}

// choose takes the reading of the language that knows the text best. Where two
// that know it equally well differ, it is asked for.
func (w *Words) choose(folded []word, read func(t *tongue) reading) Reading {
	var best []reading
	for i := range w.tongues {
		r := read(&w.tongues[i])
		switch {
		case len(best) == 0 || r.better(best[0]):
			best = []reading{r}
		case !best[0].better(r):
			best = append(best, r)
		}
	}
	for _, r := range best[1:] {
		if r.Reading != best[0].Reading {
			return Reading{Outcome: Asked, Open: r.Open && best[0].Open}
		}
	}
	return best[0].Reading
}

func (r reading) better(s reading) bool {
	return r.unknown < s.unknown || r.unknown == s.unknown && r.own > s.own
}

// known counts what a language knows of a text.
func known(items []item) (r reading) {
	for _, it := range items {
		switch {
		case it.concept == "":
			r.unknown++
		case it.own:
			r.own++
		}
	}
	return r
}

func (w *Words) status(t *tongue, folded []word) reading {
	items := numbered(t.status.read(folded))
	r := known(items)
	if a, ok := t.whole[joined(folded)]; ok {
		r.unknown, r.own = 0, len(folded)+1 // surer than its words one by one
		r.set(a)
		return r
	}
	r.Reading, _ = w.judge(items)
	return r
}

// set takes an answer over.
func (r *reading) set(answer string) {
	r.Outcome, r.Open = Asked, answer == vague
	if o, ok := OutcomeByName(answer); ok {
		r.Outcome = o
	}
}

// verdict is the answer about one verb.
type verdict struct {
	outcome Outcome
	clause  int
}

// judge puts the clauses of a text together; said tells whether any of them
// speaks of the outcome, if only to leave it open.
func (w *Words) judge(items []item) (r Reading, said bool) {
	var all []verdict
	open, waits := false, false
	for _, e := range eventsOf(items) {
		switch a := answer(w.rules, e.facts); a {
		case nothing:
		case vague:
			open = true
		case idle:
			waits = true
		default:
			said = true
			o, _ := OutcomeByName(a)
			all = append(all, verdict{o, e.clause})
		}
	}
	if !said && waits && !open && trusted(Pending, items, 0) {
		return Reading{Outcome: Pending}, true
	}
	if !said {
		return Reading{Outcome: Asked, Open: open, Silent: !open}, false
	}
	total := all[0]
	for _, v := range all[1:] {
		total = verdict{then(total, v), v.clause}
	}
	if total.outcome != Asked && !trusted(total.outcome, items, all[0].clause) {
		total.outcome = Asked
	}
	return Reading{Outcome: total.outcome}, true
}

// then is the outcome of a text that says one thing and then another.
func then(a, b verdict) Outcome {
	later := b.clause > a.clause
	pair := [2]Outcome{a.outcome, b.outcome}
	switch {
	case a.outcome == b.outcome:
		return a.outcome
	case a.outcome == Asked || b.outcome == Asked:
		return Asked
	case a.outcome == Advanced && (b.outcome == Rejected || b.outcome == Withdrawn || b.outcome == OfferDeclined || b.outcome == Hired):
		return b.outcome
	case (a.outcome == Hired || a.outcome == Advanced) && b.outcome == Transferred && later:
		return Transferred
	case pair == [2]Outcome{Hired, Advanced}:
		return Hired
	case pair == [2]Outcome{Hired, OfferDeclined}, pair == [2]Outcome{Withdrawn, OfferDeclined}, pair == [2]Outcome{OfferDeclined, Withdrawn}:
		return OfferDeclined
	case a.outcome == Rejected && later && (b.outcome == Withdrawn || b.outcome == OfferDeclined || b.outcome == Other || b.outcome == Transferred):
		return b.outcome // "Rejected: candidate withdrew": the reason says who
	case a.outcome == Withdrawn && b.outcome == Other && later, a.outcome == Other && b.outcome == Transferred, a.outcome == Transferred && b.outcome == Other:
		return a.outcome
	}
	return Asked
}

// trusted tells whether an outcome stands although the text has words that nobody
// knows. A no may have any grounds behind it; everything else may turn on the word.
func trusted(o Outcome, items []item, clause int) bool {
	grounds := false
	for _, it := range items {
		if it.concept == cBecause && it.clause >= clause {
			grounds = true
		}
		if it.concept != "" {
			continue
		}
		if o != Rejected && o != Withdrawn && o != OfferDeclined || it.clause <= clause && !grounds {
			return false
		}
	}
	return true
}
