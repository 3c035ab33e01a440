package reports

// Words for people, in one place, so that a translation is possible. The words of
// Methods stand in words_methods.go, those of the data dictionary and the glossary
// in words_glossary.go.
const (
	productName = "weaksignal"
	wordRun     = "Run"
	wordPage    = "Page"

	confidentialDefault = "Confidential"

	sheetSummary      = "Summary"
	sheetFindings     = "Findings"
	sheetEffects      = "Effects"
	sheetTests        = "Tests"
	sheetReliance     = "Reliance"
	sheetGroups       = "Groups"
	sheetBridge       = "Bridge"
	sheetFunnel       = "Funnel"
	sheetRequisitions = "Requisitions"
	sheetScreeners    = "Screeners"
	sheetTrend        = "Trend"
	sheetQuality      = "Data quality"
	sheetSettings     = "Settings and lists"
	sheetMethods      = "Methods"
	sheetDictionary   = "Data dictionary"

	verdictReliedOn = "▲ Relied on"
	verdictNone     = "○ No material reliance"
	verdictUnknown  = "? Cannot tell"

	groupIndicated    = "▲ Difference indicated"
	groupNotIndicated = "○ Not indicated"
	groupUnknown      = "? Cannot tell"
	groupReference    = "Reference"
	groupSmall        = "Too small to judge"

	flagPasses = "○ At or above"
	flagBelow  = "▼ Below"

	blockWeak       = "Weak"
	blockJobRelated = "Job-related"
	blockContext    = "Context"

	withheldSmall   = "fewer than 10"
	withheld        = "withheld"
	withheldOutcome = "withheld"
	withheldReason  = "Counts withheld: too few people."
	notEstimable    = "not estimable"
	noLimit         = "no limit"
	allRoles        = "all roles"

	stageBottomLine = "All stages together"
	stageUnnamed    = "The decision"

	backToSummary = "Back to Summary"

	suppressionNote = "Counts under 10 people, percentages that rest on fewer than 5, and counts from which those could be worked out are withheld."

	docTitle       = "Résumé screening audit: reliance on weak signals"
	docDescription = "How far decisions move with weak signals beyond the job-related ones. Suppressed for small counts."

	headAudited  = "What was audited"
	headFound    = "What we found"
	headTable    = "Weak signals at the first stage: %s"
	headOpen     = "What could not be told, and why"
	headNext     = "What to do next"
	headContents = "In this workbook"

	detailsLink   = "See details"
	pointsMore    = " points more often"
	pointsFewer   = " points less often"
	noHeadline    = "No finding could be stated from these inputs. The sheet Data quality shows what was read."
	verdictLegend = "▲ decisions are associated with the signal beyond job-related criteria · ○ any such association is too small to matter · ? the data don't decide. The range is where the true difference plausibly lies. An association is no proof of a cause."
	leftOut       = "Left out because there is nothing to say: "

	auditedApplications = "%s of %s applications were audited%s"
	auditedPeriod       = ", decided from %s to %s"
	auditedDocuments    = "%s of %s résumé files were read%s; %s could not be read and %s were duplicates."
	auditedStages       = "The audit covers %s and %s"
	auditedScreeners    = ", decided by %s"

	openUndeclared = "Nothing is declared job-related for %s: the result there is unadjusted, and a signal may stand in for a qualification."
	openMore       = "More points stand on Data quality and Findings."
	unnamedRole    = "the roles of this table"

	nextRelied       = "Ask the people who decide whether the role needs this: %s. If it does, declare it job-related with the reason; if not, take it out of screening."
	nextGroups       = "Take the differences between groups to counsel before anything is changed or shared (sheet Groups)."
	nextWorklist     = "Have the files and rows in %s repaired and run the audit again."
	nextDeclare      = "Declare for every role what is job-related, so that the comparison is between equally qualified people."
	nextMore         = "Where the answer is “cannot tell”, wait for more decisions or pool more requisitions; don't read it as “no”."
	nextDemographics = "Add the self-reported groups file, if you hold one, to see who is affected."
	nextCounsel      = "A self-run audit is not an independent one, such as New York City's Local Law 144 asks for."

	absentSignals = "no signal was measured"

	findingsNote  = "One row per signal and stage. Rates, differences and ratios are formulas over the counts beside them. The adjusted difference compares people who are alike on the other signals, in the same requisition."
	numericSuffix = " (above the median)"
	adjustedName  = "adjusted difference"

	qualityNote         = "Every file and every row is accounted for here."
	qualityDocuments    = "Résumé files"
	qualityFound        = "Files found"
	qualityRead         = "Read"
	qualityUnreadable   = "Could not be read"
	qualityDuplicate    = "Duplicates of a file that was read"
	qualityApplications = "Rows of the export"
	qualityRows         = "Rows"
	qualityAudited      = "Audited"
	qualityUnmatched    = "No résumé matched"
	qualityExcluded     = "Left out (no selection decision, or outside the period)"
	qualityReasons      = "Why files and rows were left out"
	qualityJoin         = "How résumés were matched to rows"
	qualityStages       = "What each stage rests on"
	qualityWarnings     = "Warnings"
	qualityCheck        = "Do the parts add up?"
	qualityBalances     = "○ Yes"
	qualityOff          = "▲ No: report this as a fault"
	worklistNote        = "Each of them is named, with the remedy, in %s (that list holds file names: keep it with the résumés)."
	noModel             = "no model"

	subjectLine = "%s: %d relied on, %d not material, %d cannot tell; %s applications"
)
