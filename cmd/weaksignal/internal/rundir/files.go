package rundir

// Files of a run. What may not be handed on stands in a folder of its own.
const (
	ReportFile   = "audit.xlsx"    // what HR reads
	HTMLFile     = "audit.html"    // the same
	AppendixFile = "appendix.xlsx" // every table
	RecordFile   = Confidential + "/audit.json"
	WorklistFile = Confidential + "/worklist.csv"
	// Written on request: one row per application, and per reading to be checked.
	ApplicationsFile = Confidential + "/applications.xlsx"
	ReviewFile       = Confidential + "/review.xlsx"
	// For counsel: every count, and the views of rules.
	CounselFile = Confidential + "/counsel.xlsx"
	RulesFolder = Confidential + "/" + Rules + "/"
)
