package catalogue

import "strings"

// Sources of a signal.
const (
	FromText   = "text"   // read from the résumé
	FromExport = "export" // read from the applicant tracking system's export
)

// Definition of one signal, as its YAML file states it.
type Definition struct {
	// ID is the file's name without ".yaml": lower case, words joined by "_".
	ID       string `yaml:"id"`
	Label    string `yaml:"label"`
	Question string `yaml:"question"`
	// Source: text or export. A signal from the export may have detectors too;
	// then the résumé is a second, weaker source.
	Source string `yaml:"source"`
	// Off: not audited unless the configuration names it.
	Off bool `yaml:"off"`
	// Detection says in words how the signal is found.
	Detection string     `yaml:"detection"`
	Detectors []Detector `yaml:"detectors"`
	// Vetoes hold for every detector of the signal.
	Vetoes   []Veto   `yaml:"vetoes"`
	Classes  []Class  `yaml:"classes"`
	Examples Examples `yaml:"examples"`
	// Evidence of correlation with privilege, with its sources.
	Evidence   []Citation   `yaml:"evidence"`
	JobRelated []JobRelated `yaml:"job_related"`
	Limits     []string     `yaml:"limits"`
	// File the definition was read from.
	File string `yaml:"-"`
}

// Units that a detector can look at.
const (
	OnStatement   = "statement"   // a sentence, a bullet, a line, with its wrapped continuation
	OnLink        = "link"        // a hyperlink, an address or a handle
	OnInstitution = "institution" // the institution of an education entry
	OnEmployer    = "employer"    // the employer of a work entry
	OnDegree      = "degree"      // a degree of an education entry
	OnGap         = "gap"         // a stretch without a dated entry of work or study
)

// Outcomes of a detector that accepts.
const (
	Present = "present"
	Unknown = "unknown" // the text does not allow an answer
)

// Detector looks at one kind of unit. A unit is a candidate when it stands in
// the right place and one of Match (or List, or Levels) fits; it is accepted
// when With fits too and no veto does. A candidate that is not accepted is a
// near miss with its reason.
//
// How patterns are written is told at [Pattern].
type Detector struct {
	Name string `yaml:"name"`
	On   string `yaml:"on"`
	// Sections: only there. Except: never there. Both empty: anywhere.
	Sections []string `yaml:"sections"`
	Except   []string `yaml:"except"`
	// Alone: not where a section has a second heading, as in columns read as one.
	Alone bool `yaml:"alone"`
	// Match: any of them makes a candidate.
	Match []Pattern `yaml:"match"`
	// With: any of them must fit the same unit.
	With []Pattern `yaml:"with"`
	// Heading: any of them must fit the heading of the section.
	Heading []Pattern `yaml:"heading"`
	// List names a list whose entries make a candidate.
	List string `yaml:"list"`
	// Levels of degree: bachelor, masters, phd.
	Levels []string `yaml:"levels"`
	// Months that a gap lasts at least; Under: and less than, 0 for no limit.
	Months int `yaml:"months"`
	Under  int `yaml:"under"`
	// Subject "applicant": the verb that Match found must be a verb whose
	// subject is not somebody else.
	Subject string `yaml:"subject"`
	// NotEmployer refuses a match that is the employer of a dated work entry.
	NotEmployer bool   `yaml:"not_employer"`
	Vetoes      []Veto `yaml:"vetoes"`
	// Outcome: present (default) or unknown.
	Outcome string `yaml:"outcome"`
	// Else is the reason given when With does not fit; "" keeps it silent.
	Else       string            `yaml:"else"`
	Attributes map[string]string `yaml:"attributes"`
}

// Veto refuses a candidate.
type Veto struct {
	Pattern Pattern `yaml:"pattern"`
	Why     string  `yaml:"why"`
	// Reach: only within so many bytes of the match; 0 for the whole unit.
	Reach int `yaml:"reach"`
	// Before and After: only within so many bytes before, or after, the match.
	Before int `yaml:"before"`
	After  int `yaml:"after"`
	// Within: from so many bytes before the match to its end.
	Within int `yaml:"within"`
	// Entry: the lines around it that belong to the same entry are looked at too.
	Entry bool `yaml:"entry"`
}

// Class gives accepted evidence an attribute.
type Class struct {
	Attribute string    `yaml:"attribute"`
	Value     string    `yaml:"value"`
	Match     []Pattern `yaml:"match"`
	List      string    `yaml:"list"`
	// Sections: evidence there has the value too.
	Sections []string `yaml:"sections"`
}

// Examples that must and must not match. Each is a small document.
type Examples struct {
	Match   []string `yaml:"match"`
	NoMatch []string `yaml:"nomatch"`
	Unknown []string `yaml:"unknown"`
}

// Citation of a finding about the signal.
type Citation struct {
	Claim  string `yaml:"claim"`
	Source string `yaml:"source"`
}

// JobRelated names roles for which the signal may count as job-related. It is
// advice to whoever writes the configuration; the employer declares.
type JobRelated struct {
	Roles []string `yaml:"roles"` // none: any role, under the condition that Why states
	Why   string   `yaml:"why"`
}

func (j JobRelated) String() string {
	if len(j.Roles) == 0 {
		return j.Why
	}
	return strings.Join(j.Roles, ", ") + ": " + j.Why
}
