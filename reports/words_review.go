package reports

// Words of review.xlsx and of the sheet on reading errors.
const (
	sheetReview    = "Review"
	sheetReviewHow = "How"
	sheetReviewKey = "Key"

	answerYes     = "yes"
	answerNo      = "no"
	answerUnknown = "can't tell"

	headDocument = "Document"
	headSignal   = "Signal"
	headQuestion = "Question"
	headLines    = "Masked lines of the document"
	headAnswer   = "Answer"
	headRemark   = "Remark"

	reviewNote      = "Does the document show the signal? Answer in the yellow cells: yes, no, or can't tell if you looked and it can't be decided. Leave empty what you didn't look at. Where the lines don't settle it, look at the whole document. More on the sheet How."
	reviewWhy       = "The audit finds signals in résumés by program. This sample of its readings tells how often it is right, so that its numbers can be corrected. It takes a minute a line or less."
	reviewWhole     = "Where the lines don't settle it, or there are none, whoever runs the audit finds the whole document by the name in the first column: weaksignal whois D-…"
	reviewLadder    = "Don't skip the hard ones. If time is short, check some signals wholly, not the easy lines of all."
	reviewBlind     = "The lines are not in the order of the program's answers, and one with text is not always a yes. Don't look up who advanced."
	reviewPrivate   = "E-mail addresses, telephone numbers, links and the applicant's name are masked. Keep the file as closely as the résumés all the same."
	reviewBack      = "Save the file as .xlsx and give it back: weaksignal audit --reviewed review.xlsx. Rows may be filtered, deleted, or sorted after lifting the sheet's protection, which has no password. Document, signal and the sheet Key must stay as they are."
	reviewKeyNote   = "This sheet tells the audit how the sample was drawn. It is sealed: don't change it."
	reviewNoLine    = "(no line: see the document)"
	reviewUnread    = "(the document couldn't be read again: leave it empty)"
	reviewChooseFix = "Choose yes, no or can't tell, or leave the cell empty."

	docReviewTitle = "Check of a sample of the program's readings"
)
