package decision

import "weaksignal/extract/decision/words"

// Outcome of an application, or of one of its stages.
type Outcome = words.Outcome

// The outcomes: see package words.
const (
	OutcomeUnknown = words.Unknown // blank or unmapped
	Hired          = words.Hired
	Advanced       = words.Advanced
	Rejected       = words.Rejected
	Withdrawn      = words.Withdrawn
	Pending        = words.Pending
	Transferred    = words.Transferred
	Prospect       = words.Prospect
	Other          = words.Other
	OfferDeclined  = words.OfferDeclined
	Asked          = words.Asked
)
