package decision

// Canonical fields of an export, as configuration and `check` name them.
const (
	fieldApplication     = "application_id"
	fieldCandidate       = "candidate_id"
	fieldResume          = "resume"
	fieldEmail           = "email"
	fieldName            = "name"
	fieldRequisition     = "requisition"
	fieldRole            = "role"
	fieldLevel           = "level"
	fieldStage           = "stage"
	fieldOutcome         = "outcome"
	fieldApplied         = "applied_at"
	fieldDecided         = "decided_at"
	fieldScreener        = "screener"
	fieldTrained         = "screener_trained"
	fieldSource          = "source"
	fieldReferrer        = "referrer"
	fieldRejectionReason = "rejection_reason"
	fieldOpenings        = "openings"
)

// Further fields that some systems export in columns of their own.
const (
	// fieldLastStage is the stage at rejection, where stage then only says "rejected".
	fieldLastStage = "last_stage"
	// fieldSourceType is a source's category, beside its name.
	fieldSourceType = "source_type"
	fieldFirstName  = "first_name"
	fieldLastName   = "last_name"
	// fieldRejectedAt and fieldHiredAt stand for decided_at.
	fieldRejectedAt = "rejected_at"
	fieldHiredAt    = "hired_at"
	// fieldEntered is the date on which a stage was entered: the last one of an
	// application stands for its decision's where that is not known.
	fieldEntered = "entered_at"
	// fieldFromStage and fieldToStage are the two ends of a move.
	fieldFromStage = "from_stage"
	fieldToStage   = "to_stage"
	// fieldDisqualified is yes or no.
	fieldDisqualified = "disqualified"
	// fieldRejectionType says who rejected whom, beside a reason.
	fieldRejectionType = "rejection_type"
)

// Fields lists the canonical fields that a configuration may map.
func Fields() []string {
	return []string{fieldApplication, fieldCandidate, fieldResume, fieldEmail, fieldName, fieldRequisition,
		fieldRole, fieldLevel, fieldStage, fieldOutcome, fieldApplied, fieldDecided, fieldScreener, fieldTrained,
		fieldSource, fieldReferrer, fieldRejectionReason, fieldOpenings, fieldLastStage, fieldSourceType,
		fieldFirstName, fieldLastName, fieldRejectedAt, fieldHiredAt, fieldEntered, fieldFromStage, fieldToStage, fieldDisqualified, fieldRejectionType}
}
