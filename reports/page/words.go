package page

import (
	"fmt"

	"weaksignal/reports/words"
)

// Words of the report, audit.xlsx and audit.html.
const (
	reportTitle  = "Does this screening go with weak signals?"
	appendixFile = "appendix.xlsx"
	counselFile  = "counsel.xlsx"

	pageAnswer    = "Answer"
	pageSignals   = "Signals"
	pageGroups    = "Groups"
	pagePrivilege = "Privilege"
	pageProcess   = "Process"
	pageClosing   = "Data and limits"

	titleAnswer    = reportTitle
	titleSignals   = "Every signal, one by one"
	titleGroups    = "How the groups fared"
	titlePrivilege = "Why these signals follow privilege"
	titleWho       = "Who shows which signal"
	someRoles      = " (%d/%d roles)"
	titleProcess   = "From stage to stage, and over time"
	titleClosing   = "Data, declaration, limits and sign-off"

	toneAssociated = "▲ associated"
	toneNone       = "○ no material association"
	toneUnknown    = "? cannot tell"
	toneIndicated  = "▲ difference indicated"
	toneNotLower   = "○ not indicated"
	toneReference  = "reference"
	toneSmall      = "too few to judge"

	inAllStages = "over all stages together"
	inDecision  = "at the decision"

	axisPointsOften = "points more often with it"
	axisShare       = "of each group, % that advanced"
	axisPrevalence  = "of each group, % with the signal"
	axisPeople      = "people"
	axisGap         = "percentage points of the gap"

	cautionText = "These are associations in recorded decisions: they do not say why a decision was made, and what is not recorded is not held equal. An employer's audit of itself is not an independent one."
)

// InStage is a stage in a sentence.
func inStage(name string) string { return "at the stage “" + name + "”" }

// MoreInAppendix says that a block was shortened.
func moreInAppendix(n int) string {
	return fmt.Sprintf("%s more in %s.", words.SentenceCase(words.Grouped(n)), appendixFile)
}

// Sentences of page 1. %s are, in order, what the functions of room page fill in.
const (
	answerFound      = "Yes: %s, advancing is associated with %s, %s: %s%s."
	answerOf         = "%s of the %s"
	answerNothing    = "Nothing was found: %s, advancing is associated with none of the %s, %s; %s."
	answerEqual      = "No: %s, %s, those with and without each of the %s advance equally often within %s points."
	answerPart       = "for %s, any difference lies within %s points"
	answerDetectable = "a difference of %s points would have been seen in four of five such pools, a smaller one may have been missed"
	answerNoSize     = "how large a difference would have been seen cannot be computed"
	answerUntold     = "It cannot be told: %s, too little is known about each of the %s."
	answerNoSignals  = "No weak signal was measured, so groups alone are compared: no difference between them is indicated."
	answerGroups     = "No weak signal was measured, so groups alone are compared: %s, %s advanced %s times as often as %s (range %s), and a difference is indicated."
	answerNobody     = "There is nothing to audit: no decision was found."

	amongComparable = "among comparable applicants for the same job"
	amongUnadjusted = "among applicants for the same job, whose qualifications are not held equal because nothing is declared job-related"

	subjectFound      = "%s of the %s associated: %s"
	subjectNothing    = "none of the %s found associated"
	subjectGroupsOnly = "no weak signal was measured, groups alone are compared"
	subjectUntold     = "too little is known about each of the %s to tell"
	subjectGroups     = "groups differ by %s; "
	bendsOnly         = "not in one direction"
	bendsUpTo         = "not in one direction, up to %s points between two of its values"
	bendsMark         = ", bends"

	restNone    = "%s no material association"
	restUnknown = "%s cannot be told"

	headForest    = "Weak signals, %s"
	headSignal    = "Signal"
	headPoints    = "Points (range)"
	headVerdict   = "Verdict"
	forestNote    = "Line: where the true difference plausibly lies. Dashed: ±%s points; less counts as immaterial."
	forestAlt     = "Difference in the chance to advance with each weak signal, in percentage points, with its range. "
	headCompare   = "Groups, %s"
	compareNone   = "No self-reported groups were supplied, so nobody can say whom these signals keep out."
	compareRow    = "Attribute"
	compareLow    = "Group"
	compareWith   = "Compared with"
	compareRatio  = "Ratio (range)"
	compareHidden = "%s, a difference by %s is indicated whose counts are too few to print; %s, on request, has them."
	headAlso      = "Also found"
	headDo        = "What to do"
	enoughText    = "Where decisions are too few: about %s like these, instead of %s, would show a difference of %s points, or rule it out, in four of five pools."
	enoughUnsaid  = "Where decisions are too few, more are needed, in more requisitions; how many cannot be computed from these."
	whyItem       = "Cannot tell, %s: %s."
	rateOfPeople  = "%s %% of %s"
	doCounsel     = "Take this report to counsel before anything is changed or shared."
	doAsk         = "Ask those who decide whether the role needs %s: declare it job-related with the reason, or take it out of screening."
	doDeclare     = "Declare for every role what is job-related, with reason, name and date, so that equally qualified people are compared."
	doWorklist    = "Have the files and rows in %s repaired, and run the audit again: %s could not be used."
	doMore        = "Do not read “cannot tell” as “no”: pool more requisitions or wait for more decisions."
	doGroups      = "Add the self-reported groups, if you hold them, to see who is affected."
	doAgain       = "Repeat the audit when a period has closed; a single report is one look."
)

// Sentences of what else was found.
const (
	alsoImpact      = "%s, %s advanced %s times as often as %s (range %s): a difference is indicated."
	alsoImpactMore  = " %s of later stages stand in appendix.xlsx."
	alsoReturns     = "The same signal does not go as far in every group: %s."
	alsoReturn      = "%s by %s"
	alsoDiffers     = "The difference is not the same everywhere: %s."
	alsoDiffer      = "%s by %s"
	alsoCriteria    = "A verdict rests on what was declared: %s."
	alsoCriterion   = "without %s, %s would be “%s”"
	alsoNoCriterion = "any criterion"
	alsoLater       = "After the first stage fewer people are compared and findings are exploratory; there, associated: %s."
	alsoLaterOne    = "%s (%s)"
	alsoReading     = "People checked %s of the program's readings: "
	alsoReadingFew  = "too few to say how reading errors bear on the verdicts."
	alsoReadingTurn = "within the reading errors that they found, the verdict on %s could be another."
	alsoReadingSame = "within the reading errors that they found, the verdicts on %s stay the same."
	alsoChanged     = "With the weak signals taken out and the same places filled, the model would choose somebody else for %s of the places; without any association it would be %s %%."
	alsoUneven      = "Whose résumé could be read differs by %s: what is said of those groups rests on the others."
	alsoOpen        = "The period is not over: nothing here is a finding yet."
	alsoTrend       = "Against the period before, by the stricter measure for many looks: %s."
	alsoTrendNew    = "newly found: %s"
	alsoTrendGone   = "no longer found: %s"
	alsoTrendAlone  = "associated in this period by itself, but not clearly enough for one look of many: %s"
	alsoUndeclared  = "Nothing is declared job-related for %s: there a signal may stand in for a qualification."
)

// ModeratorWord is what an effect may differ by.
func moderatorWord(by, attribute string) string {
	switch by {
	case "group":
		return words.LowerFirst(words.Underscored(attribute))
	case "strength":
		return "how strong the rest of the application is"
	}
	return by
}

const (
	compareNoReference = "no group is large enough to compare with"
	compareWithheld    = "counts withheld: too few people"
)

// DecidedFrom is the period in a line.
func decidedFrom(from, until string) string { return "decided " + from + " to " + until }

// ForestWords say how to read the picture of page 1.
func forestWords(margin string) string { return fmt.Sprintf(forestNote, margin) }

// Words of the pages after the first.
const (
	signalsNote      = "How often those with and without each signal advanced, %s, and the difference between comparable people: alike on all other signals, in the same requisition."
	headWeakTable    = "Weak signals"
	headRelated      = "Job-related criteria, for comparison"
	headContextTable = "Adjusted for, neither weak nor job-related"
	headWith         = "Advanced with it"
	headWithout      = "Advanced without"
	countedOf        = "%s %% of %s"
	shareText        = "All recorded signals together foretell %s of how decisions differ within a requisition; of that, weak signals carry %s."
	signalsReason    = "Page 1 says how many decisions would be enough where there are too few."

	groupsReportNote = "Self-reported groups only. The bar is the share that advanced, the line its range. Ratio: the rate ÷ that of the group compared with; under 0.80 is below four fifths, a rule of thumb and not a test of chance."
	headGroupPlot    = "Groups, %s"
	headGroup        = "Group"
	headAdvanced     = "Advanced"
	headRatio        = "Ratio (range)"
	partReference    = "%s, compared with %s (%s)"
	partNone         = "%s: no group is large enough to compare with"
	referenceChosen  = "chosen in the configuration"
	referenceHighest = "the highest rate of the large groups"
	groupsAlt        = "Share of each group that advanced, with its range. "
	groupsNone       = "%s, the counts of every group are too few to print."
	groupsCross      = "Groups of two attributes at once, tests and other ratios stand in appendix.xlsx."

	privilegeNote = "A signal that some groups show more often keeps the others out when it is selected on, whatever anybody means by it. How common it is here, of those whose signal is known, beside what others found."
	privilegeHere = "%s: how common it is here"
	headShare     = "With it (range)"
	privilegeAlt  = "Share of each group with the signal, with its range. "
	published     = "Published: %s (%s)"
	publishedNone = "No published figure on who shows %s is known to this catalogue."
	noPrevalence  = "No self-reported groups were supplied, so how common a signal is in each group here is not known."
	headGap       = "The gap between %s and %s, %s, split"
	gapNote       = "What the gap within requisitions goes with. It is a split of association, not of causes; the parts add up to the gap. Below zero: to the disadvantage of the group named first."
	gapAlt        = "Parts of the gap in percentage points, with their ranges. "
	gapPart       = "Part"
	gapRelated    = "Job-related criteria"
	gapWeak       = "All weak signals together"
	gapRest       = "Nothing that is recorded"
	gapWhole      = "Gap"
	gapNone       = "No gap between two groups is clear enough here to be split."

	processNote     = "Each stage counts those who entered it and were decided there. Later stages compare only those who passed the earlier ones."
	headFunnel      = "From stage to stage"
	headStage       = "Stage"
	headEntered     = "Decided"
	headPassed      = "Advanced"
	headRate        = "Rate"
	funnelAlt       = "People decided at each stage and how many of them advanced. "
	funnelSaid      = "%s: %s of %s advanced"
	headStages      = "Signals found, stage by stage"
	stagesAlt       = "Difference with each signal found, at each stage, in percentage points, with its range. "
	stagesNone      = "No weak signal was found at any stage, so there is nothing to follow from stage to stage."
	headOverTime    = "Over time"
	headPeriod      = "Period"
	overTimeHow     = "Each closed period is one look; with many looks a finding must be clearer, so that it is not found by chance. Against the period before: %s."
	overTimeAlt     = "Difference with each signal in each period, in percentage points, with its range. "
	overTimeNothing = "no change of a finding"
	periodOpen      = " (open)"
	periodsTogether = "All closed periods together"
)

// Words of the last page.
const (
	headData        = "Data"
	dataWhat        = "What"
	dataNumber      = "Number"
	dataRows        = "Applications in the export"
	dataAudited     = "Applications audited"
	dataUnmatched   = "Applications without a résumé"
	dataExcluded    = "Left out: no selection decision, or outside the period"
	dataUnread      = "Audited, but the résumé could not be read: signals unknown"
	dataFiles       = "Résumé files found"
	dataRead        = "Files read"
	dataDoubtful    = "Files read in doubt: what they do not say is unknown"
	dataUnreadable  = "Files that could not be read"
	dataDuplicate   = "Duplicates"
	dataGroups      = "Rows of the groups file that belong to an application"
	dataOf          = "%s of %s"
	dataStages      = "Stages, requisitions and screeners"
	dataStagesAre   = "%s, %s, %s"
	dataDecided     = "Decided %s"
	dataAdvanced    = "%s, of whom %s advanced (%s %%)"
	dataPeriod      = "Period of the decisions"
	headDeclared    = "What was declared job-related"
	declaredRole    = "Role"
	declaredWhat    = "Criterion"
	declaredReason  = "Reason"
	declaredBy      = "Declared by"
	declaredDate    = "Date"
	declaredNothing = "nothing"
	declaredNoWhy   = "not recorded"
	headLimits      = "Limits"
	limitCause      = "An association is no proof of a cause: what is not in the data may lie behind it, and a signal may stand in for a qualification that nobody recorded."
	limitUnadjusted = "Nothing is declared job-related, so qualifications are not held equal: every difference may be one of qualification."
	limitVerdict    = "Associated: clear beyond chance after correction for the number of signals looked at, and at least ±%s points in size. No material association: the whole range lies within ±%s points. Ranges are %s %%."
	limitReading    = "The program reads signals from résumés with errors that no person has checked here; the setting reports.review draws a sample to check."
	limitReviewed   = "People checked a sample of the program's readings; appendix.xlsx says what its errors do to the numbers."
	limitTable      = "The signals are those of the table that was supplied; nobody has checked here how they were measured."
	limitSmall      = "Counts under 10 people, percentages that rest on fewer than 5, and what would give them away are withheld: “withheld” is no zero."
	limitSelf       = "The employer audits itself; rules such as New York City's Local Law 144 ask for an independent auditor."
	limitUnknown    = "For %s of the applications audited no signal is known."
	headSign        = "Sign-off"
	signRole        = "Who"
	signName        = "Name"
	signDate        = "Date"
	signSignature   = "Signature"
	signPrepared    = "Prepared by"
	signCounsel     = "Read by counsel"
	signOwner       = "Owner of the screening"
	provenanceOf    = "Run %s · configuration %s · catalogue %s · seed %d · the analyst's record and the list of what was not read are in the folder confidential."
)

const (
	// RateWithheldOf is a group whose people may be told, not how many advanced.
	gapOfWhich = "   of it: "
)

// DeclaredColumns are the job-related columns of a candidates table.
const declaredColumns = "the columns named job_related"
