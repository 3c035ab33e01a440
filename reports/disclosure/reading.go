package disclosure

import "weaksignal/audit/result"

// The counts of a review and of read failures repeat, but for a few, counts that stand
// elsewhere: documents with a signal are the people with it, applicants of a group its
// applications. They are shown all or not at all, so that they never cost a finding
// its counts, and only where nothing that they repeat is withheld.

// enterFormats enters documents by format, with those not read as their outcome.
func (s *Shown) enterFormats(l *ledger, r *result.Result) {
	if r.ReadFailures == nil {
		return
	}
	people, bad := 0, 0
	for _, x := range r.ReadFailures.Formats {
		s.Formats = append(s.Formats, l.add(x.Documents, x.Unreadable, tierPart))
		people, bad = people+x.Documents, bad+x.Unreadable
	}
	l.addUp(fixedTally(people, bad), s.Formats)
}

// Answers tells whether the documents of a signal's review may be counted out by the
// program's answer: none of them are few, and no count of the people with the signal
// is withheld.
func (s *Shown) Answers(r *result.Result, a *result.SignalAccuracy) bool {
	if s.everything {
		return true
	}
	for _, h := range a.Strata {
		if h.Documents > 0 && h.Documents < SmallPeople {
			return false
		}
	}
	for _, st := range r.Stages[:min(1, len(r.Stages))] {
		for j, sig := range st.Signals {
			if sig.Signal == a.Signal && (s.Present[0][j].people.hidden || s.Absent[0][j].people.hidden) {
				return false
			}
		}
	}
	return true
}

// Failures tells whether the applicants of an attribute's groups may be counted out,
// and those of them without a readable résumé.
func (s *Shown) Failures(r *result.Result, a *result.AttributeFailure) (people, outcome bool) {
	people, outcome = true, true
	if s.everything {
		return people, outcome
	}
	for _, g := range a.Groups {
		bad := g.Unreadable + g.Unmatched
		people = people && (g.Applicants == 0 || g.Applicants >= SmallPeople)
		outcome = outcome && (g.Applicants == 0 || bad >= SmallOutcome && g.Applicants-bad >= SmallOutcome)
	}
	for _, st := range r.Stages[:min(1, len(r.Stages))] { // later stages have fewer of the same people
		for k, imp := range st.Impact {
			if imp.Attribute != a.Attribute {
				continue
			}
			people = people && !s.Unknown[0][k].people.hidden
			for g := range imp.Groups {
				people = people && !s.Groups[0][k][g].people.hidden
			}
		}
	}
	return people, people && outcome
}
