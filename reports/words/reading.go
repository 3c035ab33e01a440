package words

// Words of the sheet on reading errors, and of the tables of read failures.
const (
	SheetReading = "Reading errors"

	ReadingNote   = "The findings with the reading errors taken out that people found (Reading accuracy), on the assumption that errors depend on the truth alone: not on the decision, nor on who applied. Ranges hold what isn't known of the errors as well. No other sheet is corrected."
	AccuracyNote  = "The program reads signals with errors. People checked a sample of its readings (run %s): %s answered, %s can't be told, %s not looked at."
	AccuracyElse  = "%s on documents that this run doesn't have, and not used."
	AbsentReading = "no reviewed sample was supplied"

	HeadNotEstimable = "What the sample can't tell"
	HeadAnswers      = "What people found, by the program's answer"
	AnswerPresent    = "Found"
	AnswerNear       = "Near miss, refused"
	AnswerAbsent     = "Nothing found"

	ReadingCut  = "For %s of the applications the accuracy found can't be right: among those like them the signal is read too rarely, or too often, for it."
	VerdictsOr  = " or "
	ReadingSame = "○ Same"
	ReadingTurn = "▲ Could be "

	HeadFailures      = "Whose résumés could not be read"
	FailuresNote      = "If résumés of some formats or groups fail more often, what is said of them rests on those that could be read; another system may fail to read the same ones. Applicants count once, as read if any of their résumés was."
	FailuresNone      = "Every file was read, and every applicant with a decision has one."
	FailFormat        = "File format: %s"
	FailGroup         = "%s: %s"
	FailEven          = "○ No sign of a difference"
	FailUneven        = "▲ Differs"
	FailUntested      = "Nothing to compare"
	FailFormats       = "All formats"
	FailGroups        = "%s: all groups"
	HeadFailWho       = "Who or what"
	HeadFailPeople    = "Files, or applicants"
	HeadFailNot       = "Not read"
	HeadFailShare     = "Share"
	HeadFailRatio     = "Ratio to the others"
	HeadFailP         = "p"
	HeadFailDifferent = "Does it differ?"
)

func methodsOfReading() []method {
	return []method{
		{"Review sample", "Readings are drawn by the program's answer (found, near miss, nothing), with the same chance for each document of an answer. Each checked one stands for as many as its chance says.", "It holds for these documents, read by this catalogue. Lines left empty are taken to be like those answered with the same program's answer.", "Begg & Greenes 1983, Biometrics 39; Breslow & Cain 1988, Biometrika 75"},
		{"Sensitivity and specificity", "Weighted shares of the checked readings; range: percentiles of 2,000 stratified bootstrap draws. Where all checked of an answer agree, the share is drawn from Jeffreys' distribution, so that few checked make a wide range. How often one answer is right: Wilson.", "With fewer than five checked documents that have the signal (or lack it) there is none.", "Efron & Tibshirani 1993; Cronin & Vickers 2008, BMC Medical Research Methodology 8:75"},
		{"Errors taken out", "Shares and rates: the misread counts are solved for the true ones. Adjusted difference: the model is fitted again with each checked signal replaced by the probability that it is truly there (regression calibration), at both ends and the middle of the ranges of sensitivity and specificity.", "Errors must depend on the truth alone: not on the decision, and not on the group. The range is wide on purpose: both ends of both ranges together.", "Rogan & Gladen 1978, American Journal of Epidemiology 107; Barron 1977, Biometrics 33; Rosner, Spiegelman & Willett 1990, American Journal of Epidemiology 132"},
		{"Résumés not read", "Share of files by format and of applicants by group without a readable résumé. Each against all others: Fisher's exact test; all together: a permutation test of the spread.", "A group whose résumés fail more often is judged by those that could be read.", "Fisher 1935; 29 CFR 1607.4"},
	}
}
