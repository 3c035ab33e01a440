package signal

// Reading is what the detectors found in one text.
type Reading struct {
	// Findings by signal id, one for every definition that reads text.
	Findings map[string]Finding `json:"findings,omitempty"`
	// Spans are dated entries of work and education.
	Spans []Span `json:"spans,omitempty"`
	// Skills of the vocabulary, canonical names, sorted.
	Skills []Skill `json:"skills,omitempty"`
	// Degrees held or in progress.
	Degrees []Degree `json:"degrees,omitempty"`
	// Route into the field: one of the six, or "unknown".
	Route string `json:"route,omitempty"`
	// Sections found, in order, canonical names.
	Sections []Section `json:"sections,omitempty"`
}

// Finding of one signal. Present is nil when the text does not allow an answer.
type Finding struct {
	Present *bool `json:"present"`
	// Unknown says why Present is nil.
	Unknown    string            `json:"unknown,omitempty"`
	Evidence   []Evidence        `json:"evidence,omitempty"`
	NearMisses []Evidence        `json:"near_misses,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
}

// Evidence is a place in the text and why it counts, or why not.
type Evidence struct {
	// Line is 1-based in Text.Body; 0 for a link that stands in no line.
	Line int `json:"line"`
	// Link is 1-based in Text.Links, where Line is 0.
	Link    int    `json:"link,omitempty"`
	Section string `json:"section,omitempty"`
	Why     string `json:"why"`
	// Text is the line. It is never cached.
	Text string `json:"text,omitempty"`
	// Before and After are the lines around it, "" where there are none, for a person who
	// checks the reading. They are never written.
	Before string `json:"-"`
	After  string `json:"-"`
}

// Span is one dated entry. Months count from year 0: year*12 + month-1; End is
// exclusive; End == 0 means "present", to be resolved at the application's date.
type Span struct {
	Kind  string `json:"kind"`            // work | education | other
	Title string `json:"title,omitempty"` // canonical role words only, never free text
	Start int    `json:"start"`
	End   int    `json:"end"`
	Line  int    `json:"line"`
}

type Skill struct {
	Name string `json:"name"`
	Line int    `json:"line"`
}

// Degree: Level is bachelor | masters | phd | other; Field is a canonical field
// of study ("computer science", ...) or "".
type Degree struct {
	Level      string `json:"level"`
	Field      string `json:"field,omitempty"`
	InProgress bool   `json:"in_progress,omitempty"`
	Line       int    `json:"line"`
}

type Section struct {
	Name  string `json:"name"`
	First int    `json:"first"` // 1-based lines
	Last  int    `json:"last"`
}
