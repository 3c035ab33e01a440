package words

// term is one word of the glossary.
type term struct{ Word, Meaning string }

func Glossary() []term {
	return []term{
		{"Application", "One person's application to one requisition."},
		{"Associated with", "Goes together with. It does not say why."},
		{"Clustered", "Errors that allow applications of one requisition to be alike."},
		{"Interval, range", "Where the true value plausibly lies: in 95 of 100 such audits the interval holds it."},
		{"Job-related", "Declared by the employer as needed for the role."},
		{"n", "In a sentence: a number that is withheld, because it counts few people or would give such a count away."},
		{"Odds", "Chance of advancing ÷ chance of not advancing."},
		{"p", "How often chance alone would give a result at least this far from none. Not the chance that there is no difference."},
		{"Percentage point", "Unit of a difference between two percentages: from 40 % to 54 % is 14 points."},
		{"Practical margin", "The smallest difference that is taken to matter."},
		{"Pseudonym", "A code in place of a name (A-…, D-…, S-…)."},
		{"Rate", "Advanced ÷ people who entered the stage and were decided."},
		{"Requisition", "One opening, or several alike, that people apply to."},
		{"Stage", "One step of the selection."},
		{"Weak signal", "Something on a résumé that the employer did not declare job-related for the role."},
	}
}
