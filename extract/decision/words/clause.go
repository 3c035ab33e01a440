package words

import "slices"

// The concepts that the grammar knows by name; all others are names of verbs,
// which only the rules know.
const (
	cNot       = "not"
	cCandidate = "candidate"
	cEmployer  = "employer"
	cOther     = "other"   // another, someone else's
	cSomeone   = "someone" // somebody else, in one word
	cBetter    = "better"  // comparatives: another one, if an applicant is compared
	cJob       = "job"
	cOffer     = "offer"
	cAccept    = "acceptance"
	cStep      = "step" // interview, screen, test: where something happened
	cBefore    = "before"
	cAfter     = "after" // at, during
	cBy        = "by"
	cTo        = "to" // to, for, with: what follows does not act
	cBecause   = "because"
	cFiller    = "filler"
	cHas       = "has" // "the applicant has refused": who is named before it acts
	cNumber    = "number"
	cGround    = "ground"  // an employer's reason: experience, skills
	cMotive    = "motive"  // an applicant's reason: personal, counteroffer
	cUnclear   = "unclear" // either's: salary, location
	cShort     = "short"   // lack of, insufficient, too much of
)

// facts about one verb of a text: the verb itself, "not", "by:candidate",
// "subject:employer", "object:offer", "after:offer", "other:candidate" and so on.
type facts map[string]bool

// event is one thing that a text says happened.
type event struct {
	verb   string
	clause int
	facts  facts
}

// isVerb tells whether a concept says what happened.
func isVerb(concept string) bool {
	switch concept {
	case "", cNot, cCandidate, cEmployer, cOther, cSomeone, cBetter, cJob, cOffer, cAccept, cStep, cBefore, cAfter, cBy, cTo, cBecause, cFiller, cHas, cNumber, cGround, cMotive, cUnclear, cShort:
		return false
	}
	return true
}

func isNoun(concept string) bool {
	return slices.Contains([]string{cCandidate, cEmployer, cJob, cOffer, cAccept, cStep, cGround, cMotive, cUnclear}, concept)
}

// isCompared tells whether "another" before a noun makes it somebody else's matter.
func isCompared(concept string) bool {
	return concept == cCandidate || concept == cJob || concept == cOffer
}

// clausesOf splits items at the strong separators.
func clausesOf(items []item) [][]item {
	var out [][]item
	start := 0
	for i, it := range items {
		if i > 0 && it.clause != items[i-1].clause {
			out = append(out, items[start:i:i])
			start = i
		}
	}
	if len(items) > 0 {
		out = append(out, items[start:])
	}
	return out
}

// numbered counts the clauses that are left from 0.
func numbered(items []item) []item {
	for k, c := range clausesOf(items) {
		for i := range c {
			c[i].clause = k
		}
	}
	return items
}

// noun is a noun of a clause in its role.
type noun struct {
	at      int
	concept string
	// role: "" | other | by | to | before | after.
	role string
}

// nounsOf finds what the nouns of a clause do: "another candidate" is another
// one, "by the client" acts, "after offer" only tells when.
func nounsOf(c []item) []noun {
	var out []noun
	other, better, role := -1, -1, ""
	for i, it := range c {
		switch it.concept {
		case cOther:
			other = i
		case cBetter:
			better = i
		case cSomeone:
			out = append(out, noun{i, cCandidate, "other"})
		case cBy, cTo, cBefore, cAfter:
			role = it.concept
		case cFiller, cNumber, cNot, cHas:
		default:
			if !isNoun(it.concept) {
				role = ""
				continue
			}
			n := noun{i, it.concept, role}
			if other >= 0 && i-other <= 3 || better >= 0 && i-better <= 3 && (it.concept == cCandidate || it.concept == cOffer) {
				n.role, other, better = "other", -1, -1
			}
			out = append(out, n)
			if it.concept != cStep {
				role = ""
			}
		}
	}
	for k := range out { // "candidat plus qualifié", "candidates are more suitable"
		n := &out[k]
		if n.concept == cCandidate && n.role != "other" && n.at+1 < len(c) && c[n.at+1].concept == cBetter {
			n.role = "other"
		}
	}
	return out
}

// eventsOf reads what a text says happened, in order.
func eventsOf(items []item) []event {
	var out []event
	clauses := clausesOf(items)
	roles := make([][]noun, len(clauses))
	for k, c := range clauses {
		roles[k] = nounsOf(c)
	}
	for k, c := range clauses {
		out = append(out, eventsOfClause(c, k, roles[k])...)
	}
	for i := range out {
		out[i].borrow(clauses, roles)
	}
	return out
}

func eventsOfClause(c []item, k int, nouns []noun) []event {
	var out []event
	not, has, first := false, false, 0
	unclear := slices.ContainsFunc(c, func(it item) bool { return it.concept == cOther }) &&
		!slices.ContainsFunc(nouns, func(n noun) bool { return n.role == "other" && isCompared(n.concept) })
	for i, it := range c {
		not, has = not || it.concept == cNot, has || it.concept == cHas
		if !isVerb(it.concept) {
			continue
		}
		e := event{it.concept, k, facts{it.concept: true}}
		if not {
			e.facts[cNot] = true
		}
		if it.concept == "consider" || it.concept == "interviewed" {
			not = not && len(out) == 0 // "not interviewed, not hired" has its own; "considered not selected" too
		} else {
			not = false
		}
		for _, n := range nouns {
			e.note(n, i, first)
		}
		if unclear {
			e.facts["other:unclear"] = true
		}
		if has {
			e.facts["active"] = true
		}
		if i > 0 && c[i-1].concept == cTo || i > 1 && c[i-1].concept == cFiller && c[i-2].concept == cTo {
			e.facts["to"] = true
		}
		first = i + 1
		out = append(out, e)
	}
	if not && len(out) > 0 {
		out[len(out)-1].facts[cNot] = true // "passt nicht": the negation comes after
	}
	if len(out) == 0 {
		e := event{"mention", k, facts{"mention": true}}
		if not {
			e.facts[cNot] = true
		}
		for _, n := range nouns {
			e.note(n, len(c), 0)
		}
		out = append(out, e)
	}
	return out
}

// note takes in what a noun is to the verb at position i, whose own part of the
// clause begins at first.
func (e *event) note(n noun, i, first int) {
	switch n.role {
	case "other", cBefore, cAfter:
		e.facts[n.role+":"+n.concept] = true
	case cBy:
		if n.at > i || i-n.at <= 3 || e.verb == "mention" {
			e.facts["by:"+n.concept] = true
		}
	case cTo:
		e.facts["to:"+n.concept] = true
	default:
		if n.at < i && (n.at >= first || n.concept == cOffer || n.concept == cJob || n.concept == cCandidate || n.concept == cEmployer) {
			e.facts["subject:"+n.concept] = true
		}
		if n.at > i {
			e.facts["object:"+n.concept] = true
		}
		e.facts["about:"+n.concept] = true
	}
}

// borrow completes a verb by clauses that have none: "Offer extended - declined",
// "Declined (candidate)", "Client: rejected".
func (e *event) borrow(clauses [][]item, roles [][]noun) {
	for k, c := range clauses {
		if k == e.clause || len(roles[k]) == 0 {
			continue
		}
		alone := !slices.ContainsFunc(c, func(it item) bool { return isVerb(it.concept) || it.concept == "" })
		n := roles[k][0]
		switch {
		case n.role == "other" && alone && len(roles[k]) == 1:
			e.facts["apart:"+n.concept] = true
		case n.role == "other":
		case n.concept == cOffer && (k < e.clause || alone && len(roles[k]) == 1) && !e.facts["about:"+cJob]:
			e.facts["about:"+cOffer] = true
		case alone && len(roles[k]) == 1 && (n.concept == cCandidate || n.concept == cEmployer) && n.role != cTo:
			e.facts["by:"+n.concept] = true
		case alone && len(roles[k]) == 1 && n.concept == cJob && k < e.clause:
			e.facts["about:"+cJob] = true
		}
	}
}
