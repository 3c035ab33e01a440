package result

// omnibusAlpha is the level of the tests whether groups differ at all.
const OmnibusAlpha = 0.05

// ReadCounts are the documents that could not be read, as the join counts them.
type ReadCounts struct {
	// Formats by name; every document that was found, once.
	Formats []FormatCount
	// Attributes of self-reported groups, over applicants with a decision.
	Attributes []AttributeCount
}

// FormatCount of one file format; 0 ≤ Unreadable ≤ Documents.
type FormatCount struct {
	Format                string
	Documents, Unreadable int
}

// AttributeCount is one attribute; Unknown are those who stated no group.
type AttributeCount struct {
	Attribute string
	Groups    []ApplicantCount
	Unknown   ApplicantCount
}

// ApplicantCount of one group: Unreadable have a résumé of which none could be read,
// Unmatched have none that was found. Unreadable + Unmatched ≤ Applicants.
type ApplicantCount struct {
	Group                             string
	Applicants, Unreadable, Unmatched int
}

// ReadFailures tells whose résumés the audit could not read. What is said of a group
// whose résumés fail more often rests on a selection of it, and an employer's own
// system may fail to read the same ones: a hurdle that is itself measured here.
type ReadFailures struct {
	Formats []FormatFailure `json:"formats"`
	// FormatP tests whether failures go with the format.
	FormatP    *float64           `json:"format_p"`
	Attributes []AttributeFailure `json:"attributes"`
	Warnings   []string           `json:"warnings,omitempty"`
}

// FormatFailure is one file format against all others.
type FormatFailure struct {
	Format     string   `json:"format"`
	Documents  int      `json:"documents"`
	Unreadable int      `json:"unreadable"`
	Rate       Estimate `json:"rate"` // Wilson
	FisherP    *float64 `json:"fisher_p"`
}

// AttributeFailure compares the groups of one attribute.
type AttributeFailure struct {
	Attribute string `json:"attribute"`
	// OmnibusP tests whether applicants without a readable résumé are spread evenly.
	OmnibusP *float64       `json:"omnibus_p"`
	Groups   []GroupFailure `json:"groups"`
	Unknown  GroupFailure   `json:"unknown"`
}

// GroupFailure is one group against all others of known group.
type GroupFailure struct {
	Group      string `json:"group"`
	Applicants int    `json:"applicants"`
	// Unreadable and Unmatched add up to those without signals.
	Unreadable int      `json:"unreadable"`
	Unmatched  int      `json:"unmatched"`
	Rate       Estimate `json:"rate"` // of being without signals; Wilson
	Ratio      Estimate `json:"ratio"`
	FisherP    *float64 `json:"fisher_p"`
}

// uneven tells whether chance is an unlikely reason for the groups' different failures.
func (a *AttributeFailure) Uneven() bool { return a.OmnibusP != nil && *a.OmnibusP < OmnibusAlpha }
