package appendix

import (
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// text is a column of words.
func text(head string, width float64, meaning string) sheet.Column {
	return sheet.Column{Head: head, Width: width, Meaning: meaning, Unit: words.UnitWords, Look: sheet.Body().Wrapped().Boxed()}
}

// number is a column of figures.
func number(head, unit, meaning string) sheet.Column {
	return sheet.Column{Head: head, Width: 11, Meaning: meaning, Unit: unit}
}

// interval is an estimate with the two ends of its range, in three columns.
func interval(head, unit, meaning, from, to string) []sheet.Column {
	return []sheet.Column{number(head, unit, meaning), number(from, unit, words.MeaningFrom), number(to, unit, words.MeaningTo)}
}

// counts are people, how many of them advanced, and their rate.
func counts(people, advanced, rate, who string) []sheet.Column {
	return []sheet.Column{number(people, words.UnitPeople, who), number(advanced, words.UnitPeople, words.MeaningAdvanced), number(rate, words.UnitPercent, words.MeaningRate)}
}

func probability(head, meaning string) sheet.Column { return number(head, words.UnitP, meaning) }

func stageColumn() sheet.Column { return text("Stage", 16, words.MeaningStage) }

func signalColumn() sheet.Column { return text("Signal", 26, words.MeaningSignal) }

func attributeColumn() sheet.Column { return text("Attribute", 15, words.MeaningAttribute) }

func groupColumn() sheet.Column { return text("Group", 25, words.MeaningGroup) }

func notesColumn(width float64) sheet.Column { return text("Notes", width, words.MeaningNotes) }
