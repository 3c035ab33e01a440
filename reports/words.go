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
	sheetPrevalence   = "Signals by group"
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

	subjectLine = "%s: %d relied on, %d not material, %d cannot tell; %s audited"

	effectsNote  = "The adjusted difference in the chance to advance, in percentage points, between people who are alike on the other signals, in the same requisition. The line is the range in which the true difference plausibly lies; dashed lines mark the practical margin. ▲ relied on, ● no material reliance, ◆ cannot tell; * not a weak signal."
	titleForest  = "%s: difference in the chance to advance"
	axisPoints   = "percentage points"
	chartNumbers = "Numbers of the charts"
	guideZero    = "zero"
	guideMargin  = "margin"

	testsNote = "Unadjusted comparisons, tests and sensitivity of every finding, for readers with statistics. Methods explains each."

	relianceNote   = "How much of the decisions can be foretold from the signals in requisitions the model has not seen, and how that splits. Last in: lost if the part is taken out. First in: what it brings by itself. A negative number means that the part foretells nothing."
	headReliance   = "Changed selections and checks"
	levelAll       = "All"
	levelBlock     = "Block"
	levelSignal    = "Signal"
	partAll        = "Explained by all signals"
	titleSplit     = "Share of what is explained, by block"
	titleOwen      = "Explained by each signal, first stage"
	absentReliance = "no model could be fitted"

	groupsNote      = "Self-reported groups only. Rates, ratios, differences and the four-fifths flag are formulas over the counts beside them; the threshold is the cell four_fifths on Settings and lists."
	groupNotStated  = "Not stated"
	noteNotStated   = "Counted apart: no group is ever inferred."
	groupSmallWhy   = "Under 2 % of known applicants: no reference, no verdict."
	headAttributes  = "Each attribute as a whole"
	standInWhy      = "The run's reference group is too small to show: compared here with %s, the highest rate shown. The verdict is the run's."
	headOtherRatios = "Ratios under other rules"
	titleGroups     = "%s: rate by %s"
	axisRate        = "rate of advancing"
	absentGroups    = "no self-reported groups were supplied"

	nameFourFifths = "four_fifths"

	prevalenceNote = "How common each weak signal is in each group, among those who entered the first stage and whose signal is known. The published evidence on each signal stands on Data dictionary."

	bridgeNote   = "The gap between two groups within requisitions, split into what goes with job-related criteria, with each weak signal, and with neither. The gap is the sum of the parts above it."
	partGap      = "Gap (sum of the parts)"
	partRest     = "Not explained"
	partAllWeak  = "All weak signals together"
	titleBridge  = "%s: what the gap between %s and %s goes with, in percentage points"
	absentBridge = "no gap could be split"

	funnelNote    = "Each stage counts those who entered it and were decided there."
	funnelProduct = "Product of the stage rates"
	titleFunnel   = "People at each stage"
	headRoutes    = "Routes and sources"
	absentStages  = "no stage was audited"

	requisitionsNote   = "Each requisition at each stage. Most are small: their counts are withheld."
	absentRequisitions = "no requisitions are named"

	screenersNote   = "Screeners by pseudonym, in the order of the pseudonyms. This is no ranking: a rate alone says nothing about a person's work."
	headSpread      = "How far screeners differ"
	absentScreeners = "no screeners are named"

	trendNote        = "Weak signals over closed periods. A finding of a later look must be clearer, so that many looks don't find something by chance."
	trendOpen        = " (open)"
	trendProvisional = "This period is still open: nothing here is a finding yet."
	headTrend        = "This period against the one before"
	titleTrend       = "adjusted difference over time"
	wordYes          = "Yes"
	wordNo           = "No"
	wordNobody       = "nobody"
	absentTrend      = "no earlier runs are kept"

	settingsNote    = "What this run was told, and with what inputs. A changed yellow cell changes the flags that depend on it at once."
	headThresholds  = "Thresholds"
	labelFourFifths = "Four-fifths threshold"
	noteFourFifths  = "The flag on Groups compares each impact ratio with it. 0.80 is the rule of thumb of the Uniform Guidelines (29 CFR 1607.4(D)). Verdicts are those of the run and don't change."
	inputHint       = "A number from %g to %g."
	headRun         = "Run"
	headInputs      = "Inputs"
	headRoles       = "What is declared job-related"
	nothingDeclared = "nothing"
	headSettings    = "Configuration"
	headList        = "List: %s (%s)"

	dictionaryNote = "What stands in each column. Columns of the same name mean the same everywhere."
	headSignals    = "Signals"
	headGlossary   = "Glossary"
	mayBeRelated   = "May be job-related: "

	sheetApplications = "Applications"
	applicationsNote  = "One row per application, by pseudonym, without groups. Keep it as closely as the résumés."
	applicationsCut   = "Only the first %s applications fit on a sheet; %s more are left out. The complete data are the inputs of the run."
	unknownValue      = "not known"

	sheetReview = "Review"
	reviewNote  = "For each line, choose whether the document shows the signal, from the masked lines or the document itself. Leave what you haven't looked at empty. Then give the file back to the audit with --reviewed."
)
