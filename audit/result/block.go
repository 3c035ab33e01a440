package result

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
