package words

// Outcome of an application, or of one of its stages.
type Outcome uint8

const (
	Unknown Outcome = iota // blank
	Hired
	Advanced
	Rejected
	Withdrawn
	Pending
	Transferred
	Prospect
	Other         // ended without a selection decision: position cancelled, duplicate, test
	OfferDeclined // the employer chose the applicant, who then said no
	Asked         // fits two outcomes, or none: the employer must say
)

// outcomeNames are the names in configuration, lexicon and rules.
func outcomeNames() []string {
	return []string{"", "hired", "advanced", "rejected", "withdrawn", "pending", "transferred", "prospect", "other", "offer_declined", "asked"}
}

// String is the name used in configuration and as the reason of an exclusion.
func (o Outcome) String() string { return outcomeNames()[o] }

// Class is the outcome as `check` and audit.json name it: the three kinds of
// record that hold no decision on this applicant for this job are "excluded".
func (o Outcome) Class() string {
	switch o {
	case Transferred, Prospect, Other:
		return "excluded"
	}
	return o.String()
}

// OutcomeByName is the outcome with a name; "excluded" is Other. ok is false for
// what is no outcome.
func OutcomeByName(name string) (o Outcome, ok bool) {
	if name == "excluded" {
		return Other, true
	}
	for i, n := range outcomeNames() {
		if n == name && i > 0 {
			return Outcome(i), true
		}
	}
	return Unknown, false
}

// Ends: the outcome is one that ends an application, which the state of a requisition
// ("Open") never is.
func (o Outcome) Ends() bool {
	return o == Hired || o == Rejected || o == Withdrawn || o == Advanced || o == OfferDeclined
}

// Passes: the employer let the applicant go on; who declined an offer had it.
func (o Outcome) Passes() bool { return o == Advanced || o == Hired || o == OfferDeclined }
