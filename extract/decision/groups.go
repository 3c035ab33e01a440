package decision

import "errors"

// Groups are self-reported group labels by candidate.
type Groups struct {
	File string
	// Attributes in the order of the file's columns ("sex", "race_ethnicity", ...).
	Attributes []string
	// Rows of the file, in order.
	Rows []GroupRow
	// Unknown counts blank and decline-to-state answers by attribute; len == len(Attributes).
	Unknown  []int
	Problems Problems
}

// GroupRow is one candidate's answers.
type GroupRow struct {
	Row         int
	CandidateID string
	Email       string
	// Labels by index of Groups.Attributes; "" = unknown.
	Labels []string
}

// ReadGroups reads a self-reported groups file.
func ReadGroups(path string, opt Options) (*Groups, error) {
	return nil, errors.New("not written yet")
}
