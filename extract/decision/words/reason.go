package words

// Reason reads why an application ended: a text beside a status. Unknown says
// nothing of the outcome ("Other"): the status stands.
func (w *Words) Reason(text string) Reading {
	folded := withoutCode(fold(text))
	if len(folded) == 0 {
		return Reading{}
	}
	r := w.choose(folded, func(t *tongue) reading { return w.reason(t, folded) })
	if r.Outcome == Asked && r.Open {
		return Reading{Outcome: Unknown, Open: true}
	}
	return r
}

func (w *Words) reason(t *tongue, folded []word) reading {
	items := numbered(t.readReason(folded))
	r := known(items)
	if a, ok := t.whole[joined(folded)]; ok {
		r.unknown, r.own = 0, len(folded)+1 // surer than its words one by one
		r.set(a)
		return r
	}
	judged, said := w.judge(items)
	r.Reading = judged
	if judged.Outcome == Asked && !said {
		r.Reading = grounds(items, judged)
	}
	return r
}

// readReason is the lexicon's reading, clause by clause, with short idioms where
// they are all that a clause says.
func (t *tongue) readReason(w []word) []item {
	var out []item
	for start := 0; start < len(w); {
		end := start + 1
		for end < len(w) && w[end].clause == w[start].clause {
			end++
		}
		text := joined(w[start:end])
		if concept, ok := t.clause[text]; ok {
			if concept == "is_asked" && end-start < len(w) {
				concept = cUnclear // "Offer declined: salary"
			}
			out = append(out, item{concept, w[start].clause, text, true})
		} else {
			out = append(out, t.reason.read(w[start:end])...)
		}
		start = end
	}
	return out
}

// grounds reads a reason that says what was lacking, and not what happened: an
// employer's grounds reject, an applicant's withdraw.
func grounds(items []item, r Reading) Reading {
	n := map[string]int{}
	for _, it := range items {
		n[it.concept]++
	}
	either := n[cUnclear] + n[cMotive] + n[cEmployer] + n[cOffer] + n["interest"] + n["available"]
	switch {
	case n[cGround] > 0 && n[cShort]+n[cNot] > 0 && either == 0:
		return Reading{Outcome: Rejected} // whatever the skill is called
	case n[""] > 0:
		return Reading{Outcome: Asked}
	case n[cMotive] > 0 && n[cGround]+n[cUnclear]+n[cEmployer] == 0:
		return Reading{Outcome: Withdrawn}
	case n[cGround] > 0 && either == 0:
		return Reading{Outcome: Rejected}
	case n[cStep] > 0 && n[cShort] > 0 && either+n[cJob]+n[cCandidate] == 0:
		return Reading{Outcome: Rejected} // "Inadequate references"
	case either+n[cShort]+n[cJob] == 0 && r.Open:
		return r
	}
	return Reading{Outcome: Asked}
}

// Combine is the outcome of a status and the reason beside it.
//
// A plain status decides, but a rejection may be no rejection: the reason "Candidate
// withdrew" says who ended it. Where the status settles nothing ("Archived"), or
// there is none, the reason decides.
func Combine(status, reason Reading) Outcome {
	switch {
	case status.Outcome == Asked && status.Open, status.Outcome == Unknown:
		if reason.Outcome == Unknown {
			return status.Outcome
		}
		return reason.Outcome
	case reason.Outcome == Unknown || reason.Outcome == status.Outcome:
		return status.Outcome
	case status.Outcome == Rejected:
		switch reason.Outcome {
		case Withdrawn, OfferDeclined, Transferred, Other, Prospect:
			return reason.Outcome
		}
		return Asked // "Rejected" for a reason that nobody knows, or that says hired
	case status.Outcome == Withdrawn && reason.Outcome == OfferDeclined:
		return OfferDeclined
	}
	return status.Outcome
}
