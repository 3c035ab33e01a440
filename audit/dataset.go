package audit

// Block says how a signal counts for a role.
type Block string

const (
	// Weak signals are those the employer did not declare job-related.
	Weak Block = "weak"
	// JobRelated criteria are declared by the employer for the role.
	JobRelated Block = "job_related"
	// Context is adjusted for, neither weak nor job-related.
	Context Block = "context"
	// Unused leaves the signal out for the role.
	Unused Block = ""
)

// Kind of a signal's values.
type Kind string

const (
	Binary  Kind = "binary"
	Numeric Kind = "numeric"
)

// Status of one application at one stage.
type Status uint8

const (
	// NotEntered: the application ended before this stage.
	NotEntered Status = iota
	// Advanced: entered the stage and passed it.
	Advanced
	// Rejected: entered the stage and was turned down there.
	Rejected
	// Excluded: entered, but the decision is no selection decision of the
	// employer (withdrawn, pending, transferred, prospect).
	Excluded
	// Skipped: a later stage was entered without this one.
	Skipped
)

// SignalSpec describes one signal or measure before any row is read.
type SignalSpec struct {
	ID string
	// Blocks gives the block per role, by index of Spec.Roles. len(Blocks) == len(Spec.Roles).
	Blocks []Block
	// Derived marks a job-related measure computed from the application (years, skills matched).
	Derived bool
}

// Spec fixes the shape of a dataset: every Row is read against it.
type Spec struct {
	// Roles as the employer declares them; at least one (a table without roles has one, "").
	Roles []string
	// Undeclared lists roles for which nothing was declared job-related: their result is unadjusted.
	Undeclared []string
	Signals    []SignalSpec
	// Attributes are the self-reported group attributes ("sex", ...).
	Attributes []string
	// Stages in funnel order.
	Stages []string
}

// Row is one application. Strings are opaque keys or labels.
type Row struct {
	// Application is a pseudonym, used only where a report lists applications; may be "".
	Application string
	// Person is a pseudonym that repeats when one person applies more than once; "" = unknown.
	Person      string
	Requisition string
	// Role indexes Spec.Roles.
	Role   int
	Level  string
	Source string
	Route  string
	Format string
	// Period is the month of the decision, "2026-03"; "" = unknown.
	Period string
	// Openings of the requisition, 0 = unknown.
	Openings int
	// Values by index of Spec.Signals; NaN = unknown. A binary signal is 0 or 1.
	Values []float64
	// Groups by index of Spec.Attributes; "" = unknown (blank, declined to state).
	Groups []string
	// Stages by index of Spec.Stages.
	Stages []StageRow
	// TextKey repeats for identical documents; "" = none.
	TextKey string
}

// StageRow is what happened to one application at one stage.
type StageRow struct {
	Status   Status
	Screener string // pseudonym; "" = unknown
	Trained  *bool  // screener trained, where the export says so
	// Reason for Excluded: "withdrawn", "pending", "transferred", "prospect", "other".
	Reason string
}
