package heads

// Canonical fields of an export, as configuration and `check` name them.
const (
	Application     = "application_id"
	Candidate       = "candidate_id"
	Resume          = "resume"
	Email           = "email"
	Name            = "name"
	Requisition     = "requisition"
	Role            = "role"
	Level           = "level"
	Stage           = "stage"
	Outcome         = "outcome"
	Applied         = "applied_at"
	Decided         = "decided_at"
	Screener        = "screener"
	Trained         = "screener_trained"
	Source          = "source"
	Referrer        = "referrer"
	RejectionReason = "rejection_reason"
	Openings        = "openings"
)

// Further fields that some systems export in columns of their own.
const (
	// LastStage is the stage at rejection, where stage then only says "rejected".
	LastStage = "last_stage"
	// SourceType is a source's category, beside its name.
	SourceType = "source_type"
	FirstName  = "first_name"
	LastName   = "last_name"
	// RejectedAt and fieldHiredAt stand for decided_at.
	RejectedAt = "rejected_at"
	HiredAt    = "hired_at"
	// Entered is the date on which a stage was entered: the last one of an
	// application stands for its decision's where that is not known.
	Entered = "entered_at"
	// FromStage and fieldToStage are the two ends of a move.
	FromStage = "from_stage"
	ToStage   = "to_stage"
	// Disqualified is yes or no.
	Disqualified = "disqualified"
	// RejectionType says who rejected whom, beside a reason.
	RejectionType = "rejection_type"
)

// Fields lists the canonical fields that a configuration may map.
func Fields() []string {
	return []string{Application, Candidate, Resume, Email, Name, Requisition,
		Role, Level, Stage, Outcome, Applied, Decided, Screener, Trained,
		Source, Referrer, RejectionReason, Openings, LastStage, SourceType,
		FirstName, LastName, RejectedAt, HiredAt, Entered, FromStage, ToStage, Disqualified, RejectionType}
}
