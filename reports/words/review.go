package words

// Words of review.xlsx and of the sheet on reading errors.
const (
	SheetReview    = "Review"
	SheetReviewHow = "How"
	SheetReviewKey = "Key"
	// SheetReviewLists prints the lists of institutions.
	SheetReviewLists = "Lists"

	AudienceReview  = "Confidential: lines of applicants' résumés. For whoever checks the readings, and nobody else."
	ReviewListsNote = "Whether a school or an employer counts is decided by these lists alone. Names that are not on them don't count, however well known."
	ReviewAround    = "  "
	ReviewHere      = "› "

	AnswerYes     = "yes"
	AnswerNo      = "no"
	AnswerUnknown = "can't tell"

	HeadDocument = "Document"
	HeadSignal   = "Signal"
	HeadQuestion = "Question"
	HeadLines    = "Masked lines of the document"
	HeadAnswer   = "Answer"
	HeadRemark   = "Remark"

	ReviewNote      = "Does the document show the signal? Answer in the yellow cells: yes, no, or can't tell if you looked and it can't be decided. Leave empty what you didn't look at. › marks the line, those around it stand with it; where they don't settle it, look at the whole document. More on the sheets How and Lists."
	ReviewWhy       = "The audit finds signals in résumés by program. This sample of its readings tells how often it is right, so that its numbers can be corrected. It takes a minute a line or less."
	ReviewWhole     = "Where the lines don't settle it, or there are none, whoever runs the audit finds the whole document by the name in the first column: weaksignal whois D-…"
	ReviewLadder    = "Don't skip the hard ones. If time is short, check some signals wholly, not the easy lines of all."
	ReviewBlind     = "The lines are not in the order of the program's answers, and one with text is not always a yes. Don't look up who advanced."
	ReviewPrivate   = "E-mail addresses, telephone numbers, links and the applicant's name are masked. Keep the file as closely as the résumés all the same."
	ReviewBack      = "Save the file as .xlsx and give it back: weaksignal audit --reviewed review.xlsx. Rows may be filtered, deleted, or sorted after lifting the sheet's protection, which has no password. Document and signal must stay as they are, and so must the hidden sheet Key, which tells how the sample was drawn."
	ReviewKeyNote   = "This sheet tells the audit how the sample was drawn. It is sealed: don't change it."
	ReviewNoLine    = "(no line: see the document)"
	ReviewUnread    = "(the document couldn't be read again: leave it empty)"
	ReviewChooseFix = "Choose yes, no or can't tell, or leave the cell empty."

	DocReviewTitle = "Check of a sample of the program's readings"
)
