package decision

// synonyms of one field. Headers are compared by their letters and digits alone.
type synonyms struct {
	field string
	// sure headers name the field in some system; two of them in one file are ambiguous.
	sure []string
	// generic headers are taken only where no sure one is there.
	generic []string
}

// dictionary holds the headers of the usual exports.
//
// Documented by the vendors or seen in public material: Greenhouse (Candidate ID,
// Application ID, Job ID, Job Name, Current Stage, Status, Rejection Reason,
// Source, Referrer, Recruiter, Rejected On), Lever (Opportunity ID, Posting
// title, requisition_code, Stage, Archive-Reason, Archive-Date, Origin, Sources,
// Referred by, Owner), Ashby (Current Interview Stage, Archive Reason, Source
// Type, archivedAt), Workday (Candidate_ID, Job Application ID, Job_Req_ID,
// Job_Posting_Title, Candidate_Stage, Last_Recruiting_Stage, Disposition Reason),
// SmartRecruiters (candidateProfileId, applicationID, applicationStage,
// applicationRejectedAfter, applicationReasonOfRejection, Application Rejection
// Date, appliedVia), iCIMS (Person ID, Recruiting Workflow ID, Bin, sourceorigin,
// sourceperson, updated), Taleo (Candidate Identifier, Req. Identifier, Current
// Step Name), Workable (Disqualified). BambooHR's headers and whatever else stands
// here are plain names for the same thing: not verified with the vendor.
func dictionary() []synonyms {
	return []synonyms{
		{fieldApplication, []string{"application id", "applicationid", "job application id", "opportunity id", "recruiting workflow id",
			"applicant reference", "application number", "application reference", "submission id", "submission identifier",
			"application identifier", "app id"}, []string{"id", "application", "opportunity"}},
		{fieldCandidate, []string{"candidate id", "candidate profile id", "person id", "applicant id", "candidate identifier",
			"candidate number", "candidate reference", "contact id", "profile id"}, nil},
		{fieldResume, []string{"resume", "résumé", "cv", "resume file", "resume filename", "resume file name", "cv file", "resume path",
			"attachment", "resume attachment", "document", "resume document"}, nil},
		{fieldEmail, []string{"email", "e-mail", "email address", "e-mail address", "candidate email", "applicant email", "candidate email address",
			"applicant email address", "person email", "primary email", "home email"}, nil},
		{fieldName, []string{"candidate name", "applicant name", "full name", "person name", "person full name", "person full name first last", "candidate full name", "applicant full name"}, []string{"name", "candidate", "applicant"}},
		{fieldFirstName, []string{"first name", "candidate first name", "applicant first name", "given name", "legal first name", "person first name"}, nil},
		{fieldLastName, []string{"last name", "candidate last name", "applicant last name", "surname", "family name", "legal last name", "person last name"}, nil},
		{fieldRequisition, []string{"requisition", "requisition id", "requisition code", "requisition number", "req id", "req number", "req identifier",
			"job req id", "job requisition id", "job requisition", "job id", "job code", "job id/title", "job id title", "opening id", "job opening id", "posting id",
			"requisition identifier", "job number", "vacancy id", "job shortcode"}, nil},
		{fieldRole, []string{"role", "job name", "job title", "posting title", "job posting title", "requisition title", "job opening", "job posting",
			"req title", "position title", "vacancy", "requisition name", "position applied for"}, []string{"job", "position", "posting", "opening"}},
		{fieldLevel, []string{"level", "seniority", "job level", "seniority level", "grade", "experience level", "job grade"}, nil},
		{fieldStage, []string{"stage", "current stage", "stage name", "current interview stage", "interview stage", "candidate stage", "application stage",
			"current step name", "current step", "step", "step name", "bin", "recruiting stage", "pipeline stage", "hiring stage", "stage entered"}, nil},
		{fieldLastStage, []string{"last recruiting stage", "application rejected after", "rejected after", "stage at rejection", "rejected at stage",
			"last stage", "archived stage", "archived at stage", "disqualified at stage", "rejected in stage"}, nil},
		{fieldOutcome, []string{"outcome", "decision", "disposition", "application status", "candidate status", "archived status", "final status", "result",
			"current status", "current status name", "applicant status"}, []string{"status", "state"}},
		{fieldDisqualified, []string{"disqualified", "is disqualified"}, nil},
		{fieldApplied, []string{"applied at", "applied on", "applied", "application date", "date applied", "applied date", "date of application", "applied date time",
			"submission date", "application submitted", "application created at", "submitted on", "submitted at"}, []string{"created at", "created on", "date created", "created"}},
		{fieldDecided, []string{"decided at", "decided on", "decision date", "archive date", "archived at", "archived on", "disposition date",
			"outcome date", "decision at", "closed at", "updated", "status date", "date decided", "status change date", "status changed on", "moved on", "moved at", "move date", "date moved", "transition date"}, []string{"last updated", "updated at", "updated on", "last activity"}},
		{fieldRejectedAt, []string{"rejected on", "rejected at", "rejection date", "rejected date", "application rejection date", "date rejected",
			"disqualified at", "disqualified on", "disqualified date"}, nil},
		{fieldHiredAt, []string{"hired on", "hired at", "hire date", "hired date", "date hired"}, nil},
		{fieldEntered, []string{"entered on", "entered at", "entered date", "date entered", "stage entered on", "stage entered at", "stage date", "stage entry date", "start date of stage"}, nil},
		{fieldFromStage, []string{"from stage", "previous status", "previous stage", "old status", "old stage", "from status", "prior stage", "prior status", "moved from", "stage from"}, []string{"from"}},
		{fieldToStage, []string{"to stage", "new status", "new stage", "to status", "next stage", "moved to", "stage to"}, []string{"to"}},
		{fieldScreener, []string{"screener", "reviewer", "recruiter", "recruiter name", "owner", "screened by", "reviewed by", "decided by", "opportunity owner",
			"primary recruiter", "decision maker"}, nil},
		{fieldTrained, []string{"screener trained", "trained", "interviewer trained", "reviewer trained", "recruiter trained"}, nil},
		{fieldSource, []string{"source", "sources", "source name", "candidate source", "application source", "applicant source", "applied via", "recruiting source", "source detail"}, nil},
		{fieldSourceType, []string{"source type", "origin", "source origin", "source category", "source group", "source strategy"}, nil},
		{fieldReferrer, []string{"referrer", "referred by", "referrer name", "employee referrer", "referring employee", "source person", "referral name", "referral by"}, nil},
		{fieldRejectionReason, []string{"rejection reason", "archive reason", "disposition reason", "rejected reason", "disqualification reason", "disqualify reason",
			"application reason of rejection", "reason of rejection", "reason for rejection", "archived reason", "decline reason"}, []string{"reason"}},
		{fieldRejectionType, []string{"rejection reason type", "rejection type", "who rejected"}, nil},
		{fieldOpenings, []string{"openings", "number of openings", "open positions", "headcount", "positions", "vacancies"}, nil},
	}
}
